import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { REASONS, type Reason } from "../../src/sync/reasons.ts";
import { statusOf } from "../../src/sync/status.ts";
import { readTable, type Table } from "../../src/sync/table.ts";
import { routeTable } from "../avi/tables.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { findProgram } from "./api-server.ts";
import { linesOf, mustRun } from "./support.ts";

type Health = "Healthy" | "Progressing" | "Degraded";

const MINUTE = 60_000;
const OF_KIND = {
	ready: "Healthy",
	waiting: "Progressing",
	stalled: "Degraded",
} as const satisfies Record<string, Health>;

/** A table as the API server has it. */
function tableOf(policy: "Manage" | "Observe", generation = 7): Table {
	const read = readTable(
		routeTable([["10.0.1.0/24", "192.168.0.11"]], {
			policy,
			metadata: { generation },
		}),
	);
	if ("problem" in read) throw new Error(read.problem);
	return read.table;
}

/** The table with the status that the controller writes for a reason which has held for so long. */
function reconciled(
	reason: Reason,
	{ held = 0, generation = 7, delivered = "True" as "True" | "False" } = {},
): object {
	const table = tableOf(reason === "Observed" ? "Observe" : "Manage");
	const decision = {
		verdict: { reason, message: `what ${reason} says` },
		delivery: {
			status: delivered,
			reason: "Labelled" as const,
			message: "of the SE group",
		},
	};
	const status = statusOf(table, decision, { now: 0, held, before: undefined });
	return { metadata: { generation }, spec: table.spec, status };
}

const bare = (policy: "Manage" | "Observe", more: object = {}) => ({
	metadata: { generation: 1 },
	spec: tableOf(policy).spec,
	...more,
});

const CASES: readonly (readonly [
	what: string,
	object: object,
	health: Health,
	message: RegExp,
])[] = [
	...(Object.keys(REASONS) as Reason[]).map(
		(reason) =>
			[
				reason,
				reconciled(reason),
				OF_KIND[REASONS[reason]],
				new RegExp(`^what ${reason} says$`),
			] as const,
	),
	[
		"parts that do not come",
		reconciled("WaitingForParts", { held: 11 * MINUTE }),
		"Degraded",
		/WaitingForParts/,
	],
	[
		"an SE group without the label",
		reconciled("Programmed", { delivered: "False" }),
		"Healthy",
		/Programmed/,
	],
	[
		"a status of an earlier generation, though that was stalled",
		reconciled("RemovalBraked", { generation: 8 }),
		"Progressing",
		/not reconciled yet/,
	],
	["Manage without a status", bare("Manage"), "Progressing", /not reconciled/],
	["Observe without a controller", bare("Observe"), "Healthy", /AKO owns/],
	[
		"a status without conditions",
		bare("Observe", { status: {} }),
		"Healthy",
		/AKO owns/,
	],
];

/** The value as Lua writes it. */
function lua(value: unknown): string {
	if (Array.isArray(value)) return `{${value.map(lua).join(", ")}}`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	const fields = Object.entries(value).map(
		([key, one]) => `[${JSON.stringify(key)}] = ${lua(one)}`,
	);
	return `{${fields.join(", ")}}`;
}

/** Runs the script for each case with no more than Argo CD gives it: `obj`, the basic functions, and `table`. */
const program = `
for _, obj in ipairs(${lua(CASES.map(([, object]) => object))}) do
  local health = assert(loadfile("deploy/argocd/health.lua"))
  setfenv(health, {obj = obj, ipairs = ipairs, pairs = pairs, type = type, tostring = tostring, table = table})
  local told = health()
  print(told.status .. " " .. told.message)
end
`;

const test = suite("deploy/argocd/health.lua");

/** gopher-lua is what Argo CD runs. */
const interpreter = findProgram(/^(?:glua|lua5\.1)$/);
if (interpreter === undefined)
	console.log(
		"!!! there is no glua (go install github.com/yuin/gopher-lua/cmd/glua) and no lua5.1: the health script for Argo CD is NOT TESTED",
	);
const luaTest = interpreter === undefined ? test.skip : test;

luaTest("says of each condition what Argo CD shall show", () => {
	const script = join(scratchFolder(), "health-cases.lua");
	writeFileSync(script, program);
	const told = linesOf(mustRun(".", [interpreter ?? "", script]).stdout);
	assert.is(told.length, CASES.length);
	for (const [i, [what, , health, message]] of CASES.entries()) {
		const [, status, text = ""] = /^(\w+) (.*)$/.exec(told[i] ?? "") ?? [];
		assert.is(status, health, what);
		assert.match(text, message, what);
	}
});

test("each reason of the docs is among the cases", () => {
	const page = readFileSync("docs/take-over.md", "utf8");
	const rows = page.split("\n").filter((line) => /^\| `/.test(line));
	const reasons = rows.flatMap((row) =>
		[...(row.split("|")[1] ?? "").matchAll(/`(\w+)`(?! False)/g)].map(
			([, reason]) => reason,
		),
	);
	assert.equal(reasons.sort(), Object.keys(REASONS).sort());
});

test.run();
