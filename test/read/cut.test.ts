import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Cut } from "../../src/read/cut.ts";
import { cutBlock } from "../../src/read/cut-block.ts";
import { cutText } from "../../src/read/cut-text.ts";
import { parseYaml } from "../../src/text/parse-text.ts";
import { loadYaml } from "../support/load-yaml.ts";
import { writeList } from "../support/write-list.ts";
import { chosen, holds, same } from "./choices.ts";
import { disguised } from "./disguised.ts";
import { mutated } from "./mutated.ts";
import { listText } from "./yaml-text.ts";

/** What an item's text says when it is parsed on its own. */
function ownValue({ text }: { text: string }): unknown {
	const parsed = parseYaml(text);
	if ("problem" in parsed) throw new Error(`${parsed.problem} in\n${text}`);
	same("count", (parsed.value as unknown[]).length, 1);
	return (parsed.value as unknown[])[0];
}

/** Whether the text is YAML of a mapping; throws when the cut says anything else than js-yaml. */
function saysWhatJsYamlSays(text: string): boolean {
	let value: unknown;
	try {
		value = loadYaml(text);
	} catch {
		return false;
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return false;
	const cut = cutText(text);
	if ("problem" in cut) throw new Error(cut.problem);
	const { items, results: _, ...root } = value as Record<string, unknown>;
	same("root", cut.root, root);
	same(
		"badItems",
		cut.badItems,
		Array.isArray(items) ? undefined : { value: items },
	);
	same("values", cut.items.map(ownValue), Array.isArray(items) ? items : []);
	return roundTrips(cut, root, items);
}

/** An untouched list says the same once it is written, and its items are the same bytes. */
function roundTrips(
	cut: Cut,
	root: Record<string, unknown>,
	items: unknown,
): boolean {
	if (cut.badItems !== undefined || root.kind !== "ResourceList") return true;
	const written = writeList(cut, cut.items);
	same("list", loadYaml(written), { ...root, items });
	const again = cutText(written);
	if ("problem" in again) throw new Error(again.problem);
	const texts = ({ items }: Cut) =>
		items.map((item) => item.text.replace(/\n?$/, "\n"));
	same("texts", texts(again), texts(cut));
	return true;
}

/** What is cut by indentation leaves to the byte, valid or not, but for earlier results. */
function keepsBytes(text: string): boolean {
	const cut = cutBlock(text);
	if (cut?.root.kind !== "ResourceList" || /^["']?results/m.test(text))
		return false;
	same("bytes", writeList(cut, cut.items), text.replace(/\n?$/, "\n"));
	return true;
}

const lists = chosen(listText);
const broken = chosen((choices) => mutated(choices, listText));
const odd = chosen(disguised);

const test = suite("cutting lists");

for (const [what, texts, share] of [
	["lists in every style", lists, 0.8],
	["mutated lists", broken, 0.1],
	["lists in disguise", odd, 0.3],
] as const)
	test(`says what js-yaml says of ${what}`, () =>
		holds(saysWhatJsYamlSays, texts, { share }));

test("what is cut leaves to the byte", () =>
	holds(keepsBytes, broken, { share: 0.2 }));
test("what is in disguise leaves to the byte", () =>
	holds(keepsBytes, odd, { share: 0.2 }));

const LIST = `# made by hand
apiVersion: config.kubernetes.io/v1
kind: ResourceList
functionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: args}} # inline
items: # all of them
  # the first
  -   apiVersion: v1
      kind: Node
      metadata: &meta
        name: a
  -
    apiVersion: v1
    kind: Node
    metadata: {name: b}
# behind
`;

for (const [lesson, text] of [
	["comments, odd indentation and an anchor", LIST],
	["CRLF", LIST.replaceAll("\n", "\r\n")],
	["some lines with CRLF", LIST.replace("a\n", "a\r\n")],
	[
		"a tab in a script",
		LIST.replace(
			"name: a\n",
			"name: a\n      data:\n        run: |\n          if\n          \tfi\n",
		),
	],
	["directives and a document end", `%YAML 1.2\n---\n${LIST}...\n`],
	[
		"quoted keys",
		LIST.replace("items:", '"items":').replace("kind:", "'kind':"),
	],
] as const)
	test(`is cut by indentation: ${lesson}`, () => {
		const cut = cutBlock(text) as Cut;
		assert.is(cut.items.length, 2);
		assert.is(writeList(cut, cut.items), text);
	});

test("an item with an alias of another item's anchor is written out", () => {
	const text = `${LIST.replace("{name: b}", "*meta")}`;
	const cut = cutText(text) as Cut;
	assert.is(
		cut.items[1]?.text,
		"  - apiVersion: v1\n    kind: Node\n    metadata:\n      name: a\n",
	);
	assert.is(cut.items[0]?.text, (cutBlock(text) as Cut).items[0]?.text);
});

test.run();
