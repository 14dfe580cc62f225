import { inspect } from "node:util";
import type { Severity } from "../krm/result.ts";

/** The name of a text style. */
export type Style = "bold" | "dim" | "red" | "yellow" | "cyan" | "green";

/** Styles text for a terminal, or returns it unchanged. */
export type Paint = (style: Style, text: string) => string;

/** The output of text for people: its colours and width. */
export interface Screen {
	readonly paint: Paint;
	/** Undefined where lines are not broken: pipes, files and dumb terminals. */
	readonly width: number | undefined;
}

function painter(hasColor: boolean): Paint {
	return (style, text) => {
		const [on, off] = inspect.colors[style] ?? [];
		return hasColor ? `\u001b[${on}m${text}\u001b[${off}m` : text;
	};
}

/** Text without colours and broken lines, as for a pipe. */
export const PLAIN: Screen = { paint: painter(false), width: undefined };

/** The style of each severity. */
export const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
	error: "red",
	warning: "yellow",
	info: "cyan",
};

type Environment = Readonly<Record<string, string | undefined>>;

interface Stream {
	readonly isTTY?: boolean;
	readonly columns?: number;
}

/** Width of a terminal that does not report its own. */
const USUAL_WIDTH = 80;
/** Minimum width of a layout. */
const MIN_WIDTH = 40;

/** The screen that a stream writes to. */
export function screenOf(stream: Stream, env: Environment): Screen {
	const isLaidOut = stream.isTTY === true && env.TERM !== "dumb";
	// What a user asks for has precedence over what the terminal is.
	const isForced = env.FORCE_COLOR ? env.FORCE_COLOR !== "0" : undefined;
	const columns = stream.columns || USUAL_WIDTH;
	return {
		paint: painter(!env.NO_COLOR && (isForced ?? isLaidOut)),
		width: isLaidOut ? Math.max(columns, MIN_WIDTH) : undefined,
	};
}
