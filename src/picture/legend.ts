import type { Picture } from "./picture.ts";
import { STATE_NAMES, STATE_ROWS, type State } from "./states.ts";

/** The legend of a picture. */
interface Legend {
	/** The states that occur, with their words. */
	readonly states: readonly { readonly state: State; readonly word: string }[];
	/** True when cells have shades. */
	readonly isShaded: boolean;
}

/** The legend of a picture, with only what occurs in it. */
export function legendOf({
	isCompared,
	overview,
	clusters,
}: Pick<Picture, "isCompared" | "overview" | "clusters">): Legend {
	const bands = [...overview, ...clusters].flatMap((section) => section.bands);
	const found = new Set<State>();
	for (const { lines } of bands)
		for (const line of lines)
			if ("cells" in line) for (const { state } of line.cells) found.add(state);
	return {
		states: STATE_NAMES.filter((state) => found.has(state)).map((state) => ({
			state,
			word: state === "same" && isCompared ? "same" : STATE_ROWS[state].word,
		})),
		isShaded: bands.some(({ isShaded }) => isShaded),
	};
}
