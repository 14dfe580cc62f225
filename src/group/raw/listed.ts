import type { Namespace, Node } from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import { LISTS } from "../../model/lists.ts";
import type { Facts } from "../cluster.ts";
import { known } from "./known.ts";

/** A v1 Node, as a snapshot has it, and its kubelet's version. */
export function nodeFacts(value: Node, item: Item): Facts {
	const version = value.status?.nodeInfo?.kubeletVersion;
	return {
		nodes: [LISTS.nodes.ofObject(value, item)],
		versions: known("kubernetes", version),
	};
}

/** A cilium.io CiliumNodeConfig; nothing when it overrides none of the keys that are read. */
export function nodeConfigFacts(value: unknown, item: Item): Facts {
	const config = LISTS.ciliumNodeConfigs.ofObject(value, item);
	return Object.keys(config.defaults ?? {}).length === 0
		? {}
		: { ciliumNodeConfigs: [config] };
}

/** Namespace kube-system: its uid tells one cluster from another. */
export function namespaceFacts({ metadata }: Namespace, item: Item): Facts {
	const uid = metadata?.uid;
	return uid ? { clusterUID: { uid, source: { item, path: "" } } } : {};
}
