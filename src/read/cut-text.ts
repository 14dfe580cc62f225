import type { TextProblem } from "../text/lines.ts";
import { ALIAS, parseYaml } from "../text/parse-text.ts";
import { printEntry } from "../text/print-yaml.ts";
import type { Cut, CutItem } from "./cut.ts";
import { cutBlock } from "./cut-block.ts";
import { cutJson } from "./cut-json.ts";
import { cutParsed } from "./cut-parsed.ts";

/** Cuts a list document into its items: by indentation where possible, else by a full parse. */
export function cutText(text: string): Cut | TextProblem {
	const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
	if (/^\s*\{/.test(bare)) {
		const json = cutJson(bare);
		if (!("notJson" in json)) return json;
		// Invalid JSON may be YAML in flow style, and JSON.parse does not give the line of a problem.
		const flow = cutParsed(bare);
		return "problem" in flow ? { ...json, line: flow.line } : flow;
	}
	const cut = cutBlock(bare);
	return cut === undefined ? cutParsed(bare) : withoutForeignAliases(cut, bare);
}

/** Matches what looks like an anchor. */
const ANCHOR = /(?:^|[\s[{,:-])&[^\s&]/;

/**
 * Expands aliases to anchors of other items, so that each item can be read alone. The whole document is parsed at the
 * first such item.
 */
function withoutForeignAliases(cut: Cut, document: string): Cut | TextProblem {
	const mayShare =
		document.includes("&") &&
		document.includes("*") &&
		ANCHOR.test(document) &&
		ALIAS.test(document);
	if (!mayShare) return cut;
	const shared = cut.items.map(refersElsewhere);
	if (!shared.includes(true)) return cut;
	const whole = parseYaml(document);
	if ("problem" in whole)
		return { problem: whole.problem, line: whole.line + 1 };
	const { items } = whole.value as { readonly items: readonly unknown[] };
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
	const parsed = parseYaml(text);
	return "problem" in parsed && parsed.isForeignAlias === true;
}

function writtenOut(
	{ form, indent, line, trailing = "" }: CutItem,
	value: unknown,
): CutItem {
	return { text: printEntry(value, indent), form, indent, line, trailing };
}
