import { lineCounter } from "../lines.ts";
import { makeNarrower, type Narrowed, type Region } from "./narrow.ts";
import { readNodes, type YamlNodes } from "./yaml-events.ts";

/** A place in a file; lines and columns count from 1. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** The position of a field in a text, and its path with names for indexes. */
export interface FoundField {
	readonly position: Position;
	readonly subject: string;
}

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
	const parsed = (region: Region) => {
		if (last?.region.start !== region.start || last.region.end !== region.end)
			last = parseRegion(text, region);
		return last;
	};
	/** The entry of a list that is before the region. */
	const nameAt = (path: readonly string[]): string => {
		const { region, steps } = narrow([...path, "name"]);
		const { nodes } = parsed(region);
		const end = nodes && follow(nodes, steps);
		const name = end?.isWhole ? nodes?.textOf(end.node) : undefined;
		return `[${name || path.at(-1)}]`;
	};
	const find = ({ region, before, steps, key }: Narrowed) => {
		const { nodes, shift } = parsed(region);
		if (nodes === undefined) return undefined;
		const { node, offset, named } = follow(nodes, steps);
		const isValue = steps.length === 0 && nodes.children(node).length === 0;
		const isShown = before.length > 0 && (key === undefined || isValue);
		const inRegion = offset ?? (isShown ? nodes.offsetOf(node) : undefined);
		const at = inRegion === undefined ? key : inRegion + shift;
		if (at === undefined) return undefined;
		const names = before.map((step, i) =>
			/^\d+$/.test(step) ? nameAt(before.slice(0, i + 1)) : step,
		);
		const column = at - text.lastIndexOf("\n", at - 1);
		return {
			position: { line: lineOf(at), column },
			subject: subjectOf([...names, ...named]),
		};
	};
	const whole = { start: 0, end: text.length };
	return (path) =>
		find(narrow(path)) ??
		find({ region: whole, before: [], steps: path, key: undefined });
}
/** A parsed region; without nodes when it can't be parsed. */
interface Parsed {
	readonly region: Region;
	readonly nodes: YamlNodes | undefined;
	/** What makes offsets of the text of those of the nodes. */
	readonly shift: number;
}

function parseRegion(text: string, region: Region): Parsed {
	const { start, end } = region;
	// The first line keeps its column.
	const margin = start - (text.lastIndexOf("\n", start - 1) + 1);
	const nodes = readNodes(" ".repeat(margin) + text.slice(start, end));
	return { region, nodes, shift: start - margin };
}

/** Where a path leads: the last node that exists, whether the path ends there, and the steps with names. */
interface Followed {
	readonly node: number;
	readonly isWhole: boolean;
	/** Of the node when it is a scalar or an entry, else of its key; undefined for the root. */
	readonly offset: number | undefined;
	readonly named: readonly string[];
}

/** Follows the path from the root as far as it exists. */
function follow(nodes: YamlNodes, steps: readonly string[]): Followed {
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
	const rest = steps.slice(named.length);
	return {
		node,
		isWhole: rest.length === 0,
		offset,
		named: [...named, ...rest],
	};
}

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
