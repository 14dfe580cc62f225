import { lineAt, type TextProblem } from "./lines.ts";
import { MAX_DEPTH } from "./yaml-limits.ts";

interface Member {
	readonly key: string;
	/** From the key to the end of the value. */
	readonly start: number;
	readonly valueStart: number;
	readonly end: number;
}

type OnElement = (start: number, end: number) => void;

const [SPACE, QUOTE, COMMA] = [32, 34, 44];
const [OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET] = [91, 92, 93];
const [OPEN_BRACE, CLOSE_BRACE] = [123, 125];

/**
 * Walks valid JSON: the spans of top-level members and of the items. Duplicate keys and deep nesting are problems, of
 * which the first is kept.
 */
export class JsonScanner {
	problem: TextProblem | undefined;
	readonly items: [number, number][] = [];
	readonly #text: string;
	/** The keys of the object that is read at each depth. */
	readonly #keys: KeySet[] = [];

	constructor(text: string) {
		this.#text = text;
	}

	/** The members of the root object. */
	members(): Member[] {
		const members: Member[] = [];
		this.#object(this.#next(0), 1, (member) => members.push(member));
		return members;
	}

	/** The offset of the next character that is no white space. */
	#next(from: number): number {
		const text = this.#text;
		let at = from;
		while (text.charCodeAt(at) <= SPACE) at++;
		return at;
	}

	/** The offset after the string whose quote is there. An expression would overflow on a long string. */
	#endOfString(start: number): number {
		const text = this.#text;
		for (let at = start + 1; ; at++) {
			at = text.indexOf('"', at);
			if (at < 0) return text.length;
			let escapes = at;
			while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes--;
			if ((at - escapes) % 2 === 0) return at + 1;
		}
	}

	/** The offset after the value that starts there. */
	#value(start: number, depth: number, onElement?: OnElement): number {
		const text = this.#text;
		const char = text.charCodeAt(start);
		if (char === QUOTE) return this.#endOfString(start);
		if (char !== OPEN_BRACE && char !== OPEN_BRACKET) {
			let at = start;
			while (at < text.length && !isEnd(text.charCodeAt(at))) at++;
			return at;
		}
		if (depth > MAX_DEPTH) {
			this.#report(
				`nested more than ${MAX_DEPTH} levels deep; no Kubernetes object is, flatten it`,
				start,
			);
			return text.length;
		}
		return char === OPEN_BRACE
			? this.#object(start, depth)
			: this.#array(start, depth, onElement);
	}

	#object(
		start: number,
		depth: number,
		onMember?: (member: Member) => void,
	): number {
		const text = this.#text;
		this.#keys[depth] ??= new KeySet();
		const keys = this.#keys[depth];
		keys.clear();
		let at = start + 1;
		while (this.problem === undefined) {
			at = this.#next(at);
			const char = text.charCodeAt(at);
			if (char !== QUOTE && char !== COMMA) return at + 1;
			if (char === COMMA) {
				at++;
				continue;
			}
			const keyEnd = this.#endOfString(at);
			const key = keyOf(text, at, keyEnd);
			if (!keys.add(key))
				this.#report(
					`the key ${text.slice(at, keyEnd)} appears twice in one object; remove one of them`,
					at,
				);
			const valueStart = this.#next(this.#next(keyEnd) + 1);
			const isItems = depth === 1 && key === "items";
			const end = this.#value(
				valueStart,
				depth + 1,
				isItems ? (...span) => this.items.push(span) : undefined,
			);
			onMember?.({ key, start: at, valueStart, end });
			at = end;
		}
		return at;
	}

	#array(start: number, depth: number, onElement?: OnElement): number {
		let at = start + 1;
		while (this.problem === undefined) {
			at = this.#next(at);
			const char = this.#text.charCodeAt(at);
			if (char === CLOSE_BRACKET || Number.isNaN(char)) return at + 1;
			if (char === COMMA) {
				at++;
				continue;
			}
			const end = this.#value(at, depth + 1);
			onElement?.(at, end);
			at = end;
		}
		return at;
	}

	#report(problem: string, at: number): void {
		this.problem ??= { problem, line: lineAt(this.#text, at) };
	}
}

/** The keys of an object. Kubernetes sorts them: a table of them is made where one does not come after the last. */
class KeySet {
	#keys: string[] = [];
	#table: Set<string> | undefined;

	clear(): void {
		this.#keys = [];
		this.#table = undefined;
	}

	/** Adds a key; false when it is there already. */
	add(key: string): boolean {
		const last = this.#keys.at(-1);
		if (this.#table === undefined && (last === undefined || last < key)) {
			this.#keys.push(key);
			return true;
		}
		this.#table ??= new Set(this.#keys);
		return this.#table.size < this.#table.add(key).size;
	}
}

const isEnd = (char: number) =>
	char <= SPACE ||
	char === COMMA ||
	char === CLOSE_BRACKET ||
	char === CLOSE_BRACE;

function keyOf(text: string, start: number, end: number): string {
	const key = text.slice(start + 1, end - 1);
	return key.includes("\\") ? (JSON.parse(`"${key}"`) as string) : key;
}
