import { suite } from "uvu";
import * as assert from "uvu/assert";
import { importCommand, renderCommand } from "../support/commands.ts";
import { configText, packageOf } from "../support/packages.ts";

const node = (n: number, end = ["spec", "status"]) =>
	`apiVersion: v1
kind: Node
metadata:
  name: w${n}
  uid: uid-${n}
${end.includes("spec") ? `spec:\n  podCIDR: 10.244.${n}.0/24\n` : ""}${
	end.includes("status")
		? `status:\n  addresses:\n  - {type: InternalIP, address: 192.168.0.${n}}\n`
		: ""
}`;
const END = "  nodeInfo: {architecture: amd64, systemUUID: a-b}\n";
const IMAGES =
	"  images:\n  - names: [a]\n    sizeBytes: 1\n  - names:\n    - regis";
const itemsOf = (...objects: string[]) =>
	objects
		.map((text) => text.trimEnd().replace(/^/gm, "  ").replace("  ", "- "))
		.map((item) => `${item}\n`)
		.join("");
const ciliumNode = (n: number, isWhole = true) =>
	`apiVersion: cilium.io/v2
kind: CiliumNode
metadata:
  name: w${n}
spec:
  addresses:
  - {type: InternalIP, ip: 192.168.0.${n}}
${isWhole ? `  ipam:\n    podCIDRs: [10.0.${n}.0/24]\nstatus: {}\n` : ""}`;
const CONFIG =
	"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cilium-config, namespace: kube-system, uid: u}\ndata: {ipam: cluster-pool}\n";
const stream = (...documents: string[]) => documents.join("---\n");
const all = [1, 2, 3, 4];
const whole = {
	"nodes.yaml": stream(...all.map((n) => node(n))),
	"cn.yaml": stream(...all.map((n) => ciliumNode(n))),
};

/** What is in the package, and what is said: nothing where nothing was cut short. */
const CASES: readonly (readonly [
	lesson: string,
	files: Readonly<Record<string, string>>,
	says: string,
])[] = [
	["whole files", whole, ""],
	[
		"a stream of Nodes",
		{
			...whole,
			"nodes.yaml": stream(node(1), node(2), node(3), node(4, ["spec"])),
		},
		"Node w4 ends before its status, which others have; nodes.yaml was cut short",
	],
	[
		"a stream of Nodes, cut in the images of the last",
		{
			...whole,
			"nodes.yaml": stream(
				...[1, 2, 3].map((n) => node(n) + END),
				node(4) + IMAGES,
			),
		},
		"Node w4 ends before its status.nodeInfo, which others have; nodes.yaml was cut short",
	],
	[
		"a stream of Nodes, cut behind a key of the last",
		{
			...whole,
			"nodes.yaml": stream(
				...[1, 2, 3].map((n) => node(n) + END),
				`${node(4, ["spec"])}status:\n`,
			),
		},
		"Node w4 ends before its status.nodeInfo, which others have; nodes.yaml was cut short",
	],
	[
		"a List whose items are its last key",
		{
			...whole,
			"nodes.yaml": `apiVersion: v1\nkind: List\nitems:\n${itemsOf(node(1), node(2), node(3), node(4, ["spec"]))}`,
		},
		"Node w4 ends before its status, which others have; nodes.yaml was cut short",
	],
	[
		"a List with keys behind its items, of which the last has no status yet",
		{
			...whole,
			"nodes.yaml": `apiVersion: v1\nitems:\n${itemsOf(node(1), node(2), node(3), node(4, ["spec"]))}kind: List\nmetadata: {}\n`,
		},
		"",
	],
	[
		"a CiliumNode with its pod CIDRs, and no status yet",
		{
			...whole,
			"cn.yaml": stream(
				...[1, 2, 3].map((n) => ciliumNode(n)),
				ciliumNode(4).replace("status: {}\n", ""),
			),
		},
		"",
	],
	[
		"a Node a file, cut in its metadata",
		{
			"cn.yaml": whole["cn.yaml"],
			...Object.fromEntries(
				all.map((n) => [`n${n}.yaml`, node(n, n === 2 ? [] : undefined)]),
			),
		},
		"Node w2 ends before its status, which others have; n2.yaml was cut short",
	],
	[
		"a stream of CiliumNodes",
		{
			...whole,
			"cn.yaml": stream(
				ciliumNode(1),
				ciliumNode(2),
				ciliumNode(3),
				ciliumNode(4, false),
			),
		},
		"CiliumNode w4 ends before its status, which others have; cn.yaml was cut short",
	],
	[
		"a Node in the middle, which the file goes on after",
		{
			...whole,
			"nodes.yaml": stream(node(1), node(2, ["spec"]), node(3), node(4)),
		},
		"",
	],
];

const test = suite("a file that was cut short");

for (const [lesson, files, says] of CASES) {
	test(`render: ${lesson}`, () => {
		const root = packageOf({
			"avi-routes.yaml": configText({ clusterName: "prod" }),
			"cc.yaml": CONFIG,
			...files,
		});
		const { exitCode, stderr } = renderCommand([root]);
		assert.is(exitCode, says === "" ? 0 : 1, stderr.join("\n"));
		assert.ok(stderr.join("\n").includes(says), stderr.join("\n"));
	});

	test(`import: ${lesson}`, async () => {
		const root = packageOf({ "cc.yaml": CONFIG, ...files });
		const { exitCode, stderr } = await importCommand(
			["--name", "prod", root],
			async () => Buffer.of(),
		);
		assert.is(exitCode, says === "" ? 0 : 1, stderr.join("\n"));
	});
}

test.run();
