import {
	type CompiledSchema,
	validateCiliumNode,
	validateConfigMap,
	validateGateway,
	validateNode,
	validateService,
	validateWorkload,
} from "../../../schemas/generated/validators.js";
import type { Item } from "../../krm/item.ts";
import type { Facts } from "../cluster.ts";
import { ciliumNodeFacts } from "./cilium-node.ts";
import { configMapFacts } from "./config-map.ts";
import { known } from "./known.ts";
import { nodeFacts } from "./node.ts";
import { gatewayFacts, serviceFacts } from "./sctp-ports.ts";
import { imageVersion, type RawWorkload } from "./workload.ts";

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
			(mention === undefined ||
				item.container !== undefined ||
				item.text.includes(mention)),
	);
}
