import { execFile, execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { dump, load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { validateClusterSnapshot } from "../../schemas/generated/validators.js";
import { splitDocuments } from "../../src/read/documents.ts";
import { type ClusterSpec, clusterPool } from "../support/clusters.ts";
import { importCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const scratch = packageOf({});
const FOLDER = "fixtures/kpt-raw-objects/snapshot";

/** The dumps of a real-looking cluster, object by object. */
const objects = [
	"node-control-1",
	"node-worker-1",
	"node-worker-2",
	"ciliumnodes",
	"cilium-config",
].flatMap((name) =>
	splitDocuments(readFileSync(`${FOLDER}/${name}.yaml`, "utf8")).map(
		({ body }) => load(body) as AnyResource,
	),
);
const list = (items: AnyResource[], more: object = {}) => ({
	apiVersion: "v1",
	items,
	kind: "List",
	metadata: { resourceVersion: "" },
	...more,
});

async function imported(text: string, ...args: string[]) {
	const run = await importCommand([...args, "-"], async () =>
		new TextEncoder().encode(text),
	);
	return { ...run, says: run.stderr.join("\n") };
}

const test = suite("import");

test("makes a valid snapshot with a line a node", async () => {
	const { exitCode, stdout, says } = await imported(
		dump(list(objects)),
		"--name",
		"prod-west",
	);
	assert.is(exitCode, 0, says);
	const snapshot = load(stdout) as AnyResource;
	assert.ok(
		validateClusterSnapshot(snapshot),
		JSON.stringify(validateClusterSnapshot.errors?.slice(0, 3)),
	);
	assert.is(snapshot.metadata.name, "prod-west");
	assert.is(
		stdout.split("\n").filter((line) => line.startsWith("  - {name: worker-1,"))
			.length,
		2,
	);
	assert.not.match(stdout, "images");
	assert.not.match(stdout, "managedFields");
});

test("gives the same for other lists and orders of the dump", async () => {
	const name = ["--name", "prod-west"];
	const { stdout } = await imported(dump(list(objects)), ...name);
	const nodeList = {
		apiVersion: "v1",
		kind: "NodeList",
		metadata: {},
		items: objects
			.filter(({ kind }) => kind === "Node")
			.map(({ apiVersion: _, kind: __, ...node }) => node),
	};
	const rest = objects.filter(({ kind }) => kind !== "Node");
	const forms = {
		reversed: dump(list([...objects].reverse())),
		"a NodeList and a List": `${dump(nodeList)}---\n${dump(list(rest))}`,
	};
	for (const [form, text] of Object.entries(forms))
		assert.is((await imported(text, ...name)).stdout, stdout, form);
});

test("gives the same for the API server's own lists", async () => {
	const config = {
		apiVersion: "cilium.io/v2alpha1",
		kind: "CiliumNodeConfig",
		metadata: { name: "blue", namespace: "kube-system" },
		spec: { defaults: { ipam: "multi-pool" } },
	};
	const namespace = {
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name: "kube-system", uid: "uid-of-prod" },
	};
	const all: AnyResource[] = [...objects, config, namespace];
	const name = ["--name", "prod-west"];
	const { stdout } = await imported(dump(list(all)), ...name);
	assert.match(stdout, "clusterUID: uid-of-prod");
	assert.match(stdout, "  - {namespace: kube-system, name: blue,");
	const kinds = [...new Set(all.map(({ kind }) => kind))];
	const lists = kinds.map((kind) => {
		const own = all.filter((object) => object.kind === kind);
		const items = own.map(({ apiVersion: _, kind: __, ...rest }) => rest);
		return { apiVersion: own[0].apiVersion, kind: `${kind}List`, items };
	});
	const text = lists.map((one) => dump(one)).join("---\n");
	assert.is((await imported(text, ...name)).stdout, stdout);
});

test("takes the name from avi-k8s-config", async () => {
	const config = {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "avi-k8s-config" },
		data: { clusterName: "prod-west", controllerVersion: "30.2.1" },
	};
	const { stdout, says } = await imported(dump(list([...objects, config])));
	assert.match(
		says,
		/^note: the dumps lack Namespace kube-system, [^,]*, [^,]*, Services;/,
	);
	const { metadata, spec } = load(stdout) as AnyResource;
	assert.is(metadata.name, "prod-west");
	assert.is(spec.versions.aviController, "30.2.1");
});

test("refuses a file that is empty, missing or no text, and a folder to write to", async () => {
	const file = (name: string, bytes: string | Uint8Array) => {
		writeFileSync(join(scratch, name), bytes);
		return join(scratch, name);
	};
	const good = file("dump.yaml", dump(list(objects)));
	for (const [args, says] of [
		[[good, file("empty.yaml", "")], "empty.yaml is empty; want YAML or JSON"],
		[[join(scratch, "none.yaml")], "none.yaml does not exist"],
		[
			[file("bytes", Buffer.of(0xff))],
			"is neither UTF-8 nor UTF-16 text; convert it",
		],
		[["-o", scratch, good], "is a folder; name the file to write to"],
	] as const) {
		const run = await importCommand(["--name", "a", ...args], async () =>
			Buffer.of(),
		);
		assert.is(run.exitCode, 2);
		assert.match(run.stderr.join(), says);
	}
});

test("says what the dumps lack, and what can't be seen without it", async () => {
	const known = clusterPool({ versions: { cilium: "1.18.3", ako: "1.13.1" } });
	const uid = { clusterUID: "8f4b" };
	const says = async (cluster: ClusterSpec) =>
		(await imported(snapshotText(cluster))).says;
	assert.is(await says({ ...known, ...uid }), "");
	assert.is(
		await says(known),
		"note: the dumps lack Namespace kube-system; without them these checks find nothing: cluster-changed (avi-routes import --help has the commands)",
	);
});

test("does not ask for what is there, with an image that tells no version", async () => {
	const image = "mirror.example/ako@sha256:5d3c";
	const workload = (kind: string, name: string) => ({
		apiVersion: "apps/v1",
		kind,
		metadata: { name },
		spec: { template: { spec: { containers: [{ name, image }] } } },
	});
	const workloads = [
		workload("DaemonSet", "cilium"),
		workload("StatefulSet", "ako"),
	];
	const all = dump(list([...objects, ...workloads]));
	const { says } = await imported(all, "--name", "a");
	assert.match(says, "the dumps lack Namespace kube-system");
	assert.not.match(says, /DaemonSet|StatefulSet/);
});

test("refuses what the API server said instead of a list", async () => {
	const refusal = {
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Failure",
		message: "services is forbidden",
	};
	const text = `${dump(list(objects))}---\n${dump(refusal)}`;
	const { exitCode, says } = await imported(text, "--name", "a");
	assert.is(exitCode, 1);
	assert.match(says, "refused what was to be dumped: services is forbidden");
});

test("keeps cilium-config's namespace and owner", async () => {
	const labels = { "app.kubernetes.io/managed-by": "Helm" };
	const moved = objects.map((object) =>
		object.metadata.name === "cilium-config"
			? {
					...object,
					metadata: { ...object.metadata, namespace: "cilium", labels },
				}
			: object,
	);
	const { stdout, says } = await imported(dump(list(moved)), "--name", "a");
	assert.match(says, /^note: the dumps lack [^\n]*$/);
	const { spec } = load(stdout) as AnyResource;
	assert.is(spec.ciliumConfigNamespace, "cilium");
	assert.is(spec.ciliumConfigOwner, "Helm");
});

test("writes to a file", async () => {
	const file = join(scratch, "snapshot.yaml");
	const { stdout, says } = await imported(
		dump(list(objects)),
		"--name",
		"prod-west",
		"-o",
		file,
	);
	assert.is(stdout, "");
	assert.match(says, "prod-west: 3 nodes, 3 CiliumNodes");
	assert.match(readFileSync(file, "utf8"), "kind: ClusterSnapshot");
});

const kubeSystem = (uid: string) => ({
	apiVersion: "v1",
	kind: "Namespace",
	metadata: { name: "kube-system", uid },
});
const node = objects.find(({ kind }) => kind === "Node");
for (const [lesson, text, exitCode, says] of [
	["no name", dump(list(objects)), 1, "give it with --name"],
	["no node", dump(list([])), 1, "no Node found"],
	[
		"a part of a List",
		dump(list(objects, { metadata: { continue: "abc" } })),
		1,
		"metadata.continue is set",
	],
	[
		"a List in a List",
		dump(list([list(objects)])),
		1,
		"items[0] is a List itself",
	],
	[
		"a node twice",
		dump(list([node, { ...node, spec: { podCIDR: "10.9.0.0/24" } }])),
		1,
		"Node control-1 exists 2 times: in -:3 and -:",
	],
	[
		"two clusters",
		dump(list([kubeSystem("a"), kubeSystem("b")])),
		1,
		"Namespace kube-system has the uids a and b: these are dumps of two clusters; import one",
	],
	[
		"a wrong type",
		dump(list([{ ...node, spec: { podCIDRs: "10.0.0.0/24" } }])),
		1,
		"want an array",
	],
	["no YAML", "a: [", 1, "not valid YAML"],
] as const) {
	test(`says what is wrong: ${lesson}`, async () => {
		const run = await imported(
			text,
			...(lesson === "no name" ? [] : ["--name", "x"]),
		);
		assert.equal([run.exitCode, run.stdout], [exitCode, ""]);
		assert.match(run.says, says);
	});
}

test("refuses what it can't read or write", async () => {
	const none = async () => new Uint8Array();
	assert.is((await importCommand([], none)).exitCode, 2);
	assert.is(
		(await importCommand([join(scratch, "missing.yaml")], none)).exitCode,
		2,
	);
	writeFileSync(join(scratch, "list.yaml"), dump(list(objects)));
	const target = join(scratch, "list.yaml/out.yaml");
	assert.is(
		(
			await importCommand(
				["--name", "x", "-o", target, join(scratch, "list.yaml")],
				none,
			)
		).exitCode,
		2,
	);
});

test("replaces an earlier snapshot and nothing else", async () => {
	const path = join(scratch, "kept.yaml");
	const text = dump(list(objects));
	const write = () => imported(text, "--name", "prod-west", "-o", path);
	for (const earlier of ["", (await write()).stdout]) {
		writeFileSync(path, earlier);
		assert.is((await write()).exitCode, 0);
		assert.match(readFileSync(path, "utf8"), "name: prod-west");
	}
	for (const other of ["kind: AviRoutes\n", "notes\n"]) {
		writeFileSync(path, other);
		const { exitCode, says } = await write();
		assert.is(exitCode, 2);
		assert.match(says, "kept.yaml exists and is not a ClusterSnapshot");
		assert.is(readFileSync(path, "utf8"), other);
	}
});

/** The nodes with other uids, as of a cluster that has the same names. */
const otherNodes = objects.map((object) =>
	object.kind === "Node"
		? {
				...object,
				metadata: { ...object.metadata, uid: `new-${object.metadata.name}` },
			}
		: object,
);
const withoutUIDs = objects.map(({ metadata, ...object }) => ({
	...object,
	metadata: { ...metadata, uid: undefined },
})) as AnyResource[];
const oneNodeIsNew = objects.map((object) =>
	object.metadata.name === "worker-1" && object.kind === "Node"
		? { ...object, metadata: { ...object.metadata, uid: "new" } }
		: object,
);

/** What is dumped first and then, and what is said; nothing where it is the same cluster, or nothing tells. */
const REPLACED: readonly [
	lesson: string,
	first: AnyResource[],
	then: AnyResource[],
	name: string,
	says: string | undefined,
][] = [
	[
		"another cluster by its uid",
		[...objects, kubeSystem("uid-a")],
		[...objects, kubeSystem("uid-b")],
		"prod",
		"holds the snapshot of another cluster: its Namespace kube-system has uid uid-a, that of the new one has uid uid-b; check the kubectl context, or give --replace",
	],
	[
		"another cluster by its nodes",
		objects,
		otherNodes,
		"prod",
		"not one of its 3 nodes with a uid is in the new one (node control-1 has uid ",
	],
	[
		"another cluster by its nodes, where one side knows the cluster's uid",
		[...objects, kubeSystem("uid-a")],
		otherNodes,
		"prod",
		"there, node control-1 has uid new-control-1 here)",
	],
	[
		"another name",
		objects,
		objects,
		"west",
		"it is of cluster prod, the new one of cluster west",
	],
	[
		"the same cluster with other nodes",
		[...objects, kubeSystem("uid-a")],
		[...otherNodes, kubeSystem("uid-a")],
		"prod",
		undefined,
	],
	["a node was replaced", objects, oneNodeIsNew, "prod", undefined],
	["no uid there", withoutUIDs, otherNodes, "prod", undefined],
	["no uid here", objects, withoutUIDs, "prod", undefined],
];

for (const [lesson, first, then, name, says] of REPLACED)
	test(`a snapshot is replaced by one of its cluster alone: ${lesson}`, async () => {
		const path = join(scratch, `${lesson}.yaml`);
		const to = ["-o", path];
		await imported(dump(list(first)), "--name", "prod", ...to);
		const before = readFileSync(path, "utf8");
		const text = dump(list(then));
		const run = await imported(text, "--name", name, ...to);
		assert.is(run.exitCode, says === undefined ? 0 : 2, run.says);
		if (says === undefined) return;
		assert.match(run.says, says);
		assert.is(readFileSync(path, "utf8"), before);
		const wanted = await imported(text, "--name", name, ...to, "--replace");
		assert.is(wanted.exitCode, 0);
		assert.not.equal(readFileSync(path, "utf8"), before);
	});

test("says that the new dumps do not tell the cluster's uid any more", async () => {
	const to = ["--name", "prod", "-o", join(scratch, "known.yaml")];
	await imported(dump(list([...objects, kubeSystem("uid-a")])), ...to);
	const { exitCode, says } = await imported(dump(list(objects)), ...to);
	assert.is(exitCode, 0);
	assert.match(says, "add kubectl get namespace kube-system -o yaml");
});

/** A folder of dumps as people have them, with what an earlier run emitted and the snapshot of an earlier import. */
const DUMPS = {
	"live/nodes.yaml": `Warning: v1 is old\n${dump(list(objects.filter(({ kind }) => kind === "Node")))}`,
	"live/deep/others.json": JSON.stringify(
		list(objects.filter(({ kind }) => kind !== "Node")),
	),
	"live/values.yaml": "a: b\n",
	"avi-routes.yaml": configText({ clusterName: "prod" }),
	"kustomization.yaml": "resources: []\n",
	"avi-routes/prod/cilium-config-patch.yaml": dump({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: {
			name: "cilium-config",
			namespace: "kube-system",
			annotations: { "avi-routes.dev/owner": "avi-routes" },
		},
		data: { "enable-sctp": "true" },
	}),
};

test("reads a folder of dumps, also when the snapshot is written into it", async () => {
	const root = packageOf(DUMPS);
	const output = join(root, "prod.yaml");
	const { stdout: wanted } = await imported(
		dump(list(objects)),
		...["--name", "prod"],
	);
	for (const _ of ["first", "again"]) {
		const args = ["--name", "prod", "-o", output, root];
		const run = await importCommand(args, async () => Buffer.of());
		assert.is(run.exitCode, 0, run.stderr.join("\n"));
		assert.is(readFileSync(output, "utf8"), wanted);
		assert.match(run.stderr[0] ?? "", '"Warning: v1 is old" is a warning');
		assert.match(run.stderr[0] ?? "", join(root, "live/nodes.yaml"));
	}
});

test("a backup with each object twice, and two folders of clusters", async () => {
	const nodes = JSON.stringify(list(objects));
	const root = packageOf({ "v1/a.json": nodes, "v1-preferred/a.json": nodes });
	const run = () =>
		importCommand(["--name", "prod", root], async () => Buffer.of());
	const { exitCode, stdout } = await run();
	assert.is(exitCode, 0);
	const { stdout: wanted } = await imported(nodes, "--name", "prod");
	assert.is(stdout, wanted);
	writeFileSync(
		join(root, "v1/a.json"),
		nodes.replaceAll('"podCIDRs":["10.', '"podCIDRs":["11.'),
	);
	const { stderr } = await run();
	assert.is(stderr.length, 1);
	assert.match(
		stderr[0] ?? "",
		/Node control-1 exists 2 times: in \S+v1-preferred.a.json and \S+v1.a.json \(and so do 5 more objects\); import one cluster's dumps/,
	);
});

test("refuses a folder that holds an earlier snapshot beside dumps", async () => {
	const snapshot = snapshotText(clusterPool(), "old");
	const root = packageOf({ ...DUMPS, "old.yaml": snapshot });
	const { exitCode, stderr } = await importCommand([root], async () =>
		Buffer.of(),
	);
	assert.is(exitCode, 1);
	assert.match(
		stderr.join("\n"),
		"several clusters (old, raw objects that name none)",
	);
});

test("dumps have the name that AKO has for their cluster, beside its snapshot", async () => {
	const ako = { kind: "ConfigMap", apiVersion: "v1" };
	const metadata = { name: "avi-k8s-config", namespace: "avi-system" };
	const named = { ...ako, metadata, data: { clusterName: "old" } };
	const root = packageOf({
		"dumps.json": JSON.stringify(list([...objects, named])),
		"old.yaml": snapshotText(clusterPool(), "old"),
	});
	for (const only of [[], ["--only", "old"]]) {
		const { exitCode, stdout, stderr } = await importCommand(
			[...only, root],
			async () => Buffer.of(),
		);
		assert.equal([exitCode, stdout], [1, ""]);
		assert.match(
			stderr.join("\n"),
			/cluster old exists twice, in \S+dumps.json and \S+old.yaml; import one of them/,
		);
	}
});

test("a cluster may be named unnamed", async () => {
	const { stdout, says } = await imported(
		dump(list(objects)),
		"--name",
		"unnamed",
	);
	assert.match(stdout, "\n  name: unnamed\n", says);
});

test("--only takes one cluster of several", async () => {
	const root = packageOf({
		"east.yaml": snapshotText(clusterPool(), "east"),
		"west.yaml": snapshotText(clusterPool({}, 5), "west"),
	});
	const run = (...args: string[]) =>
		importCommand([...args, root], async () => Buffer.of());
	const both = await run();
	assert.is(both.exitCode, 1);
	assert.match(both.stderr[0] ?? "", "import one of them with --only CLUSTER");
	const west = await run("--only", "west");
	assert.is(west.exitCode, 0, west.stderr.join("\n"));
	assert.match(west.stdout, "name: west");
	assert.match(west.stdout, "worker-5");
	const none = await run("--only", "north");
	assert.is(none.exitCode, 1);
	assert.match(none.stderr[0] ?? "", "--only north: unknown cluster");
});

test("reads a ResourceList, as kpt fn source prints it", async () => {
	const { stdout: wanted } = await imported(
		dump(list(objects)),
		...["--name", "prod"],
	);
	const items = objects.map((object, i) => ({
		...object,
		metadata: {
			...object.metadata,
			uid: undefined,
			resourceVersion: undefined,
			managedFields: undefined,
			annotations: { "internal.config.kubernetes.io/path": `${i}.yaml` },
		},
	}));
	const config = load(configText()) as AnyResource;
	for (const print of [dump, JSON.stringify]) {
		const text = print({
			apiVersion: "config.kubernetes.io/v1",
			kind: "ResourceList",
			items: JSON.parse(JSON.stringify([config, ...items])),
		});
		const { exitCode, stdout, says } = await imported(text, "--name", "prod");
		assert.is(exitCode, 0, says);
		assert.is(stdout, wanted.replace(/ uid: [^,]*,/g, ""));
	}
});

test("names the file of a List that is only a part", async () => {
	const part = list(objects, { metadata: { continue: "x" } });
	const { exitCode, says } = await imported(dump(part), "--name", "a");
	assert.is(exitCode, 1);
	assert.match(says, /the List is incomplete: its metadata\.continue.* \(-\)$/);
});

/** A folder's files, the arguments, and the end of what is said where no Node is found. */
const WITHOUT_NODES: readonly [
	files: Readonly<Record<string, string>>,
	args: (root: string) => string[],
	says: string,
][] = [
	[
		{ "nodes.YAML": "a", "cc.yaml": "a: b\n" },
		(root) => [root],
		"no Node found in 0 objects (not read: ROOT/nodes.YAML; want .yaml, .yml or .json); name the file with the nodes itself",
	],
	[
		{ ...{ a: "", b: "", "c.txt": "", d: "", "e.gz": "" }, f: "" },
		(root) => [root],
		"(not read: ROOT/a, ROOT/b, ROOT/c.txt and 3 more files; want .yaml, .yml or .json); name the",
	],
	[
		{ ".krmignore": "notes\n", notes: "" },
		(root) => [root],
		"no Node found in 0 objects; import the output of kubectl get nodes,ciliumnodes -o yaml",
	],
	[
		{ "n.yaml": dump(list(objects)) },
		(root) => ["-o", `${root}/n.yaml`, `${root}/n.yaml`],
		"no Node found in 0 objects (not read: ROOT/n.yaml, the file of -o); name another one with -o",
	],
	[
		{ "n.yaml": dump(list(objects)) },
		(root) => ["-o", `${root}/n.yaml`, root],
		"no Node found in 0 objects (not read: ROOT/n.yaml, the file of -o); name another one with -o",
	],
];

for (const [files, args, says] of WITHOUT_NODES)
	test(`names what was not read: ${says}`, async () => {
		const root = packageOf(files);
		const run = await importCommand(args(root), async () => Buffer.of());
		assert.is(run.exitCode, 1);
		assert.match(run.stderr.join("\n").replaceAll(root, "ROOT"), says);
	});

test("names links beside the error that follows from them", async () => {
	const root = packageOf({
		"real/n.yaml": dump(list(objects)),
		"a/b.yaml": "",
	});
	symlinkSync("../real", join(root, "a/c"));
	symlinkSync("../real/n.yaml", join(root, "a/n.yaml"));
	const run = await importCommand([join(root, "a")], async () => Buffer.of());
	assert.is(run.exitCode, 1);
	assert.match(
		run.stderr.join("\n"),
		/warning: .* 2 symbolic links are not read \(c\/, n\.yaml\); .*\nerror: .* no Node found in 0 objects;/,
	);
});

for (const output of ["-", "/dev/stdout"])
	test(`-o ${output} is standard output, also beside standard input`, async () => {
		const list =
			"apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata: {name: a, uid: b}\nkind: List\n";
		const run = await importCommand(
			["--name", "prod", "-o", output, "-"],
			async () => Buffer.from(list),
		);
		assert.match(String(run.stdout), /^kind: ClusterSnapshot$/m);
	});

test("writes to a pipe, and does not wait for what it holds", async () => {
	const pipe = join(scratch, "pipe");
	execFileSync("mkfifo", [pipe]);
	const reader = promisify(execFile)("cat", [pipe]);
	const { exitCode, stderr } = await imported(
		dump(list(objects)),
		...["--name", "prod", "-o", pipe],
	);
	assert.is(exitCode, 0, stderr.join("\n"));
	assert.match((await reader).stdout, /^kind: ClusterSnapshot$/m);
});

test.run();
