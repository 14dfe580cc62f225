import { Slot, UNSURE } from "./cursor.ts";
import type { Pattern } from "./pattern.ts";
import { plainValue } from "./scalar.ts";

/** What a text of a shape says. */
export interface Match {
	/** The values of the captured scalars, in the order of the text. */
	readonly values: readonly unknown[];
	/** True when all of them are texts, and none is empty. */
	readonly areTexts: boolean;
	readonly end: number;
	/** The offset of the pattern's split. */
	readonly split: number;
}

/** Matches a text at the offset; undefined when it is of another shape, or a scalar is not surely what it seems. */
export function matchAt(
	{ expression, count, hasSplit }: Pattern,
	text: string,
	at: number,
): Match | undefined {
	expression.lastIndex = at;
	const found = expression.exec(text);
	if (found === null) return undefined;
	const first = hasSplit ? 2 : 1;
	const values = new Array<unknown>(count);
	let areTexts = true;
	for (let i = 0; i < count; i++) {
		const value = scalarOf(found[first + i] as string);
		if (value === UNSURE) return undefined;
		if (typeof value !== "string" || value === "") areTexts = false;
		values[i] = value;
	}
	const split = hasSplit ? at + (found[1] as string).length : at;
	return { values, areTexts, end: expression.lastIndex, split };
}

/** So many texts are read before a shape is learned: what is learned from a short list is of no use any more. */
const FEW = 16;

/** No more shapes are learned than these: a pattern that is never met again costs time for every text. */
const MOST_SHAPES = 24;

/** The shapes of the texts of a list, learned as they come. */
export class Shapes<Shape extends { readonly pattern: Pattern }> {
	readonly #shapes: Shape[] = [];
	readonly #few: number;
	#unknown = 0;

	constructor(few = FEW) {
		this.#few = few;
	}

	/** The known shape of the text at the offset, and what the text says. */
	match(
		text: string,
		at: number,
	): { readonly shape: Shape; readonly match: Match } | undefined {
		for (let i = 0; i < this.#shapes.length; i++) {
			const shape = this.#shapes[i] as Shape;
			const match = matchAt(shape.pattern, text, at);
			if (match === undefined) continue;
			// Shapes come by turns, as a Node's and a CiliumNode's: those that were met lately are tried first.
			if (i > 1) this.#shapes.unshift(...this.#shapes.splice(i, 1));
			return { shape, match };
		}
		return undefined;
	}

	/** Learns the shape of a text that `match` did not know, unless there were too few of them yet, or enough. */
	learn(shapeOf: () => Shape | undefined): void {
		this.#unknown++;
		const tried = this.#unknown - this.#few;
		const shape = tried > 0 && tried <= MOST_SHAPES ? shapeOf() : undefined;
		if (shape !== undefined) this.#shapes.push(shape);
	}
}

const [QUOTE, APOSTROPHE, COLON] = [34, 39, 58];

/** The value of a scalar as the patterns capture it. */
function scalarOf(text: string): unknown {
	const first = text.charCodeAt(0);
	if (first === QUOTE || first === APOSTROPHE) return text.slice(1, -1);
	return text.charCodeAt(text.length - 1) === COLON ? UNSURE : plainValue(text);
}

/** Makes a value of a template, whose slots stand for scalars. */
export type Build = (values: readonly unknown[]) => unknown;

/** For each slot which of the values is its own; undefined for what was passed over. */
export type Places = readonly (number | undefined)[];

/**
 * What makes values of a template: a function that is one literal, which V8 makes objects of several times as fast as of
 * a loop over keys. Where Node forbids code made of texts, and for what no literal says, `builderByKeys`.
 */
export function builderOf(template: unknown, places: Places): Build {
	const literal = literalOf(template, places);
	try {
		if (literal !== undefined)
			return new Function("values", `return ${literal};`) as Build;
	} catch (error) {
		if (!(error instanceof EvalError)) throw error;
	}
	return builderByKeys(template, places);
}

/** The template as an expression; undefined for keys and constants that are not surely the same in an expression. */
function literalOf(template: unknown, places: Places): string | undefined {
	if (template instanceof Slot) {
		const place = places[template.index];
		return place === undefined ? "undefined" : `values[${place}]`;
	}
	if (typeof template !== "object") return undefined;
	if (template === null) return "null";
	const isArray = Array.isArray(template);
	const parts: string[] = [];
	for (const [key, part] of Object.entries(template)) {
		const literal = literalOf(part, places);
		if (literal === undefined || key === "__proto__") return undefined;
		parts.push(isArray ? literal : `${JSON.stringify(key)}: ${literal}`);
	}
	return isArray ? `[${parts.join()}]` : `({${parts.join()}})`;
}

/** As `builderOf`. */
export function builderByKeys(template: unknown, places: Places): Build {
	if (template instanceof Slot) {
		const place = places[template.index];
		return place === undefined ? () => undefined : (values) => values[place];
	}
	if (typeof template !== "object" || template === null) return () => template;
	const parts = Object.entries(template).map(
		([key, part]) => [key, builderByKeys(part, places)] as const,
	);
	return Array.isArray(template)
		? (values) => parts.map(([, build]) => build(values))
		: (values) =>
				Object.fromEntries(parts.map(([key, build]) => [key, build(values)]));
}
