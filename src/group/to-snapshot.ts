import { LOCAL_CONFIG } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { compareText } from "../krm/order.ts";
import type { OneLine } from "../krm/print-yaml.ts";
import type {
	CiliumNodeSnapshot,
	Cluster,
	ConfigData,
	NodeAddress,
	NodeSnapshot,
	Source,
} from "./cluster.ts";
import { AKO_KEYS } from "./targets/ako-settings.ts";

/** The keys of cilium-config that decide routes or SCTP, or that help to understand them. */
const CILIUM_KEYS =
	/^(?:ipam|cluster-pool-.*|enable-ipv[46]|enable-sctp|enable-bgp-control-plane|routing-mode|tunnel|ipv[46]-native-routing-cidr|cluster-name|cluster-id)$/;

const AKO_SETTING_KEYS: ReadonlySet<string> = new Set(AKO_KEYS);

/** Address types that can be a next hop. */
const ADDRESS_TYPES = ["InternalIP", "ExternalIP"];

/** The mappings of a ClusterSnapshot that stand on one line. */
export const SNAPSHOT_LINES: OneLine = (path) =>
	/^spec\.(?:versions|(?:nodes|ciliumNodes|podIPPools|ciliumNodeConfigs|sctpPorts)\[\])$/.test(
		path,
	);

/** The cluster as a ClusterSnapshot: only what decides routes, sorted by name, so that the same cluster gives the same text. */
export function toSnapshot(cluster: Cluster): object {
	const {
		name,
		clusterUID,
		versions,
		ciliumConfig,
		akoConfig,
		nodes,
		ciliumNodes,
		podIPPools,
		ciliumNodeConfigs,
		sctpPorts,
	} = cluster;
	const aviController =
		versions.aviController ?? (akoConfig?.data.controllerVersion || undefined);
	const known = {
		kubernetes: versions.kubernetes,
		cilium: versions.cilium,
		ako: versions.ako,
		aviController,
	};
	return compact({
		apiVersion: API_VERSION,
		kind: "ClusterSnapshot",
		metadata: { name, annotations: { [LOCAL_CONFIG]: "true" } },
		spec: {
			clusterUID: clusterUID?.uid,
			versions: Object.values(known).some((version) => version !== undefined)
				? known
				: undefined,
			ciliumConfig: pick(ciliumConfig, (key) => CILIUM_KEYS.test(key)),
			ciliumConfigOwner: ciliumConfig?.isHelmOwned ? "Helm" : undefined,
			ciliumConfigNamespace:
				ciliumConfig?.namespace === "kube-system"
					? undefined
					: ciliumConfig?.namespace,
			akoConfig: pick(akoConfig, (key) => AKO_SETTING_KEYS.has(key)),
			nodes: nodes.map(nodeLine),
			ciliumNodes: [...ciliumNodes.values()]
				.sort((a, b) => compareText(a.name, b.name))
				.map(ciliumNodeLine),
			podIPPools: lines(podIPPools),
			ciliumNodeConfigs: lines(ciliumNodeConfigs),
			sctpPorts: lines(sctpPorts),
		},
	}) as object;
}

/** A node's fields one by one, in the order of the line. */
function nodeLine(node: NodeSnapshot) {
	const { name, uid, addresses, podCIDR, podCIDRs, kernelVersion } = node;
	const { os, virtual, ready, annotations } = node;
	return {
		...{ name, uid, addresses: usable(addresses), podCIDR, podCIDRs },
		...{ kernelVersion, os, virtual, ready, annotations },
	};
}

function ciliumNodeLine(ciliumNode: CiliumNodeSnapshot) {
	const { name, ownerUID, ownerKind, addresses, podCIDRs } = ciliumNode;
	const pools = ciliumNode.pools?.length === 0 ? undefined : ciliumNode.pools;
	return {
		...{ name, ownerUID, ownerKind, addresses: usable(addresses), podCIDRs },
		...{ pools, error: ciliumNode.error },
	};
}

/** The entries without their sources; undefined when there is none. */
function lines<Entry extends { readonly source: Source }>(
	entries: readonly Entry[],
): object[] | undefined {
	return entries.length === 0
		? undefined
		: entries.map(({ source: _, ...entry }) => entry);
}

/** The addresses that can be a next hop; of a node that has none, what it has instead. */
function usable(addresses: readonly NodeAddress[] | undefined) {
	const hops = addresses?.filter(({ type }) => ADDRESS_TYPES.includes(type));
	const kept = hops?.length === 0 ? addresses : hops;
	return kept?.map(({ type, address }) => ({ type, address }));
}

/** The wanted keys, sorted. */
function pick(
	config: ConfigData | undefined,
	isWanted: (key: string) => boolean,
): Record<string, string> | undefined {
	if (config === undefined) return undefined;
	const entries = Object.entries(config.data).filter(([key]) => isWanted(key));
	return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

/** The value without undefined fields. */
function compact(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(compact);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, inner]) =>
			inner === undefined ? [] : [[key, compact(inner)]],
		),
	);
}
