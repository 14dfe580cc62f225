import { lineCounter } from "./lines.ts";
import { readNodes, type YamlNodes } from "./yaml-nodes.ts";

/** A place in a file; lines and columns count from 1. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** The position of a field in a text, and its path with names for indexes. */
interface FoundField {
	readonly position: Position;
	readonly subject: string;
}

/**
 * Finds the field at a path; if it does not exist, its deepest existing parent. With `inner` the field is a text of
 * YAML, and the place is in there, where the text is a literal one (`|`).
 */
export type FieldFinder = (
	path: readonly string[],
	inner?: readonly string[],
) => FoundField | undefined;

/**
 * Finds fields in a YAML or JSON document, one after the other. Undefined when the text can't be parsed or has no
 * part of the path.
 */
export function makeFieldFinder(text: string): FieldFinder {
	const lineOf = lineCounter(text);
	let nodes: YamlNodes | undefined;
	let isRead = false;
	return (path, inner) => {
		if (!isRead) nodes = readNodes(text);
		isRead = true;
		const found = nodes && follow(nodes, path);
		if (found === undefined) return undefined;
		const { offset, subject, own } = found;
		const column = offset - text.lastIndexOf("\n", offset - 1);
		const outer = { position: { line: lineOf(offset), column }, subject };
		return inner === undefined
			? outer
			: findInside(outer, inner, own, text.slice(offset));
	};
}

/** The place in the text of a field, which begins `from` there. */
function findInside(
	{ position, subject }: FoundField,
	path: readonly string[],
	text: string | undefined,
	from: string,
): FoundField {
	const isLiteral = text !== undefined && from.startsWith("|");
	const found = isLiteral ? makeFieldFinder(text)(path) : undefined;
	if (found === undefined)
		return { position, subject: `${subject}: ${subjectOf(path)}` };
	const indent =
		marginOf(from.slice(from.indexOf("\n"))) - marginOf(text ?? "");
	return {
		position: {
			line: position.line + found.position.line,
			column: found.position.column + indent,
		},
		subject: `${subject}: ${found.subject}`,
	};
}

/** The number of spaces before the first line with words. */
const marginOf = (text: string) =>
	/^(?:[ \t\r]*\n)*( *)/.exec(text)?.[1]?.length ?? 0;

/** Follows a path from the root as far as it exists; undefined when not even its first step does. */
function follow(nodes: YamlNodes, steps: readonly string[]) {
	let node = 1;
	let offset: number | undefined;
	const named: string[] = [];
	for (const step of steps) {
		const next = stepInto(nodes, node, step);
		if (next === undefined) break;
		node = next.node;
		offset = next.offset ?? offset;
		named.push(next.name);
	}
	const subject = subjectOf([...named, ...steps.slice(named.length)]);
	const own = nodes.textOf(node);
	return offset === undefined ? undefined : { offset, subject, own };
}

/** A step: to an entry, which has its own place, or to a value, which has that of its key when it is no scalar. */
function stepInto(nodes: YamlNodes, from: number, step: string) {
	const children = nodes.children(from);
	if (nodes.isList(from)) {
		const node = children[Number(step)];
		if (node === undefined) return undefined;
		const value = pairOf(nodes, node, "name")?.value;
		const name = (value && nodes.textOf(value)) || step;
		return { node, offset: nodes.offsetOf(node), name: `[${name}]` };
	}
	const pair = pairOf(nodes, from, step);
	if (pair === undefined) return undefined;
	const { key, value } = pair;
	const isScalar = nodes.textOf(value) !== undefined;
	return {
		node: value,
		offset: nodes.offsetOf(isScalar ? value : key),
		name: step,
	};
}

/** The value of a key in a mapping. */
function pairOf(nodes: YamlNodes, mapping: number, name: string) {
	if (nodes.isList(mapping)) return undefined;
	const children = nodes.children(mapping);
	for (let i = 0; i < children.length; i += 2) {
		const [key, value] = [children[i] as number, children[i + 1] as number];
		if (nodes.textOf(key) === name) return { key, value };
	}
	return undefined;
}

/** Keys joined by dots; entries of lists, and keys with dots, in brackets. */
function subjectOf(steps: readonly string[]): string {
	return steps.reduce((path, step) => {
		if (step.startsWith("[")) return path + step;
		if (!/^[A-Za-z][\w-]*$/.test(step)) return `${path}[${step}]`;
		return path === "" ? step : `${path}.${step}`;
	}, "");
}
