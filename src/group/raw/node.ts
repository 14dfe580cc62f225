import type { V1Node } from "@kubernetes/client-node";
import { AKO_POD_CIDRS } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import type { Facts, NodeSnapshot, Versions } from "../cluster.ts";

const NO_VERSIONS: Versions = {};

/** A v1 Node, as a snapshot has it, and its kubelet's version. */
export function nodeFacts(
	{ metadata, spec, status }: V1Node,
	item: Item,
): Facts {
	const { uid, annotations } = metadata ?? {};
	const { podCIDR, podCIDRs } = spec ?? {};
	const { addresses, nodeInfo } = status ?? {};
	const version = nodeInfo?.kubeletVersion ?? undefined;
	const note = annotations?.[AKO_POD_CIDRS];
	// All fields, absent ones too: V8 is quick with objects that have the same ones.
	const node: NodeSnapshot = {
		name: item.name,
		uid: uid ?? undefined,
		addresses: addresses ?? undefined,
		podCIDR: podCIDR ?? undefined,
		podCIDRs: podCIDRs ?? undefined,
		kernelVersion: nodeInfo?.kernelVersion ?? undefined,
		annotations: note === undefined ? undefined : { [AKO_POD_CIDRS]: note },
		source: { item, path: "" },
	};
	return {
		nodes: [node],
		versions: version === undefined ? NO_VERSIONS : { kubernetes: version },
	};
}
