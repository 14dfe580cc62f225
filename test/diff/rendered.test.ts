import { suite } from "uvu";
import * as assert from "uvu/assert";
import { renderedState } from "../../src/diff/rendered.ts";
import type { Item } from "../../src/krm/item.ts";
import { diffCommand } from "../support/commands.ts";
import { packageOf } from "../support/packages.ts";

const OWNER = { "avi-routes.dev/owner": "avi-routes" };
const CLUSTER = "avi-routes.dev/cluster";

/** A table of an earlier run, as a file. */
const table = (routes: readonly string[], spec = {}, more = {}) =>
	JSON.stringify({
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRouteTable",
		metadata: { name: "prod", namespace: "avi-system", annotations: OWNER },
		spec: {
			managementPolicy: "Observe",
			clusterName: "prod",
			vrfContext: { name: "global", cloud: "c", tenant: "admin" },
			routes: routes.map((prefix) => ({
				prefix,
				nextHop: "192.168.0.1",
				node: "worker-1",
				routeID: `prod-${prefix}`,
			})),
			...spec,
		},
		...more,
	});

/** A ConfigMap of an earlier run, of a cluster by its label or annotation. */
const configMap = (data: unknown, metadata: object = {}) =>
	JSON.stringify({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: {
			name: "x",
			annotations: OWNER,
			labels: { [CLUSTER]: "prod" },
			...metadata,
		},
		data,
	});

const list = (items: readonly string[]) =>
	`{"apiVersion":"v1","kind":"List","items":[${items.join(",")}]}`;

const values = (text: string) => configMap({ "values.yaml": text });
const PLUGIN = "AKOSettings:\n  cniPlugin: ";
const A = "10.0.1.0/24";
const BEFORE = [table([]), values(`${PLUGIN}""\n`)];
const UNSET = `cluster prod: 1 setting
  ~ AKO cniPlugin: "" -> unset`;

/** Files of two sides, and what is told but for the summary. */
const CASES: readonly [
	lesson: string,
	base: readonly string[],
	head: readonly string[],
	says: string,
][] = [
	["the same routes", [table([A])], [table([A])], "no change"],
	[
		"who owns the routes, and for which cluster and mode",
		[table([], { source: { clusterUID: "u1", ipamMode: "kubernetes" } })],
		[
			table([], {
				managementPolicy: "Manage",
				source: { clusterUID: "u2", ipamMode: "cluster-pool" },
			}),
		],
		`cluster prod: 3 settings
  ! the snapshot is of another cluster: the uid of Namespace kube-system differs
  ~ cluster routeOwner: "AKO" -> "GitOps"
  ~ cluster clusterUID: "u1" -> "u2"
  ~ cluster ipamMode: "kubernetes" -> "cluster-pool"`,
	],
	[
		"the VRF context",
		[table([])],
		[table([], { vrfContext: { name: "blue", cloud: "c", tenant: "t" } })],
		`cluster prod: 1 setting
  ~ cluster vrfContext: "admin/c/global" -> "t/c/blue"`,
	],
	[
		"settings of two ConfigMaps",
		[...BEFORE, configMap({ other: "1" })],
		[
			table([]),
			values(`${PLUGIN}cilium\n`),
			configMap({ "enable-sctp": "true" }),
		],
		`cluster prod: 2 settings
  ~ AKO cniPlugin: "" -> "cilium"
  ~ Cilium enable-sctp: unset -> "true"`,
	],
	[
		"values with an anchor, in a ConfigMap without a label",
		BEFORE,
		[
			table([]),
			configMap(
				{ "values.yaml": `x: &x cilium\n${PLUGIN}*x\n` },
				{ annotations: { ...OWNER, [CLUSTER]: "prod" }, labels: undefined },
			),
		],
		`cluster prod: 1 setting
  ~ AKO cniPlugin: "" -> "cilium"`,
	],
	[
		"a value that is no text",
		BEFORE,
		[table([]), values(`${PLUGIN}1\n`)],
		UNSET,
	],
	[
		"values that are no text",
		BEFORE,
		[table([]), configMap({ "values.yaml": 1 })],
		UNSET,
	],
	...["AKOSettings: [", "- 1", "AKOSettings: 1", ""].map(
		(text): (typeof CASES)[number] => [
			`values that are none: ${JSON.stringify(text)}`,
			BEFORE,
			[table([]), values(text)],
			UNSET,
		],
	),
	[
		"a ConfigMap without data",
		[table([]), configMap(undefined)],
		[table([]), configMap(undefined)],
		"no change",
	],
	[
		"what is of no run of ours, or of another API",
		[table([])],
		[
			table([]),
			configMap({ "enable-sctp": "true" }, { annotations: {} }),
			table([A], {}, { metadata: { name: "prod", namespace: "x" } }),
			table([A], {}, { apiVersion: "example.com/v1" }),
			JSON.stringify({
				apiVersion: "avi-routes.dev/v1alpha1",
				kind: "Other",
				metadata: { name: "x", annotations: OWNER },
			}),
		],
		"no change",
	],
	[
		"tables in a List, as render -o json prints them",
		[list([table([A])])],
		[list([table([])])],
		`cluster prod: +0 ~0 -1 routes (100% of 1)
  - 10.0.1.0/24  was via 192.168.0.1 (worker-1)`,
	],
	[
		"no table is left",
		[table([A])],
		[configMap({})],
		`cluster prod: gone, +0 ~0 -1 routes (100% of 1)
  - 10.0.1.0/24  was via 192.168.0.1 (worker-1)`,
	],
];

const test = suite("rendered files are compared");

const folder = (files: readonly string[]) =>
	packageOf(Object.fromEntries(files.map((text, i) => [`${i}.yaml`, text])));

for (const [lesson, base, head, says] of CASES)
	test(lesson, async () => {
		const sides = [folder(base), folder(head)];
		const stdin = async () => new Uint8Array();
		const { stdout, stderr } = await diffCommand(sides, stdin);
		assert.equal(stderr, []);
		assert.is(stdout.split("\n\n")[0]?.trimEnd(), says);
	});

test("a List that was cut short is an error, not fewer routes", async () => {
	const cut = list([table([])]).replace("{", '{"metadata":{"continue":"x"},');
	const sides = [folder([list([table([A])])]), folder([cut])];
	const stdin = async () => new Uint8Array();
	const { exitCode, stderr } = await diffCommand(sides, stdin);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "the List is incomplete: its metadata.continue");
});

test("a side without tables is empty, so that other packages of it decide", () => {
	const value = JSON.parse(table([A]));
	const { apiVersion, kind, metadata } = value;
	const { annotations } = metadata;
	const head = { apiVersion, kind, name: "prod", annotations };
	const item = { ...head, parsed: () => ({ value }) } as unknown as Item;
	assert.is(renderedState([]).value.kind, "empty");
	assert.is(renderedState([item]).value.kind, "rendered");
});

test.run();
