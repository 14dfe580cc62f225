import type { Difference } from "../avi/merge.ts";

/** How Avi differs from the tables of a cluster. */
export interface Drift {
	readonly missing: number;
	readonly extra: number;
	readonly wrongNextHop: number;
	/** Up to five of them, the worst first. */
	readonly examples: readonly string[];
}

const MOST_EXAMPLES = 5;

/** What would have to change, counted and with examples. */
export function driftOf({ added, removed, changed }: Difference): Drift {
	const examples = [
		...added.map(
			({ prefix, nextHop }) => `${prefix.text} via ${nextHop.text} is missing`,
		),
		...changed.map(
			({ before, after }) =>
				`${before.prefix} goes to ${before.nextHop} instead of ${after.nextHop.text}`,
		),
		...removed.map(
			({ prefix, nextHop }) => `${prefix} via ${nextHop} is in no table`,
		),
	];
	return {
		missing: added.length,
		extra: removed.length,
		wrongNextHop: changed.length,
		examples: examples.slice(0, MOST_EXAMPLES),
	};
}

/** The drift in one sentence, with its examples; empty where there is none. */
export function driftText(drift: Drift): string {
	const { missing, extra, wrongNextHop, examples } = drift;
	const counts = [
		[missing, "missing"],
		[wrongNextHop, "with another next hop"],
		[extra, "in no table"],
	] as const;
	const told = counts
		.filter(([count]) => count > 0)
		.map(([count, what]) => `${count} ${what}`);
	if (told.length === 0) return "";
	const all = missing + extra + wrongNextHop;
	const more = all > examples.length ? ", ..." : "";
	return `routes in Avi: ${told.join(", ")} (${examples.join(", ")}${more})`;
}
