import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import type { Item } from "../krm/item.ts";
import type { IdentifiedKind } from "../model/kinds.ts";
import type { Facts } from "./cluster.ts";
import { isSnapshot } from "./live-marks.ts";
import { isSnapshotItem } from "./read-facts.ts";

/** Emitted resources have an owner annotation, and so have their dumps from a cluster: those are read or left alone. */
export function roleOf(
	item: Item,
	config: Config,
	rawKind: IdentifiedKind | undefined,
): "input" | "output" | "dump" | "other" {
	const owner = item.annotations[OWNER];
	if (owner !== undefined && isEmittedKind(item)) {
		if (!isSnapshot(item)) return owner === config.name ? "output" : "other";
		if (rawKind === undefined) return "dump";
	}
	return isSnapshotItem(item) || rawKind !== undefined ? "input" : "other";
}

/** True for the kinds that this tool emits; no other resource counts as its output. */
function isEmittedKind({ kind, apiVersion }: Item): boolean {
	return (
		(kind === "AviRouteTable" && apiVersion === API_VERSION) ||
		(kind === "ConfigMap" && apiVersion === "v1")
	);
}

/** True for a Node that is no dump and has nothing but metadata: somebody applies it to set labels. */
export function setsLabels(item: Item, { nodes }: Facts): boolean {
	const node = item.kind === "Node" ? nodes?.[0] : undefined;
	if (node === undefined) return false;
	const { addresses, podCIDR, podCIDRs, kernelVersion } = node;
	const isSeen = addresses ?? podCIDR ?? podCIDRs ?? kernelVersion;
	return (
		isSeen === undefined &&
		item.container === undefined &&
		!item.mentions(/\b(?:spec|status)\b/) &&
		!isSnapshot(item)
	);
}

/** True for a ConfigMap that may be meant to be avi-k8s-config. */
export function isLookalike({ kind, name, annotations }: Item): boolean {
	return (
		kind === "ConfigMap" &&
		name.includes("avi-k8s-config") &&
		annotations[OWNER] === undefined
	);
}
