/** A ratio that the function must keep to. */
export interface Target {
	readonly what: string;
	readonly ratio: number;
	readonly limit: number;
	readonly stretch?: number;
}

/** One line a target: reached, within the slack, or missed. */
export function targetLines(
	targets: readonly Target[],
	slack: number,
): string[] {
	return targets.map((target) => {
		const { what, ratio, limit, stretch } = target;
		const wish = stretch === undefined ? "" : `, stretch ${stretch}`;
		const verdict = isMissed(target, slack)
			? "MISSED"
			: ratio > limit
				? `over the limit, within the slack of ${slack * 100}%`
				: stretch === undefined || ratio > stretch
					? "reached"
					: "reached, stretch too";
		return `- ${what}: ${ratio.toFixed(2)} (at most ${limit}${wish}): ${verdict}`;
	});
}

/** True for a ratio beyond the limit and the slack. */
export const isMissed = ({ ratio, limit }: Target, slack: number): boolean =>
	!(ratio <= limit * (1 + slack));
