import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseAddress } from "../src/ip/address.ts";
import { parsePrefix } from "../src/ip/prefix.ts";
import { BAD_ROUTES, GOOD_ROUTES } from "./support/crd-routes.ts";
import type { AnyResource } from "./support/function-run.ts";

const CRD_FILE = "schemas/crds/avi-routes.dev_aviroutetables.yaml";
const { spec } = load(readFileSync(CRD_FILE, "utf8")) as AnyResource;
const { properties } = spec.versions[0].schema.openAPIV3Schema;
const { routes } = properties.spec.properties;
const fields = routes.items.properties;
const rules: { rule: string; message: string }[] =
	routes.items["x-kubernetes-validations"];

/** Functions of CEL that Kubernetes has had since 1.25, as JavaScript has them. */
const CEL: readonly (readonly [cel: string, javaScript: string])[] = [
	[".contains(", ".includes("],
	[".matches(", ".matches("],
	[".split(", ".split("],
	["int(", "Number("],
];

/** Texts as CEL has them: they match expressions. */
const LIBRARY =
	"String.prototype.matches = function (text) { return new RegExp(text).test(this); };";

/** What a rule says of a route: true when it is fine. */
function holds(rule: string, self: { prefix: string; nextHop: string }) {
	const script = CEL.reduce(
		(text, [cel, javaScript]) => text.replaceAll(cel, javaScript),
		rule,
	);
	return runInNewContext(`${LIBRARY} ${script}`, { self }) === true;
}

/** By what the API server would refuse a route: the field whose pattern it does not match, else a rule. */
function refusedBy(prefix: string, nextHop: string): string | undefined {
	const self = { prefix, nextHop };
	for (const field of ["prefix", "nextHop"] as const) {
		const { pattern, maxLength } = fields[field];
		const text = self[field];
		if (!new RegExp(pattern).test(text) || text.length > maxLength)
			return field;
	}
	return rules.some(({ rule }) => !holds(rule, self)) ? "rule" : undefined;
}

const test = suite("routes that the API server takes");

for (const [prefix, nextHop] of GOOD_ROUTES)
	test(`takes ${prefix} via ${nextHop}`, () => {
		assert.is(refusedBy(prefix, nextHop), undefined);
	});

for (const [prefix, nextHop, by] of BAD_ROUTES)
	test(`refuses ${prefix} via ${nextHop}: ${by}`, () => {
		assert.is(refusedBy(prefix, nextHop), by);
	});

test("every rule refuses something, and says what it wants", () => {
	for (const { rule, message } of rules) {
		const refused = BAD_ROUTES.filter(
			([prefix, nextHop, by]) =>
				by === "rule" && !holds(rule, { prefix, nextHop }),
		);
		assert.ok(refused.length > 0, rule);
		assert.ok(message.length > 20, message);
	}
});

test("only functions that Kubernetes 1.25 knows", () => {
	const called = rules.flatMap(({ rule }) => rule.match(/\.?\w+\(/g) ?? []);
	const known: readonly string[] = CEL.map(([cel]) => cel);
	assert.equal(
		called.filter((call) => !known.includes(call)),
		[],
	);
});

test("the texts that the rules read are bounded, and so is their cost", () => {
	assert.is(routes.maxItems, 1000);
	assert.is(fields.prefix.maxLength, 43);
	assert.is(fields.nextHop.maxLength, 39);
});

/** An address and a length, of which a network is made. */
const V4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
const V6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }));

test("takes every network and address that this tool writes", () => {
	fc.assert(
		fc.property(fc.oneof(V4, V6), ([address, length]) => {
			const hop = parseAddress(address);
			const network = parsePrefix(`${address}/${length}`);
			if (hop === undefined || network === undefined) return;
			if (hop.family !== network.family) return;
			assert.is(refusedBy(network.text, hop.text), undefined);
		}),
		{ numRuns: 3000 },
	);
});

test("refuses IPv4 networks with host bits", () => {
	fc.assert(
		fc.property(V4, ([address, length]) => {
			const prefix = parsePrefix(`${address}/${length}`);
			if (prefix === undefined) return;
			assert.is(
				refusedBy(`${address}/${length}`, "1.2.3.4"),
				prefix.hasHostBits ? "rule" : undefined,
			);
		}),
		{ numRuns: 3000 },
	);
});

test.run();
