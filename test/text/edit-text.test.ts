import { suite } from "uvu";
import { Parser } from "yaml";
import { makeItem } from "../../src/read/make-item.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { itemText } from "../read/item-text.ts";
import { jsonObject } from "../read/json-text.ts";
import { mutated } from "../read/mutated.ts";
import { type EditWish, makeWish, readItem, withPath } from "./edit-wish.ts";

/** The comments of a text, in any order. */
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

/** How many lines of a text are not in the other one, which differs in one place. */
function linesGone(before: string, after: string): number {
	const [old, now] = [before.split("\n"), after.split("\n")];
	const most = Math.min(old.length, now.length);
	let start = 0;
	while (start < most && old[start] === now[start]) start++;
	let end = 0;
	while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end++;
	return old.length - start - end;
}

/** Shapes that may be refused: anchors, aliases, tags, keys without a colon. */
const REFUSED = /[&*!?]|<</;

/** True when the value was set and all else stays; false when it can't be. */
function setsOnlyThat(wish: EditWish, isValid: boolean): boolean {
	const { item, value, path, to } = wish;
	const wanted = withPath(value, path, to);
	const made = makeItem(item);
	if ("problem" in made || /[\u2028\u2029]/.test(item.text)) return false;
	const edited = made.item.edited(path, to);
	const what = `${path.join(" ")} = ${JSON.stringify(to)} in\n${item.text}\nout\n${edited}\n`;
	if (edited === undefined) {
		if (isValid && wanted !== undefined && !REFUSED.test(item.text))
			throw new Error(`not edited: ${what}`);
		return false;
	}
	same(`value ${what}`, readItem(item, edited), wanted?.value);
	if (item.form === "json") return true;
	same(`comments ${what}`, comments(edited), comments(item.text));
	same(`ends ${what}`, LONE.test(edited), LONE.test(item.text));
	const most = wanted?.old === undefined ? 1 : 12;
	same(`lines ${what}`, linesGone(item.text, edited) <= most, true);
	return true;
}

const LONE = /(?:^|[^\r])\n/;

const yamlItem = (choices: Choices) => itemText(choices, choices.pick(0, 2));
const crlf = (text: string) => text.replaceAll("\n", "\r\n");

/** A JSON object with the head of a resource. */
function jsonItem(choices: Choices): string {
	const own = jsonObject(choices, 3).replace(/^\{\s*/, "");
	const head = '{ "apiVersion": "v1", "kind":"Node","metadata": {"name":"x"}';
	return head + (own === "}" ? own : `, ${own}`);
}

const wishes = (make: (choices: Choices) => string, form: "yaml" | "json") =>
	chosen((choices) => {
		const own = choices.split(16);
		const text = make(choices);
		return makeWish(own, own.rarely(10) ? crlf(text) : text, form);
	}).filter((wish): wish is EditWish => wish !== undefined);

const test = suite("an edited item");

test("sets one value of an item", () =>
	holds((wish) => setsOnlyThat(wish, true), wishes(yamlItem, "yaml"), {
		share: 0.3,
	}));

test("sets one value of a mutated item, or says that it can't", () => {
	const broken = wishes((choices) => mutated(choices, yamlItem), "yaml");
	holds((wish) => setsOnlyThat(wish, false), broken, { share: 0.1 });
});

test("sets one value of a JSON item", () => {
	const objects = wishes(jsonItem, "json");
	holds((wish) => setsOnlyThat(wish, true), objects, { share: 0.3 });
});

test.run();
