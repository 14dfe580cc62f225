import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cutJson } from "../../src/read/cut-json.ts";
import { cutText } from "../../src/read/cut-text.ts";
import { writeList } from "../support/write-list.ts";
import { type Choices, chosen, holds, same } from "./choices.ts";
import { jsonText } from "./json-text.ts";
import { mutated } from "./mutated.ts";

/** True when a key appears twice in an object anywhere, told by a reader of its own. */
function hasTwins(text: string): boolean {
	const open: Set<string>[] = [];
	const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;
	for (const [match, colon] of text.matchAll(token)) {
		if (match === "{") open.push(new Set());
		else if (match === "}") open.pop();
		else if (colon !== undefined) {
			const key = JSON.parse(match.slice(0, -colon.length)) as string;
			if (open.at(-1)?.has(key)) return true;
			open.at(-1)?.add(key);
		}
	}
	return false;
}

function parse(text: string): { value: Record<string, unknown> } | undefined {
	try {
		const value = JSON.parse(text);
		const isObject = typeof value === "object" && !Array.isArray(value);
		return isObject && value !== null ? { value } : undefined;
	} catch {
		return undefined;
	}
}

/** Whether the text was JSON without twins; throws when it is not cut as JSON.parse reads it. */
function cutsAsParsed(text: string): boolean {
	const cut = cutJson(text);
	const parsed = parse(text);
	const isBad = parsed === undefined || hasTwins(text);
	same("problem", "problem" in cut, isBad);
	if ("problem" in cut || parsed === undefined) return false;
	const { items, results: _, ...root } = parsed.value;
	const list = Array.isArray(items) ? items : [];
	same(
		"items",
		cut.items.map((item) => JSON.parse(item.text)),
		list,
	);
	for (const { text: own, line } of cut.items)
		assert.ok(
			text
				.split("\n")
				.slice(line - 1)
				.join("\n")
				.includes(own),
		);
	same("root", cut.root, root);
	same("badItems", cut.badItems !== undefined, !Array.isArray(items));
	const written = JSON.parse(writeList(cut, cut.items));
	if (root.kind === "ResourceList")
		same("list", written, { ...root, items: list });
	return true;
}

const make = (choices: Choices) => jsonText(choices);

const test = suite("the JSON cutter");

test("cuts as JSON.parse reads", () =>
	holds(cutsAsParsed, chosen(make), { share: 0.5 }));
test("cuts mutated JSON as JSON.parse reads", () =>
	holds(
		cutsAsParsed,
		chosen((choices) => mutated(choices, make)),
		{ share: 0.05 },
	));

const list = (items: string) => `{"kind": "ResourceList", "items": [${items}]}`;
const nested = (open: string, close: string, levels: number) =>
	open.repeat(levels) + close.repeat(levels);

const PROBLEMS: readonly (readonly [string, string, RegExp])[] = [
	[
		"a twin at the top",
		'{"kind": "a",\n"kind": "b", "items": []}',
		/line 2.*"kind" appears twice/,
	],
	[
		"a twin in an item",
		list('{"a": {"b": 1,\n\n"b": 2}}'),
		/line 3.*"b" appears twice/,
	],
	["an escaped twin", list('{"a": 1, "\\u0061": 2}'), /appears twice/],
	[
		"a twin among unsorted keys",
		list('{"b": 1, "a": 2, "b": 3}'),
		/"b" appears twice/,
	],
	[
		"a twin of __proto__",
		list('{"__proto__": 1, "__proto__": 2}'),
		/appears twice/,
	],
	[
		"a twin outside the items",
		'{"items": [], "functionConfig": {"a": 1, "a": 2}}',
		/appears twice/,
	],
	["deep arrays", list(nested("[", "]", 10_000)), /levels deep/],
	[
		"deep objects",
		list(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
		/levels deep/,
	],
	[
		"deep at the top",
		`{"items": [], "a": ${nested("[", "]", 10_000)}}`,
		/levels deep/,
	],
	["nothing but depth", nested("[", "]", 100_000), /./],
	["an open depth", '{"a":'.repeat(100_000), /./],
];

for (const [name, text, message] of PROBLEMS)
	test(`tells of ${name}`, () => {
		const cut = cutText(text);
		assert.ok("problem" in cut);
		assert.match(`line ${cut.line}: ${cut.problem}`, message);
	});

test("takes long texts", () => {
	const long = JSON.stringify('x\\"\n'.repeat(4_000_000));
	const cut = cutJson(list(`{"a": ${long}}, ${long}`));
	assert.ok(!("problem" in cut));
	assert.equal(
		cut.items.map(({ text }) => text.length),
		[long.length + 7, long.length],
	);
});

test.run();
