import type { Pattern } from "./pattern.ts";

/** What a pattern found: the groups that its expression captured. */
export type Captures = readonly (string | undefined)[];

/** A text of a known shape. */
export interface Match<Shape> {
	readonly shape: Shape;
	readonly captures: Captures;
	/** The offset behind it. */
	readonly end: number;
}

/** So many texts are read before a shape is learned: what is learned from a short list is of no use any more. */
const FEW = 16;

/** No more shapes are learned than these: a pattern that is never met again costs time for every text. */
const MOST_SHAPES = 24;

/** The shapes of the texts of a list, learned as they come. */
export class Shapes<Shape extends { readonly pattern: Pattern }> {
	readonly known: Shape[];
	readonly #few: number;
	#unknown = 0;

	/** With shapes that are known already, and the number of texts that are read before one is learned. */
	constructor(known: readonly Shape[] = [], few = FEW) {
		this.known = [...known];
		this.#few = few;
	}

	/** The known shape of the text at the offset, and what the text says. */
	match(text: string, at: number): Match<Shape> | undefined {
		const { known } = this;
		for (let i = 0; i < known.length; i++) {
			const shape = known[i] as Shape;
			const { expression } = shape.pattern;
			expression.lastIndex = at;
			const captures = expression.exec(text);
			if (captures === null) continue;
			// Shapes come by turns, as a Node's and a CiliumNode's: those that were met lately are tried first.
			if (i > 1) known.unshift(...known.splice(i, 1));
			return { shape, captures, end: expression.lastIndex };
		}
		return undefined;
	}

	/** Learns the shape of a text that `match` did not know, unless there were too few of them yet, or enough. */
	learn(shapeOf: () => Shape | undefined): void {
		this.#unknown++;
		const tried = this.#unknown - this.#few;
		const shape = tried > 0 && tried <= MOST_SHAPES ? shapeOf() : undefined;
		if (shape !== undefined) this.known.push(shape);
	}
}
