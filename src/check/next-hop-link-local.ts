import type { Address } from "../ip/address.ts";
import type { Family } from "../ip/bits.ts";
import { specialUse } from "../ip/special-use.ts";
import { fieldOf, type NodeSnapshot } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import {
	configuredNextHop,
	familiesOf,
	nextHopsOf,
} from "../resolve/next-hop.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine, type NamedFinding } from "./combine.ts";
import { passedOver } from "./unrouted-cidrs.ts";

export const nextHopLinkLocal: Check = {
	id: "next-hop-link-local",
	severity: "warning",
	description:
		"The next hop of a node, as AKO takes it, is link-local (fe80::/10 or 169.254.0.0/16), loopback, multicast or unspecified (0.0.0.0 or ::). With routeOwner GitOps the node's next usable address is taken, and it is an error when there is none.",
	why: "A link-local address is good on one link only, and every link has the same network of them: Avi has no interface to tell with a static route, so the Service Engines reach nothing by it. A loopback, multicast or unspecified address names no host at all. AKO takes the first InternalIP of a family whatever it is; some cloud providers report those of all interfaces.",
	remediation:
		"let the node report an address that the Service Engines reach: give its kubelet --node-ip",
	example:
		"node worker-2 has the next hop fe80::2, which is link-local: no Service Engine reaches the node by it",
	check: forEachCluster((plan) => {
		const families = familiesOf(plan.ipFamily);
		const found = plan.nodes
			.filter(({ addresses }) =>
				addresses.some(({ address }) => address && specialUse(address)),
			)
			.flatMap((entry) =>
				families.flatMap((family) => findingsOf(plan, entry, family)),
			);
		return combine(
			found,
			amongRoutedNodes(plan),
			({ share, examples, first }) => ({
				message:
					first.cause === "unrouted"
						? `${share} of cluster ${plan.cluster.name} have no other address of a family than one by which no Service Engine reaches them, and get no routes of it: ${examples}`
						: `no Service Engine reaches a node by the next hops of ${share} of cluster ${plan.cluster.name}: ${examples}`,
				remedy: first.remedy && OTHERS,
			}),
		);
	}),
};

function findingsOf(
	plan: ClusterPlan,
	entry: NodeRoutes,
	family: Family,
): NamedFinding | [] {
	const { node, nextHops, routes, podCIDRs } = entry;
	const hop = nextHops[family];
	const isRouted = routes.some(({ prefix }) => prefix.family === family);
	if (hop !== undefined && isRouted && specialUse(hop))
		return taken(plan, entry, hop);
	const other = passedOver(plan, entry, family);
	const hasCIDR = podCIDRs.some(({ prefix }) => prefix?.family === family);
	if (other === undefined || !hasCIDR) return [];
	return {
		...placeOf(node, other),
		cause: "unrouted",
		message: `node ${node.name} has no other ${family} address to be a next hop than ${other.text}, which is ${specialUse(other)}, and gets no ${family} routes`,
		severity: "error",
	};
}

/** The findings when AKO owns the routes: AKO uses the address. */
function taken(
	{ cluster }: ClusterPlan,
	{ node, addresses }: NodeRoutes,
	hop: Address,
): NamedFinding {
	const usable = nextHopsOf(
		addresses,
		[hop.family],
		configuredNextHop(cluster.config),
	)[hop.family];
	return {
		...placeOf(node, hop),
		cause: usable ? "avoidable" : "routed",
		message: `node ${node.name} has the next hop ${hop.text}, which is ${specialUse(hop)}: no Service Engine reaches the node by it`,
		remedy:
			usable &&
			`set spec.routeOwner: GitOps, which takes the node's next address (${usable.text}), or let the node report that one alone: give its kubelet --node-ip`,
	};
}

const OTHERS =
	"set spec.routeOwner: GitOps, which takes each node's next address, or let the nodes report that one alone: give their kubelets --node-ip";

function placeOf({ name, source }: NodeSnapshot, address: Address) {
	return {
		name,
		example: `${name} (${specialUse(address)} ${address.text})`,
		...fieldOf(source, "addresses"),
		currentValue: address.text,
	};
}
