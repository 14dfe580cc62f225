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
	homeless: readonly Claim[],
	names: readonly string[],
): Result {
	const first = homeless.map(({ item }) => item).sort(compareItems)[0] as Item;
	const said = evidence(homeless);
	const count =
		homeless.length === 1
			? "belongs"
			: `and ${homeless.length - 1} more objects belong`;
	const beside =
		names.length === 0 ? "" : ` (the package has ${names.join(", ")})`;
	const hint = said.length === 0 ? "" : ` (${said.join("; ")})`;
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
		const isTelling = name !== undefined && name !== "" && name !== "default";
		const file = filePath(item);
		const where = file === undefined ? "" : ` in ${file}`;
		return isTelling ? [`${item.name}${where} says ${name}`] : [];
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
	const message = `${item.kind} ${item.name} belongs to cluster ${cluster}, of which no Node and no ClusterSnapshot is here, and is left alone; add a snapshot of ${cluster}, or correct the name`;
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

/** Maximum reported individually; with more, two clusters are mixed up. */
const MAX_TOLD = 3;

/** Reports objects with the same name in one cluster: at most one of them can be right. */
export function twice(
	kind: string,
	cluster: string,
	entries: readonly { name: string; source: { item: Item } }[],
): Result[] {
	const names = new Set(entries.map(({ name }) => name));
	if (names.size === entries.length) return [];
	const doubled = [...groupBy(entries, ({ name }) => name)].filter(
		([, known]) => known.length > 1,
	);
	const isHeap = doubled.length > MAX_TOLD;
	const reported = isHeap ? doubled.slice(0, 1) : doubled;
	return reported.flatMap(([name, [first, second, ...more]]) => {
		if (first === undefined || second === undefined) return [];
		const items = [first, second, ...more]
			.map(({ source }) => source.item)
			.sort(compareItems);
		const places = items
			.slice(0, MAX_TOLD)
			.map((item) => filePath(item) ?? `${item.kind} ${item.name}`)
			.join(" and ");
		const rest = items.length > MAX_TOLD ? ", ..." : "";
		const others = isHeap
			? ` (and so do ${doubled.length - 1} more objects of that kind)`
			: "";
		const message = `${kind} ${name}${others} is there ${items.length} times for cluster ${cluster}: in ${places}${rest}; keep one, or tell the clusters apart with spec.clusters[].path or the annotation avi-routes.dev/cluster`;
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
