import { lineCounter, type TextProblem } from "./lines.ts";
import { MAX_DEPTH } from "./yaml-limits.ts";

interface Member {
	readonly key: string;
	/** From the key to the end of the value. */
	readonly start: number;
	readonly valueStart: number;
	end: number;
}

/** Where things are in a JSON text. */
interface Spans {
	/** The members of the root object. */
	readonly members: readonly Member[];
	/** The start and end of each element of the root's `items`. */
	readonly items: readonly (readonly [number, number])[];
	/** The first duplicate key, or the first value that is nested too deep; what is behind it is not read. */
	readonly problem?: TextProblem;
}

const [SPACE, QUOTE, COMMA, COLON] = [32, 34, 44, 58];
const [OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET] = [91, 92, 93];
const [OPEN_BRACE, CLOSE_BRACE] = [123, 125];

/** Walks valid JSON, which an object is the root of. */
export function scanJson(text: string): Spans {
	const members: Member[] = [];
	const items: [number, number][] = [];
	/** The keys of the object that is read at each depth. */
	const keys: KeySet[] = [];
	let depth = 0;
	/** Where the item starts that is read; -1 elsewhere. */
	let item = -1;
	const stop = (problem: string, at: number): Spans => ({
		members,
		items,
		problem: { problem, line: lineCounter(text)(at) },
	});
	for (let at = 0; at < text.length; at++) {
		const char = text.charCodeAt(at);
		if (char <= SPACE) at = behindSpace(text, at) - 1;
		else if (char === QUOTE) {
			const end = endOfString(text, at);
			const colon = behindSpace(text, end);
			if (text.charCodeAt(colon) !== COLON) {
				at = end - 1;
				continue;
			}
			const key = keyOf(text, at, end);
			if (keys[depth]?.add(key) === false)
				return stop(
					`the key ${text.slice(at, end)} appears twice in one object; remove one of them`,
					at,
				);
			const valueStart = behindSpace(text, colon + 1);
			if (depth === 1) members.push({ key, start: at, valueStart, end: at });
			at = valueStart - 1;
		} else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
			depth++;
			if (depth > MAX_DEPTH)
				return stop(
					`nested more than ${MAX_DEPTH} levels deep; no Kubernetes object is, flatten it`,
					at,
				);
			if (char === OPEN_BRACE) {
				keys[depth] ??= new KeySet();
				keys[depth]?.clear();
			} else if (depth === 2 && members.at(-1)?.key === "items")
				item = behindSpace(text, at + 1);
		} else if (
			char === COMMA ||
			char === CLOSE_BRACKET ||
			char === CLOSE_BRACE
		) {
			const member = depth === 1 ? members.at(-1) : undefined;
			if (member !== undefined) member.end = endBefore(text, at);
			if (depth === 2 && item >= 0) {
				if (item < at) items.push([item, endBefore(text, at)]);
				item = char === COMMA ? behindSpace(text, at + 1) : -1;
			}
			if (char !== COMMA) depth--;
		}
	}
	return { members, items };
}

const WHITE_SPACE = /\s*/y;

/** The offset of the next character that is no white space. */
function behindSpace(text: string, from: number): number {
	if (text.charCodeAt(from) > SPACE) return from;
	if (text.charCodeAt(from + 1) > SPACE) return from + 1;
	WHITE_SPACE.lastIndex = from;
	WHITE_SPACE.test(text);
	return WHITE_SPACE.lastIndex;
}

/** The offset without the white space in front of it. */
function endBefore(text: string, from: number): number {
	let at = from;
	while (text.charCodeAt(at - 1) <= SPACE) at--;
	return at;
}

/** The offset behind the string whose quote is there. An expression would overflow on a long string. */
function endOfString(text: string, start: number): number {
	for (let at = start + 1; ; at++) {
		at = text.indexOf('"', at);
		let escapes = at;
		while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes--;
		if ((at - escapes) % 2 === 0) return at + 1;
	}
}

/** The keys of an object. Kubernetes sorts them, so each is compared with the last one; the first unsorted key builds a set. */
class KeySet {
	#keys: string[] = [];
	#set: Set<string> | undefined;

	clear(): void {
		this.#keys = [];
		this.#set = undefined;
	}

	/** Adds a key; false when it is there already. */
	add(key: string): boolean {
		const last = this.#keys.at(-1);
		if (this.#set === undefined && (last === undefined || last < key)) {
			this.#keys.push(key);
			return true;
		}
		this.#set ??= new Set(this.#keys);
		return this.#set.size < this.#set.add(key).size;
	}
}

function keyOf(text: string, start: number, end: number): string {
	const key = text.slice(start + 1, end - 1);
	return key.includes("\\") ? (JSON.parse(`"${key}"`) as string) : key;
}
