import type { CST } from "yaml";
import type { ItemText } from "../krm/item.ts";
import { printEntry, printYaml } from "../krm/print-yaml.ts";
import {
	type Cut,
	type CutProblem,
	isMapping,
	isSame,
	lineCounter,
	splitTrailing,
} from "./cut.ts";
import { ANY_ALIASES, parseYaml } from "./parse-text.ts";

/**
 * Cuts a list document with full parsers, for whatever the fast cutter leaves alone. js-yaml decides what the document
 * says; the concrete syntax tree of `yaml` gives the items' own bytes. An item that can't stand alone (flow style, an
 * alias of another item's anchor) is printed anew from its value.
 */
export function cutParsed(text: string): Cut | CutProblem {
	const parsed = parseYaml(text, ANY_ALIASES);
	if ("problem" in parsed)
		return { problem: parsed.problem, line: parsed.line + 1 };
	if (!isMapping(parsed.value))
		return {
			problem: `the input is ${kindOfValue(parsed.value)}, not a mapping`,
			line: 1,
		};
	const { items, results: _, ...root } = parsed.value;
	const { functionConfig, ...header } = root;
	const values: readonly unknown[] = Array.isArray(items) ? items : [];
	const own = ownTexts(text, values);
	const printed = [root, values.filter((_, i) => own[i] === undefined)];
	if (ALIAS.test(text) && sizeUpTo(MAX_SIZE, printed) >= MAX_SIZE) {
		const problem = `YAML aliases that stand for more than ${MAX_SIZE} values; write out what is needed of them`;
		return { problem, line: 1 };
	}
	const indent = own.find((item) => item !== undefined)?.indent ?? 0;
	const texts = values.map(
		(value, i): ItemText =>
			own[i] ?? {
				text: printEntry(value, indent),
				form: "yaml",
				indent,
				line: 1,
			},
	);
	return {
		form: "yaml",
		items: texts,
		indent,
		before: `${printYaml(header)}items:\n`,
		after: functionConfig === undefined ? "" : printYaml({ functionConfig }),
		root,
		...(Array.isArray(items) ? {} : { badItems: { value: items } }),
	};
}

function kindOfValue(value: unknown): string {
	return Array.isArray(value)
		? "a sequence"
		: `the scalar ${JSON.stringify(value).slice(0, 60)}`;
}

/** What looks like an alias; where there is none, a value is as large as its text. */
const ALIAS = /(?:^|[\s[{,:-])\*[^\s*]/m;

/** So many values are printed or compared at most, where aliases may stand for many more than the text shows. */
const MAX_SIZE = 100_000;

/** The number of values in a value, counted up to a limit. */
function sizeUpTo(limit: number, value: unknown): number {
	if (typeof value !== "object" || value === null) return 1;
	let size = 1;
	for (const inner of Object.values(value)) {
		if (size >= limit) break;
		size += sizeUpTo(limit - size, inner);
	}
	return size;
}

/**
 * The items' own texts, those that say the same when they stand alone and start at the column of the first; undefined
 * for the others.
 */
function ownTexts(
	text: string,
	values: readonly unknown[],
): (ItemText | undefined)[] {
	const spans = itemSpans(text);
	if (spans?.length !== values.length) return [];
	const lines = lineCounter(text);
	const own = spans.map(([start, end]) =>
		ownText(text.slice(start, end), lines(start)),
	);
	const indent = own[0]?.indent;
	const mayGrow = ALIAS.test(text);
	return own.map((item, i) =>
		item?.indent === indent &&
		item !== undefined &&
		says(item, values[i], mayGrow)
			? item
			: undefined,
	);
}

function ownText(own: string, line: number): ItemText | undefined {
	const indent = /^( *)-(?=[ \r\n])/.exec(own)?.[1]?.length;
	if (indent === undefined) return undefined;
	return splitTrailing({
		text: own.endsWith("\n") ? own : `${own}\n`,
		form: "yaml",
		indent,
		line,
	});
}

/** True when the item's text, on its own, stands for the value; one that aliases make too large is not compared. */
function says(item: ItemText, value: unknown, mayGrow: boolean): boolean {
	const parsed = parseYaml(item.text, ANY_ALIASES);
	if ("problem" in parsed) return false;
	if (mayGrow && sizeUpTo(MAX_SIZE, value) >= MAX_SIZE) return true;
	return isSame(parsed.value, [value]);
}

/** Start and end of each entry of the block sequence `items`, in whole lines; undefined when it is none. */
function itemSpans(text: string): [number, number][] | undefined {
	const { Parser } = require("yaml") as typeof import("yaml");
	const tokens = [...new Parser().parse(text)];
	const root = tokens.find(
		(token): token is CST.Document => token.type === "document",
	);
	if (root?.value?.type !== "block-map") return undefined;
	const pairs = root.value.items;
	const at = pairs.findIndex(
		(pair) => pair.key?.type === "scalar" && pair.key.source === "items",
	);
	const list = pairs[at]?.value;
	if (list?.type !== "block-seq") return undefined;
	const lineStart = (offset: number) => text.lastIndexOf("\n", offset - 1) + 1;
	const dashes = list.items.flatMap(({ start }) =>
		start.filter((token) => token.type === "seq-item-ind"),
	);
	const next =
		pairs[at + 1]?.key?.offset ??
		tokens.find((token) => token.type === "doc-end")?.offset;
	const ends = [
		...dashes.slice(1).map((dash) => lineStart(dash.offset)),
		next === undefined ? text.length : lineStart(next),
	];
	return dashes.map((dash, i) => [lineStart(dash.offset), ends[i] as number]);
}
