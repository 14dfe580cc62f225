import {
	isMap,
	isNode,
	isScalar,
	isSeq,
	LineCounter,
	type Node,
	parseDocument,
} from "yaml";
import { narrow } from "./narrow.ts";
import type { Position } from "./report.ts";

/** Where a field stands in a text, and its path with names for numbers. */
export interface FoundField {
	readonly position: Position;
	readonly subject: string;
}

/**
 * Finds a field in a YAML or JSON document; where the path ends early, the deepest field on the way. Undefined when the
 * text can't be parsed or has nothing of the path.
 */
export function findField(
	text: string,
	path: readonly string[],
): FoundField | undefined {
	const { region, steps } = narrow(text, path);
	const lineStart = text.lastIndexOf("\n", region.start - 1) + 1;
	const margin = region.start - lineStart;
	const lines = new LineCounter();
	const document = parseDocument(
		" ".repeat(margin) + text.slice(region.start, region.end),
		{ lineCounter: lines, uniqueKeys: false, logLevel: "silent" },
	);
	if (document.errors.length > 0 || document.contents === null)
		return undefined;
	const walk = follow(document.contents, steps);
	if (walk.offset === undefined && path.length === steps.length)
		return undefined;
	const { line, col } = lines.linePos(walk.offset ?? margin);
	const before: string[] = path.slice(0, path.length - steps.length);
	const entry = /^\d+$/.test(before.at(-1) ?? "") ? before.pop() : undefined;
	if (entry !== undefined) before.push(entryName(document.contents, entry));
	return {
		position: { line: lineOf(text, lineStart) + line - 1, column: col },
		subject: subjectOf([...before, ...walk.named]),
	};
}

function lineOf(text: string, offset: number): number {
	return text.slice(0, offset).split("\n").length;
}

/** Goes as far as the path leads; `offset` is that of the last value when it is a scalar, else of its key. */
function follow(
	root: Node,
	steps: readonly string[],
): { offset: number | undefined; named: string[] } {
	let node: unknown = root;
	let offset: number | undefined;
	const named: string[] = [];
	for (const step of steps) {
		const next = stepInto(node, step);
		if (next === undefined) break;
		node = next.value;
		offset = next.offset;
		named.push(next.name);
	}
	return { offset, named: [...named, ...steps.slice(named.length)] };
}

function stepInto(
	node: unknown,
	step: string,
): { value: unknown; offset: number | undefined; name: string } | undefined {
	if (isSeq(node)) {
		const value = node.items[Number(step)];
		if (value === undefined) return undefined;
		return { value, offset: startOf(value), name: entryName(value, step) };
	}
	if (!isMap(node)) return undefined;
	const pair = node.items.find(
		({ key }) => isScalar(key) && String(key.value) === step,
	);
	if (pair === undefined) return undefined;
	const { key, value } = pair;
	const offset = isScalar(value) ? startOf(value) : startOf(key);
	return { value, offset: offset ?? startOf(key), name: step };
}

const startOf = (node: unknown): number | undefined =>
	isNode(node) ? node.range?.[0] : undefined;

/** An entry of a list, by its name where it has one. */
function entryName(entry: unknown, number: string): string {
	const name = isMap(entry) ? entry.get("name") : undefined;
	return `[${typeof name === "string" ? name : number}]`;
}

/** Keys joined by dots; entries of lists, and keys with dots, in brackets. */
function subjectOf(steps: readonly string[]): string {
	return steps.reduce((path, step) => {
		if (step.startsWith("[")) return path + step;
		if (!/^[A-Za-z][\w-]*$/.test(step)) return `${path}[${step}]`;
		return path === "" ? step : `${path}.${step}`;
	}, "");
}
