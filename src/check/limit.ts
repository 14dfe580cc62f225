/** Minimum number of routes that count as an accident: fewer may be a node that leaves or comes back. */
const MIN_ROUTES = 3;

/** True when the number exceeds the limit (a count, or a share of the earlier routes) and is not just a few. */
export function exceeds(
	limit: string,
	count: number,
	earlier: number,
): boolean {
	const allowed = limit.endsWith("%")
		? (earlier * Number(limit.slice(0, -1))) / 100
		: Number(limit);
	return count >= MIN_ROUTES && count > allowed;
}
