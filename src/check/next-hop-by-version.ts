import { areSameBits } from "../ip/bits.ts";
import { fieldOf } from "../model/lists.ts";
import { akoNextHop, familiesOf, nextHopsOf } from "../resolve/next-hop.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import {
	amongRoutedNodes,
	combine,
	type NamedFinding,
	routedNodes,
} from "./combine.ts";

export const nextHopByVersion: Check = {
	id: "next-hop-by-version",
	severity: "info",
	description:
		"AKO is 1.9.1 or 1.10, and nodes have several InternalIPs of one family: this AKO takes the last one, newer ones the first.",
	why: "AKO 1.11 takes another InternalIP for the next hop than AKO 1.10 (1.9.2 and 1.9.3 did so, too). The table shows what the AKO of the snapshot programs, so an upgrade moves the routes of these nodes to their first InternalIP.",
	remediation:
		"make sure that the Service Engines reach the first InternalIP before you upgrade AKO, or set spec.routeOwner: GitOps and spec.nextHop.cidrs",
	example:
		"AKO 1.10.5 takes the last InternalIP of node worker-1 as next hop, 10.4.0.1; AKO 1.11 and newer take the first, 192.168.0.1",
	check: forEachCluster((plan) => {
		const { versions, config } = plan.cluster;
		const own = akoNextHop(versions.ako);
		if (own.pick !== "last" || config.routeOwner !== "AKO") return [];
		const families = familiesOf(plan.ipFamily);
		const differing = ({ node, addresses }: NodeRoutes): NamedFinding[] => {
			const last = nextHopsOf(addresses, families, own);
			const first = nextHopsOf(addresses, families, { ...own, pick: "first" });
			return families.flatMap((family) => {
				const [now, later] = [last[family], first[family]];
				if (now === undefined || later === undefined) return [];
				if (areSameBits(now, later)) return [];
				return {
					name: node.name,
					message: `AKO ${versions.ako} takes the last InternalIP of node ${node.name} as next hop, ${now.text}; AKO 1.11 and newer take the first, ${later.text}`,
					...fieldOf(node.source, "addresses"),
				};
			});
		};
		const found = routedNodes(plan).flatMap(differing);
		return combine(
			found,
			amongRoutedNodes(plan),
			({ share, names, first }) => ({
				message: `${first.message}; the same holds for ${share} (${names})`,
			}),
		);
	}),
};
