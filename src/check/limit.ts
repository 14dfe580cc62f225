/** Fewer routes may be a node that leaves or comes back, not an accident. */
const FEW = 3;

/** True when the number exceeds the limit (a count, or a share of the earlier routes) and is not just a few. */
export function exceeds(
	limit: string,
	count: number,
	earlier: number,
): boolean {
	const allowed = limit.endsWith("%")
		? (earlier * Number(limit.slice(0, -1))) / 100
		: Number(limit);
	return count >= FEW && count > allowed;
}
