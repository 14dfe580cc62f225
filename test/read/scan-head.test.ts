import { suite } from "uvu";
import { isReadAnnotation } from "../../src/krm/annotations.ts";
import { headOf } from "../../src/read/head.ts";
import { makeItem } from "../../src/read/make-item.ts";
import { scanHead } from "../../src/read/scan-head.ts";
import type { ItemText } from "../../src/text/entry.ts";
import { parseYaml } from "../../src/text/parse-text.ts";
import { type Choices, chosen, holds, same } from "./choices.ts";
import { itemText } from "./item-text.ts";
import { mutated } from "./mutated.ts";

const item = (text: string): ItemText => ({
	text,
	form: "yaml",
	indent: /^ */.exec(text)?.[0].length ?? 0,
	line: 1,
});

/** The head that a full parse finds; undefined when there is none. */
function parsedHead(text: string) {
	const parsed = parseYaml(text);
	if ("problem" in parsed || !Array.isArray(parsed.value)) return undefined;
	const [value, second] = parsed.value;
	return second === undefined ? { head: headOf(value), value } : undefined;
}

/** Whether the scan was sure; throws when a full parse says otherwise. */
function agrees(text: string): boolean {
	const scan = scanHead(item(text));
	const parsed = parsedHead(text);
	if (scan === undefined || parsed === undefined) return false;
	if (typeof parsed.head === "string") throw new Error(parsed.head);
	same("head", scan.head, parsed.head);
	return true;
}

const KEYS = ["a.b/new", "config.kubernetes.io/local-config", "note"];

/** An annotation goes in where the scan says, and nothing else changes. */
function annotates(text: string): boolean {
	const made = makeItem(item(text));
	const parsed = parsedHead(text);
	if ("problem" in made || parsed === undefined) return false;
	let told = false;
	for (const key of KEYS) {
		const once = made.item.annotated(key, "a: b");
		const twice = annotated(annotated(once, "zz/2", "c"), key, "d");
		if (once === undefined || twice === undefined) continue;
		told = true;
		same("once", said(once.text), withNotes(parsed.value, { [key]: "a: b" }));
		const both = { [key]: "d", "zz/2": "c" };
		same("twice", said(twice.text), withNotes(parsed.value, both));
		const read = isReadAnnotation(key) ? "a: b" : undefined;
		same("head", itemOf(once)?.annotations[key], read);
	}
	return told;
}

/** The item that a text is. */
function itemOf(text: ItemText | undefined) {
	const made = text && makeItem(text);
	return made && "item" in made ? made.item : undefined;
}

const annotated = (text: ItemText | undefined, key: string, value: string) =>
	itemOf(text)?.annotated(key, value);

const said = (text: string) => (parsedHead(text) ?? { value: text }).value;

function withNotes(value: unknown, notes: Record<string, string>): unknown {
	const { metadata, ...rest } = value as {
		metadata?: { annotations?: object } | null;
	};
	const annotations = { ...metadata?.annotations, ...notes };
	return { ...rest, metadata: { ...metadata, annotations } };
}

const make = (choices: Choices) => itemText(choices, choices.pick(0, 0, 2));
const items = chosen(make);
const broken = chosen((choices) => mutated(choices, make));

const test = suite("the head scanner");

test("agrees with a full parse", () =>
	holds(agrees, items, { share: 0.2, numRuns: 1000 }));
test("agrees on mutated items", () =>
	holds(agrees, broken, { share: 0.03, numRuns: 1000 }));
test("annotates an item", () =>
	holds(annotates, items, { share: 0.2, numRuns: 1000 }));
test("annotates a mutated item", () =>
	holds(annotates, broken, { share: 0.2, numRuns: 1000 }));

test.run();
