import { AKO_POD_CIDRS, LOCAL_CONFIG } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { compareText } from "../krm/order.ts";
import type { OneLine } from "../krm/print-yaml.ts";
import type {
	CiliumNodeSnapshot,
	Cluster,
	ConfigData,
	NodeAddress,
	NodeSnapshot,
} from "./cluster.ts";

/** The keys of cilium-config that decide routes or SCTP, or that help to understand them. */
const CILIUM_KEYS =
	/^(?:ipam|cluster-pool-.*|enable-ipv[46]|enable-sctp|enable-bgp-control-plane|routing-mode|tunnel|ipv[46]-native-routing-cidr|cluster-name|cluster-id)$/;

/** The keys of avi-k8s-config that decide routes. */
const AKO_KEYS =
	/^(?:cniPlugin|clusterName|disableStaticRouteSync|ipFamily|serviceType|primaryInstance|vrfName|cloudName|tenantName|serviceEngineGroupName)$/;

/** Address types that can be a next hop. */
const ADDRESS_TYPES = ["InternalIP", "ExternalIP"];

/** The mappings of a ClusterSnapshot that stand on one line. */
export const SNAPSHOT_LINES: OneLine = (path) =>
	/^spec\.(?:versions|(?:nodes|ciliumNodes|sctpPorts)\[\])$/.test(path);

/** The cluster as a ClusterSnapshot: only what decides routes, sorted by name, so that the same cluster gives the same text. */
export function toSnapshot(cluster: Cluster): object {
	const {
		name,
		versions,
		ciliumConfig,
		akoConfig,
		nodes,
		ciliumNodes,
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
			versions: Object.values(known).some((version) => version !== undefined)
				? known
				: undefined,
			ciliumConfig: pick(ciliumConfig, CILIUM_KEYS),
			akoConfig: pick(akoConfig, AKO_KEYS),
			nodes: nodes.map(nodeLine),
			ciliumNodes: [...ciliumNodes.entries]
				.sort((a, b) => compareText(a.name, b.name))
				.map(ciliumNodeLine),
			sctpPorts:
				sctpPorts.length === 0
					? undefined
					: sctpPorts.map(({ source: _, ...port }) => port),
		},
	}) as object;
}

function nodeLine({
	name,
	uid,
	addresses,
	podCIDR,
	podCIDRs,
	kernelVersion,
	annotations,
}: NodeSnapshot) {
	const note = annotations?.[AKO_POD_CIDRS];
	return {
		name,
		uid,
		addresses: usable(addresses),
		podCIDR,
		podCIDRs,
		kernelVersion,
		annotations: note === undefined ? undefined : { [AKO_POD_CIDRS]: note },
	};
}

function ciliumNodeLine({
	name,
	ownerUID,
	addresses,
	podCIDRs,
	pools,
	error,
}: CiliumNodeSnapshot) {
	return {
		name,
		ownerUID,
		addresses: usable(addresses),
		podCIDRs,
		pools: pools?.length === 0 ? undefined : pools,
		error,
	};
}

function usable(addresses: readonly NodeAddress[] | undefined) {
	return addresses
		?.filter(({ type }) => ADDRESS_TYPES.includes(type))
		.map(({ type, address }) => ({ type, address }));
}

/** The wanted keys, sorted. */
function pick(
	config: ConfigData | undefined,
	keys: RegExp,
): Record<string, string> | undefined {
	if (config === undefined) return undefined;
	const entries = Object.entries(config.data).filter(([key]) => keys.test(key));
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
