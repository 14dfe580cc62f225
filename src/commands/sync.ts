import type { Problem } from "../krm/problem.ts";
import { truncationText, unpackLists } from "../read/unpack-lists.ts";
import { akoByAnnotation } from "../sync/ako-override.ts";
import { type Group, groupTables } from "../sync/group.ts";
import { syncGroups } from "../sync/reconcile.ts";
import { type Table, tablesOf } from "../sync/table.ts";
import type { Call, Run, Surroundings } from "./command-line/run.ts";
import type { SYNC } from "./command-line/table.ts";
import { readSources } from "./files/sources.ts";
import { readSyncArgs, type SyncArgs, type SyncValues } from "./sync/args.ts";
import { passOverCluster } from "./sync/cluster.ts";
import { syncLoop } from "./sync/loop.ts";
import { openAvi, randomPause } from "./sync/open-avi.ts";
import { purge } from "./sync/purge.ts";
import { insecureNotes, reportPass } from "./sync/report.ts";

/** AviRouteTables against the Avi controller: one pass over those of files or of a cluster, or the controller. */
export async function sync(call: Call<typeof SYNC>): Promise<Run | Problem> {
	const wanted = readSyncArgs(call.values);
	if ("problem" in wanted) return wanted;
	const { values } = wanted;
	if (values.purge !== undefined) return purge(wanted, values.purge);
	if (values.from.length > 0) {
		const read = await tablesFrom(values, call);
		return "problem" in read
			? read
			: passFromFiles(wanted, groupTables(read.tables));
	}
	return wanted.isOnce ? passOverCluster(wanted) : syncLoop(wanted);
}

async function passFromFiles(
	{ values, url }: SyncArgs,
	groups: readonly Group[],
): Promise<Run> {
	const { session, close } = openAvi(url as URL, values);
	const outcomes = await syncGroups(groups, {
		session,
		ako: async (group) => akoByAnnotation(group),
		seGroups: { names: [] },
		mayWrite: () => !values["dry-run"],
		pause: randomPause,
	});
	close();
	return reportPass(outcomes, values, insecureNotes(values));
}

/** The selected clusters' tables in the files that `--from` names. */
async function tablesFrom(
	{ from, "cluster-name": clusters }: SyncValues,
	surroundings: Surroundings,
): Promise<{ readonly tables: readonly Table[] } | Problem> {
	const sources = await readSources(from, surroundings);
	if ("problem" in sources) return sources;
	const { value, results } = unpackLists(
		sources.flatMap(({ source }) => source.items),
	);
	const error = [...sources.flatMap((one) => one.results), ...results].find(
		({ severity }) => severity === "error",
	);
	if (error !== undefined) return { problem: error.message };
	if (value.truncation !== undefined)
		return { problem: truncationText(value.truncation) };
	const read = tablesOf(value.items);
	if (read.problems[0] !== undefined) return { problem: read.problems[0] };
	if (read.tables.length === 0)
		return {
			problem: `there is no AviRouteTable in ${from.join(", ")}; of a package that is not rendered: avi-routes render DIR | avi-routes sync --from - ...`,
		};
	const known = new Set(read.tables.map(({ spec }) => spec.clusterName));
	const unknown = clusters.find((cluster) => !known.has(cluster));
	if (unknown !== undefined)
		return {
			problem: `--cluster-name ${unknown}: no table of this cluster; known: ${[...known].join(", ")}`,
		};
	const isSelected = ({ spec }: Table) =>
		clusters.length === 0 || clusters.includes(spec.clusterName);
	return { tables: read.tables.filter(isSelected) };
}
