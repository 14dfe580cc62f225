import type { SchemaName } from "../read/schemas.ts";

/** Something that is read from a live cluster. */
export interface Read {
	/** What it is called in messages, and the resource in the API's paths. */
	readonly resource: string;
	readonly kind: string;
	readonly schema: SchemaName;
	/** API group and versions, the newest first: the first one that the server has is read. */
	readonly apiVersions: readonly string[];
	/** One object, by name; all objects of the cluster when absent. */
	readonly name?: string;
	/** Whose namespace the object is in. */
	readonly namespace?: "cilium" | "ako";
	/** Whether a snapshot without it would be wrong rather than poorer: a 403 ends the run. */
	readonly isRequired?: true;
	/** Whether many healthy clusters do not have it, so that nothing needs to be said of its absence. */
	readonly isOften404?: true;
	/** The checks that see nothing without it. */
	readonly checks: readonly string[];
}

const CILIUM = ["cilium.io/v2", "cilium.io/v2alpha1"];
const SCTP = ["sctp-off-but-used", "sctp-port-rewritten", "sctp-service-type"];
const AKO = ["cni-plugin-mismatch", "routes-unused", "vrf-changed"];

/** All that is read, in this order, and nothing else: never a Secret. deploy/snapshot/cluster-role.yaml grants it. */
export const READS = [
	{
		resource: "namespaces",
		kind: "Namespace",
		schema: "Namespace",
		apiVersions: ["v1"],
		name: "kube-system",
		checks: ["cluster-changed"],
	},
	{
		resource: "configmaps",
		kind: "ConfigMap",
		schema: "ConfigMap",
		apiVersions: ["v1"],
		name: "cilium-config",
		namespace: "cilium",
		isRequired: true,
		checks: ["ipam-mode-unknown", "cni-plugin-mismatch"],
	},
	{
		resource: "configmaps",
		kind: "ConfigMap",
		schema: "ConfigMap",
		apiVersions: ["v1"],
		name: "avi-k8s-config",
		namespace: "ako",
		checks: AKO,
	},
	{
		resource: "daemonsets",
		kind: "DaemonSet",
		schema: "Workload",
		apiVersions: ["apps/v1"],
		name: "cilium",
		namespace: "cilium",
		checks: ["sctp-cilium-too-old", "version-unknown"],
	},
	{
		resource: "statefulsets",
		kind: "StatefulSet",
		schema: "Workload",
		apiVersions: ["apps/v1"],
		name: "ako",
		namespace: "ako",
		checks: ["ako-too-old", "next-hop-by-version", "sctp-ako-too-old"],
	},
	{
		resource: "ciliumpodippools",
		kind: "CiliumPodIPPool",
		schema: "CiliumPodIPPool",
		apiVersions: CILIUM,
		isOften404: true,
		checks: ["pod-cidr-outside-pool"],
	},
	{
		resource: "ciliumnodeconfigs",
		kind: "CiliumNodeConfig",
		schema: "CiliumNodeConfig",
		apiVersions: CILIUM,
		isOften404: true,
		checks: ["other-cni"],
	},
	{
		resource: "services",
		kind: "Service",
		schema: "Service",
		apiVersions: ["v1"],
		checks: SCTP,
	},
	{
		resource: "gateways",
		kind: "Gateway",
		schema: "Gateway",
		apiVersions: ["networking.x-k8s.io/v1alpha1"],
		isOften404: true,
		checks: SCTP.slice(0, 1),
	},
] as const satisfies readonly Read[];

/** Nodes and CiliumNodes, which are held against each other. */
export const NODES: Read = {
	resource: "nodes",
	kind: "Node",
	schema: "Node",
	apiVersions: ["v1"],
	isRequired: true,
	checks: [],
};

export const CILIUM_NODES: Read = {
	resource: "ciliumnodes",
	kind: "CiliumNode",
	schema: "CiliumNode",
	apiVersions: ["cilium.io/v2"],
	isRequired: true,
	checks: ["node-without-cilium-node", "cilium-node-stale"],
};
