import type { NodeSnapshot } from "../model/lists.ts";
import type { Cluster } from "./cluster.ts";

/** What identifies a cluster. */
export type Identity = Pick<Cluster, "name" | "clusterUID" | "nodes">;

/**
 * Describes what shows that two snapshots are of different clusters: the name, the uid of Namespace kube-system, or,
 * when one lacks that, node uids without a common one. Undefined when nothing differs or can be compared.
 */
export function clusterDifference(
	before: Identity,
	now: Identity,
): string | undefined {
	if (before.name !== now.name)
		return `it is of cluster ${before.name}, the new one of cluster ${now.name}`;
	const [was, is] = [before.clusterUID?.uid, now.clusterUID?.uid];
	if (was === undefined || is === undefined) return nodeDifference(before, now);
	return was === is
		? undefined
		: `its Namespace kube-system has uid ${was}, that of the new one has uid ${is}`;
}

function nodeDifference(before: Identity, now: Identity): string | undefined {
	const old = before.nodes.filter(hasUID);
	const uids = new Set(old.map(({ uid }) => uid));
	const own = now.nodes.filter(hasUID);
	const [was, is] = [old[0], own[0]];
	if (was === undefined || is === undefined) return undefined;
	if (own.some(({ uid }) => uids.has(uid))) return undefined;
	const same = old.find(({ name }) => own.some((node) => node.name === name));
	const other = own.find(({ name }) => name === same?.name) ?? is;
	const { name, uid } = same ?? was;
	return `not one of its ${old.length} nodes with a uid is in the new one (node ${name} has uid ${uid} there, node ${other.name} has uid ${other.uid} here)`;
}

const hasUID = ({ uid }: NodeSnapshot) => uid !== undefined;
