import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type FleetRow, fleetTable } from "../../src/report/fleet.ts";
import { PLAIN } from "../../src/report/screen.ts";
import { clusterPool } from "../support/clusters.ts";
import { checkCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const check = async (...args: string[]) =>
	checkCommand(args, async () => new Uint8Array());

const FLEET = {
	"a.yaml": configText({
		clusters: [{ name: "files", routeOwner: "GitOps", routeController: "c" }],
	}),
	"right.yaml": snapshotText(
		clusterPool({ akoConfig: { cniPlugin: "cilium", clusterName: "right" } }),
		"right",
	),
	"wrong.yaml": snapshotText(
		clusterPool({ akoConfig: { cniPlugin: "", clusterName: "wrong" } }, 4),
		"wrong",
	),
	"files.yaml": snapshotText(
		clusterPool({
			akoConfig: {
				cniPlugin: "cilium",
				clusterName: "files",
				disableStaticRouteSync: "true",
			},
		}),
		"files",
	),
	"unknown.yaml": snapshotText(
		clusterPool({ akoConfig: undefined }),
		"unknown",
	),
};

const test = suite("the fleet in one table");

test("has a row for each cluster", async () => {
	const { stdout, exitCode } = await check("-o", "table", packageOf(FLEET));
	assert.is(exitCode, 0);
	const [head, ...rows] = stdout.split("\n").map((line) => line.split(/ {1,}/));
	assert.equal(
		head,
		"CLUSTER MODE CNIPLUGIN NODES ROUTES RIGHT WRONG MISS WORST".split(" "),
	);
	assert.equal(rows.slice(0, 4), [
		"files cluster-pool cilium 3 3 0 0 - ok".split(" "),
		"right cluster-pool cilium 3 3 3 0 0 warning [vrf-prefix-conflict]".split(
			" ",
		),
		"unknown cluster-pool ? -> cilium 3 3 - - - warning [vrf-prefix-conflict]".split(
			" ",
		),
		'wrong cluster-pool "" -> cilium 4 4 0 4 4 warning [cni-plugin-mismatch]'.split(
			" ",
		),
	]);
	assert.match(stdout, / in 4 clusters, 13 routes\n$/);
});

test("is a table of Markdown too", async () => {
	const root = packageOf(FLEET);
	const { stdout } = await check(
		"-o",
		"markdown-table",
		"--only",
		"wrong",
		root,
	);
	assert.match(
		stdout,
		/^\| cluster \|.*\n\|---.*\n\| `wrong` \| `cluster-pool` \| `""` \| `cilium` \| 4 \| 4 \| 0 \| 4 \| 4 \| \w+ `[a-z-]+` \|\n\n/,
	);
});

test("names the folder of a package that can't be planned", async () => {
	const root = packageOf({ ...FLEET, "a.yaml": configText({ sctp: "on" }) });
	const { stdout } = await check("-o", "table", root);
	assert.match(
		stdout,
		new RegExp(`${root} +- +- +- +- +- +- +- +error \\[config-invalid\\]`),
	);
});

const row = (name: string, mode = "cluster-pool"): FleetRow => ({
	name,
	mode,
	live: "",
	needed: "cilium",
	nodes: 1000,
	routes: 12_000,
	right: 0,
	wrong: 12_000,
	missing: 12_000,
	worst: {
		message: "m",
		severity: "warning",
		tags: { check: "cni-plugin-mismatch" },
	},
});

for (const [width, names] of [
	[80, ["prod-east", "prod-west"]],
	[80, ["a-rather-long-name-of-a-cluster-1", "b"]],
	[120, ["a-rather-long-name-of-a-cluster-1", "b"]],
	[undefined, ["a-rather-long-name-of-a-cluster-1", "b"]],
] as const)
	test(`lines up at ${width ?? "any"} columns: ${names[0]}`, () => {
		const rows = names.map((name) => row(name));
		const text = fleetTable(rows, { ...PLAIN, width });
		const lines = text.trimEnd().split("\n");
		for (const line of lines) assert.ok(line.length <= (width ?? 200), text);
		const worst = lines[0]?.indexOf("WORST") ?? 0;
		for (const line of lines.slice(1))
			assert.is(line.indexOf("warning"), worst, text);
		if (width !== 80) {
			assert.match(text, names[0]);
			assert.is(text.includes("[cni-plugin-mismatch]"), width === undefined);
		} else assert.match(text, names[0].slice(0, 4));
	});

test("results that are switched off are counted", async () => {
	const root = packageOf({
		"a.yaml": configText({ checks: { "*": "off" } }),
		"wrong.yaml": FLEET["wrong.yaml"],
	});
	const { stdout, exitCode } = await check(root);
	assert.is(exitCode, 0);
	assert.is(
		stdout,
		"no findings, 2 results switched off (spec.checks) in 1 cluster, 4 routes\n",
	);
	const json = await check("-o", "json", root);
	assert.is(JSON.parse(json.stdout).counts.off, 2);
	assert.is(
		JSON.parse((await check("-o", "json", "examples/fleet")).stdout).counts.off,
		0,
	);
});

test.run();
