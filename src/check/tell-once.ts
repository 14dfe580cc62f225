import type { ClusterFinding } from "./check.ts";

/** Maximum number of names in a message that speaks of many. */
const MAX_EXAMPLES = 3;

/** A finding about one node (or pool, or Service), with its name. */
export interface NamedFinding extends ClusterFinding {
	readonly name: string;
}

/** How many have the same cause, and the words for them. */
export interface Several {
	readonly count: number;
	/** `4 of 10 nodes`, or `all 10 nodes`. */
	readonly share: string;
	/** `w1, w2 and w3`, or `w1, w2, w3 and 7 more`. */
	readonly names: string;
	readonly first: NamedFinding;
}

/** Of how many, and what they are called. */
interface Among {
	readonly total: number;
	/** The noun in the plural, "nodes" when absent. */
	readonly noun?: string;
}

/**
 * One cause is told once: a finding alone stays as it is; several become one that names the first, says what `message`
 * makes of their number and names, and carries all of them for the formats that list each. The first one's remedy and
 * severity count.
 */
export function tellOnce(
	found: readonly NamedFinding[],
	{ total, noun = "nodes" }: Among,
	message: (several: Several) => string,
): ClusterFinding[] {
	const [first] = found;
	if (first === undefined || found.length === 1) return found.map(unnamed);
	const count = found.length;
	const share =
		count === total ? `all ${total} ${noun}` : `${count} of ${total} ${noun}`;
	const names = namesOf(found.map(({ name }) => name));
	return [
		{
			...unnamed(first),
			message: message({ count, share, names, first }),
			isExample: true,
			instances: found.map(unnamed),
		},
	];
}

/** The first names, and how many more there are. */
export function namesOf(names: readonly string[]): string {
	const rest = names.length - MAX_EXAMPLES;
	if (rest > 0)
		return `${names.slice(0, MAX_EXAMPLES).join(", ")} and ${rest} more`;
	return listOf(names);
}

/** `w1, w2 and w3`. */
export function listOf(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2
		? last
		: `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** The findings by a key, in the order in which the keys are met. */
export function byCause<Found>(
	found: readonly Found[],
	causeOf: (finding: Found) => string,
): Found[][] {
	const groups = new Map<string, Found[]>();
	for (const finding of found) {
		const cause = causeOf(finding);
		const known = groups.get(cause);
		if (known === undefined) groups.set(cause, [finding]);
		else known.push(finding);
	}
	return [...groups.values()];
}

function unnamed({ name: _, ...finding }: NamedFinding): ClusterFinding {
	return finding;
}
