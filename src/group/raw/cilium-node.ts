import type { Item } from "../../krm/item.ts";
import type { Facts } from "../cluster.ts";
import { known } from "./known.ts";

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
	const ciliumNode = {
		name: item.name,
		...known("ownerUID", owner?.uid),
		...known(
			"addresses",
			spec?.addresses?.map(({ type = "", ip = "" }) => ({ type, address: ip })),
		),
		...known("podCIDRs", spec?.ipam?.podCIDRs),
		...known("pools", pools),
		...known("error", status?.ipam?.["operator-status"]?.error || undefined),
		source: { item, path: "" },
	};
	return { ciliumNodes: [ciliumNode] };
}
