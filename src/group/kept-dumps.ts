import { type Item, itemFolder } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import { clusterError } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { subject } from "./ambiguous.ts";
import type { Claim } from "./claim.ts";
import { isSnapshotItem } from "./read-facts.ts";

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
