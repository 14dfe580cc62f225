import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bomb, HEAD, jsonList } from "../read/bad-inputs.ts";
import { PROGRAM } from "../support/dist.ts";
import { packageOf } from "../support/packages.ts";

/** In milliseconds, on a busy machine with two cores: most take one second. */
const BOUND = 60_000;

const MEGABYTES = 1 << 24;
const MILLION = 1_000_000;
const DEEP = 100_000;

/** A run of the built command that must end in time, without a stack trace, and with short lines. */
function command(
	args: readonly string[],
	input: string,
): SpawnSyncReturns<string> {
	const run = spawnSync(process.execPath, [PROGRAM, ...args], {
		input,
		encoding: "utf8",
		maxBuffer: 1 << 30,
		timeout: BOUND,
		killSignal: "SIGKILL",
	});
	assert.is(run.signal, null, `no end in ${BOUND} ms`);
	assert.not.match(run.stderr.slice(0, 9999), /this is a bug|call stack| at /);
	assert.ok(run.stderr.length < 100_000, "a flood of messages");
	return run;
}

const item = (kind: string, rest: string, apiVersion = "v1") =>
	`- apiVersion: ${apiVersion}\n  kind: ${kind}\n  metadata:\n    name: a\n${rest}`;

/** Where a scalar may stand: with nobody who reads it, in what is read, as a name, on its own. */
const PLACES: readonly (readonly [string, (scalar: string) => string])[] = [
	["in what nobody reads", (scalar) => item("Other", `  spec: ${scalar}\n`)],
	[
		"in an annotation",
		(scalar) => item("Node", `    annotations:\n      x: ${scalar}\n`),
	],
	[
		"in a pod CIDR",
		(scalar) => item("Node", `  spec:\n    podCIDR: ${scalar}\n`),
	],
	[
		"as a name in a snapshot",
		(scalar) =>
			item(
				"ClusterSnapshot",
				`  spec:\n    nodes:\n    - name: ${scalar}\n`,
				"avi-routes.dev/v1alpha1",
			),
	],
	["as an item", (scalar) => `- ${scalar}\n`],
	["as a kind", (scalar) => item("Node", "").replace("Node", () => scalar)],
];

const SCALARS: readonly (readonly [string, string])[] = [
	["plain", "x".repeat(MEGABYTES)],
	["plain, of words", "ab cd ".repeat(MEGABYTES / 6).trim()],
	["plain, with colons", "a:b".repeat(MEGABYTES / 3)],
	["of digits", "1".repeat(MEGABYTES)],
	["of dots", "1.".repeat(MEGABYTES / 2)],
	["in quotes", `"${"x".repeat(MEGABYTES)}"`],
	["of escapes", `"${"\\t".repeat(MEGABYTES / 2)}"`],
	["of apostrophes", `'${"''".repeat(MEGABYTES / 2)}'`],
	["not of ASCII", `"${"é".repeat(MEGABYTES / 2)}"`],
	["an anchor", `&${"x".repeat(MEGABYTES)} a`],
	["of lines", `|\n${"          words: of # it\n".repeat(MEGABYTES / 25)}`],
];

const test = suite("hostile input");

// The first scalar goes to every place, the others to one each.
for (const [i, [what, scalar]] of SCALARS.entries())
	for (const [j, [where, place]] of PLACES.entries())
		if (i === 0 || (i + j) % 6 === 0)
			test(`a scalar of 16 MB, ${what}, ${where}`, () => {
				const items = place(scalar);
				const { status, stdout } = command([], `${HEAD}items:\n${items}`);
				assert.is(status, 1);
				assert.ok(stdout.includes(items), "the item is another one");
			});

for (const [what, rest] of [
	["blank lines", "\n".repeat(MEGABYTES)],
	["comments", "# a\n".repeat(MEGABYTES / 4)],
	["spaces", " ".repeat(MEGABYTES)],
] as const)
	for (const [where, text] of [
		["before the list", `${rest}\n${HEAD}items: []\n`],
		["before the first item", `${HEAD}items:\n${rest}\n${item("Other", "")}`],
		["behind the last item", `${HEAD}items:\n${item("Other", "")}${rest}`],
		["behind the document", `${HEAD}items: []\n...\n${rest}`],
	] as const)
		test(`16 MB of ${what} ${where}`, () => {
			assert.ok((command([], text).status ?? 0) > 0);
			const root = packageOf({ "a.yaml": text });
			assert.ok((command(["check", root], "").status ?? 0) > 0);
		});

for (const [what, deep] of [
	["brackets", `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`],
	["braces", `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`],
	["dashes", `\n  ${"- ".repeat(DEEP)}a`],
] as const) {
	const object = item("Other", `  spec: ${deep}\n`);

	test(`${DEEP} levels of ${what} pass where nobody reads them`, () => {
		const { status, stdout } = command([], `${HEAD}items:\n${object}`);
		assert.is(status, 1);
		assert.ok(stdout.includes(object));
	});

	test(`${DEEP} levels of ${what} are told where they are read`, () => {
		const spec = object.replace("Other", "Node");
		const list = command([], `${HEAD}items:\n${spec}`);
		assert.is(list.status, 1);
		assert.match(list.stderr, /100 levels|is an? (array|object|list)|mapping/);
		const root = command([], `${HEAD}items: []\nfunctionConfig: ${deep}\n`);
		assert.match(root.stderr, /100 levels/);
	});

	test(`${DEEP} levels of ${what} in a file`, () => {
		const text = `${object.replace(/^(?:- | {2})/gm, "")}`;
		const root = packageOf({ "deep.yaml": text, "also.json": deep });
		for (const args of [
			["check", root],
			["render", root],
			["import", root],
			["explain", "a", root],
		])
			assert.ok((command(args, "").status ?? 0) > 0, args.join(" "));
		// Both sides have the same trouble.
		assert.is(command(["diff", root, root], "").status, 0);
	});
}

test(`${DEEP} levels of JSON`, () => {
	const deep = `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;
	assert.match(command([], jsonList(deep)).stderr, "100 levels");
});

for (const [what, items] of [
	["in an item that is read", item("Node", `  spec:\n${bomb("    ")}`)],
	["across items", `- b:\n${bomb("    ")}- c: *a9\n`],
	["of merge keys", item("Node", `  spec:\n${mergeBomb("    ")}`)],
] as const)
	test(`an alias bomb ${what}`, () => {
		const { status, stderr } = command([], `${HEAD}items:\n${items}`);
		assert.ok((status ?? 0) > 0);
		assert.match(stderr, /aliases|merge keys/);
		const root = packageOf({ "a.yaml": items.replace(/^(?:- | {2})/gm, "") });
		assert.ok((command(["check", root], "").status ?? 0) > 0);
	});

/** Mappings that each merge the one before nine times. */
function mergeBomb(margin: string): string {
	const levels = Array.from({ length: 9 }, (_, i) => {
		const keys = Array.from({ length: 9 }, (_, j) => `k${i}${j}: {<<: *m${i}}`);
		return `${margin}m${i + 1}: &m${i + 1} {${keys.join(", ")}}\n`;
	});
	return `${margin}m0: &m0 {a: b}\n${levels.join("")}`;
}

for (const [what, text] of [
	["objects", HEAD + many((i) => item("Other", "").replace("a\n", `a${i}\n`))],
	["objects in JSON", jsonList(manyJson())],
	["scalars", HEAD + many(() => "- a\n")],
	["Nodes of one name", HEAD + many(() => item("Node", ""))],
] as const)
	test(`${MILLION} ${what}`, () => {
		assert.is(command([], text).status, 1);
	});

function many(make: (i: number) => string): string {
	return `items:\n${Array.from({ length: MILLION }, (_, i) => make(i)).join("")}`;
}

function manyJson(): string {
	const object = (_: unknown, i: number) =>
		`{"apiVersion":"v1","kind":"A","metadata":{"name":"a${i}"}}`;
	return Array.from({ length: MILLION }, object).join(",");
}

test.run();
