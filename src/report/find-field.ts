import type { LineCounter, Node } from "yaml";
import { lineCounter } from "../text/lines.ts";
import { makeNarrower, type Region } from "./narrow.ts";
import type { Position } from "./report.ts";

/** The position of a field in a text, and its path with names for indexes. */
export interface FoundField {
	readonly position: Position;
	readonly subject: string;
}

/** Loaded on first use. */
const loadYaml = () => require("yaml") as typeof import("yaml");

/** Finds the field at a path; if it does not exist, its deepest existing parent. */
export type FieldFinder = (path: readonly string[]) => FoundField | undefined;

/**
 * Finds fields in a YAML or JSON document, one after the other. Undefined when the text can't be parsed or has no
 * part of the path.
 */
export function makeFieldFinder(text: string): FieldFinder {
	const narrow = makeNarrower(text);
	const lineOf = lineCounter(text);
	let last: Parsed | undefined;
	return (path) => {
		const { region, steps } = narrow(path);
		if (last?.region.start !== region.start || last.region.end !== region.end)
			last = parseRegion(text, region);
		const { root, lines, margin, lineStart } = last;
		if (root === undefined) return undefined;
		const walk = follow(root, steps);
		if (walk.offset === undefined && path.length === steps.length)
			return undefined;
		const { line, col } = lines.linePos(walk.offset ?? margin);
		const before: string[] = path.slice(0, path.length - steps.length);
		const entry = /^\d+$/.test(before.at(-1) ?? "") ? before.pop() : undefined;
		if (entry !== undefined) before.push(entryName(root, entry));
		return {
			position: { line: lineOf(lineStart) + line - 1, column: col },
			subject: subjectOf([...before, ...walk.named]),
		};
	};
}

/** A parsed region; without a root when it can't be parsed. */
interface Parsed {
	readonly region: Region;
	readonly root: Node | undefined;
	readonly lines: LineCounter;
	/** The column at which the region starts on its line. */
	readonly margin: number;
	readonly lineStart: number;
}

function parseRegion(text: string, region: Region): Parsed {
	const { LineCounter, parseDocument } = loadYaml();
	const lineStart = text.lastIndexOf("\n", region.start - 1) + 1;
	const margin = region.start - lineStart;
	const lines = new LineCounter();
	const document = parseDocument(
		" ".repeat(margin) + text.slice(region.start, region.end),
		{ lineCounter: lines, uniqueKeys: false, logLevel: "silent" },
	);
	const root =
		document.errors.length > 0 ? undefined : (document.contents ?? undefined);
	return { region, root, lines, margin, lineStart };
}

/** Follows the path as far as it exists; `offset` is that of the last value when it is a scalar, else of its key. */
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
	const { isMap, isScalar, isSeq } = loadYaml();
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
	loadYaml().isNode(node) ? node.range?.[0] : undefined;

/** An entry of a list, by its name where it has one. */
function entryName(entry: unknown, number: string): string {
	const name = loadYaml().isMap(entry) ? entry.get("name") : undefined;
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
