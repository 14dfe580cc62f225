import { akoSetting } from "../group/targets/ako-setting.ts";
import { isInOneOf, type Prefix } from "../ip/prefix.ts";
import { someOf } from "../krm/list-of.ts";
import { fieldOf } from "../model/lists.ts";
import { readNodeNetworks } from "../plan/ako-networks.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine, type NamedFinding } from "./combine.ts";
import { idleAko } from "./routes-unused.ts";

export const nextHopOutsideNodeNetworks: Check = {
	id: "next-hop-outside-node-networks",
	severity: "warning",
	description:
		"Next hops lie outside all CIDRs of AKO's nodeNetworkList, or AKO can't read the list (an info where there is none). Families that the list has no CIDR of are not compared, nor clusters with an NSX-T T1 router, where AKO does not use it.",
	why: "In vCenter clouds AKO gives its pools the networks of nodeNetworkList, and Service Engines get an interface there. A next hop must be adjacent to a Service Engine: a route to an address in none of these networks carries nothing.",
	remediation:
		"correct nodeNetworkList of AKO; where nodes have addresses in its networks, too, take these: spec.nextHop.cidrs with routeOwner: GitOps",
	example:
		"next hop 192.168.0.1 of node worker-1 lies outside nodeNetworkList of cluster prod, which has 10.60.0.0/24",
	check: forEachCluster((plan) => {
		const { cluster } = plan;
		const setting = akoSetting(cluster, "nodeNetworkList");
		const router = akoSetting(cluster, "nsxtT1LR")?.value ?? "";
		if (setting === undefined || router !== "" || idleAko(cluster)) return [];
		const { value, settings } = setting;
		const place = settings.where("nodeNetworkList");
		const networks = readNodeNetworks(value);
		if ("problem" in networks)
			return {
				message: `AKO can't read nodeNetworkList of cluster ${cluster.name}: ${networks.problem}`,
				remedy:
					"correct it; in a vCenter cloud AKO restarts again and again until then",
				...place,
				currentValue: value,
				...(networks.isUnset && { severity: "info" }),
			};
		if (networks.isOpen) return [];
		const has = someOf(networks.prefixes.map(({ text }) => text));
		const list = `nodeNetworkList of cluster ${cluster.name}, which has ${has}`;
		return combine(
			hopsOutside(plan, networks.prefixes, list),
			amongRoutedNodes(plan),
			({ share, examples }) => ({
				message: `the next hops of ${share} lie outside ${list}: ${examples}`,
				...place,
			}),
		);
	}),
};

/** The next hops outside of all networks, in families that have networks. */
function hopsOutside(
	{ nodes }: ClusterPlan,
	networks: readonly Prefix[],
	list: string,
): NamedFinding[] {
	const families = new Set(networks.map(({ family }) => family));
	if (families.size === 0) return [];
	return nodes.flatMap(({ node, routes, nextHops: { V4, V6 } }) =>
		[V4, V6]
			.filter((hop) => hop !== undefined)
			.filter((hop) => families.has(hop.family) && !isInOneOf(networks, hop))
			.map(({ text }) => text)
			.filter((hop) => routes.some(({ nextHop }) => nextHop === hop))
			.map((hop) => ({
				name: node.name,
				example: `${hop} of ${node.name}`,
				message: `next hop ${hop} of node ${node.name} lies outside ${list}`,
				...fieldOf(node.source, "addresses"),
				currentValue: hop,
			})),
	);
}
