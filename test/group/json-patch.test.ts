import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	isOperations,
	type Operation,
	operated,
	operationsHold,
} from "../../src/group/kustomize/json-patch.ts";

type Op = readonly [op: Operation["op"], path: string, value?: unknown];
const operation = ([op, path, value]: Op): Operation => ({ op, path, value });

/** A value, an operation, and the value after it; kustomize's own are in `test/e2e/kustomize.test.ts`. */
const DONE: readonly (readonly [Op, value: unknown, wanted: unknown])[] = [
	[["add", "/a", 1], { b: 2 }, { b: 2, a: 1 }],
	[["add", "/a/b", 1], {}, { a: { b: 1 } }],
	[["add", "/a/b", 1], { a: "text" }, { a: { b: 1 } }],
	[["replace", "/a", 1], { a: 2, b: 3 }, { a: 1, b: 3 }],
	[["replace", "", 1], { a: 2 }, 1],
	[["remove", "/a"], { a: 2, b: 3 }, { b: 3 }],
	[["remove", "/a/b"], { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
	[["add", "/a/1", "x"], { a: ["p", "q"] }, { a: ["p", "x", "q"] }],
	[["add", "/a/-", "x"], { a: ["p", "q"] }, { a: ["p", "q", "x"] }],
	[["replace", "/a/1", "x"], { a: ["p", "q"] }, { a: ["p", "x"] }],
	[["remove", "/a/0"], { a: ["p", "q"] }, { a: ["q"] }],
	[["add", "/a/0/b", 1], { a: [{ c: 2 }] }, { a: [{ c: 2, b: 1 }] }],
	[["remove", "/a/0/b"], { a: [{ b: 1 }, 2] }, { a: [{}, 2] }],
	[["add", "/a~1b~01", 1], {}, { "a/b~1": 1 }],
	[["test", "/a", 1], { a: 2 }, { a: 2 }],
];

/** Operations, a path, and whether they set what is there; of a value that is set, true where it has the path. */
const HELD: readonly (readonly [Op[], path: string, boolean | undefined])[] = [
	[[["add", "/a/b", 1]], "a/b", true],
	[[["add", "/a/b", 1]], "a/c", undefined],
	[[["add", "/a/b", 1]], "a", true],
	[[["add", "/a/b/0", 1]], "a/b", true],
	[[["remove", "/a/b/0"]], "a/b", true],
	[[["remove", "/a/b"]], "a/b", false],
	[[["remove", "/a"]], "a/b", false],
	[[["replace", "/a", { b: 1 }]], "a/b", true],
	[[["replace", "/a", { c: 1 }]], "a/b", false],
	[[["test", "/a", { b: 1 }]], "a/b", true],
	[[["add", "/x", 1]], "a", undefined],
	[
		[
			["add", "/a", { b: 1 }],
			["remove", "/a/b"],
		],
		"a/b",
		false,
	],
	[
		[
			["remove", "/a"],
			["add", "/a", { b: 1 }],
		],
		"a/b",
		true,
	],
];

const LISTS: readonly (readonly [value: unknown, is: boolean])[] = [
	[[{ op: "add", path: "/a", value: 1 }], true],
	[[{ op: "remove", path: "/a" }], true],
	[[{ op: "copy", path: "/a", from: "/b" }], false],
	[
		[
			{ op: "add", path: "/a" },
			{ op: "move", path: "/a", from: "/b" },
		],
		false,
	],
	[[{ op: "add" }], false],
	[["add"], false],
	[[], false],
	[{ op: "add", path: "/a" }, false],
	[undefined, false],
];

const test = suite("operations of JSON patches");

for (const [op, value, wanted] of DONE)
	test(`${JSON.stringify(op)} on ${JSON.stringify(value)}`, () => {
		const before = structuredClone(value);
		assert.equal(operated(value, [operation(op)]), wanted);
		assert.equal(value, before, "the value itself is left alone");
	});

test("values that are set and then changed", () => {
	const set = { b: [1] };
	const all = [operation(["add", "/a", set]), operation(["add", "/a/b/-", 2])];
	assert.equal(operated({}, all), { a: { b: [1, 2] } });
	assert.equal(set, { b: [1] }, "the operation itself is left alone");
});

test("hostile names change nothing that others share", () => {
	for (const name of ["__proto__", "constructor", "constructor/prototype"])
		operated({}, [operation(["add", `/${name}/polluted`, true])]);
	assert.is(({} as Record<string, unknown>).polluted, undefined);
	assert.is((Object as unknown as Record<string, unknown>).polluted, undefined);
});

const has = (value: unknown, path: readonly unknown[]): boolean | undefined => {
	const [step, ...rest] = path;
	if (step === undefined) return true;
	const inner = (value as Record<string, unknown>)[String(step)];
	return inner === undefined ? undefined : has(inner, rest);
};
for (const [ops, path, wanted] of HELD)
	test(`${JSON.stringify(ops)} at ${path}`, () =>
		assert.is(
			operationsHold(ops.map(operation), path.split("/"), has),
			wanted,
		));

for (const [value, is] of LISTS)
	test(`${JSON.stringify(value)} is ${is ? "" : "not "}read`, () =>
		assert.is(isOperations(value), is));

test.run();
