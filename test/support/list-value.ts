import { type Choices, pad } from "../read/choices.ts";
import type { AnyResource } from "./function-run.ts";

/** A ResourceList of one cluster, raw or as a ClusterSnapshot, with what stands beside it in a package. */
export function listValue(choices: Choices): AnyResource {
	const { objects, functionConfig } = clusterValue(choices, choices.rarely(2));
	return {
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items: choices.shuffled([...objects, ...others(choices)]),
		functionConfig,
	};
}

/** The objects of one cluster, raw or a ClusterSnapshot, and the config that fits them. */
export function clusterValue(choices: Choices, isRaw: boolean) {
	const mode = choices.pick("cluster-pool", "kubernetes", "multi-pool");
	const [stack, count] = [
		choices.pick("V4", "V4", "V6", "V4_V6"),
		choices.pick(1, 3, 8, 24),
	];
	const numbers = Array.from({ length: count }, (_, i) => i + 1);
	const nodes = numbers.map((n) => nodeOf(choices, n, stack));
	const objects: AnyResource[] = isRaw
		? rawObjects(choices, nodes, mode)
		: [snapshot(choices, nodes, mode)];
	return {
		objects,
		functionConfig: {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRoutes",
			metadata: { name: "avi-routes" },
			spec: {
				clusterName: "prod",
				ipFamily: stack,
				...(mode === "multi-pool" ? { routeOwner: "GitOps" } : {}),
				checks: { "*": "warning" },
			},
		},
	};
}

interface NodeValue {
	readonly name: string;
	readonly uid: string;
	readonly ips: string[];
	readonly nodeCidrs: string[];
	readonly cidrs: string[];
	readonly annotations: Record<string, string> | undefined;
	readonly isReady: boolean;
}

function nodeOf(choices: Choices, n: number, stack: string): NodeValue {
	const of = (v4: string, v6: string) => [
		...(stack.includes("V4") ? [v4] : []),
		...(stack.includes("V6") ? [v6] : []),
	];
	return {
		name: choices.rarely(20) ? String(n) : `worker-${n}`,
		uid: `2f0c4b1e-0d6b-4b53-9d0a-${String(n).padStart(12, "0")}`,
		ips: choices.rarely(30) ? [] : of(`192.168.0.${n}`, `fd11::${n}`),
		nodeCidrs: of(`10.244.${n}.0/24`, `fd00:244:${n}::/64`),
		cidrs: choices.rarely(20) ? [] : of(`10.0.${n}.0/24`, `fd00:${n}::/64`),
		annotations: choices.rarely(12)
			? { "ako.vmware.com/pod-cidrs": `10.9.${n}.0/24, 10.8.${n}.0/24` }
			: undefined,
		isReady: !choices.rarely(20),
	};
}

function snapshot(
	choices: Choices,
	nodes: readonly NodeValue[],
	mode: string,
): AnyResource {
	const isFull = choices.rarely(2);
	return {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "ClusterSnapshot",
		metadata: { name: "prod", annotations: place("prod.yaml") },
		spec: {
			versions: { kubernetes: "v1.31.2", cilium: "1.18.3" },
			ciliumConfig: { ipam: mode },
			nodes: nodes.map(({ name, uid, ips, nodeCidrs, annotations }) => ({
				name,
				...(isFull ? { uid } : {}),
				...(annotations && { annotations }),
				addresses: ips.map((address) => ({ type: "InternalIP", address })),
				...(isFull || mode === "kubernetes"
					? { podCIDR: nodeCidrs[0], podCIDRs: nodeCidrs }
					: {}),
			})),
			ciliumNodes: nodes.map(({ name, uid, cidrs }) => ({
				name,
				...(isFull ? { ownerUID: uid } : {}),
				...(mode === "multi-pool"
					? { pools: [{ pool: "default", cidrs }] }
					: { podCIDRs: cidrs }),
			})),
		},
	};
}

const place = (path: string) => ({
	"internal.config.kubernetes.io/path": path,
	"internal.config.kubernetes.io/index": "0",
});

function rawObjects(
	choices: Choices,
	nodes: readonly NodeValue[],
	mode: string,
): AnyResource[] {
	const isDump = choices.rarely(2);
	return [
		{
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { name: "cilium-config", namespace: "kube-system", uid: "c" },
			data: { ipam: mode, "enable-sctp": "false" },
		},
		...nodes.flatMap((node) => [
			rawNode(node, isDump),
			rawCiliumNode(node, mode, isDump),
		]),
	];
}

function rawNode(node: NodeValue, isDump: boolean): AnyResource {
	const { name, uid, ips, nodeCidrs, annotations, isReady } = node;
	return {
		apiVersion: "v1",
		kind: "Node",
		metadata: {
			annotations: {
				...(isDump ? { "node.alpha.kubernetes.io/ttl": "0" } : {}),
				...annotations,
				...place(`dump/node-${name}.yaml`),
			},
			labels: { "kubernetes.io/hostname": name },
			name,
			uid,
		},
		spec: { podCIDR: nodeCidrs[0], podCIDRs: nodeCidrs },
		status: {
			addresses: [
				...ips.map((address) => ({ address, type: "InternalIP" })),
				{ address: name, type: "Hostname" },
			],
			conditions: [
				{
					message: "kubelet: it's ready",
					status: isReady ? "True" : "False",
					type: "Ready",
				},
			],
			...(isDump
				? { images: [{ names: ["a/b@sha256:0", "a/b:v1"], sizeBytes: 123 }] }
				: {}),
			nodeInfo: { kernelVersion: "6.8.0-45-generic" },
		},
	};
}

function rawCiliumNode(
	{ name, uid, ips, cidrs }: NodeValue,
	mode: string,
	isDump: boolean,
): AnyResource {
	const pools =
		mode === "multi-pool" ? { allocated: [{ pool: "default", cidrs }] } : {};
	return {
		apiVersion: "cilium.io/v2",
		kind: "CiliumNode",
		metadata: {
			name,
			...(isDump ? { creationTimestamp: "2025-01-01T00:00:00Z" } : {}),
			ownerReferences: [{ apiVersion: "v1", kind: "Node", name, uid }],
		},
		spec: {
			addresses: ips.map((ip) => ({ ip, type: "InternalIP" })),
			...(isDump ? { encryption: {}, health: { ipv4: "10.0.0.7" } } : {}),
			ipam: { ...(mode === "cluster-pool" ? { podCIDRs: cidrs } : {}), pools },
		},
	};
}

/** Objects that most packages hold too: some are read, some edited, some passed over. */
function others(choices: Choices): AnyResource[] {
	return OTHERS.filter(() => choices.rarely(4));
}

const OTHERS: readonly AnyResource[] = [
	{
		apiVersion: "v1",
		kind: "Service",
		metadata: { name: "amf", namespace: "telco" },
		spec: {
			type: "LoadBalancer",
			ports: [{ port: 38412, protocol: "SCTP" }],
		},
	},
	{
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "web", annotations: { kind: "Node" } },
		spec: { template: `kind: Node\n${pad(2)}- a\n\n# b\n`, list: [1, [], {}] },
	},
	{
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name: "ako", namespace: "avi-system" },
		spec: {
			chart: { spec: { chart: "ako" } },
			values: { AKOSettings: { clusterName: "prod", cniPlugin: "" } },
		},
	},
	{
		apiVersion: "v1",
		kind: "List",
		items: [{ apiVersion: "v1", kind: "Secret", metadata: { name: "none" } }],
	},
];
