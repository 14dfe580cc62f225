import type { Config } from "../config/config.ts";
import type { Address } from "../ip/address.ts";
import { fieldOf } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import {
	configuredNextHop,
	familiesOf,
	nextHopsOf,
} from "../resolve/next-hop.ts";
import {
	type Check,
	type ClusterFinding,
	type Findings,
	forEachCluster,
} from "./check.ts";
import { amongRoutedNodes, combine, routedNodes } from "./combine.ts";
import { settingLocation } from "./location.ts";

export const needsGitopsOwner: Check = {
	id: "needs-gitops-owner",
	severity: "error",
	description:
		"routeOwner is AKO, and spec.nextHop asks for another next hop than AKO takes (the first InternalIP; AKO 1.9.1 and 1.10 take the last). A warning for a spec.routeController, which has no effect.",
	why: "Which InternalIP of a node AKO takes can't be set. On nodes with two networks that can be the wrong one; AKO's documented way out is to turn its route sync off.",
	remediation: "set spec.routeOwner: GitOps, or remove spec.nextHop",
	example:
		"AKO takes 192.168.0.1 as next hop of node worker-1, spec.nextHop asks for 10.4.0.1",
	check: forEachCluster((plan, { config }) =>
		plan.cluster.config.routeOwner === "GitOps"
			? []
			: [otherNextHops(plan, config), idleController(plan, config)],
	),
};

function otherNextHops(plan: ClusterPlan, config: Config): ClusterFinding[] {
	const { cluster } = plan;
	const { nextHop } = cluster.config;
	const isDefault =
		nextHop.addressType === "InternalIP" && nextHop.cidrs.length === 0;
	if (isDefault) return [];
	const found = differing(plan);
	const picksNone = found.every(({ asked }) => asked === undefined);
	return combine(
		found,
		amongRoutedNodes(plan),
		({ share, areAll, examples }) => ({
			...settingLocation(config, cluster, "nextHop"),
			message: `AKO takes another next hop than spec.nextHop asks for, for ${share} of cluster ${cluster.name} (${examples})${picksNone && areAll ? ", and spec.nextHop picks no address of any node" : ""}`,
		}),
	);
}

/** A controller without effect. One that all clusters inherit may be meant for those that GitOps owns. */
function idleController({ cluster }: ClusterPlan, config: Config): Findings {
	const { routeController } = cluster.config;
	const isInherited = routeController === config.defaults.routeController;
	const isMeantForOthers =
		isInherited &&
		config.clusters.some((entry) => entry.config.routeOwner === "GitOps");
	if (routeController === undefined || isMeantForOthers) return undefined;
	return {
		...settingLocation(config, cluster, "routeController"),
		message: `cluster ${cluster.name}: spec.routeController is ${routeController}, which has no effect while routeOwner is AKO`,
		currentValue: routeController,
		severity: "warning",
		remedy: "set spec.routeOwner: GitOps, or remove spec.routeController",
	};
}

const textOf = (address: Address | undefined) => address?.text ?? "none";

/** The next hops of AKO that differ from those of spec.nextHop. */
function differing(plan: ClusterPlan) {
	const { cluster, ipFamily } = plan;
	const routed = familiesOf(ipFamily);
	return routedNodes(plan).flatMap(({ node, addresses, nextHops }) => {
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
