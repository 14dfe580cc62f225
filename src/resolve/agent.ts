import type { Cluster } from "../group/cluster.ts";
import type { CiliumNodeSnapshot, NodeSnapshot } from "../model/lists.ts";
import { ciliumNodeOf } from "./routes.ts";

/**
 * Why no Cilium agent runs on the node, in words that follow its name: it runs Windows, or there is no machine that an
 * agent could run on. Undefined for every other node, and for one that has a CiliumNode: only an agent makes that.
 */
export function lackOfAgent(
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot | undefined,
): string | undefined {
	if (ciliumNode !== undefined) return undefined;
	if (node.os !== undefined)
		return `runs ${node.os === "windows" ? "Windows" : node.os}`;
	return node.virtual ? "is a virtual node" : undefined;
}

/** True for a node of the cluster on which an agent runs, or may run. */
export function hasAgent(cluster: Cluster, node: NodeSnapshot): boolean {
	return lackOfAgent(node, ciliumNodeOf(cluster, node)) === undefined;
}
