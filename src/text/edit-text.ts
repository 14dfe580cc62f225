import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import {
	blockLines,
	columnOf,
	type Edit,
	endOf,
	flowText,
	memberText,
	nest,
	otherLines,
	type Splice,
	scalarLike,
	startOf,
} from "./edit-print.ts";
import type { EditValue, Step } from "./edit-value.ts";
import type { ItemText } from "./entry.ts";

/** The package `yaml`, loaded on first use. */
const yaml = (): typeof import("yaml") => require("yaml");

/**
 * Sets one value in an item's text, and nothing else: comments, key order, quoting and all other bytes stay. Missing
 * mappings and entries on the way are created. A new key goes to the end, where kpt puts new keys too. Returns
 * undefined when something on the path is of another shape, or an alias: such a text can't be edited.
 */
export function setText(
	item: ItemText,
	path: readonly Step[],
	value: EditValue,
): string | undefined {
	const { form, text } = item;
	const body = form === "json" ? text : text.replace("-", " ");
	const splice = spliceOf({ form, body, path, value });
	return splice && spliced(text, splice);
}

/** The text with the splice in it. */
export function spliced(
	text: string,
	{ start, end, text: own }: Splice,
): string {
	return text.slice(0, start) + own + text.slice(end);
}

/** What `setText` changes in a document; undefined when it can't be edited. */
export function spliceOf(edit: Edit): Splice | undefined {
	const { body, form } = edit;
	const document = yaml().parseDocument(body, {
		version: "1.2",
		// YAML with duplicate keys was refused when it was read; checking again takes quadratic time.
		uniqueKeys: form === "json",
	});
	if (document.errors.length > 0) return undefined;
	const splice = planSplice(edit, document.contents);
	if (splice === undefined || !body.includes("\r\n")) return splice;
	return { ...splice, text: splice.text.replace(/\r?\n/g, "\r\n") };
}

/** A node on the path: the column of its key or dash, and whether brackets are around it. */
interface YamlPosition {
	readonly node: Node | null;
	readonly column: number;
	readonly inFlow: boolean;
}

function planSplice(edit: Edit, root: Node | null): Splice | undefined {
	const inFlow = edit.form === "json" || isFlow(root);
	let place: YamlPosition = { node: root, column: 0, inFlow };
	for (const [depth, step] of edit.path.entries()) {
		if (isShared(place.node)) return undefined;
		const next = positionOf(edit.body, place, step);
		if (next === undefined) return addAt(edit, place, edit.path.slice(depth));
		place = next;
	}
	const { node } = place;
	if (!yaml().isScalar(node) || isShared(node)) return undefined;
	return node.tag === undefined ? replaceScalar(edit, node, place) : undefined;
}

/** The position one step further; undefined when it does not exist. */
function positionOf(
	body: string,
	place: YamlPosition,
	step: Step,
): YamlPosition | undefined {
	const at = (node: Node | null, column: number): YamlPosition => ({
		node,
		column,
		inFlow: place.inFlow || isFlow(node),
	});
	const { isMap, isScalar, isSeq } = yaml();
	if (isSeq(place.node)) {
		if (typeof step !== "number") return undefined;
		const entry = place.node.items[step] as Node | undefined;
		return entry && at(entry, dashColumn(body, entry));
	}
	if (!isMap(place.node)) return undefined;
	const pair = place.node.items.find(
		({ key }) => isScalar(key) && String(key.value) === step,
	) as Pair<Node, Node | null> | undefined;
	return pair && at(pair.value, columnOf(body, startOf(pair.key)));
}

/** Creates the missing steps of a path at a position. */
function addAt(
	edit: Edit,
	{ node, column, inFlow }: YamlPosition,
	path: readonly Step[],
): Splice | undefined {
	if (isEmpty(node) && path.length < edit.path.length)
		return fillEmpty(edit, node, path, { column, inFlow });
	const isEntry = path[0] === "-";
	if (yaml().isSeq(node) && isEntry) return addEntry(edit, node, path.slice(1));
	if (!yaml().isMap(node) || isEntry || typeof path[0] !== "string")
		return undefined;
	return node.flow
		? addLast(edit, node, nest(path, edit.value))
		: addToBlock(edit, node, path);
}

const isFlow = (node: Node | null) =>
	yaml().isCollection(node) && node.flow === true;

/** True for an anchor's node: an alias elsewhere would change with it. */
function isShared(node: Node | null): boolean {
	return yaml().isNode(node) && "anchor" in node && node.anchor !== undefined;
}

/** True for `key:` with nothing, `null` or `~` after it. */
function isEmpty(node: Node | null): node is Scalar {
	return yaml().isScalar(node) && node.value === null && node.range != null;
}

function replaceScalar(
	{ form, body, value }: Edit,
	node: Scalar,
	{ column, inFlow }: Omit<YamlPosition, "node">,
): Splice {
	const [start, end] = [startOf(node), endOf(node)];
	const old = body.slice(start, end).replaceAll("\r\n", "\n");
	const isBlock = /^[|>]/.test(old);
	const lines = otherLines(old, node.value, value);
	if (lines !== undefined) return { start, end, text: lines };
	const isLong = typeof value === "string" && value.includes("\n");
	const style = inFlow || (isLong && !isBlock) ? '"' : old;
	const text = scalarLike(style, value, form, column);
	const blank = text.startsWith("|+") ? blankLines(body, end) : 0;
	const whole = isBlock ? asLines(old, text) : text;
	const own = start === end ? padded(body, start, whole) : whole;
	return { start, end: end + blank, text: own };
}

/** A text for an empty value, with the spaces that it needs around it. */
function padded(body: string, at: number, text: string): string {
	const lead = /\s/.test(body[at - 1] ?? "") ? "" : " ";
	return lead + text + (body[at] === "#" ? " " : "");
}

/** The replacement of a block scalar: with the comment of its header, and ending with its line if that did. */
function asLines(old: string, text: string): string {
	const comment = /^\S+([ \t]+#[^\n]*)/.exec(old)?.[1] ?? "";
	const isNoted = /^[|>]/.test(text) || text.endsWith(comment);
	const whole = isNoted ? text : text + comment;
	return old.endsWith("\n") && !whole.endsWith("\n") ? `${whole}\n` : whole;
}

/** The length of the blank lines at an offset, which would become text after a block scalar with `+`. */
const blankLines = (body: string, offset: number) =>
	/^(?:[ \t]*\r?\n)*/.exec(body.slice(offset))?.[0].length ?? 0;

/** Sets a mapping or a list at a `key:` without a value; a comment after the key stays. */
function fillEmpty(
	{ form, body, value }: Edit,
	node: Scalar,
	path: readonly Step[],
	{ column, inFlow }: Omit<YamlPosition, "node">,
): Splice {
	const [start, end] = [startOf(node), endOf(node)];
	const inner = nest(path, value);
	if (inFlow) {
		const text = flowText(form, inner);
		const own = start === end ? padded(body, start, text) : text;
		return { start, end, text: own };
	}
	const lineEnd = end + (/\r?\n/.exec(body.slice(end))?.index ?? body.length);
	const comment = body.slice(end, lineEnd).trimEnd();
	const lines = blockLines(inner, column + 2).trimEnd();
	return { start, end: lineEnd, text: `${comment}\n${lines}` };
}

/** Adds a member or an entry at the end of a collection in brackets. */
function addLast(
	edit: Edit,
	parent: YAMLMap | YAMLSeq,
	member: unknown,
): Splice {
	const { body, form } = edit;
	const last = parent.items.at(-1);
	if (last === undefined) {
		const bracket = Array.isArray(member) ? "[" : "{";
		const at = body.indexOf(bracket, startOf(parent)) + 1;
		return { start: at, end: at, text: flowText(form, member).slice(1, -1) };
	}
	const [from, to] = nodesOf(last);
	const place = { last: startOf(from), close: endOf(parent) - 1 };
	const text = memberText(edit, place, member);
	return { start: endOf(to), end: endOf(to), text };
}

/** The first and the last node of an entry: of a pair its key, and its value if it has one. */
function nodesOf(entry: unknown): readonly [Node, Node] {
	if (!yaml().isPair(entry)) return [entry as Node, entry as Node];
	const { key, value } = entry as Pair<Node, Node | null>;
	return [key, value ?? key];
}

function addToBlock(
	{ body, value }: Edit,
	map: YAMLMap,
	path: readonly Step[],
): Splice | undefined {
	const first = startOf(map.items[0]?.key as Node);
	if (first !== startOf(map)) return undefined; // `? key`, `&anchor key`
	const lines = blockLines(nest(path, value), columnOf(body, first));
	return insertAfter(body, map, lines);
}

function addEntry(edit: Edit, list: YAMLSeq, path: readonly Step[]): Splice {
	const { body } = edit;
	const entry = nest(path, edit.value);
	const [first] = list.items as Node[];
	if (list.flow || first === undefined) return addLast(edit, list, [entry]);
	const lines = blockLines([entry], dashColumn(body, first));
	return insertAfter(body, list, lines);
}

/** The column of the dash of a list's entry; meaningless in a flow list. */
function dashColumn(body: string, entry: Node | null): number {
	const start = entry === null ? 0 : startOf(entry);
	return columnOf(body, body.lastIndexOf("-", start - 1));
}

/** Where a node's last value ends. A block's own range may hold comments after it. */
function endOfText(node: Node): number {
	const { items, flow } = node as Partial<YAMLMap | YAMLSeq>;
	const last = flow === true ? undefined : items?.at(-1);
	return last === undefined ? endOf(node) : endOfText(nodesOf(last)[1]);
}

/** Inserts whole lines after the line on which the node ends. */
function insertAfter(body: string, node: Node, lines: string): Splice {
	const end = endOfText(node);
	const newline = body[end - 1] === "\n" ? end - 1 : body.indexOf("\n", end);
	const at = newline < 0 ? body.length : newline + 1;
	return { start: at, end: at, text: `${newline < 0 ? "\n" : ""}${lines}` };
}
