import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Merge, merge, type WantedRoute } from "../../src/avi/merge.ts";
import { parseAddress } from "../../src/ip/address.ts";
import { parsePrefix } from "../../src/ip/prefix.ts";
import { aviRoute, type Ends } from "./tables.ts";

const A: Ends = ["10.0.1.0/24", "192.168.0.11"];
const B: Ends = ["10.0.2.0/24", "192.168.0.12"];
const V6: Ends = ["fd00:10::/64", "fd11::11"];
const HAND = aviRoute(["10.9.0.0/16", "192.168.0.1"], null, {
	if_name: "eth1",
});
const WEST = aviRoute(["10.8.1.0/24", "192.168.8.1"], "prod-west");

const wantedOf = ([prefix, nextHop]: Ends): WantedRoute => ({
	prefix: parsePrefix(prefix) as WantedRoute["prefix"],
	nextHop: parseAddress(nextHop) as WantedRoute["nextHop"],
	node: "worker",
	routeID: `prod-east-${prefix.replace("/", "-")}`,
});

const mergeOf = (
	live: readonly object[],
	wanted: readonly Ends[],
	more: { cluster?: string; keepsRemovals?: boolean } = {},
) =>
	merge(live as Parameters<typeof merge>[0], wanted.map(wantedOf), {
		cluster: "prod-east",
		...more,
	});

const counts = ({ added, changed, removed, kept }: Merge) => [
	added.length,
	changed.length,
	removed.length,
	kept,
];

const to = (ends: Ends, nextHop: string): Ends => [ends[0], nextHop];

const test = suite("merge");

for (const [what, live, wanted, expected] of [
	["nothing and nothing", [], [], [0, 0, 0, 0]],
	[
		"adopted, whatever the ids are",
		[A, B].map((one) => aviRoute(one)),
		[B, A],
		[0, 0, 0, 2],
	],
	["missing", [aviRoute(A)], [A, B, V6], [2, 0, 0, 1]],
	["extra", [aviRoute(A), aviRoute(B)], [A], [0, 0, 1, 1]],
	["another next hop", [aviRoute(to(A, "1.1.1.1"))], [A], [0, 1, 0, 0]],
	[
		"twice: the right one stays",
		[
			aviRoute(to(A, "1.1.1.1")),
			aviRoute(A, "prod-east", { route_id: "second" }),
		],
		[A],
		[0, 0, 1, 1],
	],
	["of others", [HAND, WEST], [A], [1, 0, 0, 0]],
	[
		"a wanted prefix of another cluster",
		[aviRoute(A, "prod-west")],
		[A],
		[1, 0, 0, 0],
	],
	["a wanted prefix without a label", [aviRoute(A, null)], [A], [1, 0, 0, 0]],
	[
		"a cluster whose name begins with ours",
		[aviRoute(A, "prod-east-2")],
		[],
		[0, 0, 0, 0],
	],
	[
		"another key",
		[aviRoute(A, null, { labels: [{ key: "owner", value: "prod-east" }] })],
		[],
		[0, 0, 0, 0],
	],
	[
		"two labels",
		[
			aviRoute(A, null, {
				labels: [
					{ key: "clustername", value: "prod-east" },
					{ key: "a", value: "b" },
				],
			}),
		],
		[],
		[0, 0, 0, 0],
	],
	[
		"IPv6 in another spelling",
		[aviRoute(["fd00:0010:0:0::/64", "FD11:0::11"])],
		[V6],
		[0, 0, 0, 1],
	],
	[
		"a prefix with host bits",
		[aviRoute(["10.0.1.7/24", A[1]])],
		[A],
		[0, 0, 0, 1],
	],
] as const)
	test(what, () =>
		assert.equal(counts(mergeOf(live, wanted as readonly Ends[])), expected),
	);

test("what others have stays where it is, byte for byte", () => {
	const odd = { ...HAND, route_id: "odd", future: { a: [1] } };
	const live = [HAND, aviRoute(B), WEST, aviRoute(to(A, "1.1.1.1")), odd];
	const { routes } = mergeOf(live, [A, V6]);
	assert.is(routes[0], live[0]);
	assert.is(routes[1], live[2]);
	assert.is(routes[3], live[4]);
	assert.is(routes.length, 5);
});

test("of a route with another next hop nothing else changes", () => {
	const old = aviRoute(to(A, "1.1.1.1"), "prod-east", {
		if_name: "eth1",
		future: 1,
		route_id: "prod-east-0f8fad5b-d9cb-469f-a165-70867728950e-0",
	});
	const { routes } = mergeOf([old], [A]);
	const next_hop = { addr: A[1], type: "V4" };
	assert.equal(routes, [{ ...old, next_hop }]);
});

test("a new route, as AKO writes it but for its id", () => {
	const { routes } = mergeOf([], [A, V6]);
	const labels = [{ key: "clustername", value: "prod-east" }];
	assert.equal(routes, [
		{
			route_id: "prod-east-10.0.1.0-24",
			prefix: { ip_addr: { addr: "10.0.1.0", type: "V4" }, mask: 24 },
			next_hop: { addr: "192.168.0.11", type: "V4" },
			labels,
		},
		{
			route_id: "prod-east-fd00:10::-64",
			prefix: { ip_addr: { addr: "fd00:10::", type: "V6" }, mask: 64 },
			next_hop: { addr: "fd11::11", type: "V6" },
			labels,
		},
	]);
});

test("an id that is taken", () => {
	const id = "prod-east-10.0.1.0-24";
	const taken = [id, `${id}-2`].map((route_id) => ({ ...HAND, route_id }));
	const { routes, renamed } = mergeOf(taken, [A]);
	assert.is(routes[2]?.route_id, `${id}-3`);
	assert.equal(renamed, [`${id} as ${id}-3`]);
});

test("with removals held back, all else is done", () => {
	const live = [aviRoute(B), aviRoute(to(A, "1.1.1.1"))];
	const merged = mergeOf(live, [A, V6], { keepsRemovals: true });
	assert.equal(counts(merged), [1, 1, 1, 0]);
	assert.is(merged.routes[0], live[0]);
	assert.is(merged.routes.length, 3);
});

for (const [what, live, count] of [
	["the same prefix of another cluster", [aviRoute(A, "prod-west")], 1],
	[
		"a narrower one of nobody",
		[aviRoute(["10.0.1.128/25", "1.1.1.1"], null)],
		1,
	],
	["a wider one of nobody", [aviRoute(["10.0.0.0/8", "1.1.1.1"], null)], 0],
	[
		"a wider one of another cluster",
		[aviRoute(["10.0.0.0/8", "1.1.1.1"], "prod-west")],
		1,
	],
	["a default route", [aviRoute(["0.0.0.0/0", "1.1.1.1"], null)], 0],
	["one that is apart", [HAND, WEST], 0],
] as const)
	test(`in the way: ${what}`, () =>
		assert.is(mergeOf(live, [A, B]).conflicts.length, count));

/** docs/take-over.md, Back: the ids that AviVrfBuild of AKO 1.9.3 to 1.13.1 takes for those of prod-east. */
for (const [prefix, expected] of [
	["10.244.1.0/24", true],
	["2001:db8:1::/64", true],
	["fd00:10:244:1::/64", false],
] as const)
	test(`AKO before 1.13.2 replaces our route to ${prefix}: ${expected}`, () => {
		const [route] = mergeOf([], [[prefix, "192.168.0.11"]]).routes;
		assert.is(/prod-east-[1-9]+/.test(String(route?.route_id)), expected);
	});

test.run();
