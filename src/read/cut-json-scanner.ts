import { type CutProblem, lineAt } from "./cut.ts";
import { MAX_DEPTH } from "./parse-text.ts";

interface Token {
	readonly text: string;
	readonly start: number;
}

interface Member {
	readonly key: string;
	/** From the key to the end of the value. */
	readonly start: number;
	readonly valueStart: number;
	readonly end: number;
}

/**
 * Walks valid JSON token by token: the spans of top-level members and of the items. Duplicate keys and deep nesting are
 * problems, of which the first is kept.
 */
export class JsonScanner {
	problem: CutProblem | undefined;
	readonly items: [number, number][] = [];
	readonly #text: string;
	readonly #pattern = /[{}[\],:"]|[^\s{}[\],:"]+/g;

	constructor(text: string) {
		this.#text = text;
	}

	/** The members of the root object. */
	members(): Member[] {
		const members: Member[] = [];
		this.#next();
		this.#object(1, (member) => members.push(member));
		return members;
	}

	#next(): Token {
		const match = this.#pattern.exec(this.#text);
		if (match === null) return { text: "", start: this.#text.length };
		if (match[0] === '"') this.#pattern.lastIndex = this.#endOfString();
		return {
			text: this.#text.slice(match.index, this.#pattern.lastIndex),
			start: match.index,
		};
	}

	/** The offset behind the string whose quote was read last. An expression would overflow on a long string. */
	#endOfString(): number {
		const text = this.#text;
		for (let at = this.#pattern.lastIndex; ; at++) {
			at = text.indexOf('"', at);
			if (at < 0) return text.length;
			let escapes = at;
			while (text[escapes - 1] === "\\") escapes--;
			if ((at - escapes) % 2 === 0) return at + 1;
		}
	}

	/** Reads up to the end of the value that the token starts; returns the offset behind it. */
	#value(
		token: Token,
		depth: number,
		onElement?: (start: number, end: number) => void,
	): number {
		if (token.text !== "{" && token.text !== "[")
			return token.start + token.text.length;
		if (depth > MAX_DEPTH) {
			this.#report(
				`nested more than ${MAX_DEPTH} levels deep; no Kubernetes object is, flatten it`,
				token.start,
			);
			return this.#text.length;
		}
		return token.text === "{"
			? this.#object(depth)
			: this.#array(depth, onElement);
	}

	#object(depth: number, onMember?: (member: Member) => void): number {
		const keys = new Set<string>();
		for (let token = this.#next(); ; token = this.#next()) {
			if (token.text === "}" || token.text === "") return token.start + 1;
			if (token.text === ",") continue;
			const key = JSON.parse(token.text) as string;
			if (keys.has(key))
				this.#report(
					`the key ${token.text} stands twice in one object; remove one of the two`,
					token.start,
				);
			keys.add(key);
			this.#next();
			const isItems = depth === 1 && key === "items";
			const value = this.#next();
			const end = this.#value(
				value,
				depth + 1,
				isItems ? (...span) => this.items.push(span) : undefined,
			);
			onMember?.({ key, start: token.start, valueStart: value.start, end });
			if (this.problem !== undefined) return end;
		}
	}

	#array(
		depth: number,
		onElement?: (start: number, end: number) => void,
	): number {
		for (let token = this.#next(); ; token = this.#next()) {
			if (token.text === "]" || token.text === "") return token.start + 1;
			if (token.text === ",") continue;
			const end = this.#value(token, depth + 1);
			onElement?.(token.start, end);
			if (this.problem !== undefined) return end;
		}
	}

	#report(problem: string, at: number): void {
		this.problem ??= { problem, line: lineAt(this.#text, at) };
	}
}
