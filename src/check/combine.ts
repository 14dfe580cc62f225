import { groupBy } from "../krm/group-by.ts";
import type { ClusterFinding } from "./check.ts";

/** Maximum number of names in a message about many. */
const MAX_EXAMPLES = 3;

/** A finding about one node (or pool, or Service), with its name. */
export interface NamedFinding extends ClusterFinding {
	readonly name: string;
	/** Its text as an example, when that is more than its name. */
	readonly example?: string;
}

/** The findings with the same cause, counted and in words. */
export interface Several {
	/** Number of distinct names. */
	readonly count: number;
	/** `4 of 10 nodes`, or `all 10 nodes`. */
	readonly share: string;
	/** `w1, w2 and w3`, or `w1, w2, w3 and 7 more`. */
	readonly names: string;
	/** The same with the findings' examples, of which one name may have several. */
	readonly examples: string;
	readonly first: NamedFinding;
}

/** The finding for several: the message, and other fields that differ from the first finding. */
export type CombinedFinding = Pick<ClusterFinding, "message"> &
	Partial<ClusterFinding>;

/** The total number, and the noun for them. */
interface Among {
	readonly total: number;
	/** The noun in the plural, "nodes" when absent. */
	readonly noun?: string;
}

/**
 * Combines findings with one cause: a single finding is unchanged; several become one that names the first, has the
 * message from `describe`, and keeps all of them as instances for formats that list each. The first one's remedy and
 * severity apply, unless `describe` returns others.
 */
export function combine(
	found: readonly NamedFinding[],
	among: Among,
	describe: (several: Several) => string | CombinedFinding,
): ClusterFinding[] {
	const [first] = found;
	if (first === undefined || found.length === 1) return found.map(unnamed);
	const distinct = [...new Set(found.map(({ name }) => name))];
	const count = distinct.length;
	const share = shareOf(count, among);
	const names = namesOf(distinct);
	const examples = namesOf(found.map(({ name, example = name }) => example));
	const described = describe({ count, share, names, examples, first });
	return [
		{
			...unnamed(first),
			...(typeof described === "string" ? { message: described } : described),
			isExample: true,
			instances: found.map(unnamed),
		},
	];
}

/** A finding, and what it has in common with others. */
export interface Caused<Cause> {
	readonly cause: Cause;
	readonly finding: NamedFinding;
}

/** Combines the findings of each cause, in order of first occurrence. */
export function combineByCause<Cause>(
	found: readonly Caused<Cause>[],
	among: Among,
	describe: (several: Several, cause: Cause) => string | CombinedFinding,
): ClusterFinding[] {
	return [...groupBy(found, ({ cause }) => cause)].flatMap(([cause, ofOne]) =>
		combine(
			ofOne.map(({ finding }) => finding),
			among,
			(several) => describe(several, cause),
		),
	);
}

/** `4 of 10 nodes`, or `all 10 nodes`. */
export function shareOf(
	count: number,
	{ total, noun = "nodes" }: Among,
): string {
	return count === total
		? `all ${total} ${noun}`
		: `${count} of ${total} ${noun}`;
}

/** The first names and the number of the others. */
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

/** Groups findings by a key, in order of first occurrence. */
export const byCause = <Found>(
	found: readonly Found[],
	causeOf: (finding: Found) => string,
): Found[][] => [...groupBy(found, causeOf).values()];

function unnamed({
	name: _,
	example: _example,
	...finding
}: NamedFinding): ClusterFinding {
	return finding;
}
