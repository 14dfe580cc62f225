import type { Section } from "./picture.ts";
import { STATE_NAMES, type State, wordOf } from "./states.ts";

/** The legend of sections. */
export interface Legend {
	/** The states that occur, with their words. */
	readonly states: readonly { readonly state: State; readonly word: string }[];
	/** True when cells have shades. */
	readonly isShaded: boolean;
}

/** The legend of sections, with only what occurs in them. */
export function legendOf(
	sections: readonly Section[],
	isCompared: boolean,
): Legend {
	const bands = sections.flatMap((section) => section.bands);
	const found = new Set<State>();
	for (const { lines } of bands)
		for (const line of lines)
			if ("cells" in line) for (const { state } of line.cells) found.add(state);
	return {
		states: STATE_NAMES.filter((state) => found.has(state)).map((state) => ({
			state,
			word: wordOf(state, isCompared),
		})),
		isShaded: bands.some(({ isShaded }) => isShaded),
	};
}
