import type { Style } from "../report/screen.ts";

/** How a state looks without colour, and its word in the legend. */
interface StateRow {
	/** One character: in a cell, and in the text form. */
	readonly glyph: string;
	readonly word: string;
	readonly style?: Style;
	/** True for states that a reviewer looks for: rows with them are never hidden. */
	readonly isChange?: true;
}

/** The states of a cell, the most important first: a cell with several shows the first of them. */
const STATES = {
	conflict: { glyph: "!", word: "conflict", style: "red", isChange: true },
	removed: { glyph: "-", word: "removed", style: "red", isChange: true },
	moved: { glyph: "~", word: "moved", style: "yellow", isChange: true },
	"next-hop": { glyph: ">", word: "next hop", style: "yellow", isChange: true },
	added: { glyph: "+", word: "added", style: "green", isChange: true },
	same: { glyph: "█", word: "routed" },
	stale: { glyph: "/", word: "stale CiliumNode", style: "dim" },
	controller: { glyph: "C", word: "Avi Controller", style: "cyan" },
	vip: { glyph: "V", word: "VIP network", style: "cyan" },
	node: { glyph: "N", word: "node addresses", style: "cyan" },
} as const satisfies Readonly<Record<string, StateRow>>;

/** The state of a cell. */
export type State = keyof typeof STATES;

/** The rows by state, typed for loops over all states. */
export const STATE_ROWS: Readonly<Record<State, StateRow>> = STATES;

/** The word for a state; a route is `same` only when compared with another side. */
export const wordOf = (state: State, isCompared: boolean): string =>
	isCompared && state === "same" ? "same" : STATE_ROWS[state].word;

/** The states in their order. */
export const STATE_NAMES = Object.keys(STATES) as State[];

/** The glyph of a free block. */
export const FREE = "·";

/** True when a reviewer looks for one of the things. */
export const hasChange = (
	things: readonly { readonly state: State }[] = [],
): boolean => things.some(({ state }) => STATE_ROWS[state].isChange);

/** The most important state of several things. */
export function worstState(
	things: readonly { readonly state: State }[],
): State {
	return (
		STATE_NAMES.find((name) => things.some(({ state }) => state === name)) ??
		"same"
	);
}
