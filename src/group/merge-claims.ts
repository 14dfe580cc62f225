import type { Config } from "../config/config.ts";
import { compareText } from "../krm/order.ts";
import type { Outcome, Result } from "../krm/result.ts";
import {
	byItem,
	type Claim,
	ofNoCluster,
	undecided,
	withoutCluster,
} from "./ambiguous.ts";
import { namedCluster } from "./assign-cluster.ts";
import type { Cluster } from "./cluster.ts";
import { keptDumps } from "./kept-dumps.ts";
import { isSnapshotItem } from "./read-facts.ts";
import { toCluster } from "./to-cluster.ts";

/** Merges claims into clusters, sorted by name. Only live objects make a cluster. */
export function mergeClaims(
	claims: readonly Claim[],
	config: Config,
): Outcome<Cluster[]> {
	const unclaimed: Claim[] = [];
	const live = new Set<string>();
	claims.forEach((claim) => {
		if (!claim.isLive) return;
		if (claim.cluster === undefined) unclaimed.push(claim);
		else live.add(claim.cluster);
	});
	const names = [...live].sort(compareText);
	const only = names.length === 1 ? names[0] : undefined;
	const snapshots = snapshotsOf(claims);
	const results: Result[] =
		unclaimed.length === 0
			? []
			: (keptDumps(unclaimed, snapshots) ?? [withoutCluster(unclaimed, names)]);
	const byCluster = new Map<string, Claim[]>(names.map((name) => [name, []]));
	claims.forEach((claim) => {
		const own = byCluster.get(claim.cluster ?? "");
		if (own !== undefined || claim.isLive) {
			own?.push(claim);
			return;
		}
		const other = namedCluster(claim.item, config);
		if (other === undefined && only !== undefined)
			byCluster.get(only)?.push(claim);
		else if (names.length > 0)
			results.push(
				other === undefined
					? undecided(claim, names)
					: ofNoCluster(claim, other),
			);
	});
	for (const snapshot of config.isImport ? [] : snapshots) {
		const own = byCluster.get(snapshot.cluster ?? "") ?? [];
		const live = own.filter(({ isLive }) => isLive);
		results.push(...(keptDumps(live, [snapshot]) ?? []));
	}
	const clusters = [...byCluster].flatMap(([name, own]) =>
		splitSnapshots(own).map((each) => toCluster(name, each, config)),
	);
	return {
		value: clusters.map(({ value }) => value),
		results: [...results, ...clusters.flatMap((cluster) => cluster.results)],
	};
}

/**
 * Splits the claims on one name: each ClusterSnapshot is a cluster of its own, even when other snapshots or raw nodes
 * have its name. Other claims go to the raw nodes, else to the first snapshot.
 */
function splitSnapshots(claims: readonly Claim[]): (readonly Claim[])[] {
	const snapshots = snapshotsOf(claims);
	const hasRawNodes = claims.some(
		({ item, facts }) => !isSnapshotItem(item) && facts.nodes !== undefined,
	);
	const separate = hasRawNodes ? snapshots : snapshots.slice(1);
	return [
		claims.filter((claim) => !separate.includes(claim)),
		...separate.map((snapshot) => [snapshot]),
	];
}

const snapshotsOf = (claims: readonly Claim[]) =>
	claims.filter(({ item }) => isSnapshotItem(item)).sort(byItem);
