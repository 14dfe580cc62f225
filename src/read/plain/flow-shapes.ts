import { type Cursor, type Span, UNSURE } from "./cursor.ts";
import { flowValue } from "./flow.ts";
import { makePattern, type Pattern } from "./pattern.ts";
import { type Build, builderOf, Shapes } from "./shape.ts";

interface FlowShape {
	readonly pattern: Pattern;
	readonly build: Build;
}

/**
 * The shapes of entries in flow style, as a ClusterSnapshot has one a node: they are matched, not read. What a match says
 * is what `flowValue` says.
 */
export class FlowShapes {
	readonly #shapes = new Shapes<FlowShape>();

	/** As `flowValue`. */
	read(cursor: Cursor): unknown {
		const found = this.#shapes.match(cursor.text, cursor.at);
		if (found === undefined) {
			this.#shapes.learn(() => shapeOf(cursor));
			return flowValue(cursor);
		}
		cursor.at = found.match.end;
		return found.shape.build(found.match.values);
	}
}

/** The shape of the entry that the cursor stands on, which it leaves where it is; undefined when unsure. */
function shapeOf({ text, at, end }: Cursor): FlowShape | undefined {
	const spans: Span[] = [];
	const cursor = { text, at, end, column: 0, spans };
	const template = flowValue(cursor);
	if (template === UNSURE) return undefined;
	const own = spans.map((span) => ({
		...span,
		start: span.start - at,
		end: span.end - at,
	}));
	const pattern = makePattern(text.slice(at, cursor.at), own);
	return pattern && { pattern, build: builderOf(template, pattern.places) };
}
