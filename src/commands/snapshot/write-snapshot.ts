import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import type { Cluster } from "../../group/cluster.ts";
import { groupItems } from "../../group/group.ts";
import { clusterDifference } from "../../group/same-cluster.ts";
import type { Problem } from "../../krm/problem.ts";
import { type FileText, readFiles } from "../../read/read-files.ts";
import { printable } from "../../report/printable.ts";
import type { Snapshot } from "../../snapshot/make-snapshot.ts";
import { decoded, orProblem } from "../files/tree.ts";
import { writePackageFiles } from "../files/write-files.ts";

/** The file that `-o` names; undefined for standard output. */
export const outputFile = (given: string | undefined): string | undefined =>
	given === "-" || given === "/dev/stdout" ? undefined : given;

/**
 * Writes the snapshot, whole or not at all. Overwrites only an earlier one of the same cluster; reports what prevents
 * that, and what the new one lacks. A pipe or a device is written to as it is.
 */
export const writeSnapshot = (
	path: string,
	{ snapshot, cluster }: Snapshot,
	mayReplace: boolean,
): Problem | { readonly notes: readonly string[] } =>
	orProblem(() => {
		const stat = statSync(path, { throwIfNoEntry: false });
		if (stat?.isDirectory())
			return { problem: `${path} is a folder; name the file to write to` };
		if (stat?.isFile() === false) {
			writeFileSync(path, snapshot);
			return { notes: [] };
		}
		const before = stat ? decoded(readFileSync(path), path).text : "";
		const kinds = before.match(/^kind:.*$/gm) ?? [];
		const isOther = kinds.some((line) => !/\bClusterSnapshot\b/.test(line));
		if (isOther || (kinds.length === 0 && before.trim() !== ""))
			return {
				problem: `${path} exists and is not a ClusterSnapshot; name another file, or remove it first`,
			};
		const earlier = mayReplace ? [] : clustersIn({ path, text: before });
		for (const known of earlier) {
			const difference = clusterDifference(known, cluster);
			if (difference !== undefined)
				return {
					problem: `${path} holds the snapshot of another cluster: ${printable(difference)}; check the kubectl context, or give --replace to overwrite it`,
				};
		}
		writePackageFiles(dirname(path), new Map([[basename(path), snapshot]]));
		const isLost =
			cluster.clusterUID === undefined &&
			earlier.some(({ clusterUID }) => clusterUID !== undefined);
		const note = `note: ${path} had the cluster's uid, and the new dumps do not hold it; add kubectl get namespace kube-system -o yaml`;
		return { notes: isLost ? [note] : [] };
	}, `${path} can't be written: `);

/** The clusters with snapshots in a file; none when it can't be read. */
export function clustersIn(file: FileText): readonly Cluster[] {
	const read = readFiles([file], { isStrict: true });
	return groupItems(read.value, readConfig(undefined, []).value).value.clusters;
}
