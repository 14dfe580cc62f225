import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Item } from "../../src/krm/item.ts";
import { readEarlier } from "../../src/plan/earlier.ts";
import { earlierTable } from "../group/raw-objects.ts";

const TABLE = {
	apiVersion: "avi-routes.dev/v1alpha1",
	kind: "AviRouteTable",
	name: "prod",
	annotations: {},
};

/** An item of an earlier run with this value, or with a text that can't be parsed. */
const itemWith = (more: object, parsed: object) =>
	({ ...TABLE, ...more, parsed: () => parsed }) as unknown as Item;
const tableWith = (spec: object) => {
	const { spec: own, ...table } = earlierTable("prod", ["10.0.1.0/24"]);
	return itemWith({}, { value: { ...table, spec: { ...own, ...spec } } });
};

const test = suite("tables of an earlier run");

test("the parts of one cluster are read as one", () => {
	const part = (index: number) => ({ part: { index, of: 4 } });
	const uid = { source: { clusterUID: "u" } };
	const items = [part(0), { ...part(1), ...uid }].map(tableWith);
	const { value, results } = readEarlier([...items, tableWith({})]);
	assert.equal(results, []);
	const prod = value.get("prod");
	assert.is(prod?.parts, 4);
	assert.is(prod?.items.length, 3);
	assert.is(prod?.routes.length, 3);
	assert.equal(prod?.source, { clusterUID: "u" });
	assert.is(prod?.vrfContext?.name, "global");
});

for (const [lesson, item, says] of [
	[
		"a text that can't be parsed",
		itemWith({}, { problem: "line 3: no" }),
		"AviRouteTable prod of an earlier run: line 3: no; restore the file",
	],
	["another kind", itemWith({ kind: "Other" }, { value: {} }), undefined],
	[
		"another API",
		itemWith({ apiVersion: "example.com/v1" }, { value: {} }),
		undefined,
	],
] as const)
	test(lesson, () => {
		const { value, results } = readEarlier([item]);
		assert.is(value.size, 0);
		assert.is(results.length, says === undefined ? 0 : 1);
		if (says !== undefined) assert.match(results[0]?.message ?? "", says);
	});

test.run();
