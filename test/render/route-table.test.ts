import { dump } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool } from "../support/clusters.ts";
import { routesOf, runItems, runText } from "../support/function-run.ts";

const test = suite("AviRouteTable");

test("it is what a review reads", () => {
	const cluster = clusterPool({ clusterUID: "5c4a" }, 1);
	const run = runItems([clusterSnapshot(cluster)]);
	const { metadata, ...table } = run.items[1];
	assert.equal(metadata, {
		name: "prod",
		namespace: "avi-system",
		labels: {
			"app.kubernetes.io/managed-by": "avi-routes",
			"avi-routes.dev/cluster": "prod",
		},
		annotations: {
			"avi-routes.dev/owner": "avi-routes",
			"argocd.argoproj.io/sync-options": "SkipDryRunOnMissingResource=true",
			"internal.config.kubernetes.io/path": "avi-routes/prod/route-table.yaml",
			"internal.config.kubernetes.io/index": "0",
		},
	});
	assert.equal(table, {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRouteTable",
		spec: {
			managementPolicy: "Observe",
			clusterName: "prod",
			vrfContext: { name: "global", cloud: "Default-Cloud", tenant: "admin" },
			labels: [{ key: "clustername", value: "prod" }],
			source: { ipamMode: "cluster-pool", clusterUID: "5c4a" },
			routes: [
				{
					prefix: "10.0.1.0/24",
					nextHop: "192.168.0.1",
					node: "worker-1",
					routeID: "prod-10.0.1.0-24",
				},
			],
		},
	});
});

/** CIDRs of nodes in the order of the input, and the routes in the order of the table. */
const ORDERS: readonly [
	lesson: string,
	nodes: Record<string, string[]>,
	routes: string[],
][] = [
	[
		"nodes by code unit",
		{
			b: ["10.0.1.0/24"],
			a10: ["10.0.2.0/24"],
			a2: ["10.0.3.0/24"],
			"a-2": ["10.0.4.0/24"],
		},
		["a-2 10.0.4.0/24", "a10 10.0.2.0/24", "a2 10.0.3.0/24", "b 10.0.1.0/24"],
	],
	[
		"IPv4 before IPv6, then by number",
		{
			a: [
				"fd00::/64",
				"10.0.10.0/24",
				"9.0.0.0/24",
				"10.0.9.0/24",
				"fc00::/64",
			],
		},
		[
			"a 9.0.0.0/24",
			"a 10.0.9.0/24",
			"a 10.0.10.0/24",
			"a fc00::/64",
			"a fd00::/64",
		],
	],
	[
		"canonical text, each network once",
		{
			a: [
				"FD00:0010:0001::0/64",
				"fd00:10:1::/64",
				"10.0.1.0/24",
				"10.0.1.0/24",
			],
		},
		["a 10.0.1.0/24", "a fd00:10:1::/64"],
	],
];

for (const [lesson, nodes, routes] of ORDERS) {
	test(`routes: ${lesson}`, () => {
		const names = Object.keys(nodes);
		const addresses = (i: number) =>
			[`192.168.0.${i + 1}`, `FD11:0::${i + 1}`].map((address) => ({
				type: "InternalIP",
				address,
			}));
		const cluster = {
			ciliumConfig: {},
			nodes: names.map((name, i) => ({ name, addresses: addresses(i) })),
			ciliumNodes: names.map((name) => ({ name, podCIDRs: nodes[name] ?? [] })),
		};
		const run = runItems([clusterSnapshot(cluster)], { ipFamily: "V4_V6" });
		const emitted = routesOf(run);
		assert.equal(
			emitted.map(({ node, prefix }) => `${node} ${prefix}`),
			routes,
		);
		for (const { nextHop } of emitted)
			assert.match(nextHop, /^(192\.168\.0\.\d|fd11::\d)$/);
	});
}

test("a route stands on one line, IPv6 in quotes", () => {
	const podCIDRs = ["10.0.1.0/24", "fd00:10:1::/64"];
	const addresses = ["192.168.0.11", "fd11::11"].map((address) => ({
		type: "InternalIP",
		address,
	}));
	const cluster = clusterPool(
		{
			akoConfig: { cniPlugin: "cilium", ipFamily: "V4_V6" },
			nodes: { 1: { addresses } },
			ciliumNodes: { 1: { podCIDRs } },
		},
		1,
	);
	const list = { kind: "ResourceList", apiVersion: "config.kubernetes.io/v1" };
	const run = runText(dump({ ...list, items: [clusterSnapshot(cluster)] }));
	const lines = (run.output ?? "").split(/\n */);
	for (const line of [
		"- {prefix: 10.0.1.0/24, nextHop: 192.168.0.11, node: worker-1, routeID: prod-10.0.1.0-24}",
		'- {prefix: "fd00:10:1::/64", nextHop: "fd11::11", node: worker-1, routeID: "prod-fd00:10:1::-64"}',
		"vrfContext: {name: global, cloud: Default-Cloud, tenant: admin}",
		"- {key: clustername, value: prod}",
	])
		assert.ok(lines.includes(line), line);
});

test.run();
