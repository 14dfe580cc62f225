import { capped } from "./capped.ts";

/** The names as a part of a sentence: `a, b and c`. */
export function listOf(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2
		? last
		: `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** The first names and the number of the others, as a part of a sentence: `a, b, c and 7 more`. */
export const someOf = (names: readonly string[]): string =>
	listOf(capped(names, MAX_SHOWN, (rest) => `${rest} more`));

/** The same as a list, such as in brackets: `a, b, c, and 7 more`. */
export const shortList = (names: readonly string[], max = MAX_SHOWN): string =>
	capped(names, max, (rest) => `and ${rest} more`).join(", ");

/** Maximum number of names in a message about many. */
const MAX_SHOWN = 3;
