import type { Node, Pair, Scalar, YAMLMap } from "yaml";
import type { ItemText } from "./item.ts";
import { compareText } from "./order.ts";
import { printYaml } from "./print-yaml.ts";

type Yaml = typeof import("yaml");

/**
 * Sets one text value in an item's text, and nothing else: comments, key order, quoting and all other bytes stay.
 * Missing mappings on the way are made. A new key goes to its place in a sorted mapping, else to the end.
 * Returns undefined when something on the path is no mapping, or an alias: such a text can't be edited.
 */
export function setText(
	item: ItemText,
	path: readonly string[],
	value: string,
): string | undefined {
	const yaml = require("yaml") as Yaml;
	const body = item.form === "json" ? item.text : item.text.replace("-", " ");
	const document = yaml.parseDocument(body, {
		version: "1.2",
		keepSourceTokens: false,
	});
	const edit = planEdit(yaml, { item, body, path, value }, document.contents);
	if (edit === undefined) return undefined;
	return item.text.slice(0, edit.start) + edit.text + item.text.slice(edit.end);
}

interface Wish {
	readonly item: ItemText;
	readonly body: string;
	readonly path: readonly string[];
	readonly value: string;
}

interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

function planEdit(yaml: Yaml, wish: Wish, root: Node | null): Edit | undefined {
	let node = root;
	let column = 0;
	for (const [depth, key] of wish.path.entries()) {
		const rest = wish.path.slice(depth);
		if (isEmpty(yaml, node)) return fillEmpty(wish, node, rest, column);
		if (!yaml.isMap(node)) return undefined;
		const pair = node.items.find(
			(candidate) =>
				yaml.isScalar(candidate.key) && candidate.key.value === key,
		);
		if (pair === undefined)
			return node.flow
				? addToFlow(wish, node, rest)
				: addToBlock(wish, node, rest);
		column = columnOf(wish.body, startOf(pair.key as Node));
		node = (pair.value as Node | null) ?? null;
	}
	if (!yaml.isScalar(node) || node.range == null) return undefined;
	return replaceScalar(wish, node);
}

/** True for `key:` with nothing, `null` or `~` behind it. */
function isEmpty(yaml: Yaml, node: Node | null): node is Scalar {
	return yaml.isScalar(node) && node.value === null && node.range != null;
}

function replaceScalar(
	{ item, body, value }: Wish,
	{ range }: Scalar,
): Edit | undefined {
	const [start, end] = range as [number, number, number];
	const old = body.slice(start, end);
	if (old.startsWith("|") || old.startsWith(">"))
		return { start, end, text: `${JSON.stringify(value)}\n` };
	const printed =
		old.startsWith('"') || item.form === "json"
			? JSON.stringify(value)
			: old.startsWith("'")
				? single(value)
				: plain(value);
	return { start, end, text: start === end ? ` ${printed}` : printed };
}

const single = (value: string) => `'${value.replaceAll("'", "''")}'`;
const plain = (value: string) => printYaml(value).trimEnd();

/** Puts a mapping where `key:` had no value. */
function fillEmpty(
	{ item, body, value }: Wish,
	{ range }: Scalar,
	path: readonly string[],
	column: number,
): Edit {
	const [start, end] = range as [number, number, number];
	if (item.form === "json")
		return { start, end, text: JSON.stringify(nest(path, value)) };
	const newline = body.indexOf("\n", end);
	const lineEnd = newline < 0 ? body.length : newline;
	return {
		start,
		end: lineEnd,
		text: `${body.slice(end, lineEnd)}\n${lines(path, value, column + 2).trimEnd()}`,
	};
}

function addToFlow(
	{ item, body, value }: Wish,
	map: YAMLMap,
	path: readonly string[],
): Edit {
	const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
	const at =
		last === undefined
			? body.indexOf("{", startOf(map)) + 1
			: endOf((last.value ?? last.key) as Node);
	const entry =
		item.form === "json"
			? JSON.stringify(nest(path, value)).slice(1, -1)
			: flowEntry(path, value);
	return {
		start: at,
		end: at,
		text: last === undefined ? entry : `, ${entry}`,
	};
}

function flowEntry(path: readonly string[], value: string): string {
	const [key, ...rest] = path;
	return `${plain(key as string)}: ${rest.length === 0 ? JSON.stringify(value) : `{${flowEntry(rest, value)}}`}`;
}

function addToBlock(
	{ body, value }: Wish,
	map: YAMLMap,
	path: readonly string[],
): Edit {
	const keys = map.items.map((pair) => String((pair.key as Scalar).value));
	const isSorted = keys.every(
		(key, i) => i === 0 || compareText(keys[i - 1] as string, key) < 0,
	);
	const before = isSorted
		? keys.findIndex((key) => compareText(path[0] as string, key) < 0)
		: -1;
	const column = columnOf(body, startOf(map.items[0]?.key as Node));
	const isRoot =
		startOf(map.items[0]?.key as Node) === startOf(map) && column <= 2;
	const previous =
		before === -1 || (before === 0 && isRoot)
			? map.items.at(-1)
			: map.items[before - 1];
	if (previous === undefined) {
		const at = body.lastIndexOf("\n", startOf(map.items[0]?.key as Node)) + 1;
		return { start: at, end: at, text: lines(path, value, column) };
	}
	const end = endOf((previous.value ?? previous.key) as Node);
	const newline = body[end - 1] === "\n" ? end - 1 : body.indexOf("\n", end);
	const at = newline < 0 ? body.length : newline + 1;
	return {
		start: at,
		end: at,
		text: `${newline < 0 ? "\n" : ""}${lines(path, value, column)}`,
	};
}

/** The lines of nested block mappings that end in the value. */
function lines(path: readonly string[], value: string, column: number): string {
	return printYaml(nest(path, value)).replace(/^(?=.)/gm, " ".repeat(column));
}

function nest(path: readonly string[], value: string): unknown {
	return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

const startOf = (node: Node) => node.range?.[0] ?? 0;
const endOf = (node: Node) => node.range?.[1] ?? 0;
