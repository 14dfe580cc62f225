import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { routesOf, runItems } from "../support/function-run.ts";

const test = suite("AviRouteTable");

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

for (const [routeOwner, limit, expected] of [
	["GitOps", "30%", "30%"],
	["GitOps", "20%", undefined],
	["AKO", "30%", undefined],
] as const)
	test(`routeOwner ${routeOwner} with maxRemovedRoutes ${limit}`, () => {
		const addresses = [{ type: "InternalIP", address: "192.168.0.1" }];
		const cluster = {
			ciliumConfig: {},
			nodes: [{ name: "a", addresses }],
			ciliumNodes: [{ name: "a", podCIDRs: ["10.0.1.0/24"] }],
		};
		const { items } = runItems([clusterSnapshot(cluster)], {
			routeOwner,
			limits: { maxRemovedRoutes: limit },
		});
		const table = items.find(({ kind }) => kind === "AviRouteTable");
		assert.is(table?.spec.maxRemovedRoutes, expected);
	});

test.run();
