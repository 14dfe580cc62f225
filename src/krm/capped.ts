/** The first `max` entries, and what `more` makes of the number of the others, if there are any. */
export function capped<Entry>(
	entries: readonly Entry[],
	max: number,
	more: (rest: number) => Entry,
): Entry[] {
	const rest = entries.length - max;
	return rest > 0 ? [...entries.slice(0, max), more(rest)] : [...entries];
}
