import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import {
	blockLines,
	columnOf,
	type EditValue,
	endOf,
	flowText,
	nest,
	type Splice,
	type Step,
	scalarLike,
	startOf,
	type Wish,
} from "./edit-print.ts";
import type { ItemText } from "./item.ts";

type Yaml = typeof import("yaml");

/**
 * Sets one value in an item's text, and nothing else: comments, key order, quoting and all other bytes stay. Missing
 * mappings and entries on the way are made. A new key goes to the end, where kpt puts new keys too. Returns
 * undefined when something on the path is of another shape, or an alias: such a text can't be edited.
 */
export function setText(
	item: ItemText,
	path: readonly Step[],
	value: EditValue,
): string | undefined {
	const yaml = require("yaml") as Yaml;
	const body = item.form === "json" ? item.text : item.text.replace("-", " ");
	const document = yaml.parseDocument(body, { version: "1.2" });
	const splice = planSplice(
		yaml,
		{ item, body, path, value },
		document.contents,
	);
	if (splice === undefined) return undefined;
	const { start, end, text } = splice;
	const own = body.includes("\r\n") ? text.replace(/\r?\n/g, "\r\n") : text;
	return item.text.slice(0, start) + own + item.text.slice(end);
}

function planSplice(
	yaml: Yaml,
	wish: Wish,
	root: Node | null,
): Splice | undefined {
	let node = root;
	let column = 0;
	let inFlow = wish.item.form === "json";
	for (const [depth, step] of wish.path.entries()) {
		const rest = wish.path.slice(depth);
		if (yaml.isCollection(node) && node.flow) inFlow = true;
		if (depth > 0 && isEmpty(yaml, node))
			return fillEmpty(wish, node, rest, { column, inFlow });
		if (yaml.isSeq(node) && step === "-") return addEntry(wish, node);
		if (yaml.isSeq(node) && typeof step === "number") {
			node = (node.items[step] as Node | undefined) ?? null;
			continue;
		}
		if (!yaml.isMap(node)) return undefined;
		const pair = node.items.find(
			(candidate) =>
				yaml.isScalar(candidate.key) && String(candidate.key.value) === step,
		);
		if (pair === undefined)
			return node.flow
				? addToFlow(wish, node, rest)
				: addToBlock(wish, node, rest);
		column = columnOf(wish.body, startOf(pair.key as Node));
		node = (pair.value as Node | null) ?? null;
	}
	if (!yaml.isScalar(node) || node.range == null) return undefined;
	return replaceScalar(wish, node, { column, inFlow });
}

/** Where a node stands: the column of its key, and whether brackets are around it. */
interface Place {
	readonly column: number;
	readonly inFlow: boolean;
}

/** True for `key:` with nothing, `null` or `~` behind it. */
function isEmpty(yaml: Yaml, node: Node | null): node is Scalar {
	return yaml.isScalar(node) && node.value === null && node.range != null;
}

function replaceScalar(
	{ item, body, value }: Wish,
	node: Scalar,
	{ column, inFlow }: Place,
): Splice {
	const [start, end] = [startOf(node), endOf(node)];
	const old = body.slice(start, end);
	const isBlock = /^[|>]/.test(old);
	const isLong = typeof value === "string" && value.includes("\n");
	const style = inFlow || (isLong && !isBlock) ? '"' : old;
	const text = scalarLike(style, value, item, column);
	return { start, end, text: start === end ? ` ${text}` : text };
}

/** Puts a mapping or a list where `key:` had no value; a comment behind the key stays there. */
function fillEmpty(
	{ item, body, value }: Wish,
	node: Scalar,
	path: readonly Step[],
	{ column, inFlow }: Place,
): Splice {
	const [start, end] = [startOf(node), endOf(node)];
	const inner = nest(path, value);
	if (inFlow) {
		const text = flowText(item, inner);
		return { start, end, text: start === end ? ` ${text}` : text };
	}
	const lineEnd = end + (/\r?\n/.exec(body.slice(end))?.index ?? body.length);
	const comment = body.slice(end, lineEnd).trimEnd();
	const lines = blockLines(inner, column + 2).trimEnd();
	return { start, end: lineEnd, text: `${comment}\n${lines}` };
}

function addToFlow(
	{ item, body, value }: Wish,
	map: YAMLMap,
	path: readonly Step[],
): Splice {
	const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
	const at =
		last === undefined
			? body.indexOf("{", startOf(map)) + 1
			: endOf((last.value ?? last.key) as Node);
	const entry = flowText(item, nest(path, value)).slice(1, -1);
	return {
		start: at,
		end: at,
		text: last === undefined ? entry : `, ${entry}`,
	};
}

function addToBlock(
	{ body, value }: Wish,
	map: YAMLMap,
	path: readonly Step[],
): Splice {
	const column = columnOf(body, startOf(map.items[0]?.key as Node));
	const last = map.items.at(-1) as Pair<Node, Node | null>;
	const lines = blockLines(nest(path, value), column);
	return insertAfter(body, last.value ?? last.key, lines);
}

function addEntry({ item, body, value }: Wish, list: YAMLSeq): Splice {
	const last = list.items.at(-1) as Node | undefined;
	if (list.flow || last === undefined) {
		const at =
			last === undefined ? body.indexOf("[", startOf(list)) + 1 : endOf(last);
		return {
			start: at,
			end: at,
			text: `${last === undefined ? "" : ", "}${flowText(item, value)}`,
		};
	}
	const dash = body.lastIndexOf("-", startOf(list.items[0] as Node) - 1);
	return insertAfter(body, last, blockLines([value], columnOf(body, dash)));
}

/** Puts whole lines behind the line on which the node ends. */
function insertAfter(body: string, node: Node, lines: string): Splice {
	const end = endOf(node);
	const newline = body[end - 1] === "\n" ? end - 1 : body.indexOf("\n", end);
	const at = newline < 0 ? body.length : newline + 1;
	return { start: at, end: at, text: `${newline < 0 ? "\n" : ""}${lines}` };
}
