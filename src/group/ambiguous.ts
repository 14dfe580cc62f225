import { groupBy } from "../krm/group-by.ts";
import { fileIndex, filePath, type Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import type { ClusterUID, Facts } from "./cluster.ts";

/** An item's facts with the cluster that claims it. */
export interface Claim {
	readonly item: Item;
	readonly cluster: string | undefined;
	/** True for a live dump that shows a cluster; false for desired state and for dumps that only add to a cluster. */
	readonly isLive: boolean;
	readonly facts: Facts;
}

/** Objects that no cluster claims: all of them in one result, with the remedies. */
export function withoutCluster(
	unclaimed: readonly Claim[],
	names: readonly string[],
): Result {
	const first = unclaimed.map(({ item }) => item).sort(compareItems)[0] as Item;
	const hints = evidence(unclaimed);
	const count =
		unclaimed.length === 1
			? "belongs"
			: `and ${unclaimed.length - 1} more objects belong`;
	const beside =
		names.length === 0 ? "" : ` (the package has ${names.join(", ")})`;
	const hint = hints.length === 0 ? "" : ` (${hints.join("; ")})`;
	const message = `${first.kind} ${first.name} ${count} to no cluster${beside}; set spec.clusterName${hint}, or spec.clusters[].path to the folder of the cluster's objects, or annotate them with avi-routes.dev/cluster`;
	return resultAt(first, {
		check: "cluster-ambiguous",
		severity: "error",
		message,
	});
}

/** The cluster names that the objects themselves give, with the files; more than one name means mixed clusters. */
function evidence(claims: readonly Claim[]): string[] {
	const lines = claims.flatMap(({ item, facts }) => {
		const { akoConfig, ciliumConfig } = facts;
		const name =
			akoConfig?.data.clusterName || ciliumConfig?.data["cluster-name"];
		const isClusterName =
			name !== undefined && name !== "" && name !== "default";
		const file = filePath(item);
		const where = file === undefined ? "" : ` in ${file}`;
		return isClusterName ? [`${item.name}${where} says ${name}`] : [];
	});
	return lines.sort(compareText);
}

/** Desired state that could belong to any of several clusters. */
export function undecided({ item }: Claim, names: readonly string[]): Result {
	const message = `${item.kind} ${item.name} could belong to any of ${names.join(", ")}; annotate it with avi-routes.dev/cluster, or put it below a spec.clusters[].path`;
	return resultAt(item, {
		check: "cluster-ambiguous",
		severity: "error",
		message,
	});
}

/** Desired state of a cluster that is not in the input. */
export function ofNoCluster({ item }: Claim, cluster: string): Result {
	const message = `${item.kind} ${item.name} belongs to cluster ${cluster}, which has no Node and no ClusterSnapshot here, so it is left alone; add a snapshot of ${cluster}, or correct the name`;
	return resultAt(item, {
		check: "input-invalid",
		severity: "warning",
		message,
	});
}

/** True when the names are sorted and unique. */
export function isAscending(
	entries: readonly { readonly name: string }[],
): boolean {
	let before: string | undefined;
	for (let i = 0; i < entries.length; i++) {
		const name = (entries[i] as (typeof entries)[number]).name;
		if (before !== undefined && before >= name) return false;
		before = name;
	}
	return true;
}

/** Maximum reported individually; more than these mean that two clusters are mixed. */
const MAX_REPORTED = 3;

/** Reports objects with the same name in one cluster: at most one of them can be right. */
export function duplicateNames(
	kind: string,
	cluster: string,
	entries: readonly { name: string; source: { item: Item } }[],
): Result[] {
	const names = new Set(entries.map(({ name }) => name));
	if (names.size === entries.length) return [];
	const duplicates = [...groupBy(entries, ({ name }) => name)].filter(
		([, known]) => known.length > 1,
	);
	const isMany = duplicates.length > MAX_REPORTED;
	const reported = isMany ? duplicates.slice(0, 1) : duplicates;
	return reported.flatMap(([name, [first, second, ...more]]) => {
		if (first === undefined || second === undefined) return [];
		const items = [first, second, ...more]
			.map(({ source }) => source.item)
			.sort(compareItems);
		const places = items
			.slice(0, MAX_REPORTED)
			.map((item) => filePath(item) ?? `${item.kind} ${item.name}`)
			.join(" and ");
		const rest = items.length > MAX_REPORTED ? ", ..." : "";
		const others = isMany
			? ` (and so do ${duplicates.length - 1} more objects of that kind)`
			: "";
		const message = `${kind} ${name}${others} exists ${items.length} times for cluster ${cluster}: in ${places}${rest}; keep one, or tell the clusters apart with spec.clusters[].path or the annotation avi-routes.dev/cluster`;
		return [
			resultAt(items[1], {
				check: "cluster-ambiguous",
				severity: "error",
				message,
				cluster,
			}),
		];
	});
}

/** Reports a cluster with several uids of Namespace kube-system: objects of different clusters are mixed. */
export function severalUIDs(
	cluster: string,
	uids: readonly ClusterUID[],
): Result[] {
	const other = uids.find(({ uid }) => uid !== uids[0]?.uid);
	if (uids[0] === undefined || other === undefined) return [];
	const seen = [uids[0].uid, other.uid].sort(compareText).join(" and ");
	const message = `cluster ${cluster} has Namespaces kube-system of the uids ${seen}: these are dumps of two clusters; keep those of one, or tell the clusters apart with spec.clusters[].path or the annotation avi-routes.dev/cluster`;
	const items = uids.map(({ source }) => source.item).sort(compareItems);
	return [
		resultAt(items[1], {
			check: "cluster-ambiguous",
			severity: "error",
			message,
			cluster,
		}),
	];
}

/** By file, then by position in it, then by name: the same whatever the order of the input. */
export function compareItems(a: Item, b: Item): number {
	return (
		compareText(filePath(a) ?? "", filePath(b) ?? "") ||
		fileIndex(a) - fileIndex(b) ||
		compareText(identity(a), identity(b))
	);
}

const identity = ({ kind, name, namespace = "" }: Item) =>
	`${kind} ${name} ${namespace}`;
