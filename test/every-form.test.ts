import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runFunction } from "../src/function.ts";
import { type Choices, chosen, holds } from "./read/choices.ts";
import { mutated } from "./read/mutated.ts";
import { resultsOf, routesOf, runText } from "./support/function-run.ts";
import { listValue } from "./support/list-value.ts";
import { isSameAsJson } from "./support/same-as-json.ts";
import { STYLES } from "./support/styles.ts";

/** A cluster in some style, with up to two changes that no style has. */
function listText(choices: Choices): string {
	const own = choices.split(30);
	const style = own.pick(...STYLES);
	const text = style(listValue(choices));
	return own.rarely(8) ? text : mutated(own, () => text);
}

const PACKAGE = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
functionConfig:
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: args}
  data: {clusterName: prod}
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: cilium-config, namespace: kube-system, uid: u}
  data: {ipam: cluster-pool, enable-sctp: "false"}
- apiVersion: v1
  kind: Node
  metadata:
    name: worker-1
    annotations:
      note: a node
      avi-routes.dev/cluster: prod
  status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
- apiVersion: v1
  kind: Service
  metadata: {name: amf, namespace: telco}
  spec:
    type: LoadBalancer
    ports:
    - {port: 38412, protocol: SCTP}
- apiVersion: cilium.io/v2
  kind: CiliumNode
  metadata: {name: worker-1}
  spec:
    ipam:
      podCIDRs: [10.0.1.0/24]
`;

/** The package with one place written in another way. */
function changed(from: string, to: string): string {
	if (!PACKAGE.includes(from)) throw new Error(`${from} is nowhere`);
	return PACKAGE.replace(from, to);
}

const RARE_FORMS: readonly (readonly [lesson: string, text: string])[] = [
	["plain", PACKAGE],
	["a tab on an empty line", changed("a node\n", "a node\n\t\n")],
	[
		"a tab behind spaces",
		changed("    annotations:\n", "  \t\n    annotations:\n"),
	],
	["a carriage return alone", changed("    ipam:\n", "\r    ipam:\n")],
	["an escape in SCTP", changed("protocol: SCTP", 'protocol: "SCT\\x50"')],
	[
		"SCTP over two lines",
		changed("protocol: SCTP", 'protocol: "SC\\\n      TP"'),
	],
	["an anchor", changed("type: LoadBalancer", "type: &a LoadBalancer")],
	["a key in quotes", changed("podCIDRs:", '"pod\\x43IDRs":')],
	["a key on its own", changed("ipam:\n", "? ipam\n    :\n")],
	[
		"a plain text over two lines",
		changed("note: a node", "note: a\n        node"),
	],
];

/** Lines that js-yaml finds too far to the left, and Go's YAML does not. */
const TO_THE_LEFT: readonly (readonly [lesson: string, text: string])[] = [
	[
		"brackets that are closed where their key stands",
		changed(
			"ports:\n    - {port: 38412, protocol: SCTP}\n",
			"ports: [\n    {port: 38412,\n    protocol: SCTP\n    }\n    ]\n",
		),
	],
];

const test = suite("a list in every form");

for (const [lesson, text] of TO_THE_LEFT)
	test(`reads ${lesson}`, () => {
		const said = (input: string) =>
			runFunction(new TextEncoder().encode(input)).results.map(
				({ message }) => message,
			);
		assert.equal(said(text), said(PACKAGE));
		assert.ok(said(text).length > 1);
	});

for (const [lesson, text] of RARE_FORMS)
	test(`says the same as in JSON: ${lesson}`, () => {
		assert.ok(isSameAsJson(text));
		assert.is(routesOf(runText(text)).length, 1);
		assert.equal(resultsOf(runText(text), "sctp-needs-restart").length, 1);
	});

for (const [lesson, text] of [
	["block style", "- metadata:\n    name: a\n"],
	["flow style", "- {metadata: {name: a}}\n"],
	["flow style over lines", "- {\n    metadata: {name: a}\n  }\n"],
	["below the dash", "-\n  metadata:\n    name: a\n"],
	["behind a comment", "- # first\n    metadata: {name: a}\n"],
	["an anchor", "- &a\n  metadata: {name: a}\n"],
	[
		"a kind of its own",
		"- kind: Node\n  apiVersion: v1\n  metadata: {name: a}\n",
	],
] as const)
	test(`an entry of a NodeList: ${lesson}`, () => {
		const { items, results } = runText(
			`apiVersion: v1\nkind: NodeList\nitems:\n- metadata: {name: b}\n${text}`,
		);
		assert.equal(
			items.map(({ kind, metadata }) => [kind, metadata.name]),
			[
				["Node", "b"],
				["Node", "a"],
			],
		);
		assert.not.ok(results.some(({ tags }) => tags.check === "input-invalid"));
	});

test("a NodeList of many nodes says what a List of them says", () => {
	const nodes = [1, 2, 3, 4, 5, 6, 7, 8].map(
		(n) =>
			`metadata:\n    name: w${n}\n    labels: {n: "${n}"}\n${n === 5 ? "# trailing\n" : ""}${n === 7 ? "  kind: Node\n  apiVersion: v1\n" : ""}  status:\n    addresses:\n    - address: 192.168.0.${n}\n      type: InternalIP\n`,
	);
	const listOf = (kind: string, type: string) =>
		runText(
			`apiVersion: v1\nitems:\n${nodes.map((node, i) => `- ${i === 6 ? "" : type}${node}`).join("")}kind: ${kind}\nmetadata: {}\n`,
		).items;
	assert.equal(
		listOf("NodeList", ""),
		listOf("List", "apiVersion: v1\n  kind: Node\n  "),
	);
});

test("a NodeList's entry without a name keeps what it says", () => {
	const { items, results } = runText(
		"apiVersion: v1\nkind: NodeList\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata: {}\n",
	);
	assert.equal(items, [{ apiVersion: "v1", kind: "Node", metadata: {} }]);
	assert.match(results[0]?.message ?? "", "has no metadata.name");
});

test("says the same as in JSON", () =>
	holds(isSameAsJson, chosen(listText), { share: 0.2, numRuns: 400 }));
test.run();
