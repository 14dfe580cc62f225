import { type Build, builderOf } from "./build.ts";
import { CHAR, type Cursor, nextLine, type Span, UNSURE } from "./cursor.ts";
import { flowValue } from "./flow.ts";
import { makePattern, type Pattern } from "./pattern.ts";
import { type Captures, Shapes } from "./shape.ts";

interface FlowShape {
	readonly pattern: Pattern;
	readonly build: Build;
}

/** The shapes of the last list: the next one, such as another part of a table, may have the same. */
let last: readonly FlowShape[] = [];

/**
 * Reads the entries of a block sequence that are flow mappings on lines of their own, as in a ClusterSnapshot, one
 * per node. Lines of a known shape are matched instead of parsed; the result is the same as that of `flowValue`.
 */
export class FlowLines {
	readonly #column: number;
	readonly #shapes = new Shapes(shapeOf, last);

	/** For a sequence whose dashes are at the column. */
	constructor(column: number) {
		this.#column = column;
	}

	/** Reads all lines of known shapes from the cursor's dash on; false when there is none. */
	read(cursor: Cursor, entries: unknown[]): boolean {
		const { text, at: dash } = cursor;
		if (!text.startsWith(" {", dash + 1)) return false;
		const first = dash - this.#column;
		let at = first;
		for (;;) {
			const match = this.#shapes.match(text, at);
			if (match === undefined) break;
			const { pattern, build } = match.shape;
			const { expression } = pattern;
			let captures: Captures | null = match.captures;
			// Most lines are of the same shape as the one before; the expression goes on where it ended.
			while (captures !== null) {
				at = expression.lastIndex;
				entries.push(build(captures));
				captures = expression.exec(text);
			}
		}
		if (at === first) {
			this.#shapes.learn(text, dash, this.#column);
			return false;
		}
		last = this.#shapes.known;
		cursor.at = at;
		cursor.column = nextLine(cursor);
		return true;
	}
}

/** The shape of the line with that dash; undefined when unsure. */
function shapeOf(
	text: string,
	dash: number,
	column: number,
): FlowShape | undefined {
	const spans: Span[] = [];
	const cursor = { text, at: dash + 2, column: 0, spans };
	const template = flowValue(cursor);
	if (template === UNSURE || text.charCodeAt(cursor.at) !== CHAR.newline)
		return undefined;
	const start = dash - column;
	const own = spans.map((span) => ({
		...span,
		start: span.start - start,
		end: span.end - start,
	}));
	const pattern = makePattern(text.slice(start, cursor.at + 1), own);
	const build = pattern && builderOf(template, pattern.places);
	return build && { pattern, build };
}
