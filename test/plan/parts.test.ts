import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fnv1a32 } from "../../src/ip/fnv1a.ts";
import {
	MAX_BYTES,
	type RouteTexts,
	splitRoutes,
} from "../../src/plan/parts.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool } from "../support/clusters.ts";
import { runItems } from "../support/function-run.ts";

/** Known vectors of FNV-1a 32, and prefixes that were hashed elsewhere. */
const HASHES: readonly [text: string, hash: number][] = [
	["", 0x811c9dc5],
	["a", 0xe40c292c],
	["foobar", 0xbf9cf968],
	["é", 0x1e9de8c1],
	["10.0.1.0/24", 0x5d8d5694],
	["10.0.2.0/24", 0x96819d37],
	["fd00:10:1::/64", 0x35321a2a],
];

const text = (n: number) => `10.${n >> 8}.${n & 255}.0/24`;
const routes = (count: number, isWanted = (_: string) => true) =>
	Array.from({ length: 1 << 16 }, (_, n) => text(n))
		.filter(isWanted)
		.slice(0, count)
		.map((prefix) => ({
			prefix: { text: prefix },
			nextHop: "192.168.0.1",
			node: "worker-1",
		}));
const split = <T extends RouteTexts>(all: readonly T[], earlierParts: number) =>
	splitRoutes(all, { cluster: "prod", earlierParts, head: 0 });

/** The number of routes, the parts of the earlier run, and the parts of this one. */
const PARTS: readonly [routes: number, earlier: number, parts: number][] = [
	[0, 1, 1],
	[1, 1, 1],
	[1000, 1, 1],
	[1001, 1, 2],
	[1900, 1, 2],
	[2001, 1, 4],
	[3900, 1, 4],
	[10_000, 1, 16],
	// Kept: a part may be far from full.
	[1000, 2, 2],
	[1001, 4, 4],
	[1900, 4, 4],
	[2001, 8, 8],
	[3900, 8, 8],
	// All fit in a quarter of the parts.
	[1000, 4, 1],
	[1, 4, 1],
	[1000, 8, 1],
	[1900, 8, 2],
	[3900, 16, 4],
	// A part is too full.
	[2001, 2, 4],
	[10_000, 4, 16],
	// No number of parts that this tool gives.
	[1, 3, 1],
	[1001, 6, 2],
	[1, 0, 1],
];

const test = suite("parts of a route table");

for (const [word, hash] of HASHES) {
	test(`the hash of ${JSON.stringify(word)}`, () => {
		assert.is(fnv1a32(word), hash);
	});
}

for (const [count, earlier, parts] of PARTS) {
	test(`${count} routes that were in ${earlier} parts go into ${parts}`, () => {
		const sizes = split(routes(count), earlier).map(({ length }) => length);
		assert.is(sizes.length, parts, sizes.join());
		assert.is(
			sizes.reduce((sum, size) => sum + size, 0),
			count,
		);
		assert.ok(Math.max(...sizes) <= 1000, sizes.join());
	});
}

test("a route's part is told by the low bits of its prefix's hash", () => {
	const all = routes(1500);
	split(all, 4).forEach((part, index) => {
		const expected = all.filter(
			({ prefix }) => (fnv1a32(prefix.text) & 3) === index,
		);
		assert.equal(part, expected);
	});
});

test("a hash above 2^31 is no negative part", () => {
	const high = routes(1500, (prefix) => fnv1a32(prefix) > 0x80000000);
	assert.is(split(high, 1).flat().length, 1500);
});

test("the fullest part decides: routes that share low bits need more parts", () => {
	const even = (prefix: string) => fnv1a32(prefix) % 2 === 0;
	assert.is(split(routes(1000, even), 1).length, 1);
	const parts = split(routes(1001, even), 1);
	assert.is(parts.length, 4);
	assert.equal([parts[1], parts[3]], [[], []]);
});

test("the fullest part decides, whichever it is", () => {
	const all = Array.from({ length: 2200 }, (_, n) => ({
		prefix: { text: text(n) },
		nextHop: "192.168.0.1",
		node: "worker-1",
	}));
	const isEven = ({ prefix }: RouteTexts) => fnv1a32(prefix.text) % 2 === 0;
	const even = all.filter(isEven).slice(0, 1001);
	const [odd] = all.filter((route) => !isEven(route));
	assert.ok(odd);
	assert.is(split([...even, odd], 1).length, 4);
	assert.is(split([odd, ...even], 1).length, 4);
});

test("one route more or less moves no other route", () => {
	const all = routes(1500);
	const before = split(all, 2);
	const after = split(all.slice(1), 2);
	const [first] = all;
	assert.equal(
		after,
		before.map((part) => part.filter((route) => route !== first)),
	);
});

test("from 1,000 to 1,001 routes and back, the parts do not flap", () => {
	const counts = [1000, 1001, 1000, 999, 1001, 501];
	let parts = 1;
	const seen = counts.map((count) => {
		parts = split(routes(count), parts).length;
		return parts;
	});
	assert.equal(seen, [1, 2, 2, 2, 2, 2]);
});

/** The lengths of the cluster's and the nodes' names, the family, the number of nodes, and the parts. */
const LONG: readonly [
	cluster: number,
	node: number,
	family: "V4" | "V6",
	count: number,
	parts: number,
][] = [
	[4, 63, "V4", 1000, 1],
	[4, 130, "V4", 1000, 1],
	[4, 253, "V4", 1000, 2],
	[32, 253, "V4", 600, 1],
	[253, 253, "V4", 1000, 4],
	[4, 30, "V6", 1000, 1],
	[32, 63, "V6", 1000, 2],
	[253, 253, "V6", 1000, 4],
];

/** A cluster with names of these lengths and addresses as long as they get. */
function longCluster(nodeLength: number, family: "V4" | "V6", count: number) {
	const { nodes, ciliumNodes, ...rest } = clusterPool({}, count);
	const name = (i: number) => `n${i}`.padEnd(nodeLength, "x");
	const hex = (i: number) => (0x1000 + i).toString(16);
	const [cidr, address] =
		family === "V4"
			? [
					(i: number) => `100.${100 + (i >> 8)}.${i & 255}.0/24`,
					(i: number) => `192.168.${100 + (i >> 8)}.${i & 255}`,
				]
			: [
					(i: number) => `2001:db8:1111:2222:3333:4444:5555:${hex(i)}/128`,
					(i: number) => `2001:db8:1111:2222:3333:4444:6666:${hex(i)}`,
				];
	return {
		...rest,
		akoConfig: { cniPlugin: "cilium" },
		nodes: nodes.map((node, i) => ({
			...node,
			name: name(i),
			addresses: [{ type: "InternalIP", address: address(i) }],
		})),
		ciliumNodes: ciliumNodes.map((node, i) => ({
			...node,
			name: name(i),
			podCIDRs: [cidr(i)],
		})),
	};
}

for (const [length, nodeLength, family, count, parts] of LONG) {
	test(`${count} routes of ${family}, names of ${length} and ${nodeLength} characters: ${parts} tables, none too long`, () => {
		const cluster = longCluster(nodeLength, family, count);
		const run = runItems([clusterSnapshot(cluster, "c".repeat(length))], {
			ipFamily: family,
		});
		assert.is(run.exitCode, 0, run.results[0]?.message);
		const tables = run.items.filter(({ kind }) => kind === "AviRouteTable");
		const bytes = tables.map((table) =>
			Buffer.byteLength(JSON.stringify(table)),
		);
		assert.is(tables.length, parts, bytes.join());
		assert.ok(Math.max(...bytes) <= MAX_BYTES, bytes.join());
		const again = runItems(run.items, { ipFamily: family });
		assert.equal(again.items, run.items);
	});
}

test("a route that no table can hold ends the splitting", () => {
	const node = "n".repeat(MAX_BYTES);
	const [route] = routes(1);
	assert.ok(route);
	const parts = split([{ ...route, node }], 1);
	assert.is(parts.flat().length, 1);
	assert.is(parts.length, 65_536);
});

test("to the byte: what a table holds once, and its routes as JSON", () => {
	const cluster = "prod";
	const all = routes(100);
	const bytes = all.reduce((sum, { prefix, nextHop, node }) => {
		const routeID = `${cluster}-${prefix.text.replace("/", "-")}`;
		const route = { prefix: prefix.text, nextHop, node, routeID };
		return sum + JSON.stringify(route).length + ",".length;
	}, 0);
	const head = 77;
	// 2 KiB for the rest of a table, and the cluster's name five times.
	const room = 240 * 1024 - 2048 - 5 * cluster.length - head - bytes;
	const partsWith = (more: number) => {
		const [first, ...others] = all as [RouteTexts];
		const node = first.node + "x".repeat(more);
		const padded = [{ ...first, node }, ...others];
		return splitRoutes(padded, { cluster, earlierParts: 1, head }).length;
	};
	assert.is(partsWith(room), 1);
	assert.is.not(partsWith(room + 1), 1);
});

test.run();
