import { isDeepStrictEqual } from "node:util";
import { type Overrides, readOverrides } from "../config/overrides.ts";
import type { Lap } from "../krm/lap.ts";
import type { Problem } from "../krm/problem.ts";
import { isAbout, type Result } from "../krm/result.ts";
import { type Transformation, transform } from "../pipeline.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { didYouMean, nearest } from "../read/nearest.ts";
import type { ReadSource } from "./files/read-source.ts";

/** The clusters of a run (one or all), and settings for it. */
export interface Selection {
	readonly only: string | undefined;
	readonly overrides: Overrides;
	/** The option that selects the cluster, for messages. */
	readonly onlyBy: string;
}

/** Reads the options `--only` and `--set`, or the same parameters from Argo CD. */
export function readSelection(
	only: string | undefined,
	settings: readonly string[],
	{ only: onlyBy, set } = { only: "--only", set: "--set " },
): Selection | Problem {
	const read = readOverrides(settings, set);
	return "problem" in read ? read : { only, overrides: read.overrides, onlyBy };
}

/** Runs the pipeline on a source with the given settings; `only` excludes other clusters. */
export function transformSource(
	{ source, results }: ReadSource,
	{ overrides }: Selection,
	lap: Lap,
	only?: string,
): Transformation {
	return transform({ ...source, only, overrides }, results, lap);
}

/** Runs the pipeline on a source. */
export type Transform = (read: ReadSource) => Transformation;

/**
 * As `transformSource`, but once for a source, and for a package that is the same on both sides: most of a fleet is,
 * where one cluster changes.
 */
export function transformOnce(selection: Selection, lap: Lap): Transform {
	const known = new Map<string, { read: ReadSource; made: Transformation }[]>();
	return (read) => {
		const here = known.get(read.prefix) ?? [];
		const twin = here.find((one) => isSame(one.read, read));
		if (twin !== undefined) return twin.made;
		const made = transformSource(read, selection, lap);
		known.set(read.prefix, [...here, { read, made }]);
		return made;
	};
}

const isSame = (one: ReadSource, other: ReadSource) =>
	one === other ||
	(one.files.length > 0 &&
		isDeepStrictEqual(one.files, other.files) &&
		isDeepStrictEqual(one.results, other.results));

/** True for a result about the selected cluster, or about none. */
export function isSelected(
	{ only }: Selection,
	{ tags: { cluster }, otherClusters }: Result,
): boolean {
	return isAbout(only, { cluster, otherClusters });
}

/** The selected clusters: one, or all. */
export const selectedOf = (
	{ only }: Selection,
	clusters: readonly ClusterPlan[] = [],
): readonly ClusterPlan[] =>
	only === undefined
		? clusters
		: clusters.filter(({ cluster }) => cluster.name === only);

/** Reports that no cluster has the selected name; undefined when one has it, or the names are not all known. */
export function unknownCluster(
	{ only, onlyBy }: Selection,
	names: readonly string[] | undefined,
): Problem | undefined {
	if (only === undefined || names === undefined || names.includes(only))
		return undefined;
	const hint = didYouMean(nearest(only, names));
	return {
		problem: `${onlyBy} ${only}: unknown cluster;${hint} known: ${[...new Set(names)].join(", ") || "none"}`,
	};
}
