import {
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Run } from "../../src/commands/command-line/run.ts";
import { checkCommand, renderCommand } from "../support/commands.ts";
import { configText, packageOf } from "../support/packages.ts";

const CONFIG = `apiVersion: avi-routes.dev/v1alpha1
kind: AviRoutes
metadata: {name: avi-routes}
spec: {}
`;

interface SnapshotOptions {
	readonly name?: string;
	readonly cidrs: readonly string[];
	/** Instead of worker-1. */
	readonly firstNode?: string;
}

function snapshot({
	name = "prod",
	cidrs,
	firstNode,
}: SnapshotOptions): string {
	const names = cidrs.map(
		(_, i) => (i === 0 ? firstNode : undefined) ?? `worker-${i + 1}`,
	);
	const nodes = names.map(
		(node, i) =>
			`  - {name: ${JSON.stringify(node)}, addresses: [{type: InternalIP, address: 192.168.0.${i + 1}}]}\n`,
	);
	const ciliumNodes = names.map(
		(node, i) =>
			`  - {name: ${JSON.stringify(node)}, podCIDRs: [${cidrs[i]}]}\n`,
	);
	return `apiVersion: avi-routes.dev/v1alpha1
kind: ClusterSnapshot
metadata: {name: ${name}}
spec:
  ciliumConfig: {ipam: cluster-pool}
  nodes:
${nodes.join("")}  ciliumNodes:
${ciliumNodes.join("")}`;
}

const check = (args: readonly string[], stdin = ""): Promise<Run> =>
	checkCommand(args, async () => new TextEncoder().encode(stdin));

const GOOD = ["10.0.1.0/24", "10.0.2.0/24"];
const OVERLAP = ["10.0.0.0/16", "10.0.2.0/24"];
const good = packageOf({
	"a.yaml": CONFIG,
	"prod.yaml": snapshot({ cidrs: GOOD }),
});
const bad = packageOf({
	"a.yaml": CONFIG,
	"clusters/prod.yaml": `# first\n---\n${snapshot({ cidrs: OVERLAP })}`,
});
const warning = packageOf({
	"a.yaml": CONFIG.replace("{}", "{checks: {pod-cidr-overlap: warning}}"),
	"prod.yaml": snapshot({ cidrs: OVERLAP }),
});

const test = suite("check");

const EXITS: readonly [
	lesson: string,
	args: string[],
	stdin: string,
	exit: number,
][] = [
	["nothing found", [good], "", 0],
	["an error", [bad], "", 1],
	["a warning", [warning], "", 0],
	["a warning that fails", ["--fail-on", "warning", warning], "", 1],
	["an error, whatever fails", ["--fail-on", "info", bad], "", 1],
	["no such path", ["/no/such"], "", 2],
	["an empty standard input", ["-"], " \n", 2],
	["broken YAML", ["-"], "kind: [", 2],
	["no such format", ["-o", "xml", good], "", 2],
	["no such severity", ["--fail-on", "fatal", good], "", 2],
	["a snapshot on standard input", ["-"], snapshot({ cidrs: GOOD }), 0],
	["no Kubernetes object", ["-"], "NAME   STATUS\nw1     Ready", 2],
];

for (const [lesson, args, stdin, exit] of EXITS) {
	test(`exits with ${exit}: ${lesson}`, async () => {
		const run = await check(args, stdin);
		assert.is(run.exitCode, exit, run.stdout + run.stderr.join("\n"));
		if (exit === 2) assert.ok((run.stdout + run.stderr.join("")).length > 0);
	});
}

test("tells people where, what and what to do", async () => {
	const { stdout } = await check([bad]);
	assert.is(
		stdout.replaceAll(`${bad}/`, ""),
		`cluster prod
  error: [pod-cidr-overlap] clusters/prod.yaml:13:35  spec.ciliumNodes[worker-2].podCIDRs[0]
    pod CIDR 10.0.0.0/16 of node worker-1 contains 10.0.2.0/24 of node worker-2
    fix: find out which CIDR is wrong, and have its node get another one (in cluster-pool mode: delete its CiliumNode)

1 error in 1 cluster, 2 routes
`,
	);
	const fine = await check([good]);
	assert.is(fine.stdout, "no findings in 1 cluster, 2 routes\n");
});

test("colours only what a terminal shows", async () => {
	process.env.FORCE_COLOR = "1";
	try {
		assert.match((await check([bad])).stdout, "\u001b[31merror");
		process.env.NO_COLOR = "1";
		assert.not.match((await check([bad])).stdout, "\u001b");
	} finally {
		delete process.env.NO_COLOR;
		process.env.FORCE_COLOR = "0";
	}
});

test("annotates files for GitHub", async () => {
	const { stdout } = await check(["-o", "github", bad]);
	assert.match(
		stdout,
		/^::error file=.*\/clusters\/prod\.yaml,line=13,col=35,title=avi-routes pod-cidr-overlap::pod CIDR 10/,
	);
});

const isPlain = (text: string) => !/[^\P{Cc}\n]|\p{Cf}/u.test(text);

const HOSTILE = "w::set-output name=x::1\n::error::%0Aboo\u001b[31m\u202e";

test("lets no name become a command, a line or an escape", async () => {
	const stdin = snapshot({ cidrs: OVERLAP, firstNode: HOSTILE });
	for (const format of ["github", "text"]) {
		const { stdout } = await check(["-o", format, "-"], stdin);
		assert.match(stdout, "pod-cidr-overlap");
		assert.not.match(stdout, /^::(?!error title)/m);
		assert.ok(isPlain(stdout));
		assert.ok(
			stdout.split("\n").every((line) => !line.startsWith("::error::")),
		);
	}
	const github = (await check(["-o", "github", "-"], stdin)).stdout;
	assert.match(github, "%250Aboo");
	// The overlap, and the name itself.
	assert.is(github.trimEnd().split("\n").length, 2);
	const sarif = (await check(["-o", "sarif", "-"], stdin)).stdout;
	assert.ok(isPlain(sarif));
});

for (const args of [
	["/no/such"],
	["--only", "nowhere", good],
	["--set", "sctp=on", good],
])
	test(`gives JSON, SARIF and annotations of what it refuses: ${args}`, async () => {
		const outputs = ["json", "sarif", "github"].map(async (format) => {
			const run = await check(["-o", format, ...args]);
			assert.is(run.exitCode, 2);
			return run.stdout;
		});
		const [json = "", sarif = "", github = ""] = await Promise.all(outputs);
		const [only] = JSON.parse(json).results;
		assert.is(only.check, "input-invalid");
		const [told] = JSON.parse(sarif).runs[0].results;
		assert.is(told.message.text, only.message);
		assert.match(github, `::${only.message}\n`);
	});

test("gives JSON as its schema says", async () => {
	const schema = JSON.parse(
		readFileSync("schemas/check-report.schema.json", "utf8"),
	);
	const validate = new Ajv2020({ strict: true }).compile(schema);
	for (const path of [good, bad, warning, "examples/quickstart"]) {
		const value = JSON.parse((await check(["-o", "json", path])).stdout);
		assert.ok(validate(value), JSON.stringify(validate.errors));
	}
	const value = JSON.parse((await check(["-o", "json", bad])).stdout);
	assert.equal(value.counts, { error: 1, warning: 0, info: 0, off: 0 });
	assert.equal(value.results[0].field, {
		path: "spec.ciliumNodes[1].podCIDRs[0]",
		subject: "spec.ciliumNodes[worker-2].podCIDRs[0]",
		currentValue: "10.0.2.0/24",
	});
	assert.is(value.results[0].line, 13);
});

async function sarifOf(path: string): Promise<Log> {
	return JSON.parse((await check(["-o", "sarif", path])).stdout);
}

test("gives SARIF with a rule for each result and places from 1", async () => {
	const [run] = (await sarifOf(bad)).runs;
	const rules = run?.tool.driver.rules ?? [];
	assert.ok(rules.length > 40);
	assert.is(new Set(rules.map(({ id }) => id)).size, rules.length);
	for (const { ruleId, ruleIndex = -1, level, locations } of run?.results ??
		[]) {
		assert.is(rules[ruleIndex]?.id, ruleId);
		assert.is(level, "error");
		const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
		assert.match(artifactLocation?.uri ?? "", /clusters\/prod\.yaml$/);
		assert.equal(region, { startLine: 13, startColumn: 35 });
	}
	assert.is(run?.results?.length, 1);
});

test("names files in SARIF as URIs relative to the sources", async () => {
	const [run] = (await sarifOf("examples/quickstart")).runs;
	assert.equal(
		run?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation,
		{
			uri: "examples/quickstart/cluster-snapshot.yaml",
			uriBaseId: "%SRCROOT%",
		},
	);
});

test("keeps fingerprints when nodes join and lines move", async () => {
	const grown = packageOf({
		"a.yaml": CONFIG,
		"clusters/prod.yaml": snapshot({ cidrs: ["10.9.9.0/24"], firstNode: "a" })
			.replace("  ciliumNodes:\n", () => {
				const more = snapshot({ cidrs: OVERLAP });
				return `${more.split("nodes:\n")[1]?.split("  ciliumNodes:")[0]}  ciliumNodes:\n`;
			})
			.concat(snapshot({ cidrs: OVERLAP }).split("ciliumNodes:\n")[1] ?? ""),
	});
	const fingerprints = async (path: string) =>
		(await sarifOf(path)).runs[0]?.results
			?.filter(({ ruleId }) => ruleId === "pod-cidr-overlap")
			.map(({ partialFingerprints }) => partialFingerprints);
	assert.equal(await fingerprints(grown), await fingerprints(bad));
	assert.is((await fingerprints(bad))?.length, 1);
});

test("gives each result in SARIF a file, and what is read by programs also when nothing could be read", async () => {
	const empty = packageOf({ "a.yaml": CONFIG });
	for (const [path, uri] of [
		[empty, "a.yaml"],
		["/no/such", "stdin"],
	] as const) {
		const [run] = (await sarifOf(path)).runs;
		assert.ok((run?.results?.length ?? 0) > 0);
		for (const { locations } of run?.results ?? []) {
			const { artifactLocation } = locations?.[0]?.physicalLocation ?? {};
			assert.ok(artifactLocation?.uri?.endsWith(uri), artifactLocation?.uri);
		}
	}
	const missing = await check(["-o", "json", "/no/such"]);
	assert.is(missing.exitCode, 2);
	assert.match(JSON.parse(missing.stdout).results[0].message, /does not exist/);
});

test("keeps the fingerprint of a cluster's result when its example goes", async () => {
	const kernels = async (...names: string[]) => {
		const text = snapshot({ cidrs: GOOD });
		const path = packageOf({
			"a.yaml": CONFIG.replace("{}", "{sctp: Enabled}"),
			"prod.yaml": names.reduce(
				(all, name) =>
					all.replace(`{name: "${name}",`, '$& kernelVersion: "5.15.0",'),
				text,
			),
		});
		return (await sarifOf(path)).runs[0]?.results?.filter(({ message }) =>
			message.text?.includes("kernel version"),
		);
	};
	const [both, second] = [await kernels(), await kernels("worker-1")];
	assert.is(both?.length, 1);
	assert.not.equal(both?.[0]?.message, second?.[0]?.message);
	assert.equal(
		both?.[0]?.partialFingerprints,
		second?.[0]?.partialFingerprints,
	);
});

test("says where a file is broken", async () => {
	const broken = packageOf({
		"nodes.yaml": "apiVersion: v1\nkind: Node\nmetadata: {name\n",
	});
	const { exitCode, stdout } = await check([broken]);
	assert.is(exitCode, 2);
	assert.match(stdout, /input-invalid\] \S+nodes\.yaml:\d+:1/);
});

test("reads a kustomization.yaml without a kind, as kustomize does", async () => {
	const patch = "{op: add, path: /spec/values/AKOSettings/cniPlugin, value: x}";
	const files = {
		"clusters/prod.yaml": snapshot({ cidrs: GOOD }),
		"kustomization.yaml": `patches:\n- {target: {name: ako}, patch: "[${patch}]"}\n`,
		"values.yaml": "AKOSettings: {cniPlugin: x}\n",
	};
	const folder = packageOf(files);
	const { exitCode, stdout } = await check([folder]);
	assert.is(exitCode, 0, stdout);
	assert.match(stdout, "Kustomization: its patches set values of AKO");
	assert.not.match(stdout, "metadata.name");
	const { stdout: rendered } = renderCommand([folder], {});
	assert.not.match(rendered, "patches");
});

test("finds the object in a dump", async () => {
	const cidrs = ["10.0.1.0/24", "10.0.1.0/24"];
	const items = cidrs.flatMap((cidr, i) => [
		`- apiVersion: v1\n  kind: Node\n  metadata:\n    name: w${i}\n  status:\n    addresses:\n    - {type: InternalIP, address: 192.168.0.${i}}\n`,
		`- apiVersion: cilium.io/v2\n  kind: CiliumNode\n  metadata:\n    name: w${i}\n  spec:\n    ipam:\n      podCIDRs:\n      - ${cidr}\n`,
	]);
	const dump = packageOf({
		"a.yaml": CONFIG.replace(
			"{}",
			"{clusterName: prod, ipamMode: cluster-pool}",
		),
		"dump.yaml": `apiVersion: v1\nitems:\n${items.join("")}kind: List\n`,
	});
	const { stdout } = await check([dump]);
	assert.match(
		stdout,
		/pod-cidr-duplicate\] \S+dump\.yaml:32:9 {2}spec\.ipam\.podCIDRs\[0\]/,
	);
});

test("finds the object in a dump of JSON on one line", async () => {
	const node = (i: number) => ({
		apiVersion: "cilium.io/v2",
		kind: "CiliumNode",
		metadata: { name: `w${i}` },
		spec: { ipam: { podCIDRs: ["10.0.1.0/33"] } },
	});
	const items = [0, 1].flatMap((i) => [
		{ apiVersion: "v1", kind: "Node", metadata: { name: `w${i}` } },
		node(i),
	]);
	const text = JSON.stringify({ apiVersion: "v1", kind: "List", items });
	const dump = packageOf({
		"a.yaml": CONFIG.replace(
			"{}",
			"{clusterName: prod, ipamMode: cluster-pool}",
		),
		"dump.json": text,
	});
	const { stdout } = await check(["-o", "json", dump]);
	const columns = [...text.matchAll(/"10\.0\.1\.0\/33"/g)].map(
		({ index }) => index + 1,
	);
	const told = JSON.parse(stdout).results.find(
		(result: { check: string }) => result.check === "pod-cidr-invalid",
	);
	assert.equal(
		told.instances.map(({ column }: { column: number }) => column),
		columns,
	);
});

/** Files beside a good package that hold a part of a resource, or none. */
const PARTS: readonly [
	lesson: string,
	text: string,
	says: string | undefined,
][] = [
	[
		"a dump of kubectl that was cut",
		"apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: worker-3\n",
		"it has no apiVersion or no kind, but other fields of a Kubernetes object; is the file cut short?",
	],
	[
		"a list without apiVersion",
		"kind: List\nitems: [{kind: Node}]\n",
		"no apiVersion",
	],
	[
		"a ConfigMap that was cut",
		"apiVersion: v1\ndata: {cniPlugin: b}\n",
		"no kind",
	],
	["values of Helm", "AKOSettings: {cniPlugin: cilium}\n", undefined],
	["a chart", "apiVersion: v2\nname: x\nversion: 1.0.0\n", undefined],
	["a kustomization", "resources: [prod.yaml]\n", undefined],
];

for (const [lesson, text, says] of PARTS) {
	test(`${says === undefined ? "passes over" : "refuses"} ${lesson}`, async () => {
		const root = packageOf({
			"a.yaml": CONFIG,
			"prod.yaml": snapshot({ cidrs: GOOD }),
			"more.yaml": text,
		});
		const { stdout, exitCode } = await check([root]);
		assert.is(exitCode, says === undefined ? 0 : 2, stdout);
		if (says !== undefined) assert.match(stdout, says);
		// A file that somebody names must be one.
		assert.is((await check([join(root, "more.yaml")])).exitCode, 2);
	});
}

test("says which links it does not follow", async () => {
	const root = packageOf({
		"a.yaml": CONFIG,
		"prod.yaml": snapshot({ cidrs: GOOD }),
	});
	mkdirSync(join(root, "pictures"));
	symlinkSync("prod.yaml", join(root, "link.yaml"));
	symlinkSync(".", join(root, "linked"));
	symlinkSync("pictures", join(root, "no-resources"));
	symlinkSync(".", join(root, "ignored"));
	writeFileSync(join(root, ".krmignore"), "ignored/\n");
	const { stdout, exitCode } = await check([root]);
	assert.is(exitCode, 0);
	const said =
		"2 symbolic links are not read (link.yaml, linked/); put the files and folders themselves there";
	assert.match(stdout, said);
	assert.match(stdout, "1 warning");
	unlinkSync(join(root, "link.yaml"));
	assert.match(
		(await check([root])).stdout,
		"linked/ is a symbolic link and is not read; put the folder itself there",
	);
});

test("resolves merge keys, and reads what ends with dots", async () => {
	const merged = snapshot({ cidrs: GOOD }).replace(
		"{ipam: cluster-pool}",
		"{<<: {ipam: cluster-pool}}",
	);
	assert.is(
		(await check(["-"], merged)).stdout,
		(await check(["-"], snapshot({ cidrs: GOOD }))).stdout,
	);
	const dots = `${snapshot({ cidrs: GOOD })}...\n---\n${CONFIG}...\n# end\n`;
	assert.is(
		(await check(["-"], dots)).stdout,
		"no findings in 1 cluster, 2 routes\n",
	);
});

test("takes a folder that is named twice once", async () => {
	assert.is(
		(await check([good, `${good}/`])).stdout,
		"no findings in 1 cluster, 2 routes\n",
	);
});

test("looks into the packages below a folder, and passes over those of others", async () => {
	const kptfile =
		"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: x}\n";
	const root = packageOf({
		"nginx/Kptfile": kptfile,
		"nginx/chart.yaml": "{{ no YAML }}\n: :",
		"clusters/east/Kptfile": kptfile,
		"clusters/east/a.yaml": CONFIG,
		"clusters/east/east.yaml": snapshot({
			name: "east",
			cidrs: ["10.0.2.9/23"],
		}),
		"clusters/west/Kptfile": kptfile,
		"clusters/west/a.yaml": CONFIG,
		"clusters/west/west.yaml": snapshot({ name: "west", cidrs: GOOD }),
	});
	const { stdout } = await check([root]);
	assert.match(stdout, "clusters/east/east.yaml");
	assert.match(stdout, /in 2 clusters/);
	assert.not.match(stdout, "nginx");
});

test("says which outputs are not what the package renders", async () => {
	const root = packageOf({
		"a.yaml": CONFIG,
		"prod.yaml": snapshot({ cidrs: GOOD }),
	});
	const says = async () => (await check(["--fail-on", "warning", root])).stdout;
	assert.match(await says(), "no findings");
	renderCommand(["--in-place", root]);
	assert.match(await says(), "no findings");
	const table = join(root, "avi-routes/prod/route-table.yaml");
	const text = readFileSync(table, "utf8");
	writeFileSync(table, text.replace(/nextHop: [^,]*/, "nextHop: 192.168.9.9"));
	assert.match(
		await says(),
		"avi-routes/prod/route-table.yaml is not what the package renders",
	);
	writeFileSync(table, text.replace(/^ +- \{prefix.*\n/m, ""));
	assert.match(await says(), "is not what the package renders");
	rmSync(table);
	assert.match(await says(), "is not what the package renders");
	const all = await check([root, "--fail-on", "warning"]);
	assert.is(all.exitCode, 1);
	const severity = async (checks: object) => {
		writeFileSync(join(root, "a.yaml"), configText({ checks }));
		const { exitCode, stdout } = await check([root]);
		return [exitCode, /(\w+): \[output-outdated\]/.exec(stdout)?.[1]];
	};
	assert.equal(await severity({}), [0, "warning"]);
	assert.equal(await severity({ "output-outdated": "error" }), [1, "error"]);
	assert.equal(await severity({ "*": "info" }), [0, "info"]);
	assert.equal(await severity({ "output-outdated": "off" }), [0, undefined]);
	assert.match(
		await says(),
		"no findings, 1 result switched off (spec.checks)",
	);
	writeFileSync(join(root, "a.yaml"), CONFIG);
	renderCommand(["--in-place", root]);
	assert.match(await says(), "no findings");
});

test("says which dumps are not marked, beside outputs", async () => {
	const root = packageOf({
		"a.yaml": configText({ clusterName: "prod", ipamMode: "kubernetes" }),
	});
	const dump = (name: string) =>
		writeFileSync(
			join(root, `${name}.json`),
			JSON.stringify({
				apiVersion: "v1",
				kind: "Node",
				metadata: { name, uid: name },
				spec: { podCIDR: "10.0.1.0/24", podCIDRs: ["10.0.1.0/24"] },
				status: {
					addresses: [{ type: "InternalIP", address: "192.168.0.1" }],
				},
			}),
		);
	dump("one");
	renderCommand(["--in-place", root]);
	dump("one");
	const { stdout } = await check([root]);
	assert.match(stdout, "one.json has objects of a live cluster without");
	assert.not.match(stdout, "is not what the package renders");
});

test("compares the clusters of several packages", async () => {
	const other = packageOf({
		"a.yaml": CONFIG,
		"east.yaml": snapshot({ name: "east", cidrs: ["10.0.2.0/23"] }),
	});
	const twin = packageOf({
		"a.yaml": CONFIG,
		"x/prod.yaml": snapshot({ cidrs: ["10.8.0.0/24"] }),
	});
	const { stdout, exitCode } = await check([good, other, twin]);
	assert.is(exitCode, 1);
	assert.match(stdout, `[vrf-prefix-conflict] ${good}/prod.yaml:11:35`);
	assert.match(
		stdout,
		`[cluster-name-clash] ${twin}/x/prod.yaml:3:18  metadata.name`,
	);
	assert.match(
		stdout,
		`with 2 nodes in ${good}/prod.yaml, with 1 in ${twin}/x/prod.yaml`,
	);
	assert.is((await check([good, other])).exitCode, 0);
	for (const root of [good, other, twin])
		writeFileSync(
			join(root, "a.yaml"),
			configText({ checks: { "cluster-name-clash": "off" } }),
		);
	const off = await check([good, other, twin]);
	assert.not.match(off.stdout, "cluster-name-clash");
	assert.match(off.stdout, "1 result switched off (spec.checks)");
	writeFileSync(join(good, "a.yaml"), CONFIG);
});

test("takes several files as one package, and a ResourceList as it is", async () => {
	const files = [join(good, "a.yaml"), join(good, "prod.yaml")];
	assert.is(
		(await check(files)).stdout,
		"no findings in 1 cluster, 2 routes\n",
	);
	const list = readFileSync(
		"fixtures/overlapping-pod-cidrs/input.yaml",
		"utf8",
	);
	const { stdout, exitCode } = await check(["-"], list);
	assert.is(exitCode, 1);
	assert.match(stdout, "[pod-cidr-overlap] cluster-snapshot.yaml");
});

test("names files from the root of the repository for GitHub, in each folder of it", async () => {
	const cidrs = ["10.0.1.0/24", "10.0.1.0/24"];
	const files = { "infra/avi/prod.yaml": snapshot({ cidrs }) };
	const gitFile = "gitdir: /src/modules/x/.git/worktrees/wt\n";
	const worktree = packageOf({ ...files, ".git": gitFile });
	const root = packageOf(files);
	mkdirSync(join(root, ".git"));
	const before = process.cwd();
	const printed: string[] = [];
	for (const top of [root, worktree])
		for (const folder of ["infra/avi", "infra"]) {
			process.chdir(join(top, folder));
			const path = folder === "infra" ? "avi" : ".";
			for (const format of ["github", "sarif"])
				printed.push((await check(["-o", format, path])).stdout);
		}
	process.chdir(before);
	for (const text of printed)
		assert.match(text, /(?:file=|"uri": ")infra\/avi\/prod\.yaml/);
});

test.run();
