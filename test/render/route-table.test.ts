import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { internal } from "../support/clusters.ts";
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
			internal(`192.168.0.${i + 1}`, `FD11:0::${i + 1}`);
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

for (const [what, config, expected] of [
	[
		"nothing that the controller does by itself",
		{ limits: { maxRemovedRoutes: "20%" }, deletionPolicy: "Orphan" },
		{},
	],
	[
		"another limit",
		{ limits: { maxRemovedRoutes: "30%" } },
		{ maxRemovedRoutes: "30%" },
	],
	[
		"deletionPolicy Delete",
		{ deletionPolicy: "Delete" },
		{ deletionPolicy: "Delete" },
	],
	[
		"SE groups",
		{ serviceEngineGroups: ["a", "b"] },
		{ serviceEngineGroups: ["a", "b"] },
	],
	[
		"of AKO's routes the SE groups alone",
		{
			routeOwner: "AKO",
			limits: { maxRemovedRoutes: "30%" },
			deletionPolicy: "Delete",
			serviceEngineGroups: ["a"],
		},
		{ serviceEngineGroups: ["a"] },
	],
] as const)
	test(`a table tells the controller ${what}`, () => {
		const addresses = [{ type: "InternalIP", address: "192.168.0.1" }];
		const cluster = {
			ciliumConfig: {},
			nodes: [{ name: "a", addresses }],
			ciliumNodes: [{ name: "a", podCIDRs: ["10.0.1.0/24"] }],
		};
		const { items } = runItems([clusterSnapshot(cluster)], {
			routeOwner: "GitOps",
			...config,
		});
		const { spec } = items.find(({ kind }) => kind === "AviRouteTable") ?? {};
		const keys = ["deletionPolicy", "maxRemovedRoutes", "serviceEngineGroups"];
		const told = Object.entries(spec).filter(([key]) => keys.includes(key));
		assert.equal(Object.fromEntries(told), expected);
	});

test.run();
