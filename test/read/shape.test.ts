import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ownAnnotations } from "../../src/krm/annotations.ts";
import type { Item } from "../../src/krm/item.ts";
import { isMapping } from "../../src/read/cut.ts";
import {
	type Document,
	splitDocuments,
	toDocument,
	toEntry,
} from "../../src/read/documents.ts";
import { headOf } from "../../src/read/head.ts";
import { makeItem } from "../../src/read/make-item.ts";
import { readText } from "../../src/read/read-input.ts";
import { fieldsOf, SCHEMA_OF } from "../../src/read/schemas.ts";
import { ItemShapes } from "../../src/read/shape/item-shapes.ts";
import {
	ShapedItem,
	shapedDocument,
} from "../../src/read/shape/shaped-item.ts";
import type { ItemText } from "../../src/text/entry.ts";
import { parseYaml } from "../../src/text/parse-text.ts";
import { builderOf } from "../../src/text/plain/build.ts";
import { Slot } from "../../src/text/plain/cursor.ts";
import { readPlain } from "../../src/text/plain/read-plain.ts";
import { type Choices, chosen, holds, same } from "./choices.ts";
import { cutDown } from "./cut-down.ts";
import { itemText } from "./item-text.ts";
import { mutated } from "./mutated.ts";
import { nodeText } from "./node-text.ts";

/** A text whose shape is learned, and one that is held against it. */
interface Pair {
	readonly learned: string;
	readonly text: string;
}

/** The item that the shape of the other text makes of the text; undefined when it is of another shape. */
function shaped({ learned, text }: Pair): Item | undefined {
	const shapes = new ItemShapes(0);
	shapes.learn(learned);
	if (isDocument(text)) return shapedDocument(documentOf(text), {}, shapes);
	const found = shapes.match(text, 0);
	if (found?.end !== text.length) return undefined;
	return new ShapedItem({ text, form: "yaml", indent: 0, line: 1 }, found);
}

/** What a shape says of an item is what js-yaml says, and annotations go where they go without a shape. */
function agrees(pair: Pair): boolean {
	const item = shaped(pair);
	if (item === undefined) return false;
	const parsed = parseYaml(pair.text);
	if ("problem" in parsed) return false;
	const entries = isDocument(pair.text) ? [parsed.value] : parsed.value;
	const [value, second] = entries as unknown[];
	same("one item", second, undefined);
	const { apiVersion, kind, name, namespace, annotations } = item;
	const head = { apiVersion, kind, name, annotations };
	const wanted = headOf(value);
	same(
		"head",
		namespace ? { ...head, namespace } : head,
		// Where a document is stands in its file's path, not in the document.
		isDocument(pair.text) && typeof wanted !== "string"
			? { ...wanted, annotations: ownAnnotations(wanted.annotations) }
			: wanted,
	);
	const schema = SCHEMA_OF[kind];
	const read = schema && item.read(fieldsOf(schema));
	if (read !== undefined && "value" in read && schema !== undefined) {
		const [own, wanted] = [read.value, value].map((each) =>
			cutDown(each, fieldsOf(schema)),
		);
		same("value", own, wanted);
	}
	const plain = makeItem(plainText(pair.text));
	if (!("item" in plain)) throw new Error(plain.problem);
	for (const key of ["zz/new", ...Object.keys(annotations)])
		same(
			"annotated",
			item.annotated(key, "1")?.text,
			plain.item.annotated(key, "1")?.text,
		);
	return true;
}

/** True for a text whose first character that is no comment is no dash. */
const isDocument = (text: string) => !/^\s*(?:#.*\n\s*)*-/.test(text);

const documentOf = (text: string) => splitDocuments(text)[0] as Document;

const plainText = (text: string): ItemText =>
	isDocument(text)
		? toEntry(text, 1, {})
		: { text, form: "yaml", indent: 0, line: 1 };

const VALUES = [
	...[
		"10.0.9.0/24",
		'"fd00:9::/64"',
		"'10.0.2.0/24'",
		"fd00::",
		"fd00::1",
		"x",
	],
	...[
		"1",
		"null",
		"~",
		'""',
		"''",
		"[]",
		"1.5",
		"{a: b}",
		"*x",
		"a: b",
		"a #b",
	],
	...["a:", "|", ">-", '"a', "'it''s'", '"a\\nb"', "true", "- a", "a b", "# c"],
	...["", "é", "a\rb: c", "&a b", "!!str 1", '"a" # c', "0x1f", "1e3", "007"],
];

/** The text with other values in some of its lines. */
function revalued(choices: Choices, text: string): string {
	const all = choices.rarely(3);
	return text.replace(/(?<=[:-] )(?![{[|>&]|.*: )[^\n]*$/gm, (value) =>
		choices.rarely(all ? 2 : 5) ? choices.pick(...VALUES) : value,
	);
}

function pairOf(make: (choices: Choices) => string) {
	return (choices: Choices): Pair => {
		const own = choices.split(24);
		const learned = make(choices);
		const other = own.rarely(2) ? revalued(own, learned) : learned;
		const text = own.rarely(2) ? mutated(own, () => other) : other;
		// The same as documents, in one case of three.
		const [first, second] = own.rarely(3)
			? [learned, text].map((each) => toDocument(plainText(each)))
			: [learned, text];
		return { learned: first as string, text: second as string };
	};
}

const items = chosen(pairOf((choices) => itemText(choices, 0)));
const nodes = chosen(pairOf(nodeText));

const test = suite("shapes of items");

test("say what js-yaml says of Nodes and CiliumNodes", () =>
	holds(agrees, nodes, { share: 0.08, numRuns: 12_000 }));
test("say what js-yaml says of any item", () =>
	holds(agrees, items, { share: 0.01, numRuns: 4000 }));

/** Entries as a ClusterSnapshot has them: one, and one that is like it but for some scalars or characters. */
function flowText(choices: Choices): string {
	const own = choices.split(24);
	const texts = choices.several(0, 2, () => choices.pick("a", '"b"', "1"));
	const entry = `{name: worker-1, port: 1, list: [{type: InternalIP, address: 10.0.0.1}], texts: [${texts.join(", ")}], "q": 'x'}`;
	const other = entry.replace(/[\w.-]+(?=[,}\]])|"b"|'x'/g, (scalar) =>
		own.rarely(3) ? own.pick(...VALUES) : scalar,
	);
	const third = own.rarely(2) ? mutated(own, () => other) : other;
	// Only what comes behind a number of others is matched.
	const lines = [...Array(16).fill("{}"), entry, other, third];
	return `- x:\n${lines.map((line) => `  - ${line}\n`).join("")}`;
}

/** Lists in flow style are read as js-yaml reads them. */
function flowAgrees(text: string): boolean {
	const value = readPlain(text, true);
	const parsed = parseYaml(text);
	if (value === undefined || "problem" in parsed) return false;
	same("value", [value], parsed.value);
	return true;
}

test("say what js-yaml says of entries in flow style", () =>
	holds(flowAgrees, chosen(flowText), { share: 0.1, numRuns: 8000 }));

const [A, B, C, SKIPPED] = Array.from({ length: 4 }, (_, i) => new Slot(i));
for (const [template, wanted] of [
	[A, "1"],
	[{}, {}],
	[[], []],
	[null, null],
	[
		{ A, list: [B, { C }, []], none: null, SKIPPED },
		{ A: "1", list: [2, { C: null }, []], none: null, SKIPPED: undefined },
	],
	[
		{ 'a "b" \\': A, "\u2028": B },
		{ 'a "b" \\': "1", "\u2028": 2 },
	],
	[
		{ constructor: A, toString: { valueOf: B } },
		{ constructor: "1", toString: { valueOf: 2 } },
	],
	[{ constant: "text" }, undefined],
	[JSON.parse('{"__proto__": {"a": null}}'), undefined],
] as const)
	test(`are built of ${JSON.stringify(template)}`, () => {
		const build = builderOf(template, [
			{ as: "text", group: 1 },
			{ as: "number", group: 2 },
			{ as: "constant", value: null },
			undefined,
		]);
		const built = build?.(["-", "1", "2"]);
		assert.equal(built, wanted);
		assert.equal(Object.keys(built ?? {}), Object.keys(wanted ?? {}));
	});

const node = (i: number, more = "") =>
	`- apiVersion: v1\n  kind: Node\n  metadata:\n    labels:\n      a: b${i}\n${"      c: d\n".repeat(i % 3)}    name: worker-${i}\n  spec:\n    podCIDRs:\n    - 10.0.${i}.0/24\n${more}`;

/** So many items of a list are read before a shape is learned. */
const FEW = 16;
const POD = "- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n";

/** The items of a list of these texts, behind others. */
function itemsOf(...texts: readonly string[]) {
	const all = [...Array(FEW).fill(POD), ...texts];
	const read = readText(
		`apiVersion: v1\nkind: List\nitems:\n${all.join("")}metadata: {}\n`,
	);
	assert.ok("input" in read);
	return read.input.items.slice(FEW);
}

test("are met again in what a list holds, whatever is skipped", () => {
	const found = itemsOf(...Array.from({ length: 50 }, (_, i) => node(i)));
	assert.is(found.filter((item) => item instanceof ShapedItem).length, 49);
	assert.is(found[49]?.name, "worker-49");
	assert.is(found[49]?.line, 4 + FEW + 49 * 9 + 48);
	assert.is(found[49]?.text, node(49));
});

test("hold with comments after an item, and are left where other lines follow", () => {
	const found = itemsOf(
		node(1),
		`${node(2)}# why\n`,
		node(3, "  x: 1\n"),
		node(4),
	);
	assert.equal(
		found.map((item) => item instanceof ShapedItem),
		[false, true, false, true],
	);
	assert.is(found[1]?.text, node(2));
	assert.is(found[1]?.trailing, "# why\n");
	assert.is(found[2]?.text, node(3, "  x: 1\n"));
});

/** Ends of items that hold other keys which nobody reads, and other values. */
for (const end of [
	"",
	"  y: 2\n",
	"  x: # 1\n    a: b\n  y: 2\n",
	"  x: |\n    1\n  y: 2\n",
	"  y: >-\n    1\n\n    2\n",
	"  x: 1\n    2\n  y: 2\n",
	"  x: 'it''s\n    2'\n",
	'  x: "a \\"\\\n    \\ 2"\n  y: für\n    ö\n  z:\n  - a\n',
])
	test(`are seen in ${JSON.stringify(end)}`, () => {
		const learned = node(0, "  x: 1\n  y: 2\n");
		assert.is(shaped({ learned, text: node(0, end) })?.name, "worker-0");
	});

test("are not learned without end", () => {
	const odd = (i: number) => node(i, "    - 10.0.0.0/24\n".repeat(i));
	const texts = Array.from({ length: 60 }, (_, i) => odd(i));
	const found = itemsOf(...texts, ...texts);
	const shaped = found.filter((item) => item instanceof ShapedItem).length;
	assert.ok(shaped > 0 && shaped <= 24, `${shaped}`);
	assert.equal(
		found.map(({ text }) => text),
		[...texts, ...texts],
	);
});

test("hold for what is skipped in any length", () => {
	const long = node(1).replace(
		"      a: b1\n",
		"      a: b1\n".repeat(300_000),
	);
	const found = itemsOf(node(0), long);
	assert.is(found[1]?.text.length, long.length);
	assert.is(found[1]?.name, "worker-1");
});

/** Ends of items that look like `  x: 1` and `  y: 2` and say something else. */
for (const end of [
	'  x: "1\n  y: 2"\n',
	"  x: '1\n  y: 2'\n",
	"  x: [1\n  y: 2]\n",
	"  x: {1\n  y: 2}\n",
	"  x: 1\r  y: 3\n  y: 2\n",
	"  x: 1\n    2: 3\n  y: 2\n",
	"  x: 1\n  <<: *y\n",
	'  x: 1\n  "kind": Pod\n',
	"  kind: Pod\n",
	"  x: 1\n  status: {}\n",
	"  x: 1\n y: 2\n",
])
	test(`are not seen in ${JSON.stringify(end)}`, () => {
		const learned = node(0, "  x: 1\n  y: 2\n");
		assert.ok(shaped({ learned, text: learned }));
		assert.is(shaped({ learned, text: node(0, end) }), undefined);
	});

test("read what is asked for and parse the rest", () => {
	const item = itemsOf(node(0), node(1))[1];
	assert.ok(item instanceof ShapedItem);
	assert.equal(item.read(fieldsOf("Node")), {
		value: { metadata: {}, spec: { podCIDRs: ["10.0.1.0/24"] } },
	});
	const parsed = item.parsed();
	assert.ok("value" in parsed && isMapping(parsed.value));
	assert.equal(Object.keys(parsed.value), [
		"apiVersion",
		"kind",
		"metadata",
		"spec",
	]);
});

test.run();
