import { groupBy } from "../krm/group-by.ts";
import type { Located } from "../report/report.ts";
import { plural } from "../report/text.ts";
import {
	type ClusterDiff,
	type Counts,
	countRoutes,
	plainText,
	type RouteChange,
	type RouteCounts,
	settingWords,
	vrfMoves,
} from "./changes.ts";
import type { SettingChange } from "./compare-settings.ts";

/** The kind of change in a line of a diff. */
export type Mark = "+" | "-" | "~" | "!" | "o";

/** A line of a diff. */
export interface Line {
	readonly mark: Mark;
	readonly text: string;
}

/** The changes of a cluster as lines: what changes, then the results that appeared and disappeared. */
export const diffLines = (cluster: ClusterDiff): Line[] => [
	...changeLines(cluster),
	...cluster.appeared.map((one) => resultLine("!", "", one)),
	...goneLines(cluster),
];

/** The changes of a cluster without results: headlines, settings, and the routes that follow from them. */
export const changeLines = (cluster: ClusterDiff): Line[] => [
	...cluster.headlines.map(
		(words): Line => ({ mark: "!", text: plainText(words) }),
	),
	...cluster.settings.map(settingLine),
	...routeLines(cluster.routes),
];

/** The change of a setting in a line. */
export const settingLine = (change: SettingChange): Line => ({
	mark: "~",
	text: `${change.area} ${change.key}: ${plainText(settingWords(change))}`,
});

/** The changes of routes, a line each. */
export function routeLines(routes: readonly RouteChange[]): Line[] {
	const width = routes.reduce(
		(most, { prefix }) => Math.max(most, prefix.length),
		0,
	);
	const instead = replacements(routes);
	return routes.map((change) => ({
		mark: MARKS[change.kind],
		text: `${change.prefix.padEnd(width)}  ${story(change, instead(change))}`,
	}));
}

const resultLine = (mark: Mark, words: string, { result }: Located): Line => ({
	mark,
	text: `${words}${result.severity}: [${result.tags.check}] ${result.message}`,
});

/** The results that are gone: resolved, or switched off. */
export function goneLines({ resolved, switchedOff }: ClusterDiff): Line[] {
	return [
		...resolved.map((one) => resultLine("o", "no longer ", one)),
		...switchedOff.map((one) => resultLine("!", "switched off: ", one)),
	];
}

const MARKS = {
	removed: "-",
	moved: "~",
	"next-hop": "~",
	renamed: "~",
	added: "+",
} as const;

/** For a node that loses one prefix and gets one of the same family: the other one, in words; else an empty text. */
function replacements(
	routes: readonly RouteChange[],
): (change: RouteChange) => string {
	const kept = new Set(vrfMoves(routes).map(({ route }) => route.prefix));
	const own = routes.filter(({ prefix }) => !kept.has(prefix));
	const byNode = (kind: RouteChange["kind"]) =>
		groupBy(
			own.filter((change) => change.kind === kind),
			nodeAndFamily,
		);
	const [gone, come] = [byNode("removed"), byNode("added")];
	return (change) => {
		if (kept.has(change.prefix)) return "";
		const key = nodeAndFamily(change);
		const [before, after] = [gone.get(key) ?? [], come.get(key) ?? []];
		if (before.length !== 1 || after.length !== 1) return "";
		return change.kind === "removed"
			? `, now ${after[0]?.prefix}`
			: `, before ${before[0]?.prefix}`;
	};
}

const nodeAndFamily = ({ before, after, prefix }: RouteChange) =>
	`${(before ?? after)?.node}\n${prefix.includes(":")}`;

function story({ kind, before, after }: RouteChange, instead: string): string {
	if (before === undefined || after === undefined) {
		const { nextHop = "", node = "" } = before ?? after ?? {};
		const verb = kind === "removed" ? "was" : "is";
		return `${verb} via ${nextHop} (${node}${instead})`;
	}
	if (kind === "next-hop")
		return `next hop ${before.nextHop} -> ${after.nextHop} (${after.node})`;
	if (kind === "renamed")
		return `node renamed ${before.node} -> ${after.node} (via ${after.nextHop})`;
	return `moved ${before.node} -> ${after.node} (via ${before.nextHop} -> ${after.nextHop})`;
}

/** `+3 ~1 -2 routes (25% of 12)`, and what else changed, in words. */
export function clusterSummary(cluster: ClusterDiff): string {
	const { presence, routes, routesBefore } = cluster;
	const { settings, appeared, resolved, switchedOff } = cluster;
	const parts = [
		presence !== "both" && presence,
		routes.length > 0 && routeSummary(countRoutes(routes, routesBefore)),
		settings.length > 0 && plural(settings.length, "setting"),
		appeared.length > 0 && plural(appeared.length, "new result"),
		resolved.length > 0 && `${resolved.length} resolved`,
		switchedOff.length > 0 && `${switchedOff.length} switched off`,
	];
	return parts.filter(Boolean).join(", ");
}

/** The summary of the whole diff in one line. */
export function totalSummary(counts: Counts): string {
	const { clusters, allClusters } = counts;
	const all = clusters < allClusters ? ` of ${allClusters}` : "";
	const s = Math.max(clusters, allClusters) === 1 ? "" : "s";
	return `${routeSummary(counts)} in ${clusters}${all} cluster${s}`;
}

/** `+3 ~1 -2 routes (25% of 12)`. */
export function routeSummary(counts: RouteCounts): string {
	const { added, changed, removed, routesBefore } = counts;
	const share = shareOf(counts);
	const percentage =
		share === undefined ? "" : ` (${share} of ${routesBefore})`;
	return `+${added} ~${changed} -${removed} routes${percentage}`;
}

/** Percentage of the base's routes that change or are removed; undefined when none are. */
export function shareOf({
	changed,
	removed,
	routesBefore,
}: RouteCounts): string | undefined {
	const count = changed + removed;
	if (count === 0 || routesBefore === 0) return undefined;
	const percent = (100 * count) / routesBefore;
	if (percent < 1) return "<1%";
	return percent > 99 && percent < 100 ? ">99%" : `${Math.round(percent)}%`;
}
