import type { CheckId } from "../../schemas/generated/check-ids.ts";
import type { Cluster } from "../group/cluster.ts";
import { compareText } from "../krm/order.ts";
import { fieldOf, type NodeSnapshot } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { ciliumNodeOf, isOfAnotherNode } from "../resolve/routes.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";
import { combine, type NamedFinding, nodeCount } from "./combine.ts";

export const ciliumNodeStale: Check = {
	id: "cilium-node-stale",
	severity: "warning",
	description:
		"A CiliumNode has no Node, or was made for an earlier Node of the same name. An error when all (at least 2) were made for other Nodes, or when that takes the routes of all nodes: then Nodes and CiliumNodes are of two clusters, or of two times.",
	why: "A CiliumNode outlives its Node when the operator is down or the node is replaced under its old name; hundreds for a few nodes have been seen. One without a Node may also be of a Node that was not dumped. AKO reads CiliumNodes by name and never compares uids, so it routes the CIDRs of a machine that is gone to the new one. Kubernetes removes objects whose owner is gone, so in a live cluster not all of them are of other Nodes: then two dumps were mixed.",
	remediation: "delete the CiliumNode; the agent on the node recreates it",
	example: "CiliumNode worker-9 has no Node in cluster prod; it gets no routes",
	check: forEachCluster((plan) => {
		const { cluster } = plan;
		const known = cluster.nodes.filter((node) => ciliumNodeOf(cluster, node));
		const old = known.flatMap((node) => ofEarlierNode(plan, node) ?? []);
		// Usually none: no need to look for them.
		const gone =
			known.length < cluster.ciliumNodes.size ? withoutNodes(cluster) : [];
		if (old.length > 1 && old.length === known.length) return mixed(plan, old);
		const takesAll = isUnrouted(plan) && old.length === nodeCount(plan);
		const worsened = takesAll
			? old.map((finding) => ({ ...finding, severity: "error" as const }))
			: old;
		const among = { total: cluster.ciliumNodes.size, noun: "CiliumNodes" };
		return [
			...combine(worsened, among, ({ share, names }) => ({
				message: `${share} of cluster ${cluster.name} belong to earlier Nodes of their names, with other uids: ${names}; ${effectOn(plan, false)}`,
				remedy: "delete them; the agents on the nodes recreate them",
			})),
			...combine(gone, among, ({ share, names }) => ({
				message: `${share} have no Node in cluster ${cluster.name} and get no routes: ${names}`,
				remedy:
					"dump the nodes again if kubectl get nodes lists them, else delete the CiliumNodes: kubectl delete ciliumnode NAME",
			})),
		];
	}),
};

/** The remedy for Nodes and CiliumNodes of two clusters. */
export const ONE_CONTEXT =
	"dump nodes and CiliumNodes again from one context: kubectl --context NAME get nodes,ciliumnodes -o yaml";

/** The one finding that no CiliumNode is of its Node. */
function mixed(
	plan: ClusterPlan,
	old: readonly NamedFinding[],
): ClusterFinding[] {
	const found = old.map((finding) => ({
		...finding,
		remedy: ONE_CONTEXT,
		severity: "error" as const,
		hides: CONSEQUENCES,
	}));
	const among = { total: old.length, noun: "CiliumNodes" };
	return combine(found, among, ({ share, names }) => ({
		message: `${share} that have a Node of their name in cluster ${plan.cluster.name} belong to Nodes of other uids (${names}), as when the Nodes are one cluster's and the CiliumNodes another's; ${effectOn(plan, false)}`,
	}));
}

const CONSEQUENCES: readonly CheckId[] = [
	"next-hop-disagrees",
	"node-without-cilium-node",
	"pod-cidr-elsewhere",
];

/** The CiliumNodes without a Node, by name; except those of CiliumExternalWorkloads, which never have one. */
function withoutNodes(cluster: Cluster): NamedFinding[] {
	const names = new Set(cluster.nodes.map((node) => node.name));
	return [...cluster.ciliumNodes.values()]
		.filter((known) => !names.has(known.name) && known.ownerKind === undefined)
		.sort((a, b) => compareText(a.name, b.name))
		.map(({ name, source }) => ({
			name,
			message: `CiliumNode ${name} has no Node in cluster ${cluster.name}; it gets no routes`,
			remedy: `dump the nodes again if kubectl get node ${name} finds it, else delete the CiliumNode: kubectl delete ciliumnode ${name}`,
			...fieldOf(source),
		}));
}

function ofEarlierNode(
	plan: ClusterPlan,
	node: NodeSnapshot,
): NamedFinding | undefined {
	const { name, uid } = node;
	const ciliumNode = ciliumNodeOf(plan.cluster, node);
	if (ciliumNode === undefined || !isOfAnotherNode(node, ciliumNode))
		return undefined;
	const { ownerUID, source } = ciliumNode;
	return {
		name,
		message: `CiliumNode ${name} belongs to a Node of uid ${ownerUID}, but the Node has uid ${uid}; ${effectOn(plan, true)}`,
		...fieldOf(source, "ownerUID"),
		currentValue: ownerUID,
		proposedValue: uid,
	};
}

/** The effect on CIDRs of a CiliumNode, or of several, that belong to another Node. */
function effectOn(plan: ClusterPlan, isOne: boolean): string {
	const { mode, name } = plan.decision;
	if (mode?.source === "Node")
		return `no route comes from ${isOne ? "it" : "them"} in IPAM mode ${name}`;
	return isUnrouted(plan)
		? `${isOne ? "it gets" : "they get"} no routes`
		: `AKO routes ${isOne ? "its" : "their"} CIDRs all the same`;
}

/** True where a CiliumNode of another Node's uid takes the Node's routes away. */
const isUnrouted = ({ cluster, decision: { mode } }: ClusterPlan): boolean =>
	cluster.config.routeOwner === "GitOps" && mode?.source !== "Node";
