import type { Node } from "../../../schemas/generated/types.ts";
import { POD_CIDR_ANNOTATIONS } from "../../krm/annotations.ts";
import type { Fields, Item } from "../../krm/item.ts";
import type { Facts, NodeSnapshot, Versions } from "../cluster.ts";
import { valueAt } from "../targets/mapping.ts";

const NO_VERSIONS: Versions = {};

/** A v1 Node, as a snapshot has it, and its kubelet's version. */
export function nodeFacts({ metadata, spec, status }: Node, item: Item): Facts {
	const { uid, annotations } = metadata ?? {};
	const { podCIDR, podCIDRs } = spec ?? {};
	const { addresses, nodeInfo, conditions } = status ?? {};
	const version = nodeInfo?.kubeletVersion ?? undefined;
	const os = nodeInfo?.operatingSystem;
	// All fields, absent ones too: V8 is quick with objects that have the same ones.
	const node: NodeSnapshot = {
		name: item.name,
		uid: uid ?? undefined,
		addresses: addresses ?? undefined,
		podCIDR: podCIDR ?? undefined,
		podCIDRs: podCIDRs ?? undefined,
		kernelVersion: nodeInfo?.kernelVersion ?? undefined,
		os: os === "linux" ? undefined : os || undefined,
		// Labels differ from node to node, so they are read only where somebody asks.
		get virtual() {
			return isVirtual(item) ? true : undefined;
		},
		ready: conditions?.some(isNotReady) ? false : undefined,
		annotations: podCIDRAnnotations(annotations),
		source: { item, path: "" },
	};
	return {
		nodes: [node],
		versions: version === undefined ? NO_VERSIONS : { kubernetes: version },
	};
}

const isNotReady = ({ type, status }: { type?: string; status?: string }) =>
	type === "Ready" && status !== "True";

/** What tells a node of virtual-kubelet. */
const MARKS: Fields = {
	metadata: { labels: true },
	spec: { taints: true },
};

/** True for a node of virtual-kubelet: by its label, or by its taint. */
function isVirtual(item: Item): boolean {
	const isMentioned = item.text.includes("virtual-kubelet");
	const parsed = isMentioned ? item.read(MARKS) : undefined;
	if (parsed === undefined || "problem" in parsed) return false;
	const label = valueAt(parsed.value, ["metadata", "labels", "type"]);
	const taints = valueAt(parsed.value, ["spec", "taints"]);
	const isProvider = (taint: unknown) =>
		valueAt(taint, ["key"]) === "virtual-kubelet.io/provider";
	return (
		label === "virtual-kubelet" ||
		(Array.isArray(taints) && taints.some(isProvider))
	);
}

/** The annotations that hold pod CIDRs; undefined when there is none, as on most nodes. */
function podCIDRAnnotations(
	annotations: Readonly<Record<string, string>> | null | undefined,
): Record<string, string> | undefined {
	let found: Record<string, string> | undefined;
	for (let i = 0; i < POD_CIDR_ANNOTATIONS.length; i++) {
		const key = POD_CIDR_ANNOTATIONS[i] as string;
		const value = annotations?.[key];
		if (value === undefined) continue;
		found ??= {};
		found[key] = value;
	}
	return found;
}
