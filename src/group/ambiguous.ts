import type { Config } from "../config/config.ts";
import { filePath, type Item, itemFolder } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import { clusterError, inputWarning } from "../krm/item-result.ts";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import type { Claim } from "./cluster.ts";
import { type Lock, lockedFacts } from "./install-facts.ts";
import { agreedFacts } from "./kustomize/agreed.ts";
import { sharers } from "./kustomize/cluster-builds.ts";
import { isSnapshotItem } from "./read-facts.ts";

/** Objects that no cluster claims: all of them in one result, with the remedies. */
export function withoutCluster(
	unclaimed: readonly Claim[],
	names: readonly string[],
	{ source }: Config,
): Result {
	const items = unclaimed.map(({ item }) => item).sort(compareItems);
	const hints = evidence(unclaimed);
	const beside =
		names.length === 0 ? "" : ` (the package has ${names.join(", ")})`;
	const hint = hints.length === 0 ? "" : ` (${hints.join("; ")})`;
	const remedy =
		source === undefined && names.length === 0
			? `no AviRoutes names it: make a package with avi-routes init, or name it for this run with --set clusterName=NAME (kpt fn eval: -- clusterName=NAME)${hint}, or annotate them with avi-routes.dev/cluster`
			: `set spec.clusterName${hint}, or spec.clusters[].path to the folder of the cluster's objects, or annotate them with avi-routes.dev/cluster`;
	const message = `${subject(items, "belong")} to no cluster${beside}; ${remedy}`;
	return clusterError(items[0], message);
}

/** The first of the items and the number of others, with the verb: "Node a and 1 more object belong". */
function subject([first, ...others]: readonly Item[], verb: string) {
	const name = `${first?.kind} ${first?.name}`;
	if (others.length === 0) return `${name} ${verb}s`;
	const objects = others.length === 1 ? "object" : "objects";
	return `${name} and ${others.length} more ${objects} ${verb}`;
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
	const message = `${item.kind} ${item.name} could belong to any of ${names.join(", ")}; annotate it with avi-routes.dev/cluster, or put it below a spec.clusters[].path; a file that several clusters share, such as a base of kustomize, goes into .krmignore`;
	return clusterError(item, message);
}

/** True for what installs AKO or Cilium and tells nothing else of a cluster. */
export const onlyInstalls = ({ facts }: Claim): boolean =>
	Object.keys(facts).every((key) => key === "targets");

/** What installs AKO or Cilium in one or several of the clusters: it is read and not edited. */
export function ofAnyCluster(claim: Claim, names: readonly string[]): Claim {
	const lock: Lock = {
		locked: `may be for any of ${sharers(names)} and is not edited`,
		remedyOf: (set) =>
			`${set} by hand, or annotate it with avi-routes.dev/cluster or put it below a spec.clusters[].path if it is for one of them`,
		isForMany: true,
	};
	const { choices, ...rest } = claim;
	const facts = choices ? agreedFacts(choices) : claim.facts;
	return { ...rest, facts: lockedFacts(facts, lock) };
}

/** Desired state of a cluster that is not in the input. */
export function ofNoCluster({ item }: Claim, cluster: string): Result {
	const message = `${item.kind} ${item.name} belongs to cluster ${cluster}, which has no Node and no ClusterSnapshot here, so it is left alone; add a snapshot of ${cluster}, or correct the name`;
	return inputWarning(item, message);
}

/**
 * Reports raw objects that a ClusterSnapshot of the package was made from: most of their nodes are its nodes. Undefined
 * for other objects.
 */
export function keptDumps(
	claims: readonly Claim[],
	snapshots: readonly Claim[],
): [Result] | undefined {
	const raw = claims.filter(({ item }) => !isSnapshotItem(item));
	const nodes = raw.flatMap(({ facts }) => facts.nodes ?? []);
	if (nodes.length === 0) return undefined;
	const snapshot = snapshots.find(({ facts }) => {
		const known = new Map(facts.nodes?.map(({ name, uid }) => [name, uid]));
		const isSame = ({ name, uid }: (typeof nodes)[number]) =>
			known.has(name) && (known.get(name) ?? uid) === (uid ?? known.get(name));
		return nodes.filter(isSame).length * 2 > nodes.length;
	});
	if (snapshot === undefined) return undefined;
	return [toResult(raw.map(({ item }) => item).sort(compareItems), snapshot)];
}

function toResult(items: readonly Item[], { item: snapshot }: Claim): Result {
	const folders = new Set(items.map((item) => itemFolder(item)));
	const [folder] = folders;
	const where =
		folders.size === 1 && folder ? `${folder}/` : "the names of their files";
	const message = `${subject(items, "look")} like the dumps that ClusterSnapshot ${snapshot.name} was made from, and a cluster counts once; move them out of the package, or put ${where} into .krmignore`;
	return clusterError(items[0], message);
}
