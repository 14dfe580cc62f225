import { type ClusterSpec, clusterPool } from "../../support/clusters.ts";
import type { AnyResource } from "../../support/function-run.ts";

/** What a check is run on: a cluster `prod`, the `spec` of the AviRoutes, and resources beside the cluster. */
export interface Setup {
	/** The cluster's name, `prod` when it is not given. */
	readonly name?: string;
	readonly cluster?: ClusterSpec;
	readonly spec?: object;
	readonly more?: readonly AnyResource[];
}

/** What one result of the check must say. */
export interface Expected {
	/** When it is not the check's own. */
	readonly severity?: "error" | "warning" | "info";
	/** Kind and name of the resource; what is in the cluster's dump is in the ClusterSnapshot when there is one. */
	readonly ref: string | readonly [raw: string, snapshot: string];
	/** Path of the field in the raw object and in the ClusterSnapshot; in one resource beside both, once. */
	readonly field?: string | readonly [string | undefined, string | undefined];
	readonly currentValue?: unknown;
	readonly proposedValue?: unknown;
	/** A part of the message. */
	readonly says: string;
	/** When it is not the check's own. */
	readonly remedy?: string;
}

/** One row of the table of cases. */
export interface CheckCase {
	readonly check: string;
	/** What the case teaches. */
	readonly lesson: string;
	readonly name: string;
	readonly cluster: ClusterSpec;
	readonly spec: object;
	readonly more: readonly AnyResource[];
	/** The results of the check; none when it must be silent. */
	readonly expected: readonly Expected[];
}

/** A case in which the check must say exactly this. */
export function fires(
	check: string,
	lesson: string,
	{ name = "prod", cluster = clusterPool(), spec = {}, more = [] }: Setup,
	...expected: readonly Expected[]
): CheckCase {
	return { check, lesson, name, cluster, spec, more, expected };
}

/** A case, near to one in which it fires, in which the check must say nothing. */
export function silent(
	check: string,
	lesson: string,
	setup: Setup = {},
): CheckCase {
	return fires(check, lesson, setup);
}
