import {
	type BadInput,
	bomb,
	deep,
	deepBlock,
	HEAD,
	jsonList,
	listOf,
	OTHER,
	SNAPSHOT,
} from "./bad-inputs.ts";

type Row = readonly [lesson: string, items: string, says: RegExp];

const item = (kind: string, rest: string, apiVersion = "v1") =>
	`- apiVersion: ${apiVersion}\n  kind: ${kind}\n  metadata:\n    name: a\n${rest}`;
const snapshot = (rest: string) =>
	item("ClusterSnapshot", rest, "avi-routes.dev/v1alpha1");

/** Items beside a good snapshot, and what is said of them. */
const ITEMS: readonly Row[] = [
	["null", "- null\n", /item is null/],
	["an empty entry", "-\n", /only white space/],
	["a scalar", "- abc\n", /item is a text; want/],
	[
		"a nested list",
		"- - apiVersion: v1\n    kind: Node\n",
		/an item is a list/,
	],
	["a long text", `- ${"x".repeat(100_000)}\n`, /want a resource/],
	["no kind", "- apiVersion: v1\n  metadata:\n    name: a\n", /no kind/],
	[
		"no apiVersion",
		"- kind: Node\n  metadata:\n    name: a\n",
		/no apiVersion/,
	],
	["no metadata", "- apiVersion: v1\n  kind: Node\n", /no metadata.name/],
	[
		"no metadata and a bracket that is open",
		"- apiVersion: v1\n  kind: Node\n  metadata:\n    labels: {}\n  spec: [\n",
		/no metadata.name/,
	],
	[
		"no name",
		"- apiVersion: v1\n  kind: Node\n  metadata:\n    namespace: a\n",
		/no metadata.name/,
	],
	[
		"an empty name",
		'- apiVersion: v1\n  kind: Node\n  metadata:\n    name: ""\n',
		/no metadata.name/,
	],
	[
		"a number as name",
		"- apiVersion: v1\n  kind: Node\n  metadata:\n    name: 12\n",
		/12 as metadata.name/,
	],
	[
		"a truth value as kind",
		"- apiVersion: v1\n  kind: true\n  metadata:\n    name: a\n",
		/true as kind/,
	],
	[
		"a key twice in what is read",
		snapshot("  spec:\n    nodes: []\n    nodes: []\n"),
		/twice/,
	],
	[
		"a key twice in the head",
		"- apiVersion: v1\n  kind: Node\n  kind: Other\n  metadata:\n    name: a\n",
		/twice/,
	],
	[
		"depth in what is read, flow",
		snapshot(`  spec: ${deep("[", "]")}\n`),
		/100 levels/,
	],
	[
		"depth in what is read, block",
		snapshot(`  spec:\n${deepBlock("    ", 1500)}`),
		/100 levels/,
	],
	[
		"an open bracket in what is read",
		snapshot("  spec: [\n"),
		/not valid YAML/,
	],
	[
		"a merge key with a text",
		item("Node", "  spec:\n    <<: podCIDRs\n"),
		/a YAML merge key \(<<\) has a value that is not a mapping/,
	],
	[
		"a field below one that has its value already",
		item("Node", "  spec:\n    taints: []\n      podCIDRs: []\n"),
		/line \d+ of the input: not valid YAML/,
	],
	["a bomb in what is read", snapshot(`  spec:\n${bomb("    ")}`), /aliases/],
	["a tag in what is read", snapshot("  spec: !!js/function x\n"), /tag/],
	[
		"a snapshot's nodes a mapping",
		snapshot("  spec:\n    nodes: {}\n"),
		/spec.nodes is an object/,
	],
	[
		"a snapshot's node a text",
		snapshot("  spec:\n    nodes: [a]\n"),
		/spec.nodes\[0\] is the string "a"/,
	],
	[
		"an unknown field of a snapshot",
		snapshot("  spec:\n    node: []\n"),
		/did you mean nodes\?/,
	],
	[
		"a kind of ours that is none",
		item("AviRoute", "", "avi-routes.dev/v1alpha1"),
		/has no kind AviRoute; did you mean AviRoutes\?/,
	],
	["a snapshot's spec a list", snapshot("  spec: []\n"), /spec is an array/],
	[
		"a Node's podCIDRs a text",
		item("Node", "  spec: {podCIDRs: 10.0.0.0/24}\n"),
		/podCIDRs is the string/,
	],
	[
		"a Node's addresses a mapping",
		item("Node", "  status: {addresses: {a: b}}\n"),
		/addresses is an object/,
	],
	[
		"a Node's spec a text",
		item("Node", "  spec: abc\n"),
		/spec is the string "abc"/,
	],
	[
		"a CiliumNode's podCIDRs a number",
		item("CiliumNode", "  spec: {ipam: {podCIDRs: 1}}\n", "cilium.io/v2"),
		/podCIDRs is the number 1/,
	],
	[
		"a CiliumNode's ipam a list",
		item("CiliumNode", "  spec: {ipam: []}\n", "cilium.io/v2"),
		/ipam is an array/,
	],
	[
		"a ConfigMap's truth value",
		"- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: cilium-config\n  data: {enable-sctp: true}\n",
		/boolean true/,
	],
	[
		"a ConfigMap's data a list",
		"- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: cilium-config\n  data: [a]\n",
		/data is an array/,
	],
	[
		"a config of a wrong type",
		item("AviRoutes", "  spec: {clusters: 1}\n", "avi-routes.dev/v1alpha1"),
		/clusters is the number 1/,
	],
	[
		"a config with an open quote",
		item("AviRoutes", '  spec: {sctp: "\n', "avi-routes.dev/v1alpha1"),
		/not valid YAML/,
	],
];

const inItems = ITEMS.map(
	([lesson, rest, says]): BadInput => ({
		lesson,
		input: listOf(OTHER, rest),
		exitCode: 1,
		says,
		kept: SNAPSHOT + OTHER + rest,
	}),
);

const LISTS: readonly Row[] = [
	["no items", HEAD, /items is missing/],
	["items null", `${HEAD}items: null\n`, /items is null/],
	["items a mapping", `${HEAD}items: {}\n`, /items is an object/],
	["items a text", `${HEAD}items: abc\n`, /items is the string "abc"/],
	["items empty", `${HEAD}items: []\n`, /no cluster/],
	["items null in JSON", jsonList("").replace("[]", "null"), /items is null/],
	[
		"items of JSON that are none",
		jsonList('null, 1, "a", [[]]'),
		/item is null/,
	],
];

const inLists = LISTS.map(
	([lesson, input, says]): BadInput => ({ lesson, input, exitCode: 1, says }),
);

const wrongVersion = listOf(OTHER).replace(
	"config.kubernetes.io/v1",
	"config.kubernetes.io/v9",
);

/** Inputs that are read and refused: an error each, and every item leaves as it came. */
export const refused: readonly BadInput[] = [
	...inItems,
	...inLists,
	{
		lesson: "another version of the list",
		input: wrongVersion,
		exitCode: 1,
		says: /v9/,
		kept: SNAPSHOT + OTHER,
	},
];

const ODD = [
	`  spec: ${deep("[", "]")}\n`,
	`  spec:\n${deepBlock("    ", 1500)}`,
	`  spec:\n${"    - a\n".repeat(3)}   - b\n  spec: twice\n  x: "no end\n`,
	"  @: `\n  %: }{\n  *x: |-9\n",
	`  spec: ${"x".repeat(1_000_000)}\n`,
];

/** Inputs with something wrong in an item that nobody reads: it passes through. */
export const unread: readonly BadInput[] = ODD.map((rest, i) => ({
	lesson: `number ${i + 1}, in an item that nobody reads`,
	input: listOf(OTHER + rest),
	exitCode: 0,
	kept: SNAPSHOT + OTHER + rest,
}));
