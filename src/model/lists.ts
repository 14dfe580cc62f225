import type {
	CiliumNodeConfig,
	CiliumPodIPPool,
} from "../../schemas/generated/types.ts";
import { compareText } from "../krm/order.ts";
import { OVERRIDABLE_CILIUM_KEYS } from "./cilium-settings.ts";
import {
	type EntryOf,
	lateRow,
	type Rows,
	rowsOf,
	type Source,
	type Sourced,
} from "./entry.ts";
import { entryList } from "./entry-list.ts";
import { CILIUM_NODE_FIELDS, NODE_FIELDS } from "./node-fields.ts";

/** A Node, cut down to what decides routes. */
export type NodeSnapshot = Sourced<EntryOf<"nodes">>;

/** A CiliumNode, cut down to what decides routes. */
export type CiliumNodeSnapshot = Sourced<EntryOf<"ciliumNodes">>;

/** The networks of a CiliumPodIPPool. */
export type PodIPPool = Sourced<EntryOf<"podIPPools">>;

/** Keys of cilium-config that a CiliumNodeConfig overrides for some nodes. */
export type CiliumNodeConfigSnapshot = Sourced<EntryOf<"ciliumNodeConfigs">>;

const POOL_FIELDS = {
	cidrs: rowsOf<CiliumPodIPPool>()("spec", (spec) => [
		...(spec?.ipv4?.cidrs ?? []),
		...(spec?.ipv6?.cidrs ?? []),
	]),
} as const satisfies Rows<EntryOf<"podIPPools">>;

const NODE_CONFIG_FIELDS = {
	namespace: lateRow(
		"metadata.namespace",
		{ metadata: { namespace: true } },
		({ namespace }) => namespace,
	),
	defaults: rowsOf<CiliumNodeConfig>()("spec.defaults", (defaults) =>
		Object.fromEntries(
			Object.entries(defaults ?? {})
				.filter(([key]) => OVERRIDABLE_CILIUM_KEYS.includes(key))
				.sort(([a], [b]) => compareText(a, b)),
		),
	),
} as const satisfies Rows<EntryOf<"ciliumNodeConfigs">>;

/** The lists of a ClusterSnapshot with one entry for each raw object, in output order. */
export const LISTS = {
	nodes: entryList("nodes", "Node", NODE_FIELDS),
	ciliumNodes: entryList("ciliumNodes", "CiliumNode", CILIUM_NODE_FIELDS),
	podIPPools: entryList("podIPPools", "CiliumPodIPPool", POOL_FIELDS),
	ciliumNodeConfigs: entryList(
		"ciliumNodeConfigs",
		"CiliumNodeConfig",
		NODE_CONFIG_FIELDS,
	),
};

/** An entry's field, or without one the entry, as a result names it. */
export const fieldOf = (source: Source, field?: string) => ({
	item: source.item,
	field: field === undefined ? source.path : fieldPath(source, field),
});

/** The path of an entry's field in its source item. */
export function fieldPath({ item, path }: Source, field: string): string {
	if (path !== "") return `${path}.${field}`;
	if (field === "name" || field === "uid") return `metadata.${field}`;
	const list = Object.values(LISTS).find(({ kind }) => kind === item.kind);
	return list?.rawPath(field) ?? field;
}
