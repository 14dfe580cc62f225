import type { Address } from "../ip/address.ts";
import { fieldOf } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import {
	configuredNextHop,
	familiesOf,
	nextHopsOf,
} from "../resolve/next-hop.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongNodes, combine } from "./combine.ts";
import { settingLocation } from "./location.ts";

export const needsGitopsOwner: Check = {
	id: "needs-gitops-owner",
	severity: "error",
	description:
		"routeOwner is AKO, and spec.nextHop asks for another next hop than AKO takes (the first InternalIP; AKO 1.9.1 and 1.10 take the last).",
	why: "Which InternalIP of a node AKO takes can't be set. On nodes with two networks that can be the wrong one; AKO's documented way out is to turn its route sync off.",
	remediation: "set spec.routeOwner: GitOps, or remove spec.nextHop",
	example:
		"AKO takes 192.168.0.1 as next hop of node worker-1, spec.nextHop asks for 10.4.0.1",
	check: forEachCluster((plan, { config }) => {
		const { cluster } = plan;
		const { routeOwner, nextHop } = cluster.config;
		const isDefault =
			nextHop.addressType === "InternalIP" && nextHop.cidrs.length === 0;
		if (routeOwner === "GitOps" || isDefault) return [];
		const found = differing(plan);
		const picksNone = found.every(({ asked }) => asked === undefined);
		return combine(found, amongNodes(plan), ({ share, areAll, examples }) => ({
			...settingLocation(config, cluster, "nextHop"),
			message: `AKO takes another next hop than spec.nextHop asks for, for ${share} of cluster ${cluster.name} (${examples})${picksNone && areAll ? ", and spec.nextHop picks no address of any node" : ""}`,
		}));
	}),
};

const textOf = (address: Address | undefined) => address?.text ?? "none";

/** The next hops of AKO that differ from those of spec.nextHop. */
function differing({ cluster, nodes, ipFamily }: ClusterPlan) {
	const routed = familiesOf(ipFamily);
	return nodes.flatMap(({ node, addresses, nextHops }) => {
		const wanted = nextHopsOf(
			addresses,
			routed,
			configuredNextHop(cluster.config),
		);
		return routed
			.filter((family) => wanted[family]?.text !== nextHops[family]?.text)
			.map((family) => {
				const asked = wanted[family];
				const ako = textOf(nextHops[family]);
				return {
					asked,
					name: node.name,
					example: `${node.name}: ${ako} instead of ${textOf(asked)}`,
					message: `AKO takes ${ako} as next hop of node ${node.name}, spec.nextHop asks for ${textOf(asked)}`,
					...fieldOf(node.source, "addresses"),
				};
			});
	});
}
