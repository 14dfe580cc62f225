/** The known name that an unknown one was probably meant to be; undefined when none is near. */
export function nearest(
	name: string,
	known: readonly string[],
): string | undefined {
	if (known.length === 0) return undefined;
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
