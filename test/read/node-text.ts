import { type Choices, pad } from "./choices.ts";
import { key } from "./entry-text.ts";
import { comment } from "./scalar-text.ts";

/** A Node, a CiliumNode or a ClusterSnapshot in the layouts of kubectl, kpt and this tool, with odd bits here and there. */
export function nodeText(choices: Choices): string {
	return choices.pick(rawNode, rawCiliumNode, snapshot)(choices);
}

const CIDRS = [
	...["10.0.1.0/24", '"fd00:1::/64"', "'10.0.2.0/24'", "fd00::/64", "10.0.0.0"],
	...["1", "null", "~", '""', "[]", "1.5", "{a: b}", "*x", "10.0.1.0/24 # why"],
];
const NAMES = [
	...["worker-1", '"worker-1"', "1", "w", "2f0c4b1e-0d6b-4b53-9d0a", "true"],
	...["a b", "é", "worker-1 # c", "|\n      x", "worker\n      -1"],
];

const one = (choices: Choices, odd: number, list: readonly string[]) =>
	choices.rarely(odd) ? choices.pick(...list) : (list[0] as string);

function list(choices: Choices, column: number, lines: readonly string[]) {
	const margin = pad(choices.rarely(3) ? column + 2 : column);
	return lines
		.map((line) => `${margin}- ${line.replaceAll("\n", `\n${margin}`)}\n`)
		.join("");
}

const addresses = (choices: Choices, field: string, column: number) =>
	list(
		choices,
		column,
		choices.several(0, 3, (i) =>
			choices.pick(
				`type: InternalIP\n  ${field}: 10.0.0.${i}`,
				`${field}: "fd00::${i}"\n  type: InternalIP${comment(choices)}`,
				`{type: Hostname, ${field}: a}`,
			),
		),
	);

const BULK = [
	"images:\n    - names:\n      - a/b@sha256:0\n      - a:b\n      sizeBytes: 1\n",
	"conditions:\n    - message: 'a: b'\n      status: \"True\"\n",
	"managedFields:\n      - f: {a: {}}\n",
	"text: |\n      spec:\n\n      - addresses:\n",
	"text: >-\n        deeper\n      # c\n      less\n",
	'quoted: "a\n      spec: b"\n',
	"folded: some words\n      spec\n",
	"folded: für alle\n      öffnen: ja\n",
	"folded: für alle\n      öffnen 😀\u2028x\n",
	"folded: some words\n      spec: b\n",
	"folded: 'it''s\n      spec'\n",
	'folded: "a \\" b\\\n      \\ spec: \\t"\n',
	"flow: {a: b,\n      c: d}\n",
	"anchored: &x\n      a: b\n",
];

const bulk = (choices: Choices) =>
	choices.rarely(3) ? `    ${choices.pick(...BULK)}` : "";

function rawNode(choices: Choices): string {
	const cidr = () => one(choices, 20, CIDRS);
	const spec = `  spec:${comment(choices)}\n    podCIDR: ${cidr()}\n${bulk(choices)}    podCIDRs:\n${list(choices, 4, choices.several(0, 2, cidr))}`;
	const info = `    nodeInfo:\n      kernelVersion: ${one(choices, 20, NAMES)}\n`;
	const status = `  status:\n${bulk(choices)}    addresses:\n${addresses(choices, "address", 4)}${info}${bulk(choices)}`;
	return `- apiVersion: v1\n  ${key(choices, "kind")} Node\n${metadata(choices)}${choices.shuffled([spec, status]).join("")}`;
}

function rawCiliumNode(choices: Choices): string {
	const cidr = () => one(choices, 20, CIDRS);
	const ipam = `    ipam:\n      podCIDRs:\n${list(choices, 6, choices.several(0, 2, cidr))}      pools: ${choices.pick("{}", "null", "{allocated: [{pool: a, cidrs: [10.0.0.0/8]}]}")}\n`;
	return `- apiVersion: cilium.io/v2\n  kind: CiliumNode\n${metadata(choices)}  spec:\n${bulk(choices)}    addresses:\n${addresses(choices, "ip", 4)}${ipam}`;
}

function metadata(choices: Choices): string {
	const owner =
		"    ownerReferences:\n    - kind: Node\n      uid: 2f0c4b1e-0d6b-4b53-9d0a\n";
	const notes = `    annotations:\n      ${key(choices, "a.b/c")} ${one(choices, 10, NAMES).replaceAll("\n", "\n  ")}\n      d: '{"e":"f"}'\n`;
	return `  metadata:\n${choices.shuffled([`    name: ${one(choices, 20, NAMES)}\n`, owner, notes, bulk(choices)]).join("")}`;
}

function snapshot(choices: Choices): string {
	const line = (i: number) =>
		`{name: worker-${i}, uid: ${one(choices, 20, NAMES).replaceAll("\n", " ")}, addresses: [${choices.pick("", "{type: InternalIP, address: 10.0.0.1}")}], podCIDRs: [${choices.several(0, 2, () => one(choices, 20, CIDRS)).join(", ")}]}${comment(choices)}`;
	return `- apiVersion: avi-routes.dev/v1alpha1\n  kind: ClusterSnapshot\n  metadata:\n    name: prod\n  spec:\n    versions: {kubernetes: v1.31.2}\n    nodes:\n${list(choices, 4, choices.several(1, 3, line))}${choices.rarely(6) ? "    # c\n" : ""}    ciliumNodes:\n${list(choices, 4, choices.several(0, 2, line))}`;
}
