import type { V1Namespace } from "@kubernetes/client-node";
import type { Item } from "../../krm/item.ts";
import { compareText } from "../../krm/order.ts";
import type { Facts } from "../cluster.ts";
import { known } from "./known.ts";

interface RawPool {
	readonly spec?: {
		readonly ipv4?: { readonly cidrs?: readonly string[] | null } | null;
		readonly ipv6?: { readonly cidrs?: readonly string[] | null } | null;
	} | null;
}

/** A cilium.io CiliumPodIPPool: its networks of both families. */
export function podIPPoolFacts({ spec }: RawPool, item: Item): Facts {
	const cidrs = [...(spec?.ipv4?.cidrs ?? []), ...(spec?.ipv6?.cidrs ?? [])];
	return {
		podIPPools: [{ name: item.name, cidrs, source: { item, path: "" } }],
	};
}

/** The keys of cilium-config that decide routes or SCTP, and that a CiliumNodeConfig can override. */
const OVERRIDES: readonly string[] = ["ipam", "enable-sctp"];

interface RawNodeConfig {
	readonly spec?: {
		readonly defaults?: Readonly<Record<string, string>> | null;
	} | null;
}

/** A cilium.io CiliumNodeConfig; nothing when it overrides none of the keys that are read. */
export function nodeConfigFacts({ spec }: RawNodeConfig, item: Item): Facts {
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
export function namespaceFacts({ metadata }: V1Namespace, item: Item): Facts {
	const uid = metadata?.uid;
	return uid ? { clusterUID: { uid, source: { item, path: "" } } } : {};
}
