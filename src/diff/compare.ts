import type { ResultId } from "../../schemas/generated/check-ids.ts";
import type { Check } from "../check/check.ts";
import { CHECKS } from "../check/checks.ts";
import { INPUT_PROBLEMS } from "../check/explained.ts";
import { comparePrefixes, parsePrefix } from "../ip/prefix.ts";
import { compareText } from "../krm/order.ts";
import {
	type ComparedRoute,
	compareRoutes,
	distinctRoutes,
} from "../plan/route-changes.ts";
import type { Located } from "../report/report.ts";
import {
	CHANGE_KINDS,
	type ChangeKind,
	type ClusterDiff,
	countRoutes,
	type Diff,
	NO_CHANGES,
	type RouteChange,
} from "./changes.ts";
import { compareResults } from "./compare-results.ts";
import { type SettingChange, settingChanges } from "./compare-settings.ts";
import { headlines } from "./headlines.ts";
import type { ClusterState, SideState } from "./state.ts";

/** Compares two sides, cluster by cluster. */
export function compareSides(base: SideState, head: SideState): Diff {
	const areOfOneKind = base.kind === head.kind;
	// Rendered files have no results: those of sources are neither new nor resolved.
	const hasResults =
		areOfOneKind || base.kind === "empty" || head.kind === "empty";
	const results = hasResults
		? compareResults(base.results, head.results)
		: new Map<string, never>();
	const names = new Set([
		...base.clusters.keys(),
		...head.clusters.keys(),
		...results.keys(),
	]);
	const clusters = [...names].sort(compareText).map((name) => {
		const [before, after] = [base.clusters.get(name), head.clusters.get(name)];
		const { appeared = [], resolved = [] } = results.get(name) ?? {};
		const settings = settingChanges(before, after, areOfOneKind);
		const isOff = ({ result: { tags } }: Located) =>
			after !== undefined && isSwitchedOff(after, tags.check);
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
			settings,
			appeared,
			resolved: resolved.filter((one) => !isOff(one)),
			switchedOff: resolved.filter(isOff),
		};
		return { ...cluster, headlines: headlines(cluster) };
	});
	const changed = withSharedSettings(clusters, base, head).filter(hasChanges);
	const routesBefore = [...base.clusters.values()].reduce(
		(sum, { routes }) => sum + routes.length,
		0,
	);
	const all = new Set([...base.clusters.keys(), ...head.clusters.keys()]);
	return makeDiff(changed, routesBefore, all.size);
}

const checks: readonly Check[] = CHECKS;

/** The ids that `"*"` in spec.checks does not include. */
const MUST_BE_NAMED: readonly ResultId[] = [
	...checks.filter(({ mustBeNamed }) => mustBeNamed),
	...INPUT_PROBLEMS,
].map(({ id }) => id);

function isSwitchedOff({ settings }: ClusterState, check: ResultId): boolean {
	const severityOf = (id: string) =>
		settings.find(({ key }) => key === `checks.${id}`)?.value;
	const wildcard = MUST_BE_NAMED.includes(check) ? undefined : severityOf("*");
	return (severityOf(check) ?? wildcard) === "off";
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

/**
 * The clusters, without the changes of the configuration that all clusters of both sides share: these are changes of the
 * whole package, and are named once.
 */
function withSharedSettings(
	clusters: readonly ClusterDiff[],
	base: SideState,
	head: SideState,
): readonly ClusterDiff[] {
	const isOnBoth = ({ name }: ClusterDiff) =>
		base.clusters.has(name) && head.clusters.has(name);
	const [first, ...others] = clusters.filter(isOnBoth);
	if (first === undefined || others.length === 0) return clusters;
	const idOf = (change: SettingChange) => JSON.stringify(change);
	const ofOthers = others.map(({ settings }) => new Set(settings.map(idOf)));
	const shared = first.settings.filter(
		(change) =>
			/^(?:checks|limits)\./.test(change.key) &&
			ofOthers.every((ids) => ids.has(idOf(change))),
	);
	const ids = new Set(shared.map(idOf));
	const own = clusters.map((cluster) => ({
		...cluster,
		settings: cluster.settings.filter((change) => !ids.has(idOf(change))),
	}));
	const whole = own.find(({ name }) => name === "") ?? NO_CHANGES;
	return [
		{ ...whole, settings: shared },
		...own.filter(({ name }) => name !== ""),
	];
}

function hasChanges(cluster: ClusterDiff): boolean {
	const { presence, routes, settings } = cluster;
	const { appeared, resolved, switchedOff } = cluster;
	const lists = [routes, settings, appeared, resolved, switchedOff];
	return presence !== "both" || lists.some(({ length }) => length > 0);
}

function routeChanges(
	before: ClusterState | undefined,
	after: ClusterState | undefined,
): RouteChange[] {
	const [old, now] = [before?.routes ?? [], after?.routes ?? []];
	const { removed, changed, added } =
		before?.vrf === after?.vrf
			? compareRoutes(old, now)
			: {
					removed: distinctRoutes(old),
					changed: [],
					added: distinctRoutes(now),
				};
	const [oldVrf, newVrf] = [before?.vrf ?? "", after?.vrf ?? ""];
	return sortChanges([
		...removed.map((route) => {
			const { prefix } = route;
			return { kind: "removed", prefix, vrf: oldVrf, before: route } as const;
		}),
		...changed.map(({ before: old, after: now }) => ({
			kind: changeKind(old, now),
			prefix: now.prefix,
			vrf: newVrf,
			before: old,
			after: now,
		})),
		...added.map((route) => {
			const { prefix } = route;
			return { kind: "added", prefix, vrf: newVrf, after: route } as const;
		}),
	]);
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
