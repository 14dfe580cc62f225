import type { Difference } from "../avi/merge.ts";

/** How Avi differs from the tables of a cluster. */
interface Drift {
	readonly missing: number;
	readonly extra: number;
	readonly wrongNextHop: number;
	/** At most five, the worst first. */
	readonly examples: readonly string[];
}

const MAX_EXAMPLES = 5;

/** The necessary changes, counted and with examples. */
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
			({ prefix, nextHop, isDuplicate }) =>
				`${prefix} via ${nextHop} is ${isDuplicate ? "a duplicate" : "in no table"}`,
		),
	];
	return {
		missing: added.length,
		extra: removed.length,
		wrongNextHop: changed.length,
		examples: examples.slice(0, MAX_EXAMPLES),
	};
}

/** The drift in one sentence, with examples; empty without drift. */
export function driftText(drift: Drift): string {
	const { missing, extra, wrongNextHop, examples } = drift;
	const counts = [
		[missing, "missing"],
		[wrongNextHop, "with another next hop"],
		[extra, "extra"],
	] as const;
	const parts = counts
		.filter(([count]) => count > 0)
		.map(([count, what]) => `${count} ${what}`);
	if (parts.length === 0) return "";
	const all = missing + extra + wrongNextHop;
	const more = all > examples.length ? ", ..." : "";
	return `routes in Avi: ${parts.join(", ")} (${examples.join(", ")}${more})`;
}
