import type { Pattern } from "./pattern.ts";

/** The groups that a pattern's expression captured. */
export type Captures = readonly (string | undefined)[];

/** A text of a known shape. */
export interface Match<Shape> {
	readonly shape: Shape;
	readonly captures: Captures;
	/** The offset after it. */
	readonly end: number;
}

/** Texts to read before a shape is learned: learning does not pay for a short list. */
const MIN_TEXTS = 16;

/** Maximum number of known shapes; the least used one is dropped. Each costs time for every text that it does not match. */
const MAX_SHAPES = 24;

/** After the first ones, at most one attempt to learn a shape per this number of texts: attempts on irregular lists cost time. */
const TEXTS_PER_TRY = 16;

/** The shapes of the texts of a list, learned as they come. */
export class Shapes<
	Shape extends { readonly pattern: Pattern },
	Sample extends readonly unknown[],
> {
	readonly known: Shape[];
	readonly #shapeOf: (...sample: Sample) => Shape | undefined;
	readonly #few: number;
	#seen = 0;
	#unknown = 0;
	#tried = 0;

	/**
	 * With a function that makes the shape of a text, shapes that are known already, and the number of texts that are read
	 * before one is learned.
	 */
	constructor(
		shapeOf: (...sample: Sample) => Shape | undefined,
		known: readonly Shape[] = [],
		few = MIN_TEXTS,
	) {
		this.#shapeOf = shapeOf;
		this.known = [...known];
		this.#few = few;
	}

	/** The known shape of the text at the offset, and its captures. */
	match(text: string, at: number): Match<Shape> | undefined {
		const { known } = this;
		this.#seen++;
		for (let i = 0; i < known.length; i++) {
			const shape = known[i] as Shape;
			const { expression } = shape.pattern;
			expression.lastIndex = at;
			const captures = expression.exec(text);
			if (captures === null) continue;
			// Shapes alternate, such as those of Nodes and CiliumNodes: recently matched ones are tried first.
			if (i > 1) known.unshift(...known.splice(i, 1));
			return { shape, captures, end: expression.lastIndex };
		}
		return undefined;
	}

	/** Learns the shape of a text that `match` did not know, unless there were too few such texts or too many attempts. */
	learn(...sample: Sample): void {
		this.#unknown++;
		const maxTries = MAX_SHAPES + this.#seen / TEXTS_PER_TRY;
		if (this.#unknown <= this.#few || this.#tried >= maxTries) return;
		this.#tried++;
		const shape = this.#shapeOf(...sample);
		if (shape === undefined) return;
		if (this.known.length === MAX_SHAPES) this.known.pop();
		this.known.unshift(shape);
	}
}
