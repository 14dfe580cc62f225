import { printable } from "../report/printable.ts";
import type { Screen } from "../report/screen.ts";
import { lineUp } from "../report/wrap.ts";
import { type ClusterDiff, countRoutes, type Diff } from "./changes.ts";
import { shareOf, totalSummary } from "./lines.ts";

const NUMBERS = ["ADDED", "CHANGED", "REMOVED", "OF", "SHARE", "SETTINGS"];
const HEAD = ["CLUSTER", ...NUMBERS, "RESULTS"];

/** The diff of a large fleet: a row a cluster with changes, and the sum. */
export function diffStat(
	{ clusters, counts }: Diff,
	{ paint }: Screen,
): string {
	if (clusters.length === 0) return "no change\n";
	const table = lineUp([HEAD, ...clusters.map(rowOf)], NUMBERS);
	return `${table}\n${paint("bold", totalSummary(counts))}\n`;
}

function rowOf(cluster: ClusterDiff): string[] {
	const { name, presence, routes, settings, appeared, resolved, switchedOff } =
		cluster;
	const counts = countRoutes(routes, cluster.routesBefore);
	const { added, changed, removed, routesBefore } = counts;
	const results = [
		presence !== "both" && `cluster is ${presence}`,
		appeared.length > 0 && `${appeared.length} new`,
		resolved.length > 0 && `${resolved.length} resolved`,
		switchedOff.length > 0 && `${switchedOff.length} switched off`,
	];
	return [
		name === "" ? "(package)" : printable(name),
		...[added, changed, removed, routesBefore].map(String),
		shareOf(counts) ?? "-",
		String(settings.length),
		results.filter(Boolean).join(", ") || "-",
	];
}
