import { comparePrefixes, parsePrefix } from "../ip/prefix.ts";
import { compareText } from "../krm/order.ts";
import {
	type ComparedRoute,
	compareRoutes,
	distinctRoutes,
} from "../plan/route-changes.ts";
import {
	CHANGE_KINDS,
	type ChangeKind,
	type ClusterDiff,
	countRoutes,
	type Diff,
	type RouteChange,
} from "./changes.ts";
import { compareResults } from "./compare-results.ts";
import { settingChanges } from "./compare-settings.ts";
import { headlines } from "./headlines.ts";
import type { ClusterState, SideState } from "./state.ts";

/** Compares two sides, cluster by cluster. */
export function compareSides(base: SideState, head: SideState): Diff {
	const results = compareResults(base.results, head.results);
	const names = new Set([
		...base.clusters.keys(),
		...head.clusters.keys(),
		...results.keys(),
	]);
	const clusters = [...names]
		.sort(compareText)
		.map((name) => {
			const [before, after] = [
				base.clusters.get(name),
				head.clusters.get(name),
			];
			const changes = results.get(name) ?? { appeared: [], resolved: [] };
			const cluster = {
				name,
				presence:
					before === undefined && after !== undefined
						? ("new" as const)
						: after === undefined && before !== undefined
							? ("gone" as const)
							: ("both" as const),
				routes: routeChanges(before, after),
				routesBefore: before?.routes.length ?? 0,
				settings: settingChanges(before, after, base.kind === head.kind),
				...changes,
			};
			return { ...cluster, headlines: headlines(cluster) };
		})
		.filter(hasChanges);
	const routesBefore = [...base.clusters.values()].reduce(
		(sum, { routes }) => sum + routes.length,
		0,
	);
	const all = new Set([...base.clusters.keys(), ...head.clusters.keys()]);
	return makeDiff(clusters, routesBefore, all.size);
}

/** The diff of these clusters; `allClusters` and `routesBefore` count those without changes too. */
export function makeDiff(
	clusters: readonly ClusterDiff[],
	routesBefore: number,
	allClusters: number,
): Diff {
	const counts = {
		...countRoutes(
			clusters.flatMap(({ routes }) => routes),
			routesBefore,
		),
		clusters: clusters.filter(({ name }) => name !== "").length,
		allClusters,
	};
	return { clusters, counts };
}

function hasChanges(cluster: ClusterDiff): boolean {
	const { presence, routes, settings, appeared, resolved } = cluster;
	return (
		presence !== "both" ||
		routes.length + settings.length + appeared.length + resolved.length > 0
	);
}

function routeChanges(
	before: ClusterState | undefined,
	after: ClusterState | undefined,
): RouteChange[] {
	const isOneVrf = before?.vrf === after?.vrf;
	const changes =
		isOneVrf || before === undefined || after === undefined
			? compareRoutes(before?.routes ?? [], after?.routes ?? [])
			: {
					added: distinctRoutes(after.routes),
					removed: distinctRoutes(before.routes),
					changed: [],
				};
	const [oldVrf, newVrf] = [before?.vrf ?? "", after?.vrf ?? ""];
	const all = [
		...changes.removed.map(
			(route): RouteChange => ({
				kind: "removed",
				prefix: route.prefix,
				vrf: oldVrf,
				before: route,
			}),
		),
		...changes.changed.map(
			({ before: old, after: now }): RouteChange => ({
				kind: changeKind(old, now),
				prefix: now.prefix,
				vrf: newVrf,
				before: old,
				after: now,
			}),
		),
		...changes.added.map(
			(route): RouteChange => ({
				kind: "added",
				prefix: route.prefix,
				vrf: newVrf,
				after: route,
			}),
		),
	];
	return sortChanges(all);
}

function changeKind(before: ComparedRoute, after: ComparedRoute): ChangeKind {
	if (before.node === after.node) return "next-hop";
	return before.nextHop === after.nextHop ? "renamed" : "moved";
}

/** Riskiest first, then by network. */
export function sortChanges(changes: readonly RouteChange[]): RouteChange[] {
	return changes
		.map((change) => ({
			change,
			rank: CHANGE_KINDS.indexOf(change.kind),
			prefix: parsePrefix(change.prefix),
		}))
		.sort(
			(a, b) =>
				a.rank - b.rank ||
				(a.prefix !== undefined && b.prefix !== undefined
					? comparePrefixes(a.prefix, b.prefix)
					: compareText(a.change.prefix, b.change.prefix)),
		)
		.map(({ change }) => change);
}
