import { Slot } from "./cursor.ts";
import type { CaptureSlot, Pattern } from "./pattern.ts";
import type { Captures } from "./shape.ts";

/** Makes a value from a pattern's captures. */
export type Build = (captures: Captures) => unknown;

type Places = Pattern["places"];

/**
 * A function that makes values of a template, whose slots stand for the scalars of a pattern. It is generated code with
 * one object literal, several times as fast in V8 as a loop over keys; undefined where Node forbids generated code, and
 * for templates without a literal.
 */
export function builderOf(
	template: unknown,
	places: Places,
): Build | undefined {
	const literal = literalOf(template, places);
	if (literal === undefined) return undefined;
	try {
		return new Function("captures", `return ${literal};`) as Build;
	} catch (error) {
		if (error instanceof EvalError) return undefined;
		throw error;
	}
}

/** The template as an expression; undefined for keys and constants that an expression may change. */
function literalOf(template: unknown, places: Places): string | undefined {
	if (template instanceof Slot) return scalarLiteral(places[template.index]);
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

function scalarLiteral(place: CaptureSlot | undefined): string {
	if (place === undefined) return "undefined";
	if (place.as === "constant") return JSON.stringify(place.value);
	return `${place.as === "number" ? "+" : ""}captures[${place.group}]`;
}
