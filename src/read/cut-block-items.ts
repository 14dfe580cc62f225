import type { ItemText } from "../krm/item.ts";
import { lineCounter, splitTrailing } from "./cut.ts";

/** A top-level key of the document with all lines that belong to it. */
export interface Chunk {
	readonly key: string;
	readonly rest: string;
	readonly start: number;
	readonly end: number;
}

/** The items below the key `items`, `start` being where the first one begins; undefined when unsure. */
export function cutItems(
	text: string,
	list: Chunk,
): { items: ItemText[]; indent: number; start: number } | undefined {
	const bodyStart = endOfLine(text, list.start);
	const rest = list.rest.replace(/^#.*/, "").trim();
	if (rest === "[]") return { items: [], indent: 0, start: bodyStart };
	if (rest !== "") return undefined;
	const first = /^( *)-(?=[ \n])/m.exec(text.slice(bodyStart, list.end));
	if (first === null) return undefined;
	const indent = (first[1] as string).length;
	const starts = itemStarts(text.slice(bodyStart, list.end), indent);
	if (starts === undefined || starts[0] !== first.index) return undefined;
	const lines = lineCounter(text);
	const items = starts.map((start, i) => {
		const [from, to] = [
			bodyStart + start,
			bodyStart + (starts[i + 1] ?? list.end - bodyStart),
		];
		return splitTrailing({
			text: text.slice(from, to),
			form: "yaml",
			indent,
			line: lines(from),
		});
	});
	return { items, indent, start: bodyStart + first.index };
}

/** The offsets of the lines that start an item; undefined when another line stands as far left as they do. */
function itemStarts(body: string, indent: number): number[] | undefined {
	const starts: number[] = [];
	for (let start = 0; start < body.length; start = endOfLine(body, start)) {
		let at = start;
		while (at <= start + indent && body.charCodeAt(at) === SPACE) at++;
		const sign = body.charCodeAt(at);
		if (at > start + indent || sign === NEWLINE || sign === HASH) continue;
		if (at >= body.length) continue;
		const behind = body.charCodeAt(at + 1);
		const isAlone =
			at + 1 >= body.length || behind === SPACE || behind === NEWLINE;
		if (at !== start + indent || sign !== DASH || !isAlone) return undefined;
		starts.push(start);
	}
	return starts;
}

const [SPACE, NEWLINE, HASH, DASH] = [32, 10, 35, 45];

/** The offset behind the line of an offset. */
export function endOfLine(text: string, from: number): number {
	const end = text.indexOf("\n", from);
	return end < 0 ? text.length : end + 1;
}
