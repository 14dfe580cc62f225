import type { CiliumNode } from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import type { CiliumNodeSnapshot, Facts, NodeAddress } from "../cluster.ts";
import { known } from "./known.ts";

// Functions that are made once: there are thousands of CiliumNodes.
const isNode = ({ kind }: { kind?: string }) => kind === "Node";
const isNoNode = ({ kind }: { kind?: string }) => kind !== "Node";
const toAddress = ({ type = "", ip = "" }): NodeAddress => ({
	type,
	address: ip,
});

/** A cilium.io/v2 CiliumNode, as a snapshot has it. */
export function ciliumNodeFacts(
	{ metadata, spec, status }: CiliumNode,
	item: Item,
): Facts {
	const pools = spec?.ipam?.pools?.allocated?.map(({ pool, cidrs }) => ({
		pool,
		...known("cidrs", cidrs),
	}));
	const owner = metadata?.ownerReferences?.find(isNode);
	const other =
		owner === undefined ? metadata?.ownerReferences?.find(isNoNode) : undefined;
	const { addresses, ipam } = spec ?? {};
	// All fields, absent ones too, as of a Node.
	const ciliumNode: CiliumNodeSnapshot = {
		name: item.name,
		ownerUID: owner?.uid ?? undefined,
		ownerKind: other?.kind,
		addresses: addresses?.map(toAddress),
		podCIDRs: ipam?.podCIDRs ?? undefined,
		pools,
		error: status?.ipam?.["operator-status"]?.error || undefined,
		source: { item, path: "" },
	};
	return { ciliumNodes: [ciliumNode] };
}
