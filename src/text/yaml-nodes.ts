import type { Event, ScalarEvent } from "js-yaml";
import { jsYaml } from "./js-yaml.ts";

/** The nodes of a YAML text, by their number; the root is number 1. */
export interface YamlNodes {
	/** The nodes in a list or mapping, in which keys and values take turns; none in a scalar. */
	readonly children: (node: number) => readonly number[];
	readonly isList: (node: number) => boolean;
	/** The text of a scalar that is not empty; undefined for all others. */
	readonly textOf: (node: number) => string | undefined;
	/** Where the node begins, its quotes included; undefined for an empty value. */
	readonly offsetOf: (node: number) => number | undefined;
}

/** js-yaml's numbers of events and styles (EVENT_ID, SCALAR_STYLE); tsc checks them. */
const [LIST, MAPPING, SCALAR, ALIAS, END] = [2, 3, 4, 5, 6] as const;
const [PLAIN, LITERAL] = [1, 4] as const;

/** Reads the nodes of a text; undefined for one that is empty or not valid. */
export function readNodes(text: string): YamlNodes | undefined {
	const { parseEvents, getScalarValue } = jsYaml();
	let events: readonly Event[];
	try {
		events = parseEvents(text, { maxDepth: 1000 });
	} catch {
		return undefined;
	}
	if (events.length === 0) return undefined;
	const children = allChildren(events);
	const scalar = (node: number): ScalarEvent | undefined => {
		const event = events[node];
		return event?.type === SCALAR && event.valueStart >= 0 ? event : undefined;
	};
	return {
		children: (node) => children.get(node) ?? [],
		isList: (node) => events[node]?.type === LIST,
		textOf: (node) => {
			const event = scalar(node);
			return event && getScalarValue(text, event);
		},
		offsetOf: (node) => {
			const event = events[node];
			if (event?.type === LIST || event?.type === MAPPING) return event.start;
			if (event?.type === ALIAS) return event.anchorStart - 1;
			const { style, valueStart } = scalar(node) ?? {};
			if (style === undefined || valueStart === undefined) return undefined;
			if (style === PLAIN) return valueStart;
			if (style < LITERAL) return valueStart - 1;
			return text.lastIndexOf(style === LITERAL ? "|" : ">", valueStart - 1);
		},
	};
}

/** The nodes in each list and mapping. */
function allChildren(events: readonly Event[]): Map<number, number[]> {
	const found = new Map<number, number[]>();
	const open: number[][] = [];
	events.forEach(({ type }, node) => {
		if (type === END) open.pop();
		else {
			open.at(-1)?.push(node);
			if (type === SCALAR || type === ALIAS) return;
			const own: number[] = [];
			found.set(node, own);
			open.push(own);
		}
	});
	return found;
}
