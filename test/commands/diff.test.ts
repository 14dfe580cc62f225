import { spawnSync } from "node:child_process";
import {
	chmodSync,
	cpSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
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

/** Runs git in a folder, with nobody's settings. */
function git(root: string, ...args: string[]): void {
	const run = spawnSync(
		"git",
		["-c", "user.name=t", "-c", "user.email=t@example.com", ...args],
		{
			cwd: root,
			env: {
				...process.env,
				GIT_CONFIG_GLOBAL: "/dev/null",
				GIT_CONFIG_NOSYSTEM: "1",
			},
			encoding: "utf8",
		},
	);
	assert.is(run.status, 0, run.stderr);
}

function repository(files: Readonly<Record<string, string>>): string {
	const root = packageOf(files);
	git(root, "init", "--quiet", "--initial-branch=main");
	commit(root);
	return root;
}

function commit(root: string): void {
	git(root, "add", "--all");
	git(root, "commit", "--quiet", "--message=x");
}

const PACKAGE = {
	"p/avi-routes.yaml": configText(),
	"p/clusters/prod.yaml": snapshotText(clusterPool()),
};

test("compares with a git revision", async () => {
	const root = repository(PACKAGE);
	git(root, "tag", "v1");
	const path = join(root, "p");
	assert.is((await diff(["--base", "main", path])).stdout, "no change\n");
	packageOf(
		{
			"clusters/prod.yaml": snapshotText(
				clusterPool({ nodes: { 2: { addresses: ip("192.168.0.99") } } }),
			),
		},
		path,
	);
	const line = "~ 10.0.2.0/24  next hop 192.168.0.2 -> 192.168.0.99 (worker-2)";
	assert.match((await diff(["--base", "main", path])).stdout, line);
	commit(root);
	assert.is((await diff(["--base", "HEAD", path])).stdout, "no change\n");
	assert.match((await diff(["--base", "v1", path])).stdout, line);
	assert.match(
		(await diff(["--base", "HEAD~1", join(path, "clusters/prod.yaml")])).stdout,
		line,
	);
	rmSync(join(path, "clusters"), { recursive: true });
	assert.match(
		(await diff(["--base", "v1", path])).stdout,
		"cluster prod: gone",
	);
});

test("an empty file in the revision is no error: it can't be changed any more", async () => {
	const root = repository({ "p/prod.yaml": "" });
	packageOf(PACKAGE, root);
	const { stdout, exitCode } = await diff(["--base", "main", join(root, "p")]);
	assert.is(exitCode, 1);
	assert.match(stdout, "cluster prod: new, +3 ~0 -0 routes");
});

test("takes a package that the revision does not have for new", async () => {
	const root = repository({ "README.md": "x" });
	packageOf(PACKAGE, root);
	const { stdout, exitCode } = await diff(["--base", "main", join(root, "p")]);
	assert.is(exitCode, 1);
	assert.match(stdout, "cluster prod: new, +3 ~0 -0 routes");
});

const BROKEN = "kind: Node\nmetadata: [\n";
/** UTF-16 that ends within a character. */
const NO_TEXT = "a\u0000b";

for (const [name, text] of Object.entries({ BROKEN, NO_TEXT }))
	test(`passes over what can't be read in a base without a package: ${name}`, async () => {
		const root = repository({ "p/broken.yaml": text, "p/a.yaml": "a: 1\n" });
		packageOf({ ...PACKAGE, "p/.krmignore": "broken.yaml\n" }, root);
		const first = await diff(["--base", "main", join(root, "p")]);
		assert.match(
			first.stdout,
			"cluster prod: new, +3 ~0 -0 routes",
			first.stderr.join(),
		);
		assert.is(first.exitCode, 1);
	});

test("a broken snapshot in the base is an error", async () => {
	const text = "kind: ClusterSnapshot\nspec: [\n";
	const root = repository({ "p/clusters/prod.yaml": text });
	packageOf(PACKAGE, root);
	for (const path of ["p", "p/clusters/prod.yaml"]) {
		const { stderr } = await diff(["--base", "main", join(root, path)]);
		assert.match(stderr.join(), "side base: error: [input-invalid]");
	}
});

for (const [name, text] of Object.entries({ BROKEN, NO_TEXT }))
	test(`passes over what the base can't read and the head ignores: ${name}`, async () => {
		const root = repository({ ...PACKAGE, "p/broken.yaml": text });
		const args = ["--base", "main", join(root, "p")];
		rmSync(join(root, "p/broken.yaml"));
		const removed = await diff(args);
		assert.is(removed.exitCode, 2);
		assert.match(
			removed.stderr.join(),
			/side base: error: \[input-invalid\] .*p\/broken\.yaml/,
		);
		packageOf({ "p/broken.yaml": text, "p/.krmignore": "broken.*\n" }, root);
		const { stdout, stderr } = await diff(args);
		assert.is(stdout, "no change\n", stderr.join());
		packageOf({ "p/.krmignore": "broken.*\nclusters\n" }, root);
		assert.match((await diff(args)).stdout, "no cluster found");
	});

test("warns where neither side has a cluster", async () => {
	const root = repository({ ...PACKAGE, "docs/a.yaml": "kind: Other\n" });
	const { exitCode, stdout, stderr } = await diff([
		"--base=main",
		join(root, "docs"),
	]);
	assert.equal([exitCode, stdout], [0, "no change\n"]);
	assert.match(stderr.join(), /^warning: nothing to compare: neither side/);
});

test("compares with the file that Git LFS keeps for the base", async () => {
	const [path = "", text = ""] = Object.entries(PACKAGE)[1] ?? [];
	const pointer = "version https://git-lfs.github.com/spec/v1\noid x\nsize 1\n";
	const root = repository({ ...PACKAGE, [path]: pointer });
	packageOf({ [path]: text }, root);
	const args = ["--base", "main", join(root, "p")];
	const before = process.env.PATH;
	// A git-lfs that has lost the file, and one that has it.
	for (const [script, stdout] of [
		["exit 2", ""],
		[`cat ${join(root, path)}`, "no change\n"],
	]) {
		const bin = packageOf({ "git-lfs": `#!/bin/sh\n${script}\n` });
		chmodSync(join(bin, "git-lfs"), 0o755);
		process.env.PATH = `${bin}:${before}`;
		assert.is((await diff(args)).stdout, stdout, script);
	}
	process.env.PATH = before;
});

test("reads a revision as it reads a folder", async () => {
	const other = snapshotText(
		clusterPool({ ciliumNodes: { 1: { podCIDRs: ["10.9.0.0/24"] } } }),
	);
	const root = repository({
		...PACKAGE,
		"p/.krmignore": "ignored.yaml\n",
		"p/ignored.yaml": other,
		"p/sub/Kptfile":
			"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: sub}\n",
		"p/sub/west.yaml": snapshotText(clusterPool(), "west"),
		"p/ünï code.yaml": snapshotText(
			clusterPool(
				{
					akoConfig: undefined,
					ciliumNodes: { 1: { podCIDRs: ["10.7.0.0/24"] } },
				},
				1,
			),
			"east",
		),
		"q/prod.yaml": other,
		"p/rendered/.avi-routes-files": '["..","prod","prod.yaml"]\n',
		"p/rendered/prod.yaml": other,
		"p/rendered/sub/Kptfile":
			"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: sub}\n",
		"p/rendered/sub/north.yaml": snapshotText(clusterPool(), "north"),
	});
	const copy = packageOf({});
	cpSync(join(root, "p"), copy, { recursive: true });
	const { stdout, stderr } = await diff(["--base", "main", join(root, "p")]);
	assert.is(stdout, "no change\n", stderr.join("\n"));
	assert.is((await diff([copy, join(root, "p")])).stdout, "no change\n");
});

const KPTFILE = "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: x}\n";
const fleet = () =>
	Object.fromEntries(
		["fra1", "muc2"].flatMap((name, i) => [
			[`clusters/${name}/Kptfile`, KPTFILE],
			[`clusters/${name}/avi-routes.yaml`, configText()],
			[
				`clusters/${name}/snapshot.yaml`,
				snapshotText(
					clusterPool({
						ciliumNodes: { 1: { podCIDRs: [`10.${i + 1}.1.0/24`] } },
						akoConfig: { cniPlugin: "cilium", vrfName: name },
					}),
					name,
				),
			],
		]),
	);

for (const path of [".", "clusters", "clusters/fra1"])
	test(`looks into the packages below ${path}`, async () => {
		const root = repository({ ...fleet(), "other/Kptfile": KPTFILE });
		packageOf(
			{
				"clusters/fra1/snapshot.yaml": snapshotText(
					clusterPool({
						ciliumNodes: { 1: { podCIDRs: ["10.1.9.0/24"] } },
						akoConfig: { cniPlugin: "cilium", vrfName: "fra1" },
					}),
					"fra1",
				),
			},
			root,
		);
		const { stdout, stderr } = await diff(["--base", "main", join(root, path)]);
		assert.equal(stderr, []);
		assert.match(stdout, "cluster fra1: +1 ~0 -1 routes");
		assert.not.match(stdout, "muc2");
	});

for (const paths of [["clusters"], ["clusters/fra1", "clusters/muc2"]])
	test(`tells of a package that is gone from ${paths}`, async () => {
		const root = repository(fleet());
		rmSync(join(root, "clusters/muc2"), { recursive: true });
		const given = paths.map((path) => join(root, path));
		const { stdout, exitCode } = await diff(["--base", "main", ...given]);
		assert.is(exitCode, 1);
		assert.match(stdout, "cluster muc2: gone, +0 ~0 -3 routes");
	});

for (const [path, own] of [
	["fleet/clusters/prod-west", {}],
	["fleet/clusters/prod-west", { Kptfile: KPTFILE }],
	["fleet/clusters", { Kptfile: KPTFILE }],
] as const)
	test(`plans a folder that was part of a package with that: ${path} ${Object.keys(own)}`, async () => {
		const snapshot = (name: string, nodes: number) =>
			snapshotText(clusterPool({ akoConfig: undefined }, nodes), name);
		const gitOps = { routeOwner: "GitOps", routeController: "r" };
		const clusters = ["prod-east", "prod-west"].map((name) => ({
			name,
			...gitOps,
		}));
		const root = repository({
			"fleet/avi-routes.yaml": configText({ clusters }),
			"fleet/clusters/prod-west/snapshot.yaml": snapshot("prod-west", 3),
			"fleet/clusters/prod-east/snapshot.yaml": snapshot("prod-east", 3),
		});
		packageOf(
			Object.fromEntries(
				["prod-east", "prod-west"].flatMap((name) =>
					Object.entries({ ...own, "avi-routes.yaml": configText() }).map(
						([file, text]) => [`fleet/clusters/${name}/${file}`, text],
					),
				),
			),
			root,
		);
		const all = path === "fleet/clusters";
		const args = ["--base=main", join(root, path)];
		const { stdout, stderr } = await diff(args);
		assert.equal(stderr, []);
		const flips = stdout.match(/~ cluster routeOwner: "GitOps" -> "AKO"/g);
		assert.is(flips?.length, all ? 2 : 1, stdout);
		assert.is(stdout.includes("prod-east"), all, stdout);
		assert.not.match(stdout, /gone|new/);
		// Named together, the package that they were part of is planned once.
		const each = ["prod-east", "prod-west"].map((name) =>
			join(root, "fleet/clusters", name),
		);
		const both = await diff(["--base=main", ...each]);
		assert.match(both.stdout, "in 2 clusters", both.stderr.join());
		const within = await diff(["--base=main", join(root, "fleet"), ...each]);
		assert.not.match(within.stderr.join(), "in several packages");
	});

/** A package whose first node has the address. */
const prodFiles = (last: number) => ({
	Kptfile: KPTFILE,
	"prod.yaml": snapshotText(
		clusterPool({ nodes: { 1: { addresses: ip(`192.168.9.${last}`) } } }),
	),
});

test("compares the packages of a folder that moved", async () => {
	const root = repository(fleet());
	renameSync(join(root, "clusters"), join(root, "sites"));
	const paths = ["sites", "clusters"].map((path) => join(root, path));
	const { stdout, exitCode } = await diff(["--base", "main", ...paths]);
	assert.is(exitCode, 0, stdout);
});

for (const [to, path] of [
	["sites", "sites"],
	["eu/sites", "eu/sites/fra1"],
	["sites", "sites/fra1/snapshot.yaml"],
] as const)
	test(`compares ${path} of a folder that git knows as moved`, async () => {
		const root = repository(fleet());
		mkdirSync(join(root, dirname(to)), { recursive: true });
		git(root, "mv", "clusters", to);
		const snapshot = join(root, to, "fra1/snapshot.yaml");
		const text = readFileSync(snapshot, "utf8");
		writeFileSync(snapshot, text.replace("10.1.1.0/24", "10.1.9.0/24"));
		const { stdout, stderr } = await diff(["--base=main", join(root, path)]);
		assert.match(stdout, "cluster fra1: +1 ~0 -1 routes", stderr.join());
		assert.not.match(stdout, "muc2");
		assert.match(
			stderr.join(),
			`is compared with ${path.replace(to, "clusters")} in main: git says that it was moved from there`,
		);
	});

for (const [from, to] of [
	["kubernetes", "kubernetes/main"],
	[".", "main"],
] as const)
	test(`follows a package from ${from} into ${to}`, async () => {
		const own = { "avi-routes.yaml": configText(), ...prodFiles(1) };
		const at = (folder: string, files: Readonly<Record<string, string>>) =>
			Object.fromEntries(
				Object.entries(files).map(([name, text]) => [join(folder, name), text]),
			);
		const stays = clusterPool({
			akoConfig: { cniPlugin: "cilium", vrfName: "other" },
		});
		const root = repository({
			...at(from, own),
			...at(join(from, "other"), {
				Kptfile: KPTFILE,
				"other.yaml": snapshotText(stays, "other"),
			}),
			...at(from, { "README.md": "x" }),
		});
		mkdirSync(join(root, to), { recursive: true });
		for (const name of Object.keys(own))
			git(root, "mv", join(from, name), join(to, name));
		writeFileSync(
			join(root, to, "prod.yaml"),
			prodFiles(1)["prod.yaml"].replace("192.168.9.1", "192.168.9.7"),
		);
		const { stdout, stderr } = await diff(["--base=main", join(root, to)]);
		assert.match(stdout, "cluster prod: +0 ~1 -0 routes", stderr.join());
		assert.match(stdout, "in 1 cluster\n");
		assert.match(stderr.join(), `is compared with ${from} in main`);
		packageOf(at(from, { "prod.yaml": prodFiles(1)["prod.yaml"] }), root);
		const kept = await diff(["--base=main", join(root, to)]);
		assert.match(kept.stdout, "cluster prod: new");
	});

test("a link that leads to itself is no path", async () => {
	const root = repository(fleet());
	const loop = join(root, "loop");
	symlinkSync("loop", loop);
	const { exitCode, stderr } = await diff(["--base=main", loop]);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "loop does not exist, neither here nor in main");
});

test("passes over a link that leads nowhere in a folder that moved", async () => {
	const root = repository(fleet());
	symlinkSync("missing", join(root, "clusters/link.yaml"));
	git(root, "add", ".");
	git(root, "commit", "-qm", "link");
	git(root, "mv", "clusters", "sites");
	const { exitCode } = await diff(["--base=HEAD", join(root, "sites")]);
	assert.is(exitCode, 0);
});

test("lets the files of a package decide from where it was moved", async () => {
	const notes = ["a", "b", "c", "d"].map((name) => `${name}.md`);
	const root = repository({
		...PACKAGE,
		...Object.fromEntries(notes.map((name) => [`docs/${name}`, `# ${name}\n`])),
	});
	git(root, "mv", "p", "q");
	for (const name of notes) git(root, "mv", `docs/${name}`, "q");
	const { stdout, stderr } = await diff(["--base=main", join(root, "q")]);
	assert.is(stdout, "no change\n");
	assert.match(stderr.join(), "is compared with p in main");
});

test("compares with nothing what came out of a folder that is still there", async () => {
	const root = repository(fleet());
	mkdirSync(join(root, "new"));
	git(root, "mv", "clusters/fra1/snapshot.yaml", "new");
	const { stdout, stderr } = await diff(["--base=main", join(root, "new")]);
	assert.match(stdout, "cluster fra1: new");
	assert.equal(stderr, []);
});

for (const gitDir of [".git", undefined])
	test(`finds the repository of a path, whatever git set for a hook: ${gitDir}`, async () => {
		const root = repository(fleet());
		rmSync(join(root, "clusters/muc2"), { recursive: true });
		const here = process.cwd();
		process.chdir(root);
		process.env.GIT_DIR = gitDir ?? join(root, ".git");
		process.env.GIT_INDEX_FILE = "no/such/index";
		const runs = ["clusters/fra1", "clusters/muc2"].map((path) =>
			diff(["--base=main", path]),
		);
		const [kept, gone] = await Promise.all(runs);
		delete process.env.GIT_DIR;
		delete process.env.GIT_INDEX_FILE;
		process.chdir(here);
		assert.is(kept?.stdout, "no change\n", kept?.stderr.join());
		assert.match(gone?.stdout ?? "", "cluster muc2: gone");
	});

test("runs git as often for many packages as for one", async () => {
	const ignored = { ".krmignore": "*.json\n" };
	const packages = (count: number) =>
		Object.fromEntries(
			Array.from({ length: count }, (_, i) =>
				Object.entries({ ...fleet(), ...ignored }).map((entry) =>
					entry.map((text, at) =>
						(at === 0 ? `${i}/${text}` : text).replace(/fra1|muc2/g, `$&-${i}`),
					),
				),
			).flat(),
		);
	const runsOf = async (count: number) => {
		const root = repository(packages(count));
		const trace = join(packageOf({}), "trace");
		process.env.GIT_TRACE = trace;
		const { exitCode } = await diff(["--base=main", root]);
		delete process.env.GIT_TRACE;
		assert.is(exitCode, 0);
		return readFileSync(trace, "utf8").match(/built-in: git/g)?.length;
	};
	assert.is(await runsOf(5), await runsOf(1));
});

test("fetches what a blobless clone lacks at once", async () => {
	const root = repository(fleet());
	git(root, "config", "uploadpack.allowFilter", "true");
	git(root, "config", "uploadpack.allowAnySHA1InWant", "true");
	rmSync(join(root, "clusters"), { recursive: true });
	commit(root);
	const clone = packageOf({});
	git(clone, "clone", "--quiet", "--filter=blob:none", `file://${root}`, ".");
	const trace = join(packageOf({}), "trace");
	process.env.GIT_TRACE = trace;
	const { stdout } = await diff([
		"--base=HEAD~1",
		join(clone, "clusters/fra1"),
		join(clone, "clusters/muc2"),
	]);
	delete process.env.GIT_TRACE;
	assert.match(stdout, "cluster fra1: gone");
	const fetches = readFileSync(trace, "utf8").match(/built-in: git fetch /g);
	assert.is(fetches?.length, 2, "one for each path");
});

test("reads the base's commit of a submodule", async () => {
	const [east, root] = [repository(prodFiles(1)), repository({ a: "" })];
	const allowed = ["-c", "protocol.file.allow=always"];
	git(root, ...allowed, "submodule", "--quiet", "add", east, "clusters/east");
	commit(root);
	packageOf(prodFiles(9), join(root, "clusters/east"));
	commit(join(root, "clusters/east"));
	for (const path of [root, join(root, "clusters")]) {
		const { stdout } = await diff(["--base", "main", path]);
		assert.match(stdout, "cluster prod: +0 ~1 -0 routes");
	}
});

test("refuses a submodule that lacks the base's commit, unless it is ignored", async () => {
	const [east, root] = [repository(prodFiles(1)), repository({ a: "" })];
	const file = ["-c", "protocol.file.allow=always"];
	git(root, ...file, "submodule", "--quiet", "add", east, "clusters/east");
	commit(root);
	packageOf(prodFiles(9), east);
	commit(east);
	const inside = join(root, "clusters/east");
	rmSync(inside, { recursive: true });
	rmSync(join(root, ".git/modules"), { recursive: true });
	git(root, ...file, "clone", "-q", "--depth=1", `file://${east}`, inside);
	for (const path of [root, join(root, "clusters")]) {
		const { exitCode, stderr } = await diff(["--base", "main", path]);
		assert.is(exitCode, 2);
		assert.match(
			stderr.join(),
			/submodule \S*clusters\/east lacks commit [0-9a-f]{40}; fetch it: git -C \S*clusters\/east fetch --depth=1 origin [0-9a-f]{40}$/,
		);
	}
	packageOf({ ".krmignore": "clusters/east\n", ...PACKAGE }, root);
	git(root, "add", ".krmignore", "p");
	git(root, "commit", "--quiet", "--message=x");
	const ignored = await diff(["--base", "main", root]);
	assert.is(ignored.stdout, "no change\n", ignored.stderr.join());
});

test("does not call clusters gone that a sparse checkout leaves out", async () => {
	const root = repository(fleet());
	git(root, "sparse-checkout", "set", "clusters/fra1");
	const given = ["--base", "main", root];
	assert.is((await diff(given)).stdout, "no change\n");
	rmSync(join(root, "clusters/fra1"), { recursive: true });
	const { stdout } = await diff(given);
	assert.match(stdout, "cluster fra1: gone, +0 ~0 -3 routes");
	assert.not.match(stdout, "muc2");
});

test("takes no file of a package below for one of the folder", async () => {
	const root = repository(fleet());
	const path = join(root, "clusters/snapshot.yaml");
	const { exitCode, stderr } = await diff(["--base", "main", path]);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "does not exist, neither here nor in main");
});

test("tells of a file that is gone, and refuses one that never was", async () => {
	const root = repository(PACKAGE);
	rmSync(join(root, "p/clusters/prod.yaml"));
	const path = (name: string) => join(root, "p/clusters", name);
	const gone = await diff(["--base", "main", path("prod.yaml")]);
	assert.match(gone.stdout, "cluster prod: gone");
	const never = await diff(["--base", "main", path("nope.yaml")]);
	assert.is(never.exitCode, 2);
	assert.match(
		never.stderr.join(),
		"nope.yaml does not exist, neither here nor in main",
	);
});

test("refuses a package that lost its snapshot and kept its outputs", async () => {
	const root = repository(PACKAGE);
	await renderCommand(["--in-place", join(root, "p")], {});
	commit(root);
	rmSync(join(root, "p/clusters/prod.yaml"));
	const { exitCode, stdout } = await diff(["--base", "HEAD", join(root, "p")]);
	assert.is(exitCode, 2);
	assert.match(stdout, "no cluster found");
});

test("refuses clusters of one name in several packages", async () => {
	const root = packageOf({
		...fleet(),
		"clusters/muc2/snapshot.yaml": snapshotText(clusterPool(), "fra1"),
	});
	const { exitCode, stderr } = await diff([root, root]);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "cluster fra1 is in several packages");
});

test("a link that is on both sides is no change", async () => {
	const root = repository(PACKAGE);
	symlinkSync("clusters/prod.yaml", join(root, "p/link.yaml"));
	symlinkSync("clusters", join(root, "p/linked"));
	commit(root);
	const { stdout, exitCode } = await diff(["--base", "HEAD", join(root, "p")]);
	assert.equal([stdout, exitCode], ["no change\n", 0]);
});

test("follows a link that is named, where it led in the revision", async () => {
	const root = repository({
		...Object.fromEntries(
			[1, 2].map((n) => [`v${n}/prod.yaml`, prodFiles(n)["prod.yaml"]]),
		),
	});
	const link = (to: string, name: string) => {
		rmSync(join(root, name), { force: true });
		symlinkSync(to, join(root, name));
		return join(root, name);
	};
	const names = ["folder", "file.yaml"] as const;
	const targets = (n: number) => [`v${n}`, `v${n}/prod.yaml`] as const;
	const linked = (n: number) =>
		targets(n).map((to, i) => link(to, names[i] ?? ""));
	for (const path of linked(1))
		assert.is((await diff(["--base=main", path])).stdout, "no change\n");
	commit(root);
	for (const path of linked(1))
		assert.is((await diff(["--base=main", path])).stdout, "no change\n");
	for (const path of linked(2)) {
		const { stdout, stderr } = await diff(["--base=main", path]);
		assert.match(
			stdout,
			"next hop 192.168.9.1 -> 192.168.9.2 (worker-1)",
			stderr.join(),
		);
	}
});

test("tells git's own advice on one line, to be copied", async () => {
	const root = repository(PACKAGE);
	const set = {
		GIT_TEST_ASSUME_DIFFERENT_OWNER: "1",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_CONFIG_NOSYSTEM: "1",
	};
	Object.assign(process.env, set);
	const { stderr } = await diff(["--base=main", root]);
	for (const name of Object.keys(set)) delete process.env[name];
	assert.match(
		stderr.join(),
		/^error: git can't read \S+: fatal: detected dubious ownership .* git config --global --add safe\.directory \S+$/,
	);
});

test("says that there is no commit yet", async () => {
	const root = packageOf(PACKAGE);
	git(root, "init", "--quiet");
	const { stderr, exitCode } = await diff(["--base=HEAD", join(root, "p")]);
	assert.is(exitCode, 2);
	assert.match(
		stderr.join("\n"),
		'unknown git revision "HEAD"; the repository has no commit yet: make one',
	);
});

/** Revisions that git must not take for options or paths. */
for (const revision of [
	"nope",
	"--output=/tmp/x",
	"-h",
	"--help",
	"main:p",
	"main p",
]) {
	test(`refuses the revision ${JSON.stringify(revision)}`, async () => {
		const root = repository(PACKAGE);
		const { exitCode, stderr } = await diff([
			`--base=${revision}`,
			join(root, "p"),
		]);
		assert.is(exitCode, 2);
		assert.match(
			stderr.join("\n"),
			`unknown git revision ${JSON.stringify(revision)}; fetch it first`,
		);
	});
}

test("names the file of an error as it is found from here", async () => {
	const { stderr } = await diff([base, prod({}, { sctp: "maybe" })]);
	assert.match(
		stderr.join(),
		/^side head: .*\(\/.*\/avi-routes\.yaml spec\.sctp\)$/,
	);
});

test("tells a path from a revision", async () => {
	const root = repository(PACKAGE);
	const own = join(root, "p");
	const asBase = await diff(["--base", own, own]);
	assert.is(asBase.exitCode, 2);
	assert.match(asBase.stderr.join(), "it is a path: leave --base out");
	const asPath = await diff(["HEAD", own]);
	assert.is(asPath.exitCode, 2);
	assert.match(
		asPath.stderr.join(),
		"HEAD does not exist; a git revision goes",
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

test("gives SARIF with paths from the root of the file's repository", async () => {
	const [east, root] = [repository(prodFiles(1)), repository(PACKAGE)];
	const allowed = ["-c", "protocol.file.allow=always"];
	git(root, ...allowed, "submodule", "--quiet", "add", east, "sub/east");
	commit(root);
	writeFileSync(
		join(root, "p/clusters/prod.yaml"),
		snapshotText(clusterPool({ nodes: { 3: undefined } })),
	);
	packageOf(prodFiles(9), join(root, "sub/east"));
	for (const [path, file] of [
		["p", "p/clusters/prod.yaml"],
		["sub", "sub/east/prod.yaml"],
	] as const) {
		const args = ["-o", "sarif", "--base=main", join(root, path)];
		const [run] = JSON.parse((await diff(args)).stdout).runs;
		for (const { locations } of run.results)
			assert.is(locations[0].physicalLocation.artifactLocation.uri, file);
		assert.ok(run.results.length > 0);
	}
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
