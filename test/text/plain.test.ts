import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toDocument } from "../../src/read/documents.ts";
import { fieldsOf, type SchemaName } from "../../src/read/schemas.ts";
import { ItemShapes } from "../../src/read/shape/item-shapes.ts";
import type { Fields } from "../../src/text/entry.ts";
import { parseYaml } from "../../src/text/parse-text.ts";
import {
	readPlain,
	readPlainDocument,
} from "../../src/text/plain/read-plain.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { cutDown } from "../read/cut-down.ts";
import { itemText } from "../read/item-text.ts";
import { mutated } from "../read/mutated.ts";
import { nodeText } from "../read/node-text.ts";
import { SCHEMAS } from "../support/schemas.ts";

/** What js-yaml makes of the only entry of a block sequence, and of a document that is none. */
function slowly(text: string): { value: unknown } | undefined {
	const parsed = parseYaml(text);
	if ("problem" in parsed) return undefined;
	const { value } = parsed;
	if (!Array.isArray(value)) return parsed;
	return value.length === 1 ? { value: value[0] } : undefined;
}

/** A sure reading of the whole text is js-yaml's, which takes the text too. */
function agrees(text: string): boolean {
	const fast = readPlain(text, true);
	if (fast === undefined) return false;
	const slow = slowly(text);
	if (slow === undefined) throw new Error("js-yaml does not take it");
	same("value", fast, slow.value);
	return true;
}

const HEAD: Fields = {
	apiVersion: true,
	kind: true,
	metadata: { name: true, annotations: true },
};

function agreesOn(fields: Fields): (text: string) => boolean {
	return (text) => {
		const fast = readPlain(text, fields);
		const slow = slowly(text);
		if (fast === undefined || slow === undefined) return false;
		same("fields", cutDown(fast, fields), cutDown(slow.value, fields));
		return true;
	};
}

const plainest = (choices: Choices) => itemText(choices, choices.pick(0, 0, 2));
/** An entry, or the document that it would be. */
const eitherForm = (make: (choices: Choices) => string) =>
	chosen((choices) => {
		const isDocument = choices.rarely(3);
		const text = make(choices);
		return isDocument
			? toDocument({ text, form: "yaml", indent: 0, line: 1 })
			: text;
	});
const items = eitherForm(plainest);
const broken = eitherForm((choices) => mutated(choices, plainest));
const nodes = eitherForm(nodeText);
const brokenNodes = eitherForm((choices) => mutated(choices, nodeText));

const test = suite("the reader of plain YAML");

test("says what js-yaml says", () =>
	holds(agrees, items, { share: 0.1, numRuns: 3000 }));
test("says so of mutated items", () =>
	holds(agrees, broken, { share: 0.05, numRuns: 3000 }));
test("reads Nodes, CiliumNodes and snapshots", () =>
	holds(agrees, nodes, { share: 0.4 }));
test("reads mutated ones", () =>
	holds(agrees, brokenNodes, { share: 0.1, numRuns: 6000 }));

const SCHEMA_FIELDS = Object.fromEntries(
	Object.keys(SCHEMAS).map((name) => [name, fieldsOf(name as SchemaName)]),
);
for (const [name, fields] of Object.entries({ HEAD, ...SCHEMA_FIELDS }))
	test(`reads the fields of ${name}`, () => {
		holds(agreesOn(fields), nodes, { share: 0.4, numRuns: 500 });
		holds(agreesOn(fields), brokenNodes, { share: 0.1, numRuns: 2000 });
		holds(agreesOn(fields), broken, { share: 0.05, numRuns: 500 });
	});

/** The type that a scalar has by js-yaml, where the fast reader is sure of one. */
for (const scalar of [
	...["123", "0", "007", "1e3", "0x1f", "0o17", "1.5", "1.", ".5", "-1", "+1"],
	...["10.0.0.1", "10.0.0.0/24", "1-2", "1-2-3", "1:30", "1_000", "1e5e", "1f"],
	...["2f0c4b1e-0d6b-4b53-9d0a-7d9d8a0e1a01", "12345678-1234", "1e2-3", "0b1"],
	...["2024-01-01", "2024-01-01T00:00:00Z", "12:30:45", "9007199254740993"],
	...[
		"yes",
		"no",
		"on",
		"off",
		"y",
		"n",
		"true",
		"True",
		"TRUE",
		"false",
		"tRue",
	],
	...[
		"null",
		"Null",
		"NULL",
		"~",
		"~a",
		".nan",
		".inf",
		"-.inf",
		"NaN",
		"=",
		"<<",
	],
	...[
		"/a",
		"a b",
		"a  b ",
		"a:b",
		"a#b",
		"a #b",
		"http://x/y",
		"v1.2",
		"a]",
		"a,b",
	],
	...[
		'"1"',
		"'1'",
		'"true"',
		"'a b'",
		'""',
		"''",
		"'it''s'",
		'"a\\n"',
		'"é"',
		"é",
	],
	...[
		"[]",
		"{}",
		"[1, a, ~]",
		"{a: 1, b: [x, y]}",
		"{a: 1, a: 2}",
		"[a, ]",
		"[a,b]",
	],
	...[
		"{a: }",
		"{a}",
		"[a: b]",
		"{a:1}",
		'{"a":1}',
		'{"a": 1}',
		"{a: b c}",
		"[a #c\n  ]",
	],
	...[
		"*a",
		"&a b",
		"!!str 1",
		"! a",
		"|\n  a",
		">\n  a",
		"a\n  b",
		"- a",
		"? a",
		"%a",
	],
	...[
		"{__proto__: a}",
		"{1: a}",
		"{null: a}",
		"a: b",
		"a:",
		"@a",
		"`a",
		"a\tb",
		"\ta",
	],
])
	test(`gives ${JSON.stringify(scalar)} its type or leaves it`, () => {
		agrees(`- key: ${scalar}\n`);
		agrees(`- key:\n  - ${scalar}\n  last: 1\n`);
		agrees(`- key: [${scalar}, {a: ${scalar}}]\n`);
		agrees(`- ${scalar}: key\n`);
	});

// An item of a known shape is read so, and none depends on what was read before it.
test("reads beside a key that is there twice, unless it is wanted", () => {
	const text = "- a: x\n  b: y\n  b: z\n";
	assert.equal(readPlain(text, { a: true }), { a: "x" });
	assert.is(readPlain(text, { a: true, b: true }), undefined);
	assert.is(readPlain(text, true), undefined);
});

test("is sure of what this tool and kubectl write", () => {
	for (const scalar of [
		...["a", "10.0.1.0/24", '"fd00::/64"', "5000", "true", "null", "{}", "[]"],
		"2f0c4b1e-0d6b-4b53-9d0a-7d9d8a0e1a01",
		"{name: a, addresses: [{type: InternalIP, address: 10.0.0.1}]}",
	])
		assert.ok(agrees(`- key: ${scalar}\n`), scalar);
	for (const entry of [
		"- {name: a, list: [b, {c: 1}]}\n",
		"- # a comment above the document that it was\n  name: a\n",
	])
		assert.ok(agrees(entry), entry);
});

/** What goes on behind its line for Go, which does not look at how deep the next one is. */
for (const open of [
	...['"a\\"', "'it''", '{a: "}', "{a: '}", '{a: b, c: "d}', "{a: b #}"],
	...["{a: it's, b: \"}", "&a 'b", "!!str {a: b,", "'''", '"\\\\\\"', "[a #]"],
])
	test(`leaves to js-yaml what ${open} leaves open`, () => {
		const rest = "  name: hidden\n  spec:\n    podCIDR: 10.0.0.0/24\n";
		for (const field of ["labels", "spec"]) {
			const text = `- ${field}: ${open}\n${rest}`;
			assert.is(readPlain(text, { name: true }), undefined, text);
		}
		const item = (labels: string) =>
			`- apiVersion: v1\n  kind: Node\n  metadata:\n    labels: ${labels}\n    name: hidden\n`;
		const items = new ItemShapes(0);
		for (const known of ['"a"', "'a'", "{a: b}", "[a]", "a"]) {
			items.learn(item(known));
			items.learn(item(known));
		}
		assert.ok(items.match(item('"another"'), 0), "no shape was learned");
		assert.is(items.match(item(open), 0), undefined, open);
	});

for (const closed of [
	...['"a\\\\"', '"a"', '""', "''", "'it''s'", "'a'''", "''''", '{a: "}"}'],
	...["{a: {b: c}}", "{a: 'b', c: [d]}", "[]", '"a" # b"', "&a b"],
])
	test(`is sure of the end of ${closed}`, () => {
		const text = `- labels: ${closed}\n  name: seen\n`;
		assert.equal(readPlain(text, { name: true }), { name: "seen" });
	});

test("reads a document", () => {
	for (const text of [
		"kind: ResourceList\nitems:\n",
		"# c\nkind: ResourceList\nfunctionConfig:\n  data: {a: b}\nitems: []\n",
	]) {
		const parsed = parseYaml(text);
		assert.equal(readPlainDocument(text), "value" in parsed && parsed.value);
	}
	for (const text of [
		"---\na: b\n",
		" a: b\n",
		"- a\n",
		"a: b\r\n",
		"a: b\n...",
	])
		assert.is(readPlainDocument(text), undefined, text);
});

test.run();
