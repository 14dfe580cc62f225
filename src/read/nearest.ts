/** The known name that an unknown one was probably meant to be: the only one that begins with it, else a near one. */
export function nearest(
	name: string,
	known: readonly string[],
): string | undefined {
	if (known.length === 0) return undefined;
	const [begun, another] = known.filter((candidate) =>
		candidate.toLowerCase().startsWith(name.toLowerCase()),
	);
	if (name !== "" && another === undefined && begun !== undefined) return begun;
	const { closest, distance } =
		require("fastest-levenshtein") as typeof import("fastest-levenshtein");
	const lower = new Map(
		known.map((candidate) => [candidate.toLowerCase(), candidate]),
	);
	const guess = closest(name.toLowerCase(), [...lower.keys()]);
	return distance(name.toLowerCase(), guess) <= Math.max(2, name.length / 3)
		? lower.get(guess)
		: undefined;
}

/** " did you mean X?" for a guess, after the lead; empty without a guess. */
export const didYouMean = (guess: string | undefined, lead = ""): string =>
	guess === undefined ? "" : `${lead} did you mean ${guess}?`;
