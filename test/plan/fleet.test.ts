import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fnv1a32 } from "../../src/ip/fnv1a.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, fileOf, outputsOf } from "../support/clusters.ts";
import {
	type EmittedRoute,
	type ParsedRun,
	routesOf,
	runItems,
} from "../support/function-run.ts";

/** A ClusterSnapshot of so many nodes. */
function fleet(count: number, from = 0) {
	const { ciliumConfig } = clusterPool();
	const numbers = Array.from({ length: count }, (_, i) => from + i);
	const name = (n: number) => `node-${String(n).padStart(5, "0")}`;
	const place = (n: number) => `${n >> 8}.${n & 255}`;
	const nodes = numbers.map((n) => {
		const address = `172.${16 + (n >> 16)}.${place(n)}`;
		return { name: name(n), addresses: [{ type: "InternalIP", address }] };
	});
	const ciliumNodes = numbers.map((n) => ({
		name: name(n),
		podCIDRs: [`10.${place(n)}.0/24`],
	}));
	return clusterSnapshot({ ciliumConfig, nodes, ciliumNodes });
}

const tables = (run: ParsedRun) =>
	outputsOf(run).filter(({ kind }) => kind === "AviRouteTable");
const prefixes = (routes: readonly EmittedRoute[]) =>
	routes.map(({ prefix }) => prefix);

const test = suite("route tables of a large cluster");

const whole = runItems([fleet(1000)]);
const split = runItems([fleet(1001)]);

test("1,000 routes are one table without a part", () => {
	const [table, ...more] = tables(whole);
	assert.equal(more, []);
	assert.is(table.spec.routes.length, 1000);
	assert.is(table.spec.part, undefined);
	assert.is(table.metadata.name, "prod");
	assert.is(fileOf(table), "avi-routes/prod/route-table.yaml");
});

test("1,001 routes are two parts that say so", () => {
	assert.equal(
		tables(split).map((table) => [
			table.metadata.name,
			fileOf(table),
			table.spec.part,
		]),
		[
			["prod-00", "avi-routes/prod/route-table-00.yaml", { index: 0, of: 2 }],
			["prod-01", "avi-routes/prod/route-table-01.yaml", { index: 1, of: 2 }],
		],
	);
	assert.is(routesOf(split).length, 1001);
});

test("the canonical prefix decides the part, and nodes the order in it", () => {
	tables(split).forEach(({ spec }, index) => {
		const routes: EmittedRoute[] = spec.routes;
		for (const { prefix } of routes)
			assert.is(fnv1a32(prefix) & 1, index, prefix);
		const nodes = routes.map(({ node }) => node);
		assert.equal(nodes, [...nodes].sort());
	});
});

test("a second run changes nothing", () => {
	assert.equal(runItems(split.items).items, split.items);
});

test("the parts stay when the routes would fit one table again", () => {
	const run = runItems([fleet(900, 50), ...outputsOf(split)]);
	assert.equal(
		tables(run).map(({ metadata }) => metadata.name),
		["prod-00", "prod-01"],
	);
	tables(run).forEach(({ spec }, index) => {
		const before = new Set(prefixes(tables(split)[index].spec.routes));
		assert.ok(prefixes(spec.routes).every((prefix) => before.has(prefix)));
	});
});

test("four parts become one when that holds all, and the others go", () => {
	const wide = runItems([fleet(2100)]);
	assert.is(tables(wide).length, 4);
	const run = runItems([fleet(1000), ...outputsOf(wide)], {
		limits: { maxRemovedRoutes: "60%" },
	});
	assert.equal(
		tables(run).map(({ metadata }) => metadata.name),
		["prod"],
	);
	assert.equal(prefixes(routesOf(run)), prefixes(routesOf(whole)));
});

test("the table of an earlier run that grew is replaced by its parts", () => {
	const run = runItems([fleet(1001), ...outputsOf(whole)]);
	assert.equal(
		tables(run).map(({ metadata }) => metadata.name),
		["prod-00", "prod-01"],
	);
	assert.match(
		run.results.map(({ message }) => message).join("\n"),
		"+1 ~0 -0 since the last run",
	);
});

test.run();
