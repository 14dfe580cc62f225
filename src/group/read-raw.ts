import {
	type CompiledSchema,
	validateCiliumNode,
	validateConfigMap,
	validateGateway,
	validateNode,
	validateService,
	validateWorkload,
} from "../../schemas/generated/validators.js";
import { AKO_POD_CIDRS, LOCAL_CONFIG } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import type {
	ConfigData,
	Facts,
	NodeAddress,
	SctpPort,
	Source,
} from "./cluster.ts";

/** A kind of raw object that is read. */
export interface RawKind {
	readonly kind: string;
	readonly apiVersion: RegExp;
	/** Only the object of this name; every name when absent. */
	readonly name?: string;
	/** A text without which the item has nothing to say and is not parsed. */
	readonly mention?: string;
	/** Whether snapshots of it are marked local-config, so that nothing applies them. */
	readonly isStamped: boolean;
	/** Whether it is a snapshot whatever it looks like. */
	readonly isAlwaysSnapshot: boolean;
	readonly schema: CompiledSchema;
	/** What the (valid) value says about its cluster. */
	readonly facts: (value: never, item: Item) => Facts;
}

interface RawNode {
	readonly metadata?: {
		uid?: string | null;
		annotations?: Record<string, string> | null;
	};
	readonly spec?: {
		podCIDR?: string | null;
		podCIDRs?: string[] | null;
	} | null;
	readonly status?: {
		addresses?: NodeAddress[] | null;
		nodeInfo?: {
			kernelVersion?: string | null;
			kubeletVersion?: string | null;
		} | null;
	} | null;
}

function nodeFacts({ metadata, spec, status }: RawNode, item: Item): Facts {
	const podCIDRs = metadata?.annotations?.[AKO_POD_CIDRS];
	const node = {
		name: item.name,
		...known("uid", metadata?.uid),
		...known("addresses", status?.addresses),
		...known("podCIDR", spec?.podCIDR),
		...known("podCIDRs", spec?.podCIDRs),
		...known("kernelVersion", status?.nodeInfo?.kernelVersion),
		...(podCIDRs === undefined
			? {}
			: { annotations: { [AKO_POD_CIDRS]: podCIDRs } }),
		source: { item, path: "" },
	};
	return {
		nodes: [node],
		versions: known("kubernetes", status?.nodeInfo?.kubeletVersion),
	};
}

interface RawCiliumNode {
	readonly metadata?: {
		ownerReferences?: { kind?: string; uid?: string }[] | null;
	};
	readonly spec?: {
		addresses?: { type?: string; ip?: string }[] | null;
		ipam?: {
			podCIDRs?: string[] | null;
			pools?: {
				allocated?: { pool: string; cidrs?: string[] | null }[] | null;
			} | null;
		} | null;
	} | null;
	readonly status?: {
		ipam?: { "operator-status"?: { error?: string | null } | null } | null;
	} | null;
}

function ciliumNodeFacts(
	{ metadata, spec, status }: RawCiliumNode,
	item: Item,
): Facts {
	const pools = spec?.ipam?.pools?.allocated?.map(({ pool, cidrs }) => ({
		pool,
		...known("cidrs", cidrs),
	}));
	const owner = metadata?.ownerReferences?.find(({ kind }) => kind === "Node");
	const ciliumNode = {
		name: item.name,
		...known("ownerUID", owner?.uid),
		...known(
			"addresses",
			spec?.addresses?.map(({ type = "", ip = "" }) => ({ type, address: ip })),
		),
		...known("podCIDRs", spec?.ipam?.podCIDRs),
		...known("pools", pools),
		...known("error", status?.ipam?.["operator-status"]?.error || undefined),
		source: { item, path: "" },
	};
	return { ciliumNodes: [ciliumNode] };
}

interface RawConfigMap {
	readonly metadata?: { labels?: Record<string, string> | null };
	readonly data?: Record<string, string> | null;
}

function configData({ metadata, data }: RawConfigMap, item: Item): ConfigData {
	return {
		data: data ?? {},
		...known("namespace", item.namespace),
		isHelmOwned:
			metadata?.labels?.["app.kubernetes.io/managed-by"] === "Helm" ||
			item.annotations["meta.helm.sh/release-name"] !== undefined,
		source: { item, path: "data" },
	};
}

interface RawWorkload {
	readonly spec?: {
		template?: {
			spec?: { containers?: { name?: string; image?: string }[] | null } | null;
		} | null;
	} | null;
}

/** The version in the image tag of the container (or of the only one) with that name. */
function imageVersion(
	{ spec }: RawWorkload,
	container: string,
): string | undefined {
	const containers = spec?.template?.spec?.containers ?? [];
	const image = (
		containers.find(({ name }) => name === container) ?? containers[0]
	)?.image;
	return image?.replace(/@.*$/, "").match(/:([^:/]+)$/)?.[1];
}

interface RawService {
	readonly spec?: {
		type?: string | null;
		ports?:
			| {
					protocol?: string | null;
					port: number;
					targetPort?: number | string | null;
			  }[]
			| null;
	} | null;
}

function serviceFacts({ spec }: RawService, item: Item): Facts {
	const ports = (spec?.ports ?? [])
		.map((port, i) => ({ ...port, i }))
		.filter(({ protocol }) => protocol === "SCTP");
	const sctpPorts = ports.map(
		({ port, targetPort, i }): SctpPort => ({
			...common(item, `spec.ports[${i}]`),
			kind: "Service",
			type: spec?.type ?? "ClusterIP",
			port,
			...known("targetPort", targetPort),
		}),
	);
	return { sctpPorts };
}

interface RawGateway {
	readonly spec?: {
		listeners?: { protocol?: string | null; port?: number }[] | null;
	} | null;
}

function gatewayFacts({ spec }: RawGateway, item: Item): Facts {
	const listeners = (spec?.listeners ?? []).map((listener, i) => ({
		...listener,
		i,
	}));
	const sctpPorts = listeners
		.filter(({ protocol }) => protocol === "SCTP")
		.map(
			({ port = 0, i }): SctpPort => ({
				...common(item, `spec.listeners[${i}]`),
				kind: "Gateway",
				port,
			}),
		);
	return { sctpPorts };
}

function common(
	item: Item,
	path: string,
): { name: string; namespace?: string; source: Source } {
	return {
		name: item.name,
		...known("namespace", item.namespace),
		source: { item, path },
	};
}

/** A field of a fact, left out when it is null or absent. */
function known<Key extends string, Value>(
	key: Key,
	value: Value | null | undefined,
): { [K in Key]?: Value } {
	return (value === null || value === undefined ? {} : { [key]: value }) as {
		[K in Key]?: Value;
	};
}

/** True when an object that may be desired state is a snapshot: marked local, or visibly out of a live cluster. */
export function isSnapshot(item: Item): boolean {
	if (item.annotations[LOCAL_CONFIG] === "true") return true;
	const parsed = item.parsed();
	const value =
		"value" in parsed
			? (parsed.value as { metadata?: Record<string, unknown> })
			: {};
	const { uid, resourceVersion, managedFields } = value.metadata ?? {};
	return [uid, resourceVersion, managedFields].some(
		(mark) => mark !== undefined && mark !== null && mark !== "",
	);
}

/** A ConfigMap fact, under one key when it is a snapshot and under another when it is desired state. */
function configMapFacts(
	live: "ciliumConfig" | "akoConfig",
	target: "ciliumTarget" | "akoTarget",
) {
	return (value: RawConfigMap, item: Item): Facts => ({
		[isSnapshot(item) ? live : target]: configData(value, item),
	});
}

const NODE = { isStamped: true, isAlwaysSnapshot: true };
const CONFIG = {
	isStamped: true,
	isAlwaysSnapshot: false,
	kind: "ConfigMap",
	apiVersion: /^v1$/,
	schema: validateConfigMap,
};
const READ_ONLY = { isStamped: false, isAlwaysSnapshot: false };
const CILIUM = /^cilium\.io\//;

/** The raw objects that are read, in the order in which they are looked up. */
export const RAW_KINDS = [
	{
		...NODE,
		kind: "Node",
		apiVersion: /^v1$/,
		schema: validateNode,
		facts: nodeFacts,
	},
	{
		...NODE,
		kind: "CiliumNode",
		apiVersion: CILIUM,
		schema: validateCiliumNode,
		facts: ciliumNodeFacts,
	},
	{
		...NODE,
		kind: "CiliumPodIPPool",
		apiVersion: CILIUM,
		schema: () => true,
		facts: () => ({}),
	},
	{
		...CONFIG,
		name: "cilium-config",
		facts: configMapFacts("ciliumConfig", "ciliumTarget"),
	},
	{
		...CONFIG,
		name: "avi-k8s-config",
		facts: configMapFacts("akoConfig", "akoTarget"),
	},
	{
		...READ_ONLY,
		kind: "Service",
		apiVersion: /^v1$/,
		mention: "SCTP",
		schema: validateService,
		facts: serviceFacts,
	},
	{
		...READ_ONLY,
		kind: "Gateway",
		apiVersion: /^networking\.x-k8s\.io\//,
		mention: "SCTP",
		schema: validateGateway,
		facts: gatewayFacts,
	},
	{
		...READ_ONLY,
		kind: "DaemonSet",
		apiVersion: /^apps\//,
		name: "cilium",
		schema: validateWorkload,
		facts: (value: RawWorkload) => ({
			versions: known("cilium", imageVersion(value, "cilium-agent")),
		}),
	},
	{
		...READ_ONLY,
		kind: "StatefulSet",
		apiVersion: /^apps\//,
		name: "ako",
		schema: validateWorkload,
		facts: (value: RawWorkload) => ({
			versions: known("ako", imageVersion(value, "ako")),
		}),
	},
] as const satisfies readonly RawKind[];

/** The entry of the table that reads the item; undefined when nothing does. */
export function rawKindOf(item: Item): RawKind | undefined {
	const kinds: readonly RawKind[] = RAW_KINDS;
	return kinds.find(
		({ kind, apiVersion, name, mention }) =>
			kind === item.kind &&
			apiVersion.test(item.apiVersion) &&
			(name === undefined || name === item.name) &&
			(mention === undefined || item.text.includes(mention)),
	);
}
