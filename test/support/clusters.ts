import { type AnyResource, type ParsedRun, runItems } from "./function-run.ts";

/** A Node as a ClusterSnapshot has it. */
export interface NodeSpec {
	name: string;
	uid?: string | undefined;
	addresses?: { type: string; address: string }[];
	podCIDR?: string;
	podCIDRs?: string[];
	kernelVersion?: string;
	os?: string;
	virtual?: true;
	ready?: false;
	annotations?: Record<string, string>;
}

/** A CiliumNode as a ClusterSnapshot has it. */
export interface CiliumNodeSpec {
	name: string;
	ownerUID?: string | undefined;
	ownerKind?: string;
	addresses?: { type: string; address: string }[];
	podCIDRs?: string[];
	pools?: { pool: string; cidrs?: string[] }[];
	error?: string;
}

/** A cluster as the `spec` of a ClusterSnapshot has it. */
export interface ClusterSpec {
	clusterUID?: string;
	versions?: { cilium?: string; ako?: string; aviController?: string };
	ciliumConfig?: Record<string, string> | undefined;
	/** Whose marks cilium-config bears. */
	ciliumConfigOwner?: string;
	akoConfig?: Record<string, string> | undefined;
	nodes: NodeSpec[];
	ciliumNodes: CiliumNodeSpec[];
	sctpPorts?: AnyResource[];
	podIPPools?: { name: string; cidrs: string[] }[];
	ciliumNodeConfigs?: {
		namespace: string;
		name: string;
		defaults: Record<string, string>;
	}[];
}

/** Changes by number (1 for worker-1); undefined takes the entry away. */
type Numbered<T> = Record<number, Partial<T> | undefined>;
export type Changes = Partial<Omit<ClusterSpec, "nodes" | "ciliumNodes">> & {
	nodes?: Numbered<NodeSpec>;
	ciliumNodes?: Numbered<CiliumNodeSpec>;
};

/** The same change for the workers of these numbers. */
export const each = <T>(
	numbers: readonly number[],
	change: (n: number) => T,
): Record<number, T> => Object.fromEntries(numbers.map((n) => [n, change(n)]));

/** Addresses of a node, as its InternalIPs. */
export const internal = (...addresses: readonly string[]) =>
	addresses.map((address) => ({ type: "InternalIP", address }));

/** A healthy cluster `prod` in cluster-pool mode: worker-N at 192.168.0.N with 10.0.N.0/24. */
export function clusterPool(changes: Changes = {}, count = 3): ClusterSpec {
	const numbers = Array.from({ length: count }, (_, i) => i + 1);
	const { nodes = {}, ciliumNodes = {}, ...rest } = changes;
	const healthy = {
		nodes: numbers.map((n) => ({
			name: `worker-${n}`,
			uid: `uid-${n}`,
			addresses: internal(`192.168.0.${n}`),
			podCIDR: `10.244.${n}.0/24`,
			podCIDRs: [`10.244.${n}.0/24`],
			kernelVersion: "6.8.0-45-generic",
		})),
		ciliumNodes: numbers.map((n) => ({
			name: `worker-${n}`,
			ownerUID: `uid-${n}`,
			podCIDRs: [`10.0.${n}.0/24`],
		})),
	};
	return {
		ciliumConfig: { ipam: "cluster-pool" },
		akoConfig: { cniPlugin: "cilium", clusterName: "prod" },
		...rest,
		nodes: renumber<NodeSpec>(healthy.nodes, nodes),
		ciliumNodes: renumber<CiliumNodeSpec>(healthy.ciliumNodes, ciliumNodes),
	};
}

/** The same cluster with the pool of pod CIDRs in its cilium-config. */
export const pooled = (cidr: string, changes: Changes = {}, count = 3) =>
	clusterPool(
		{
			ciliumConfig: { ipam: "cluster-pool", "cluster-pool-ipv4-cidr": cidr },
			...changes,
		},
		count,
	);

/** The same cluster with both families: worker-N also at fd11::N with fd00:10:N::/64. */
export function dualStack(changes: Changes = {}, count = 3): ClusterSpec {
	const numbers = Array.from({ length: count }, (_, i) => i + 1);
	const nodes = each(numbers, (n) => ({
		addresses: internal(`192.168.0.${n}`, `fd11::${n}`),
	}));
	const ciliumNodes = each(numbers, (n) => ({
		podCIDRs: [`10.0.${n}.0/24`, `fd00:10:${n}::/64`],
	}));
	return clusterPool(
		{
			...changes,
			nodes: { ...nodes, ...changes.nodes },
			ciliumNodes: { ...ciliumNodes, ...changes.ciliumNodes },
		},
		count,
	);
}

/** The same cluster in kubernetes mode: worker-N has 10.244.N.0/24, which its agent has copied into the CiliumNode. */
export function hostScope(changes: Changes = {}, count = 3): ClusterSpec {
	const numbers = Array.from({ length: count }, (_, i) => i + 1);
	const copies = each(numbers, (n) => ({ podCIDRs: [`10.244.${n}.0/24`] }));
	return clusterPool(
		{
			ciliumConfig: { ipam: "kubernetes" },
			akoConfig: { cniPlugin: "", clusterName: "prod" },
			...changes,
			ciliumNodes: { ...copies, ...changes.ciliumNodes },
		},
		count,
	);
}

function renumber<T extends { name: string }>(
	entries: readonly T[],
	changes: Numbered<T>,
): T[] {
	const known = entries.flatMap((entry, i) =>
		i + 1 in changes && changes[i + 1] === undefined
			? []
			: [{ ...entry, ...changes[i + 1] }],
	);
	const more = Object.keys(changes)
		.filter((key) => Number(key) > entries.length)
		.map((key) => ({ name: `worker-${key}`, ...changes[Number(key)] }) as T);
	return [...known, ...more];
}

const PATH = "internal.config.kubernetes.io/path";
const INDEX = "internal.config.kubernetes.io/index";

/** The resource with the annotations that say where it is. */
export function inFile(
	path: string,
	resource: AnyResource,
	index = 0,
): AnyResource {
	const { metadata } = resource;
	const where = { [PATH]: path, [INDEX]: String(index) };
	const annotations = { ...metadata.annotations, ...where };
	return { ...resource, metadata: { ...metadata, annotations } };
}

/** The file that a resource says it is in. */
export const fileOf = ({ metadata }: AnyResource): string | undefined =>
	metadata.annotations?.[PATH];

/** A ConfigMap that is desired state, in a file named for it. */
export function configMap(
	name: "cilium-config" | "avi-k8s-config",
	data: Record<string, string>,
	metadata: object = {},
): AnyResource {
	const namespace = name === "cilium-config" ? "kube-system" : "avi-system";
	return inFile(`desired/${name}.yaml`, {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name, namespace, ...metadata },
		data,
	});
}

/** The outputs of a run put in again: as the run left them, or as someone changed them since. */
export const outputsOf = ({ items }: ParsedRun): AnyResource[] =>
	items.filter(
		({ metadata }) =>
			metadata.annotations?.["avi-routes.dev/owner"] !== undefined,
	);

/** Runs the function on raw objects or on a ClusterSnapshot of the cluster `prod`. */
export function runCluster(
	items: readonly AnyResource[],
	spec: object = {},
): ParsedRun {
	return runItems(items, { clusterName: "prod", ...spec });
}
