import type { Item } from "../../krm/item.ts";
import type { CiliumNodeSnapshot, Facts } from "../cluster.ts";
import { isKnown, type Known, known } from "./known.ts";

interface RawCiliumNode {
	readonly metadata?: {
		ownerReferences?: { kind?: string; uid?: string }[] | null;
	};
	readonly spec?: {
		addresses?: { type?: string; ip?: string }[] | null;
		ipam?: {
			podCIDRs?: string[] | null;
			pools?: {
				allocated?: { pool: string; cidrs?: string[] | null }[] | null;
			} | null;
		} | null;
	} | null;
	readonly status?: {
		ipam?: { "operator-status"?: { error?: string | null } | null } | null;
	} | null;
}

/** A cilium.io/v2 CiliumNode, as a snapshot has it. */
export function ciliumNodeFacts(
	{ metadata, spec, status }: RawCiliumNode,
	item: Item,
): Facts {
	const pools = spec?.ipam?.pools?.allocated?.map(({ pool, cidrs }) => ({
		pool,
		...known("cidrs", cidrs),
	}));
	const owner = metadata?.ownerReferences?.find(({ kind }) => kind === "Node");
	const ciliumNode: Known<CiliumNodeSnapshot> = {
		name: item.name,
		source: { item, path: "" },
	};
	const { addresses, ipam } = spec ?? {};
	const error = status?.ipam?.["operator-status"]?.error;
	if (isKnown(owner?.uid)) ciliumNode.ownerUID = owner.uid;
	if (isKnown(addresses))
		ciliumNode.addresses = addresses.map(({ type = "", ip = "" }) => ({
			type,
			address: ip,
		}));
	if (isKnown(ipam?.podCIDRs)) ciliumNode.podCIDRs = ipam.podCIDRs;
	if (isKnown(pools)) ciliumNode.pools = pools;
	if (error) ciliumNode.error = error;
	return { ciliumNodes: [ciliumNode] };
}
