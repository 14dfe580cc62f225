import { identityOf, type Located } from "../report/report.ts";

/** The results of one cluster that are on one side only. */
interface ResultChanges {
	readonly appeared: Located[];
	readonly resolved: Located[];
}

/**
 * Results that are on one side only, by cluster. Results are compared by identity, not by wording or place; combined
 * results by each of their instances. Those on one side only are combined again; a single one has its own message.
 */
export function compareResults(
	base: readonly Located[],
	head: readonly Located[],
): Map<string, ResultChanges> {
	const changes = new Map<string, ResultChanges>();
	const changesOf = ({ result }: Located): ResultChanges => {
		const name = result.tags.cluster ?? "";
		const known = changes.get(name) ?? { appeared: [], resolved: [] };
		changes.set(name, known);
		return known;
	};
	const [old, now] = differing(base, head);
	for (const located of onlyIn(now, old))
		changesOf(located).appeared.push(located);
	for (const located of onlyIn(old, now))
		changesOf(located).resolved.push(located);
	return changes;
}

/** The results of each side without identical ones on both: finding the places of thousands takes time. */
function differing(
	base: readonly Located[],
	head: readonly Located[],
): [base: Located[], head: Located[]] {
	const wordsOf = ({
		result: { severity, tags, message, instances },
	}: Located) =>
		JSON.stringify([
			severity,
			tags,
			message,
			instances?.map((one) => one.message),
		]);
	const without = (
		side: readonly Located[],
		other: readonly Located[],
	): Located[] => {
		const words = new Set(
			other.filter(({ each }) => each !== undefined).map(wordsOf),
		);
		return side.filter(
			(located) => located.each === undefined || !words.has(wordsOf(located)),
		);
	};
	return [without(base, head), without(head, base)];
}

/** The results with instances that the other side lacks, cut down to those. */
function onlyIn(
	side: readonly Located[],
	other: readonly Located[],
): readonly Located[] {
	const known = new Set(other.flatMap(partsOf).map(keyOf));
	const seen = new Set<string>();
	return side.flatMap((located) => {
		const parts = partsOf(located).filter((part) => {
			const key = keyOf(part);
			const isNew = !known.has(key) && !seen.has(key);
			seen.add(key);
			return isNew;
		});
		return parts.length < 2 ? parts : [{ ...located, each: () => parts }];
	});
}

const partsOf = (located: Located) => located.each?.() ?? [located];

const keyOf = (located: Located) =>
	[located.result.severity, ...identityOf(located)].join("\n");
