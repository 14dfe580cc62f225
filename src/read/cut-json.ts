import { type Cut, type CutProblem, isMapping, lineAt } from "./cut.ts";
import { MAX_DEPTH, parseJson } from "./parse-text.ts";

/**
 * Cuts a JSON list document into its items, which keep their bytes. Duplicate keys and deep nesting are problems
 * here, because JSON.parse takes the last key in silence.
 */
export function cutJson(
	text: string,
): Cut | (CutProblem & { readonly notJson?: true }) {
	const whole = parseJson(text);
	if ("problem" in whole)
		return { problem: whole.problem, line: 1, notJson: true };
	if (!isMapping(whole.value))
		return { problem: "the input is JSON, but no object", line: 1 };
	const scanner = new JsonScanner(text);
	const members = scanner.members();
	if (scanner.problem !== undefined) return scanner.problem;
	const { items, results: _, ...rest } = whole.value;
	const kept = members.filter(
		({ key }) => key !== "items" && key !== "results",
	);
	return {
		form: "json",
		items: scanner.items.map(([start, end]) => ({
			text: text.slice(start, end),
			form: "json",
			indent: 0,
			line: lineAt(text, start),
		})),
		indent: 0,
		before: `{\n${kept.map(({ start, end }) => `${text.slice(start, end)},\n`).join("")}`,
		after: "",
		root: rest,
		...(Array.isArray(items) ? {} : { badItems: { value: items } }),
	};
}

interface Token {
	readonly text: string;
	readonly start: number;
}

interface Member {
	readonly key: string;
	/** From the key to the end of the value. */
	readonly start: number;
	readonly end: number;
}

/** Walks valid JSON token by token: the spans of top-level members and of the items, duplicate keys, depth. */
class JsonScanner {
	problem: CutProblem | undefined;
	readonly items: [number, number][] = [];
	readonly #text: string;
	readonly #pattern = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;

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
		return match === null
			? { text: "", start: this.#text.length }
			: { text: match[0], start: match.index };
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
			const end = this.#value(
				this.#next(),
				depth + 1,
				isItems ? (...span) => this.items.push(span) : undefined,
			);
			onMember?.({ key, start: token.start, end });
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
