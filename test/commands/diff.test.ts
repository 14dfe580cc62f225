import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Run } from "../../src/commands/command-line/run.ts";
import { type Changes, clusterPool } from "../support/clusters.ts";
import { diffCommand, renderCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const diff = (args: readonly string[], stdin = ""): Promise<Run> =>
	diffCommand(args, async () => new TextEncoder().encode(stdin));

/** A package with the cluster `prod`; what it is about, as the healthy cluster with changes. */
function prod(changes: Changes = {}, spec: object = {}): string {
	return packageOf({
		"avi-routes.yaml": configText(spec),
		"prod.yaml": snapshotText(clusterPool(changes)),
	});
}

const ip = (address: string) => [{ type: "InternalIP", address }];
const base = prod();

/** What changes in the cluster, the lines that tell it, and the summary. */
const CHANGES: readonly [
	lesson: string,
	changes: Changes,
	lines: string[],
	spec?: object,
][] = [
	["nothing", {}, []],
	[
		"a node has another pod CIDR",
		{ ciliumNodes: { 2: { podCIDRs: ["10.0.9.0/24"] } } },
		[
			"- 10.0.2.0/24  was via 192.168.0.2 (worker-2, now 10.0.9.0/24)",
			"+ 10.0.9.0/24  is via 192.168.0.2 (worker-2, before 10.0.2.0/24)",
			"+1 ~0 -1 routes (33% of 3) in 1 cluster",
		],
	],
	[
		"SCTP is switched on",
		{ versions: { cilium: "1.18.3" } },
		[
			'~ Cilium enable-sctp: "false" -> "true"',
			"! info: [sctp-needs-restart]",
			"+0 ~0 -0 routes in 1 cluster",
		],
		{ sctp: "Enabled" },
	],
	[
		"the files own the routes",
		{},
		[
			'~ cluster routeOwner: "AKO" -> "GitOps"',
			'~ AKO disableStaticRouteSync: unset -> "true"',
			"+0 ~0 -0 routes in 1 cluster",
		],
		{ routeOwner: "GitOps", routeController: "r" },
	],
	[
		"another VRF",
		{ akoConfig: undefined },
		[
			"- 10.0.1.0/24",
			"+ 10.0.1.0/24",
			'~ cluster vrfContext: "admin/Default-Cloud/global" -> "admin/Default-Cloud/blue"',
			"+3 ~0 -3 routes (100% of 3) in 1 cluster",
		],
		{ vrfContext: { name: "blue" } },
	],
	[
		"the IPAM mode",
		{ ciliumConfig: { ipam: "kubernetes" } },
		[
			'~ cluster ipamMode: "cluster-pool" -> "kubernetes"',
			'~ AKO cniPlugin: "cilium" -> ""',
			"! warning: [cni-plugin-mismatch]",
			"+3 ~0 -3 routes (100% of 3) in 1 cluster",
		],
	],
	[
		"a result appears",
		{ ciliumNodes: { 9: { podCIDRs: [] } } },
		["! warning: [cilium-node-stale] ", "CiliumNode worker-9 has no Node"],
	],
	[
		"a limit is raised",
		{},
		[
			'~ cluster limits.maxRemovedRoutes: "20%" -> "100%"',
			"+0 ~0 -0 routes in 1 cluster",
		],
		{ limits: { maxRemovedRoutes: "100%" } },
	],
];

const test = suite("diff");

for (const [lesson, changes, lines, spec] of CHANGES) {
	test(`tells that ${lesson}`, async () => {
		const { exitCode, stdout, stderr } = await diff([
			base,
			prod(changes, spec),
		]);
		assert.is(exitCode, lines.length === 0 ? 0 : 1, stderr.join("\n"));
		if (lines.length === 0) assert.is(stdout, "no change\n");
		for (const line of lines)
			assert.ok(stdout.includes(line), `${stdout}\nlacks ${line}`);
	});
}

test("what the configuration changes for all clusters is named once", async () => {
	const fleet = (spec: object) =>
		packageOf({
			"avi-routes.yaml": configText({
				clusters: [{ name: "a" }, { name: "b" }],
				...spec,
			}),
			...Object.fromEntries(
				["a", "b"].map((name) => [
					`${name}.yaml`,
					snapshotText(
						clusterPool({
							akoConfig: undefined,
							ciliumNodes: { 9: { podCIDRs: [] } },
						}),
						name,
					),
				]),
			),
		});
	const checks = { "cilium-node-stale": "off", "vrf-prefix-conflict": "off" };
	const before = fleet({ checks: { "vrf-prefix-conflict": "off" } });
	const after = fleet({ checks, limits: { maxRemovedRoutes: "50%" } });
	const { stdout } = await diff([before, after]);
	assert.match(stdout, /^the whole package: 2 settings\n {2}~ cluster limits/);
	assert.is(stdout.split("checks.cilium-node-stale").length, 2, stdout);
	assert.match(stdout, "cluster a: 1 switched off\n  ! switched off: warning:");
	assert.not.match(stdout, "no longer");
	const stat = await diff(["--stat", before, after]);
	assert.match(stat.stdout, /^\(package\) .* 2 {2}-\na .* 1 switched off$/m);
	const json = JSON.parse((await diff(["-o", "json", before, after])).stdout);
	assert.equal(
		json.clusters.map((one: AnyResource) => one.switchedOff.length),
		[0, 1, 1],
	);
});

test("--stat has a row a cluster, and the sum", async () => {
	const head = prod({ nodes: { 2: { addresses: ip("192.168.0.99") } } });
	const { stdout, exitCode } = await diff(["--stat", base, head]);
	assert.is(exitCode, 1);
	assert.is(
		stdout,
		`CLUSTER  ADDED CHANGED REMOVED OF SHARE SETTINGS  RESULTS
prod         0       1       0  3   33%        0  -

+0 ~1 -0 routes (33% of 3) in 1 cluster
`,
	);
	assert.is((await diff(["--stat", base, base])).stdout, "no change\n");
	const json = await diff(["--stat", "-o", "json", base, head]);
	assert.is(json.exitCode, 2);
	assert.match(json.stderr.join(), "leave -o json out");
});

test("reads rendered files, and finds the same routes", async () => {
	const changed = prod({ nodes: { 2: { addresses: ip("192.168.0.99") } } });
	const folders = [base, changed].map((path) => {
		const to = packageOf({});
		assert.is(renderCommand(["-o", "dir", "--to", to, path]).exitCode, 0);
		return to;
	});
	const [old = "", now = ""] = folders;
	const { stdout, exitCode } = await diff([old, now]);
	assert.is(exitCode, 1);
	assert.is(
		stdout,
		"cluster prod: +0 ~1 -0 routes (33% of 3)\n  ~ 10.0.2.0/24  next hop 192.168.0.2 -> 192.168.0.99 (worker-2)\n\n+0 ~1 -0 routes (33% of 3) in 1 cluster\n",
	);
	assert.is((await diff([base, old])).stdout, "no change\n");
	assert.is((await diff([old, changed])).exitCode, 1);
	const sctp = packageOf({});
	renderCommand(["-o", "dir", "--to", sctp, prod({}, { sctp: "Enabled" })]);
	assert.match(
		(await diff([old, sctp])).stdout,
		'Cilium enable-sctp: unset -> "true"',
	);
});

test("takes moved and renamed files for no change", async () => {
	const moved = prod();
	renameSync(join(moved, "prod.yaml"), join(moved, "east.yaml"));
	assert.is((await diff([base, moved])).exitCode, 0);
	const { stdout } = renderCommand([base]);
	assert.is((await diff([base, "-"], stdout)).stdout, "no change\n");
});

test("beside an empty folder, clusters come and go", async () => {
	const empty = packageOf({});
	const come = await diff([empty, base]);
	assert.match(come.stdout, "cluster prod: new, +3 ~0 -0 routes");
	const go = await diff([base, empty]);
	assert.match(go.stdout, "cluster prod: gone, +0 ~0 -3 routes");
});

const DUPLICATE: Changes = {
	ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } },
};

test("tells an error once in a comment, beside the table of risks", async () => {
	const { stdout } = await diff(["-o", "markdown", base, prod(DUPLICATE)]);
	assert.is(stdout.split("! error: [pod-cidr-duplicate]").length, 2);
	assert.is(stdout.split("| new error |").length, 2);
	assert.match(stdout, "side head: 1 error that the base does not have");
	assert.not.match(stdout, "side head: error:");
});

/** Calls, and how they end. */
const EXITS: readonly [
	lesson: string,
	args: string[],
	exit: number,
	says: string,
][] = [
	[
		"changes do not count",
		["--exit-zero", base, prod({ nodes: { 3: undefined } })],
		0,
		"",
	],
	[
		"errors of the head do",
		["--exit-zero", base, prod(DUPLICATE)],
		2,
		"side head: 1 error that the base does not have; the diff names it",
	],
	[
		"errors of the base do",
		[prod(DUPLICATE), base],
		2,
		"side base: 1 error that the head does not have; the diff names it",
	],
	[
		"errors of both do, which the diff does not tell",
		[prod(DUPLICATE), prod(DUPLICATE)],
		2,
		"side head: error: [pod-cidr-duplicate]",
	],
	[
		"errors of a table that only counts them",
		["--stat", base, prod(DUPLICATE)],
		2,
		"side head: error: [pod-cidr-duplicate]",
	],
	[
		"errors of a comment, for the log",
		["-o", "markdown", base, prod(DUPLICATE)],
		2,
		"side head: error: [pod-cidr-duplicate]",
	],
	[
		"one side",
		[base],
		2,
		"diff takes BASE and HEAD, or --base REVISION and paths, not ",
	],
	["three sides", [base, base, base], 2, "diff takes BASE and HEAD"],
	["no such folder", [base, "/no/such"], 2, "/no/such does not exist"],
	[
		"no such format",
		["-o", "html", base, base],
		2,
		"unknown -o html; known: text, markdown, json, sarif",
	],
	[
		"standard input twice",
		["-", "-"],
		2,
		"only one side can be standard input",
	],
	["no git", ["--base", "main", base], 2, "is not in a git repository"],
	[
		"nothing but an empty file in the head",
		[base, packageOf({ "a.yaml": "" })],
		2,
		"a.yaml is empty, and no other file of the package has a cluster; write it again",
	],
	[
		"an empty snapshot beside the config in the base",
		[packageOf({ "a.yaml": configText(), "prod.yaml": "\n" }), base],
		2,
		"prod.yaml is empty, and no other file of the package has a cluster",
	],
	[
		"an empty file beside a snapshot",
		[
			base,
			packageOf({ "a.yaml": "", "prod.yaml": snapshotText(clusterPool()) }),
		],
		0,
		"",
	],
	[
		"broken YAML",
		[base, packageOf({ "a.yaml": "kind: Node\nmetadata: [" })],
		2,
		"side head: error: [input-invalid]",
	],
	[
		"wrong config",
		[base, packageOf({ "a.yaml": configText({ nods: 1 }) })],
		2,
		"side head: error: [config-invalid]",
	],
];

for (const [lesson, args, exit, says] of EXITS) {
	test(`exits with ${exit}: ${lesson}`, async () => {
		const { exitCode, stderr, stdout } = await diff(args);
		assert.is(exitCode, exit, stdout);
		assert.match(stderr.join("\n"), says);
	});
}

test("shows the changes of a head with errors all the same", async () => {
	const { stdout } = await diff([base, prod(DUPLICATE)]);
	assert.match(stdout, "- 10.0.2.0/24");
	assert.match(stdout, "! error: [pod-cidr-duplicate]");
});

test("names the file of an error as it is found from here", async () => {
	const { stderr } = await diff([base, prod({}, { sctp: "maybe" })]);
	assert.match(
		stderr.join(),
		/^side head: .*\(\/.*\/avi-routes\.yaml spec\.sctp\)$/,
	);
});

for (const args of [
	[base, prod({}, { sctp: "maybe" })],
	[base, join(base, "nowhere")],
	["--only", "nowhere", base, base],
	["--set", "sctp=on", base, base],
])
	test(`gives JSON, SARIF and Markdown without a diff too: ${args}`, async () => {
		const schema = JSON.parse(
			readFileSync("schemas/route-diff.schema.json", "utf8"),
		);
		const json = await diff(["-o", "json", ...args]);
		assert.is(json.exitCode, 2);
		const isValid = new Ajv2020({ strict: true }).compile(schema);
		assert.ok(isValid(JSON.parse(json.stdout)));
		const value: AnyResource = JSON.parse(json.stdout);
		assert.is(value.errors.length, 1);
		const sarif = JSON.parse((await diff(["-o", "sarif", ...args])).stdout);
		assert.is(sarif.runs[0].results[0].message.text, value.errors[0]);
		const { stdout } = await diff(["-o", "markdown", ...args]);
		assert.match(stdout, "the two sides can't be compared");
	});

test("gives JSON as its schema says", async () => {
	const schema = JSON.parse(
		readFileSync("schemas/route-diff.schema.json", "utf8"),
	);
	const validate = new Ajv2020({ strict: true }).compile(schema);
	for (const [, changes, lines, spec] of CHANGES) {
		const { stdout } = await diff(["-o", "json", base, prod(changes, spec)]);
		const value: AnyResource = JSON.parse(stdout);
		assert.ok(validate(value), JSON.stringify(validate.errors));
		assert.is(JSON.parse(stdout).clusters.length, lines.length === 0 ? 0 : 1);
	}
	const { stdout } = await diff([
		"-o",
		"json",
		base,
		prod({ nodes: { 2: { addresses: ip("192.168.0.99") } } }),
	]);
	assert.equal(JSON.parse(stdout).clusters[0].routes, [
		{
			kind: "next-hop",
			prefix: "10.0.2.0/24",
			vrf: "admin/Default-Cloud/global",
			before: {
				prefix: "10.0.2.0/24",
				nextHop: "192.168.0.2",
				node: "worker-2",
			},
			after: {
				prefix: "10.0.2.0/24",
				nextHop: "192.168.0.99",
				node: "worker-2",
			},
		},
	]);
});

/** The rule of each result of a diff as SARIF, with the line of the file that it names, or the file without a line. */
async function sarifPlaces(args: readonly string[]): Promise<string[][]> {
	const { stdout } = await diff(["-o", "sarif", ...args]);
	const [run] = JSON.parse(stdout).runs;
	return run.results.map(({ ruleId, locations }: AnyResource) => {
		const { artifactLocation, region } = locations[0].physicalLocation;
		const file = artifactLocation.uri.replace("file://", "");
		if (region === undefined) return [ruleId, file];
		const lines = readFileSync(file, "utf8").split("\n");
		return [ruleId, file, lines[region.startLine - 1]?.trim()];
	});
}

test("gives SARIF with the place of each change, on the side that has it", async () => {
	const head = prod({
		nodes: { 2: { addresses: ip("192.168.0.22") }, 3: undefined },
		ciliumNodes: { 3: undefined },
	});
	const worker3 =
		'- {"name":"worker-3","ownerUID":"uid-3","podCIDRs":["10.0.3.0/24"]}';
	const worker2 =
		'- {"name":"worker-2","uid":"uid-2","addresses":[{"type":"InternalIP","address":"192.168.0.22"}],"podCIDR":"10.244.2.0/24","podCIDRs":["10.244.2.0/24"],"kernelVersion":"6.8.0-45-generic"}';
	assert.equal(await sarifPlaces([base, head]), [
		["route-removed", `${base}/prod.yaml`, worker3],
		["route-changed", `${head}/prod.yaml`, worker2],
	]);
	const rendered = [base, head].map((root) => {
		const { stdout } = renderCommand([root]);
		return packageOf({ "out.yaml": stdout });
	}) as [string, string];
	const route = (cidr: string, hop: string, node: string) =>
		`- {prefix: ${cidr}, nextHop: ${hop}, node: ${node}, routeID: prod-${cidr.replace("/", "-")}}`;
	assert.equal(await sarifPlaces(rendered), [
		[
			"route-removed",
			`${rendered[0]}/out.yaml`,
			route("10.0.3.0/24", "192.168.0.3", "worker-3"),
		],
		[
			"route-changed",
			`${rendered[1]}/out.yaml`,
			route("10.0.2.0/24", "192.168.0.22", "worker-2"),
		],
	]);
});

test("gives SARIF with a file where no place is known", async () => {
	const off = prod({}, { checks: { "*": "off" } });
	for (const args of [
		[base, off],
		[base, prod({}, { sctp: "maybe" })],
		[base, join(base, "nowhere")],
	])
		for (const [, file] of await sarifPlaces(args)) assert.ok(file);
});

/** CiliumNodes without a Node before and after, and the lines that tell what became of them. */
const JOINING: readonly [before: number[], after: number[], lines: string[]][] =
	[
		[
			[],
			[7, 8],
			["! warning: [cilium-node-stale] 2 of 5 CiliumNodes have no Node"],
		],
		[[7, 8], [7, 8], []],
		[[7, 8], [8, 7], []],
		[
			[7],
			[7, 8],
			["! warning: [cilium-node-stale] CiliumNode worker-8 has no"],
		],
		[
			[7, 8],
			[7, 8, 9],
			["! warning: [cilium-node-stale] CiliumNode worker-9 has"],
		],
		[
			[7, 8],
			[7, 8, 9, 10],
			["! warning: [cilium-node-stale] 4 of 7 CiliumNodes"],
		],
		[
			[7, 8],
			[7, 9],
			[
				"! warning: [cilium-node-stale] CiliumNode worker-9 has no Node",
				"o no longer warning: [cilium-node-stale] CiliumNode worker-8 has no Node",
			],
		],
		[
			[7, 8],
			[],
			["o no longer warning: [cilium-node-stale] 2 of 5 CiliumNodes"],
		],
	];

for (const [before, after, lines] of JOINING)
	test(`notices who joins a cause that is told once: ${before} to ${after}`, async () => {
		const withStale = (numbers: readonly number[]) =>
			prod({ ciliumNodes: Object.fromEntries(numbers.map((n) => [n, {}])) });
		const sides = [withStale(before), withStale(after)];
		const { stdout } = await diff(sides);
		// The place stands between a result's check and what was seen.
		const told = stdout
			.replace(/(?<=\[cilium-node-stale\] )\S+prod\.yaml.*\n */g, "")
			.split("\n")
			.filter((line) => /^ {2}[!o] /.test(line));
		assert.is(told.length, lines.length, stdout);
		for (const [i, line] of lines.entries())
			assert.ok(told[i]?.trim().startsWith(line), `${stdout}\nlacks ${line}`);
		const sarif = await diff(["-o", "sarif", ...sides]);
		const [run] = JSON.parse(sarif.stdout).runs;
		const joined = after.filter((n) => !before.includes(n));
		assert.is(run.results.length, joined.length, "each of them in SARIF");
	});

test("back to AKO: what a HelmRelease keeps is not called unset", async () => {
	const AKOSettings = { clusterName: "prod", disableStaticRouteSync: "true" };
	const release = {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name: "ako", namespace: "avi-system" },
		spec: {
			chart: { spec: { chart: "ako" } },
			values: { AKOSettings: { ...AKOSettings, cniPlugin: "cilium" } },
		},
	};
	const owned = (spec: object) =>
		packageOf({
			"avi-routes.yaml": configText(spec),
			"prod.yaml": snapshotText(clusterPool({ akoConfig: undefined })),
			"ako.yaml": JSON.stringify(release),
		});
	const gitOps = { routeOwner: "GitOps", routeController: "r" };
	const { stdout } = await diff([owned(gitOps), owned({})]);
	assert.match(stdout, '~ cluster routeOwner: "GitOps" -> "AKO"');
	assert.match(stdout, "! warning: [routes-unused]");
	assert.not.match(stdout, "AKO disableStaticRouteSync");
});

test.run();
