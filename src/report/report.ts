import { ACTION_IDS } from "../check/explained.ts";
import type { Result, Severity } from "../krm/result.ts";

/** A place in a file; lines and columns count from 1. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** A result with the place of what it is about, where that is known. */
export interface Located {
	readonly result: Result;
	/** The file, relative to the working directory, with slashes; `-` for standard input. */
	readonly file?: string | undefined;
	readonly position?: Position;
	/** The field with names for numbers, `spec.nodes[worker-3].podCIDRs[0]`: it stays when other nodes come and go. */
	readonly subject?: string;
	/** The results that it tells at once, each with its place; absent for one that is about one thing. */
	readonly each?: () => readonly Located[];
}

/** What a run of the checks came to. */
export interface Report {
	/** Worst first. */
	readonly results: readonly Located[];
	/** Names of the clusters that were looked at, sorted. */
	readonly clusters: readonly string[];
	/** The file to name for results that are about none: code scanning wants a file for each. */
	readonly anchor?: string | undefined;
	/** The number of routes of all of them; undefined when errors came before. */
	readonly routes: number | undefined;
	/** How many results the configuration switches off. */
	readonly switchedOff: number;
}

/**
 * What a result is about, by name: the check, the cluster, the resource and the field. It stays when the wording, the
 * place and the numbers change, and of an example only the cluster counts.
 */
export function identityOf({ result, subject }: Located): string[] {
	const { resourceRef: ref, field, tags, isExample } = result;
	const { kind = "", namespace = "", name = "" } = isExample ? {} : (ref ?? {});
	const place = isExample ? "" : (subject ?? field?.path ?? "");
	return [tags.check, tags.cluster ?? "", kind, namespace, name, place];
}

/** True for a result of a check, or of reading the input. */
export function isFinding({ tags }: Result): boolean {
	return !ACTION_IDS.some((id) => id === tags.check);
}

/** How many results of each severity there are. */
export function countBySeverity({
	results,
}: Pick<Report, "results">): Record<Severity, number> {
	const counts = { error: 0, warning: 0, info: 0 };
	for (const { result } of results)
		counts[result.severity] += result.count ?? 1;
	return counts;
}
