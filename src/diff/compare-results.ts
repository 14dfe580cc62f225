import { identityOf, type Located } from "../report/report.ts";

/** The results of one cluster that are on one side only. */
interface ToldResults {
	readonly appeared: Located[];
	readonly resolved: Located[];
}

/** Results that are on one side only, by cluster. What a result is about counts, not how it is worded or where it stands. */
export function compareResults(
	base: readonly Located[],
	head: readonly Located[],
): Map<string, ToldResults> {
	const [old, now] = [keysOf(base), keysOf(head)];
	const told = new Map<string, ToldResults>();
	const toldOf = ({ result }: Located): ToldResults => {
		const name = result.tags.cluster ?? "";
		const known = told.get(name) ?? { appeared: [], resolved: [] };
		told.set(name, known);
		return known;
	};
	for (const [key, located] of now)
		if (!old.has(key)) toldOf(located).appeared.push(located);
	for (const [key, located] of old)
		if (!now.has(key)) toldOf(located).resolved.push(located);
	return told;
}

function keysOf(results: readonly Located[]): Map<string, Located> {
	return new Map(
		results.map((located) => [
			[located.result.severity, ...identityOf(located)].join("\n"),
			located,
		]),
	);
}
