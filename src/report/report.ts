import { ACTIONS } from "../check/explained.ts";
import type { Result, Severity } from "../krm/result.ts";
import type { Position } from "../text/find-field.ts";

/** A result with its place, if known. */
export interface Located {
	readonly result: Result;
	/** The file, relative to the working directory, with slashes; `-` for standard input. */
	readonly file?: string | undefined;
	readonly position?: Position;
	/**
	 * The field with names for numbers, `spec.nodes[worker-3].podCIDRs[0]`: it does not change when other nodes come
	 * and go.
	 */
	readonly subject?: string;
	/** The results that it combines, each with its place; absent for a single one. */
	readonly each?: () => readonly Located[];
}

/** The outcome of a run of the checks. */
export interface Report {
	/** Worst first. */
	readonly results: readonly Located[];
	/** Names of the checked clusters, sorted. */
	readonly clusters: readonly string[];
	/** The file to name for results without one: code scanning requires a file. */
	readonly anchor?: string | undefined;
	/** The number of routes of all clusters; undefined when errors prevented planning. */
	readonly routes: number | undefined;
	/** Number of results that the configuration turns off. */
	readonly switchedOff: number;
}

/**
 * Identifies a result by names: check, cluster, resource and field. It does not change with wording, place or
 * numbers; of an example only the cluster counts.
 */
export function identityOf({ result, subject }: Located): string[] {
	const { resourceRef: ref, field, tags, isExample } = result;
	const { kind = "", namespace = "", name = "" } = isExample ? {} : (ref ?? {});
	const place = isExample ? "" : (subject ?? field?.path ?? "");
	return [tags.check, tags.cluster ?? "", kind, namespace, name, place];
}

/** True for a result of a check, or of reading the input. */
export function isFinding({ tags }: Result): boolean {
	return !ACTIONS.some(({ id }) => id === tags.check);
}

/** The number of results of each severity. */
export function countBySeverity({
	results,
}: Pick<Report, "results">): Record<Severity, number> {
	const counts = { error: 0, warning: 0, info: 0 };
	for (const { result } of results)
		counts[result.severity] += result.count ?? 1;
	return counts;
}
