import type { TextProblem } from "../text/lines.ts";
import { ANY_ALIASES, MAX_VALUES, parseYaml } from "../text/parse-text.ts";
import { printEntry } from "../text/print-yaml.ts";
import type { Cut, CutItem } from "./cut.ts";

/** Match what looks like an anchor, and like an alias. */
const ANCHOR = /(?:^|[\s[{,:-])&[^\s&]/;
const ALIAS = /(?:^|[\s[{,:-])\*[^\s*]/;

/**
 * Expands aliases to anchors of other items, so that each item can be read alone. The whole document is parsed at the
 * first such item.
 */
export function withoutForeignAliases(
	cut: Cut,
	document: string,
): Cut | TextProblem {
	const mayShare =
		document.includes("&") &&
		document.includes("*") &&
		ANCHOR.test(document) &&
		ALIAS.test(document);
	if (!mayShare) return cut;
	const shared = cut.items.map(refersElsewhere);
	if (!shared.includes(true)) return cut;
	const whole = parseYaml(document, ANY_ALIASES);
	if ("problem" in whole)
		return { problem: whole.problem, line: whole.line + 1 };
	const { items } = whole.value as { readonly items: readonly unknown[] };
	const own = items.filter((_, i) => shared[i]);
	if (sizeUpTo(MAX_VALUES, own) >= MAX_VALUES) return tooLarge();
	return {
		...cut,
		items: cut.items.map((item, i) =>
			shared[i] ? writtenOut(item, items[i]) : item,
		),
	};
}

/** True for an item with an alias whose anchor is not in it. */
function refersElsewhere({ text }: CutItem): boolean {
	if (!ALIAS.test(text)) return false;
	const parsed = parseYaml(text, ANY_ALIASES);
	return "problem" in parsed && parsed.isForeignAlias === true;
}

function writtenOut(
	{ form, indent, line, trailing = "" }: CutItem,
	value: unknown,
): CutItem {
	return { text: printEntry(value, indent), form, indent, line, trailing };
}

/** The problem of a text with too many aliased values. */
export function tooLarge(): TextProblem {
	const problem = `YAML aliases that stand for more than ${MAX_VALUES} values; write out what is needed of them`;
	return { problem, line: 1 };
}

/** The number of nested values, counted up to a limit: aliases can expand to many more than the text shows. */
export function sizeUpTo(limit: number, value: unknown): number {
	if (typeof value !== "object" || value === null) return 1;
	let size = 1;
	for (const inner of Object.values(value)) {
		if (size >= limit) break;
		size += sizeUpTo(limit - size, inner);
	}
	return size;
}
