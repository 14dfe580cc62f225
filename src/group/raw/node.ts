import type { V1Node } from "@kubernetes/client-node";
import { AKO_POD_CIDRS } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import type { Facts } from "../cluster.ts";
import { known } from "./known.ts";

/** A v1 Node, as a snapshot has it, and its kubelet's version. */
export function nodeFacts(
	{ metadata, spec, status }: V1Node,
	item: Item,
): Facts {
	const podCIDRs = metadata?.annotations?.[AKO_POD_CIDRS];
	const node = {
		name: item.name,
		...known("uid", metadata?.uid),
		...known("addresses", status?.addresses),
		...known("podCIDR", spec?.podCIDR),
		...known("podCIDRs", spec?.podCIDRs),
		...known("kernelVersion", status?.nodeInfo?.kernelVersion),
		...(podCIDRs === undefined
			? {}
			: { annotations: { [AKO_POD_CIDRS]: podCIDRs } }),
		source: { item, path: "" },
	};
	return {
		nodes: [node],
		versions: known("kubernetes", status?.nodeInfo?.kubeletVersion),
	};
}
