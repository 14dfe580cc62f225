import type {
	CiliumNodeConfig,
	CiliumPodIPPool,
	Namespace,
} from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import { compareText } from "../../krm/order.ts";
import type { Facts } from "../cluster.ts";
import { known } from "./known.ts";

/** A cilium.io CiliumPodIPPool: its networks of both families. */
export function podIPPoolFacts({ spec }: CiliumPodIPPool, item: Item): Facts {
	const cidrs = [...(spec?.ipv4?.cidrs ?? []), ...(spec?.ipv6?.cidrs ?? [])];
	return {
		podIPPools: [{ name: item.name, cidrs, source: { item, path: "" } }],
	};
}

/** The keys of cilium-config that decide routes or SCTP, and that a CiliumNodeConfig can override. */
const OVERRIDES: readonly string[] = ["ipam", "enable-sctp"];

/** A cilium.io CiliumNodeConfig; nothing when it overrides none of the keys that are read. */
export function nodeConfigFacts({ spec }: CiliumNodeConfig, item: Item): Facts {
	const entries = Object.entries(spec?.defaults ?? {})
		.filter(([key]) => OVERRIDES.includes(key))
		.sort(([a], [b]) => compareText(a, b));
	if (entries.length === 0) return {};
	const config = {
		...known("namespace", item.namespace),
		name: item.name,
		defaults: Object.fromEntries(entries),
		source: { item, path: "" },
	};
	return { ciliumNodeConfigs: [config] };
}

/** Namespace kube-system: its uid tells one cluster from another. */
export function namespaceFacts({ metadata }: Namespace, item: Item): Facts {
	const uid = metadata?.uid;
	return uid ? { clusterUID: { uid, source: { item, path: "" } } } : {};
}
