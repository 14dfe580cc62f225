import {
	type ClusterSpec,
	configMap,
	inFile,
	type NodeSpec,
} from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";

/** What an owner leaves on cilium-config. */
const MARKS_OF = {
	Helm: { labels: { "app.kubernetes.io/managed-by": "Helm" } },
	"Argo CD": { annotations: { "argocd.argoproj.io/tracking-id": "cilium:a" } },
	Flux: { labels: { "kustomize.toolkit.fluxcd.io/name": "cilium" } },
	kubectl: {
		annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" },
	},
};

/** The cluster as raw objects, a file each, as kubectl dumps them. */
export function rawObjects(cluster: ClusterSpec): AnyResource[] {
	const { clusterUID, ciliumConfig, versions = {}, sctpPorts = [] } = cluster;
	const { podIPPools = [], ciliumNodeConfigs = [] } = cluster;
	const live = { uid: "live" };
	const owner = cluster.ciliumConfigOwner;
	const owned =
		owner === undefined
			? live
			: { ...live, ...MARKS_OF[owner as keyof typeof MARKS_OF] };
	const controllerVersion = versions.aviController;
	const akoConfig =
		cluster.akoConfig && controllerVersion !== undefined
			? { ...cluster.akoConfig, controllerVersion }
			: cluster.akoConfig;
	return [
		...cluster.nodes.map(rawNode),
		...cluster.ciliumNodes.map(rawCiliumNode),
		...(ciliumConfig ? [configMap("cilium-config", ciliumConfig, owned)] : []),
		...(akoConfig ? [configMap("avi-k8s-config", akoConfig, live)] : []),
		...(clusterUID ? [kubeSystem(clusterUID)] : []),
		...(versions.cilium ? [ciliumAgent(versions.cilium)] : []),
		...(versions.ako ? [akoStatefulSet(versions.ako)] : []),
		...sctpPorts.map((port) =>
			port.kind === "Service" ? rawService(port) : rawGateway(port),
		),
		...podIPPools.map(rawPool),
		...ciliumNodeConfigs.map(rawNodeConfig),
	].map((resource) =>
		inFile(`live/${resource.kind}-${resource.metadata.name}.yaml`, resource),
	);
}

/** The cluster as a ClusterSnapshot. */
export function clusterSnapshot(spec: ClusterSpec, name = "prod"): AnyResource {
	return inFile(`clusters/${name}.yaml`, {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "ClusterSnapshot",
		metadata: { name },
		spec,
	});
}

function rawNode(node: NodeSpec): AnyResource {
	const { name, uid, annotations, podCIDR, podCIDRs } = node;
	const { addresses, kernelVersion, os = "linux", virtual, ready } = node;
	const labels = virtual ? { type: "virtual-kubelet" } : {};
	const conditions = [
		{ type: "Ready", status: ready === false ? "False" : "True" },
	];
	return {
		apiVersion: "v1",
		kind: "Node",
		metadata: { name, uid, annotations, labels },
		spec: { podCIDR, podCIDRs },
		status: {
			addresses,
			conditions,
			nodeInfo: { kernelVersion, operatingSystem: os },
		},
	};
}

function rawCiliumNode(entry: ClusterSpec["ciliumNodes"][number]): AnyResource {
	const { name, ownerUID, ownerKind, addresses, podCIDRs, pools, error } =
		entry;
	const kind = ownerKind ?? "Node";
	const owner = { apiVersion: "v1", kind, name, uid: ownerUID ?? "other" };
	const isOwned = ownerUID !== undefined || ownerKind !== undefined;
	return {
		apiVersion: "cilium.io/v2",
		kind: "CiliumNode",
		metadata: {
			name,
			...(isOwned ? { ownerReferences: [owner] } : {}),
		},
		spec: {
			addresses: addresses?.map(({ type, address: ip }) => ({ type, ip })),
			ipam: { podCIDRs, pools: pools && { allocated: pools } },
		},
		status: { ipam: { "operator-status": { error } } },
	};
}

/** Namespace kube-system, whose uid tells clusters apart. */
function kubeSystem(uid: string): AnyResource {
	return {
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name: "kube-system", uid },
	};
}

/** DaemonSet `cilium` whose agent has that image tag, or that whole image when it holds a slash. */
export function ciliumAgent(image: string): AnyResource {
	const whole = image.includes("/") ? image : `quay.io/cilium/cilium:${image}`;
	const containers = [
		{ name: "mount-cgroup", image: "quay.io/cilium/cilium:v0.0.1" },
		{ name: "cilium-agent", image: whole },
	];
	return {
		apiVersion: "apps/v1",
		kind: "DaemonSet",
		metadata: { name: "cilium", namespace: "kube-system" },
		spec: { template: { spec: { containers } } },
	};
}

function akoStatefulSet(tag: string): AnyResource {
	const containers = [{ name: "ako", image: `registry.example/ako:${tag}` }];
	return {
		apiVersion: "apps/v1",
		kind: "StatefulSet",
		metadata: { name: "ako", namespace: "avi-system" },
		spec: { template: { spec: { containers } } },
	};
}

function rawPool({ name, cidrs }: AnyResource): AnyResource {
	const of = (isIPv6: boolean) =>
		cidrs.filter((cidr: string) => cidr.includes(":") === isIPv6);
	return {
		apiVersion: "cilium.io/v2alpha1",
		kind: "CiliumPodIPPool",
		metadata: { name },
		spec: { ipv4: { cidrs: of(false) }, ipv6: { cidrs: of(true) } },
	};
}

function rawNodeConfig({
	namespace,
	name,
	defaults,
}: AnyResource): AnyResource {
	return {
		apiVersion: "cilium.io/v2",
		kind: "CiliumNodeConfig",
		metadata: { name, namespace },
		spec: { defaults },
	};
}

function rawService({ name, namespace, type, port, targetPort }: AnyResource) {
	const ports = [{ protocol: "SCTP", port, targetPort }];
	return {
		apiVersion: "v1",
		kind: "Service",
		metadata: { name, namespace },
		spec: { type, ports },
	};
}

function rawGateway({ name, namespace, port }: AnyResource) {
	return {
		apiVersion: "networking.x-k8s.io/v1alpha1",
		kind: "Gateway",
		metadata: { name, namespace },
		spec: { listeners: [{ protocol: "SCTP", port }] },
	};
}

/** An AviRouteTable of an earlier run: one route a prefix, to nodes that bear its number. */
export function earlierTable(
	cluster: string,
	prefixes: readonly string[],
	part?: { index: number; of: number },
): AnyResource {
	const suffix = part === undefined ? "" : `-0${part.index}`;
	return inFile(`avi-routes/${cluster}/route-table${suffix}.yaml`, {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRouteTable",
		metadata: {
			name: `${cluster}${suffix}`,
			namespace: "avi-system",
			labels: { "avi-routes.dev/cluster": cluster },
			annotations: { "avi-routes.dev/owner": "avi-routes" },
		},
		spec: {
			managementPolicy: "Observe",
			clusterName: cluster,
			vrfContext: { name: "global", cloud: "Default-Cloud", tenant: "admin" },
			...(part === undefined ? {} : { part }),
			routes: prefixes.map((prefix, i) => ({
				prefix,
				nextHop: `192.168.0.${i + 1}`,
				node: `worker-${i + 1}`,
				routeID: `${cluster}-${prefix.replace("/", "-")}`,
			})),
		},
	});
}
