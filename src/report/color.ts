import type { Severity } from "../krm/result.ts";

/** Codes of the terminal: on and off. */
const STYLES = {
	bold: [1, 22],
	dim: [2, 22],
	red: [31, 39],
	yellow: [33, 39],
	cyan: [36, 39],
	green: [32, 39],
} as const;

/** A name for how text looks. */
export type Style = keyof typeof STYLES;

/** Marks text for a terminal, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** The paint of a terminal with colours, or of one without. */
export function painter(hasColor: boolean): Paint {
	return (style, text) => {
		const [on, off] = STYLES[style];
		return hasColor ? `\u001b[${on}m${text}\u001b[${off}m` : text;
	};
}

/** How each severity looks. */
export const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
	error: "red",
	warning: "yellow",
	info: "cyan",
};

/** True when text that goes to the stream may be coloured: a terminal, and neither NO_COLOR nor a dumb one. */
export function mayColor(
	stream: { readonly isTTY?: boolean },
	env: Readonly<Record<string, string | undefined>>,
): boolean {
	if ((env.NO_COLOR ?? "") !== "") return false;
	if ((env.FORCE_COLOR ?? "") !== "") return env.FORCE_COLOR !== "0";
	return stream.isTTY === true && env.TERM !== "dumb";
}
