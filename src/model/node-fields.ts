import type { CiliumNode, Node } from "../../schemas/generated/types.ts";
import { POD_CIDR_ANNOTATIONS } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import type { Fields } from "../text/entry.ts";
import { type EntryOf, lateRow, type Rows, rowsOf } from "./entry.ts";

/** An address of a node with its Kubernetes type, as `InternalIP`. */
export type NodeAddress = NonNullable<EntryOf<"nodes">["addresses"]>[number];

const node = rowsOf<Node>();

/** The labels of nodes without a machine for a Cilium agent: of virtual-kubelet, KWOK, Liqo and AWS Fargate. */
const VIRTUAL_LABELS = [
	["type", "virtual-kubelet"],
	["type", "kwok"],
	["liqo.io/type", "virtual-node"],
	["eks.amazonaws.com/compute-type", "fargate"],
] as const;
const VIRTUAL_ANNOTATIONS = ["kwok.x-k8s.io/node"];
const VIRTUAL_TAINTS = ["virtual-kubelet.io/provider"];

/** A word of each of these, to be looked for before a node is parsed for them. */
const VIRTUAL_WORDS = /virtual-kubelet|kwok|virtual-node|fargate/;

/** What is kept of a Node: a field of ClusterSnapshot's spec.nodes[] is a row here. */
export const NODE_FIELDS = {
	uid: node("metadata.uid"),
	addresses: node("status.addresses", (all) => all, usableAddresses),
	podCIDR: node("spec.podCIDR"),
	podCIDRs: node("spec.podCIDRs"),
	kernelVersion: node("status.nodeInfo.kernelVersion"),
	os: node("status.nodeInfo.operatingSystem", (os) =>
		os === "linux" ? undefined : os || undefined,
	),
	// Labels differ from node to node, so they are read on first use.
	virtual: lateRow(
		"metadata.labels",
		{
			metadata: {
				labels: allOf(VIRTUAL_LABELS.map(([key]) => key)),
				annotations: allOf(VIRTUAL_ANNOTATIONS),
			},
			spec: { taints: { key: true } },
		},
		(item, fields) => isVirtual(item, fields) || undefined,
	),
	ready: node("status.conditions", (conditions) =>
		conditions?.some(isNotReady) ? (false as const) : undefined,
	),
	annotations: node("metadata.annotations", podCIDRAnnotations),
} as const satisfies Rows<EntryOf<"nodes">>;

const ciliumNode = rowsOf<CiliumNode>();

/** What is kept of a CiliumNode: a field of ClusterSnapshot's spec.ciliumNodes[] is a row here. */
export const CILIUM_NODE_FIELDS = {
	ownerUID: ciliumNode(
		"metadata.ownerReferences",
		(owners) => owners?.find(isNode)?.uid,
	),
	ownerKind: ciliumNode("metadata.ownerReferences", (owners) =>
		owners?.some(isNode) ? undefined : owners?.find(isOther)?.kind,
	),
	addresses: ciliumNode(
		"spec.addresses",
		(addresses) => addresses?.map(toAddress),
		usableAddresses,
	),
	podCIDRs: ciliumNode("spec.ipam.podCIDRs"),
	pools: ciliumNode(
		"spec.ipam.pools.allocated",
		(pools) =>
			pools?.map(({ pool, cidrs }) => (cidrs ? { pool, cidrs } : { pool })),
		(pools) => (pools.length === 0 ? undefined : pools),
	),
	error: ciliumNode(
		"status.ipam.operator-status.error",
		(error) => error || undefined,
	),
} as const satisfies Rows<EntryOf<"ciliumNodes">>;

const isNode = ({ kind }: { kind?: string }) => kind === "Node";
const isOther = ({ kind }: { kind?: string }) => kind !== "Node";
const isNotReady = ({ type, status }: { type?: string; status?: string }) =>
	type === "Ready" && status !== "True";
const toAddress = ({ type = "", ip = "" }): NodeAddress => ({
	type,
	address: ip,
});

/** Address types that can be a next hop. */
const ADDRESS_TYPES = ["InternalIP", "ExternalIP"];

/** The addresses that can be a next hop; all addresses of a node that has none of these. */
function usableAddresses(addresses: readonly NodeAddress[]): NodeAddress[] {
	const hops = addresses.filter(({ type }) => ADDRESS_TYPES.includes(type));
	const kept = hops.length === 0 ? addresses : hops;
	return kept.map(({ type, address }) => ({ type, address }));
}

/** The annotations that hold pod CIDRs; undefined when there is none, as on most nodes. */
function podCIDRAnnotations(
	annotations: Readonly<Record<string, string>> | null | undefined,
): Record<string, string> | undefined {
	let found: Record<string, string> | undefined;
	for (const key of POD_CIDR_ANNOTATIONS) {
		const value = annotations?.[key];
		if (value !== undefined) found = { ...found, [key]: value };
	}
	return found;
}

interface Marked {
	readonly metadata?: {
		readonly labels?: Readonly<Record<string, unknown>> | null;
		readonly annotations?: Readonly<Record<string, unknown>> | null;
	};
	readonly spec?: { readonly taints?: unknown } | null;
}

/** True for a node on which no Cilium agent can run, by its labels, annotations or taints. */
function isVirtual(item: Item, fields: Fields): boolean {
	const isMentioned = item.mentions(VIRTUAL_WORDS);
	const parsed = isMentioned ? item.read(fields) : undefined;
	if (parsed === undefined || "problem" in parsed) return false;
	const { metadata, spec } = parsed.value as Marked;
	const { labels, annotations } = metadata ?? {};
	const taints = Array.isArray(spec?.taints) ? spec.taints : [];
	return (
		VIRTUAL_LABELS.some(([key, value]) => labels?.[key] === value) ||
		VIRTUAL_ANNOTATIONS.some((key) => annotations?.[key] !== undefined) ||
		taints.some((taint) => VIRTUAL_TAINTS.includes(taint?.key))
	);
}

/** The fields of these names. */
function allOf(names: readonly string[]): Fields {
	return Object.fromEntries(names.map((name) => [name, true] as const));
}
