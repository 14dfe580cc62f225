import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeItem } from "../../src/read/make-item.ts";
import type { EditValue, Step } from "../../src/text/edit-value.ts";

const HEAD = "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n";

/** What stands below the head, a path and a value, and what then stands there; undefined when it can't be set. */
const EDITS: readonly (readonly [
	name: string,
	before: string,
	path: readonly Step[],
	value: EditValue,
	after: string | undefined,
])[] = [
	[
		"a plain value",
		"  data:\n    a: b # c\n",
		["data", "a"],
		"d",
		"  data:\n    a: d # c\n",
	],
	[
		"a single-quoted value",
		"  data: {a: 'b'}\n",
		["data", "a"],
		"it's",
		'  data: {a: "it\'s"}\n',
	],
	[
		"a value that needs quotes",
		"  data:\n    a: b\n",
		["data", "a"],
		"true",
		'  data:\n    a: "true"\n',
	],
	[
		"lines of a block, the others of which keep their bytes",
		"  data:\n    a: |2+ # c\n      x\n    \n      b: 1\n      c\n\n    z: 1\n",
		["data", "a"],
		"x\n\nb: 2\nd\nc\n\n",
		"  data:\n    a: |2+ # c\n      x\n    \n      b: 2\n      d\n      c\n\n    z: 1\n",
	],
	[
		"the last line of a block without an end",
		"  data:\n    a: |-\n\n      x\n      b\n",
		["data", "a"],
		"\nx\nc",
		"  data:\n    a: |-\n\n      x\n      c\n",
	],
	[
		"a truth value",
		"  spec:\n    a: no # c\n",
		["spec", "a"],
		true,
		"  spec:\n    a: true # c\n",
	],
	[
		"an empty value",
		"  data:\n    a:  # c\n    b: d\n",
		["data", "a"],
		"x",
		"  data:\n    a:  x # c\n    b: d\n",
	],
	[
		"a key of an empty mapping",
		"  data: {} # c\n",
		["data", "a"],
		"b",
		"  data: {a: b} # c\n",
	],
	[
		"a key of nothing",
		"  data: # c\n  z: 1\n",
		["data", "a"],
		"b",
		"  data: # c\n    a: b\n  z: 1\n",
	],
	[
		"a key of null",
		"  data: null # c\n  z: 1\n",
		["data", "a"],
		"b",
		"  data:  # c\n    a: b\n  z: 1\n",
	],
	[
		"a key of nothing in brackets",
		"  spec: {data: , z: 1}\n",
		["spec", "data", "a"],
		"b",
		"  spec: {data: {a: b}, z: 1}\n",
	],
	[
		"a new key behind a comment to the left",
		"  spec:\n    data:\n      n:\n# c\n  z: 1\n",
		["spec", "x"],
		"y",
		'  spec:\n    data:\n      n:\n    x: "y"\n# c\n  z: 1\n',
	],
	[
		"a quoted key",
		'  data:\n    "a": b\n',
		["data", "a"],
		"c",
		'  data:\n    "a": c\n',
	],
	[
		"a key that is a number",
		"  data:\n    1: b\n",
		["data", "1"],
		"c",
		"  data:\n    1: c\n",
	],
	[
		"Windows line ends",
		"  data:\r\n    a: b\r\n",
		["data", "c"],
		"d",
		"  data:\r\n    a: b\r\n    c: d\r\n",
	],
	[
		"several lines in place of one",
		"  data:\n    a: b\n",
		["data", "a"],
		"b\nc\n",
		'  data:\n    a: "b\\nc\\n"\n',
	],
	[
		"a block with a comment",
		"  data:\n    a: |- # c\n      b\n    z: 1\n",
		["data", "a"],
		"x\ny\n",
		"  data:\n    a: | # c\n      x\n      y\n    z: 1\n",
	],
	[
		"nothing in place of a block",
		"  data:\n    a: |\n      # b\n    z: 1\n",
		["data", "a"],
		"",
		'  data:\n    a: ""\n    z: 1\n',
	],
	[
		"an entry of a list",
		"  list:\n  - a # c\n",
		["list", "-"],
		"b",
		"  list:\n  - a # c\n  - b\n",
	],
	[
		"an entry of a list in brackets",
		"  list: [a]\n",
		["list", "-"],
		"b, c]",
		'  list: [a, "b, c]"]\n',
	],
	[
		"a key below an empty entry",
		"  list:\n  - null\n  - b\n",
		["list", 0, "c"],
		"d",
		"  list:\n  - \n    c: d\n  - b\n",
	],
	[
		"a key of a mapping in braces over several lines",
		"  data: {\n    a: b, # c\n    d: e,\n    }\n",
		["data", "f"],
		"g",
		"  data: {\n    a: b, # c\n    d: e,\n    f: g,\n    }\n",
	],
	["an aliased value", "  x: &a b\n  y: *a\n", ["x"], "c", undefined],
	["an alias", "  x: &a {b: c}\n  y: *a\n", ["y", "b"], "d", undefined],
	["a tagged value", "  x: !!str b\n", ["x"], true, undefined],
	["an explicit key", "  x:\n    ? a\n    : b\n", ["x", "c"], "d", undefined],
	["a key of a text", "  x: b\n", ["x", "c"], "d", undefined],
];

const test = suite("examples of edits");

for (const [name, before, path, value, after] of EDITS)
	test(name, () => {
		const head = before.includes("\r") ? HEAD.replaceAll("\n", "\r\n") : HEAD;
		const text = head + before;
		const made = makeItem({ text, form: "yaml", indent: 0, line: 1 });
		assert.ok("item" in made);
		const edited = made.item.edited(path, value);
		assert.is(edited, after === undefined ? undefined : head + after);
	});

/** JSON items, and what they are with the annotation `k: v`. */
const ANNOTATED: readonly (readonly [string, string | undefined])[] = [
	['{"name": "a"}', '{"name": "a", "annotations":{"k":"v"}}'],
	[
		'{"annotations": {} , "name":"a" }',
		'{"annotations": {"k":"v"} , "name":"a" }',
	],
	[
		'{"annotations": null, "name":"a"}',
		'{"annotations": {"k":"v"}, "name":"a"}',
	],
	[
		'{"name":"a","annotations":{"k": "\\u0061}" }}',
		'{"name":"a","annotations":{"k": "v" }}',
	],
	[
		'{\n  "name": "a"\n}',
		'{\n  "name": "a",\n  "annotations": {\n    "k": "v"\n  }\n}',
	],
	['{"name":"a","annotations":[]}', undefined],
];

/** Values of a JSON item over several lines, a path, and what they are with `v` there. */
const IN_JSON: readonly (readonly [
	before: string,
	path: readonly Step[],
	after: string,
])[] = [
	['{\n\t\t"a": "b"\n\t}', ["c"], '{\n\t\t"a": "b",\n\t\t"c": "v"\n\t}'],
	[
		'{\n        "a": "b"\n    }',
		["c", "d"],
		'{\n        "a": "b",\n        "c": {\n            "d": "v"\n        }\n    }',
	],
	[
		'{\r\n    "a": "b"\r\n  }',
		["c"],
		'{\r\n    "a": "b",\r\n    "c": "v"\r\n  }',
	],
	[
		'{\n    "a": [\n      {"n": 1}\n    ]}',
		["a", "-"],
		'{\n    "a": [\n      {"n": 1},\n      "v"\n    ]}',
	],
	[
		'{"a": "b",\n    "c": {"d": 1}}',
		["c", "e"],
		'{"a": "b",\n    "c": {"d": 1, "e":"v"}}',
	],
	['{\n  "a": {}\n}', ["a", "b"], '{\n  "a": {"b":"v"}\n}'],
];

for (const [before, path, after] of IN_JSON)
	test(`sets ${path.join(".")} of ${before}`, () => {
		const wrap = (spec: string) =>
			`{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "a"}, "spec": ${spec}}`;
		const text = wrap(before);
		const made = makeItem({ text, form: "json", indent: 0, line: 1 });
		assert.ok("item" in made);
		assert.is(made.item.edited(["spec", ...path], "v"), wrap(after));
	});

for (const [before, after] of ANNOTATED)
	test(`annotates ${before}`, () => {
		const wrap = (metadata: string) =>
			`{"kind": "Node",\n "metadata" : ${metadata}, "apiVersion": "v1"\n}`;
		const text = wrap(before);
		const made = makeItem({ text, form: "json", indent: 0, line: 1 });
		assert.ok("item" in made);
		const annotated = made.item.annotated("k", "v");
		assert.is(annotated?.text, after && wrap(after));
		const again = annotated && makeItem(annotated);
		if (again === undefined) return;
		assert.ok("item" in again);
		assert.is(again.item.annotated("k", "v")?.text, after && wrap(after));
	});

test.run();
