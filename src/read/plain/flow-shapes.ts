import { type Cursor, type Span, UNSURE } from "./cursor.ts";
import { flowValue } from "./flow.ts";
import { makePattern, type Pattern } from "./pattern.ts";
import { type Build, builderOf, matchAt } from "./shape.ts";

interface FlowShape {
	readonly pattern: Pattern;
	readonly build: Build;
}

/** So many entries are read before a shape is learned, and no more shapes are learned than these. */
const FEW_ENTRIES = 16;
const MOST_SHAPES = 24;

/**
 * The shapes of entries in flow style, as a ClusterSnapshot has one a node: they are matched, not read. What a match says
 * is what `flowValue` says.
 */
export class FlowShapes {
	readonly #shapes: FlowShape[] = [];
	#unknown = 0;

	/** As `flowValue`. */
	read(cursor: Cursor): unknown {
		const { text, at } = cursor;
		for (let i = 0; i < this.#shapes.length; i++) {
			const { pattern, build } = this.#shapes[i] as FlowShape;
			const match = matchAt(pattern, text, at);
			if (match === undefined) continue;
			// The next entry is like this one, as a rule.
			if (i > 0) this.#shapes.unshift(...this.#shapes.splice(i, 1));
			cursor.at = match.end;
			return build(match.values);
		}
		this.#unknown++;
		const tried = this.#unknown - FEW_ENTRIES;
		if (tried > 0 && tried <= MOST_SHAPES) this.#learn(cursor);
		return flowValue(cursor);
	}

	#learn({ text, at, end }: Cursor): void {
		const spans: Span[] = [];
		const cursor = { text, at, end, column: 0, spans };
		const template = flowValue(cursor);
		if (template === UNSURE) return;
		const own = spans.map((span) => ({
			...span,
			start: span.start - at,
			end: span.end - at,
		}));
		const pattern = makePattern(text.slice(at, cursor.at), own);
		if (pattern === undefined) return;
		this.#shapes.push({ pattern, build: builderOf(template, pattern.places) });
	}
}
