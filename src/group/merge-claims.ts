import type { Config } from "../config/config.ts";
import { byItem } from "../krm/item-order.ts";
import { compareText } from "../krm/order.ts";
import type { Outcome, Result } from "../krm/result.ts";
import {
	keptDumps,
	ofAnyCluster,
	ofNoCluster,
	onlyInstalls,
	undecided,
	withoutCluster,
} from "./ambiguous.ts";
import { namedCluster } from "./assign-cluster.ts";
import type { Claim, Cluster } from "./cluster.ts";
import { decided, namesInAko } from "./kustomize/agreed.ts";
import { isSnapshotItem } from "./read-facts.ts";
import { toCluster } from "./to-cluster.ts";

/** Merges claims into clusters, sorted by name. Only live objects make a cluster. */
export function mergeClaims(
	claims: readonly Claim[],
	config: Config,
): Outcome<Cluster[]> {
	const live = claims.filter(({ isLive }) => isLive);
	const unclaimed = live.filter(({ cluster }) => cluster === undefined);
	const claimed = new Set(live.flatMap(({ cluster }) => cluster ?? []));
	const names = [...claimed].sort(compareText);
	const only = names.length === 1 ? names[0] : undefined;
	const snapshots = snapshotsOf(claims);
	const results: Result[] =
		unclaimed.length === 0
			? []
			: (keptDumps(unclaimed, snapshots) ?? [
					withoutCluster(unclaimed, names, config),
				]);
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
		else if (other !== undefined && names.length > 0)
			results.push(ofNoCluster(claim, other));
		else {
			const named = [...namesInAko(claim)].filter((name) =>
				byCluster.has(name),
			);
			for (const name of named) byCluster.get(name)?.push(claim);
			if (named.length > 0) return;
			if (onlyInstalls(claim)) {
				const shared = ofAnyCluster(claim, names);
				for (const all of byCluster.values()) all.push(shared);
			} else if (names.length > 0) results.push(undecided(claim, names));
		}
	});
	for (const snapshot of config.isImport ? [] : snapshots) {
		const own = byCluster.get(snapshot.cluster ?? "") ?? [];
		const dumps = own.filter(({ isLive }) => isLive);
		results.push(...(keptDumps(dumps, [snapshot]) ?? []));
	}
	const clusters = [...byCluster].flatMap(([name, own]) =>
		splitSnapshots(
			own.map((claim) => decided(claim, name, only !== undefined)),
		).map((each) => toCluster(name, each, config)),
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
