import type { ResultId } from "../../schemas/generated/check-ids.ts";
import { compareText } from "./order.ts";

/** How bad a result is: an error stops the run, a warning and an info do not. */
export type Severity = "error" | "warning" | "info";

/** The severities, worst first: the order in which results are written. */
export const SEVERITIES = [
	"error",
	"warning",
	"info",
] as const satisfies readonly Severity[];

/** Names the resource that a result is about. */
export interface ResourceRef {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly namespace?: string;
}

/** One entry of `ResourceList.results`, as the KRM functions specification defines it. */
export interface Result {
	readonly message: string;
	/** What to do: the end of `message`, where the two can be told apart. It does not go on the wire. */
	readonly remedy?: string;
	/**
	 * Set when the result is about the cluster and names the resource only as an example. It does not go on the wire.
	 */
	readonly isExample?: true;
	/** The results that this one combines, each about one resource; it names the first. They do not go on the wire. */
	readonly instances?: readonly Result[];
	/** Other clusters, besides `tags.cluster`, that it is about. They do not go on the wire. */
	readonly otherClusters?: readonly string[];
	/** Number of results, when it only counts those beyond the maximum. It does not go on the wire. */
	readonly count?: number;
	/** Line of the file (from 1), when only a line is known and no field. It does not go on the wire. */
	readonly line?: number;
	readonly severity: Severity;
	readonly resourceRef?: ResourceRef;
	/** Only ever set together with `resourceRef` or `file`. */
	readonly field?: {
		readonly path: string;
		readonly currentValue?: unknown;
		readonly proposedValue?: unknown;
	};
	readonly file?: { readonly path: string; readonly index?: number };
	/** `check` is the id of the check (or the fixed id) that the result comes from, `cluster` the cluster's name. */
	readonly tags: { readonly check: ResultId; readonly cluster?: string };
}

/** The output of a stage: its value, and the problems that it found. */
export interface Outcome<Value> {
	readonly value: Value;
	readonly results: readonly Result[];
}

/**
 * The results with only the fields of the KRM specification. kpt shows messages without tags, so each begins with the id
 * of its check.
 */
export function wireResults(results: readonly Result[]): Result[] {
	return results.map(
		({
			message,
			remedy: _,
			line: _line,
			isExample: _example,
			instances: _instances,
			count: _count,
			otherClusters: _others,
			...result
		}) => ({ message: `[${result.tags.check}] ${message}`, ...result }),
	);
}

/** The results, combined ones replaced by their instances. */
export function eachResult(results: readonly Result[]): readonly Result[] {
	return results.flatMap((result) => result.instances ?? [result]);
}

/** True for a result about the cluster, or about no cluster; true for all when no name is given. */
export function isAbout(
	name: string | undefined,
	{
		cluster = name,
		otherClusters = [],
	}: {
		readonly cluster?: string | undefined;
		readonly otherClusters?: readonly string[] | undefined;
	},
): boolean {
	return name === undefined || cluster === name || otherClusters.includes(name);
}

/** Adds entries to a list; unlike `push(...more)`, it also takes a million of them. */
export function addAll<T>(list: T[], more: readonly T[]): void {
	for (const one of more) list.push(one);
}

/** True for a result that is as bad as the severity, or worse. */
export function isAtLeast({ severity }: Result, least: Severity): boolean {
	return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** True when any of the results is an error. */
export function hasErrors(results: readonly Result[]): boolean {
	return results.some((result) => result.severity === "error");
}

/** Errors first; then by cluster; within one, in the order of the stages. */
export function sortResults(results: readonly Result[]): Result[] {
	const rank = ({ severity }: Result) => SEVERITIES.indexOf(severity);
	const cluster = ({ tags }: Result) => tags.cluster ?? "";
	return [...results].sort(
		(a, b) => rank(a) - rank(b) || compareText(cluster(a), cluster(b)),
	);
}
