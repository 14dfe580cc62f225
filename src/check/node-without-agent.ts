import { fieldOf } from "../model/lists.ts";
import { lackOfAgent } from "../resolve/agent.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { combine } from "./combine.ts";

export const nodeWithoutAgent: Check = {
	id: "node-without-agent",
	severity: "info",
	description:
		"A node runs Windows or is a virtual node, so that no Cilium agent runs there. No CiliumNode is expected of it, it counts in no share, and it gets no routes. Only AKO without cniPlugin cilium programs the CIDRs of its Node.spec all the same.",
	why: "Windows nodes run another CNI, and the pods of virtual nodes (of virtual-kubelet, KWOK, Liqo or AWS Fargate) run elsewhere or not at all. AKO knows neither: with cniPlugin cilium it finds no CiliumNode of theirs and programs nothing, else it routes the Node.spec.podCIDRs of every Node, whatever its pods have.",
	remediation: "make sure that no Service behind Avi needs pods on it",
	example:
		"node worker-2 runs Windows, where no Cilium agent runs: no CiliumNode is expected of it, and it gets no routes",
	check: forEachCluster((plan) => {
		const found = plan.agentlessNodes.map(withoutAgent);
		const among = { total: plan.cluster.nodes.length };
		return combine(found, among, ({ share, names, first }) => ({
			message: `${share} of cluster ${plan.cluster.name} (${names}): each ${first.cause}`,
		}));
	}),
};

/** The cause is in words that follow the node's name. */
function withoutAgent({ node, ciliumNode, routes }: NodeRoutes) {
	const { name, os, source } = node;
	const lack = `${lackOfAgent(node, ciliumNode)}, where no Cilium agent runs`;
	const isRouted = routes.length > 0;
	const cause = isRouted
		? `${lack}; AKO, which does not know that, programs routes to its Node.spec.podCIDRs all the same`
		: `${lack}: no CiliumNode is expected of it, and it gets no routes`;
	return {
		name,
		cause,
		message: `node ${name} ${cause}`,
		remedy: isRouted ? ROUTED : undefined,
		...fieldOf(source, os === undefined ? "virtual" : "os"),
		currentValue: os,
	};
}

const ROUTED =
	"make sure that its CNI gives pods addresses of Node.spec.podCIDRs and takes packets for them; otherwise no Service behind Avi may need pods on it";
