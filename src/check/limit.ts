/** Fewer routes than these are a node that leaves or comes back, not an accident. */
const FEW = 3;

/** True when so many of the earlier routes are more than a limit (a count, or a share) lets through, and not just a few. */
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
