import type { V1Node } from "@kubernetes/client-node";
import { AKO_POD_CIDRS } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import type { Facts, NodeSnapshot } from "../cluster.ts";
import { isKnown, type Known, known } from "./known.ts";

/** A v1 Node, as a snapshot has it, and its kubelet's version. */
export function nodeFacts(
	{ metadata, spec, status }: V1Node,
	item: Item,
): Facts {
	const node: Known<NodeSnapshot> = {
		name: item.name,
		source: { item, path: "" },
	};
	const { uid, annotations } = metadata ?? {};
	const { podCIDR, podCIDRs } = spec ?? {};
	const { addresses, nodeInfo } = status ?? {};
	const note = annotations?.[AKO_POD_CIDRS];
	if (isKnown(uid)) node.uid = uid;
	if (isKnown(addresses)) node.addresses = addresses;
	if (isKnown(podCIDR)) node.podCIDR = podCIDR;
	if (isKnown(podCIDRs)) node.podCIDRs = podCIDRs;
	if (isKnown(nodeInfo?.kernelVersion))
		node.kernelVersion = nodeInfo.kernelVersion;
	if (note !== undefined) node.annotations = { [AKO_POD_CIDRS]: note };
	return {
		nodes: [node],
		versions: known("kubernetes", nodeInfo?.kubeletVersion),
	};
}
