import type { CST } from "yaml";
import type { ItemText } from "../krm/item.ts";
import { printEntry, printYaml } from "../krm/print-yaml.ts";
import {
	type Cut,
	type CutProblem,
	isMapping,
	lineCounter,
	splitTrailing,
} from "./cut.ts";
import { parseYaml } from "./parse-text.ts";

/**
 * Cuts a list document with full parsers, for whatever the fast cutter leaves alone. js-yaml decides what the document
 * says; the concrete syntax tree of `yaml` gives the items' own bytes. An item that can't stand alone (flow style, an
 * alias of another item's anchor) is printed anew from its value.
 */
export function cutParsed(text: string): Cut | CutProblem {
	const parsed = parseYaml(text);
	if ("problem" in parsed)
		return { problem: parsed.problem, line: parsed.line + 1 };
	if (!isMapping(parsed.value))
		return {
			problem: `the input is ${kindOfValue(parsed.value)}, not a mapping`,
			line: 1,
		};
	const { items, results: _, ...root } = parsed.value;
	const { functionConfig, ...header } = root;
	const isList = Array.isArray(items);
	const texts = isList ? itemTexts(text, items) : [];
	return {
		form: "yaml",
		items: texts,
		indent: texts[0]?.indent ?? 0,
		before: `${printYaml(header)}items:\n`,
		after: functionConfig === undefined ? "" : printYaml({ functionConfig }),
		root,
		...(isList ? {} : { badItems: { value: items } }),
	};
}

function kindOfValue(value: unknown): string {
	return Array.isArray(value)
		? "a sequence"
		: `the scalar ${JSON.stringify(value).slice(0, 60)}`;
}

/** The items' own texts where these can stand alone and all start at one column, else texts printed from the values. */
function itemTexts(text: string, values: readonly unknown[]): ItemText[] {
	const spans = itemSpans(text);
	const lines = lineCounter(text);
	const own =
		spans?.length === values.length
			? spans.map(([start, end]) =>
					ownText(text.slice(start, end), lines(start)),
				)
			: undefined;
	const indent = own?.[0]?.indent ?? 0;
	return values.map((value, i) => {
		const item = own?.[i];
		if (item !== undefined && item.indent === indent && standsAlone(item))
			return item;
		return {
			text: printEntry(value, indent),
			form: "yaml",
			indent,
			line: item?.line ?? 1,
		};
	});
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

function standsAlone(item: ItemText): boolean {
	return !("problem" in parseYaml(item.text));
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
