import type { IpFamily } from "../config/config.ts";
import { IPv4Values } from "../ip/ipv4-values.ts";
import { ipv4Size, type Prefix } from "../ip/prefix.ts";
import { lackOfAgent } from "../resolve/agent.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import { PlainNode } from "../resolve/plain-node.ts";
import type { NodeRoutes, Route } from "../resolve/routes.ts";

/** What one walk over the nodes of a cluster tells. */
export interface Survey {
	/** By node name, IPv4 before IPv6, then by network. */
	readonly routes: readonly Route[];
	/**
	 * The nodes of which not every pod CIDR, as it is written, became a route, or that have none. All others have neither
	 * a problem nor a reason to be dropped, and no CIDR that is invalid, of another family or contested: no check that
	 * looks at one node at a time need look at them. Nodes without a Cilium agent are not among them.
	 */
	readonly oddNodes: readonly NodeRoutes[];
	/** The nodes on which no Cilium agent runs: nothing is expected of them. */
	readonly agentlessNodes: readonly NodeRoutes[];
	/** The nodes that are not plain. */
	readonly unusualNodes: readonly NodeRoutes[];
	readonly plain: PlainSurvey;
	readonly spread: Spread;
}

/** What is known of the plain nodes. */
export interface PlainSurvey {
	/** So many of them have a CiliumNode. */
	readonly ciliumNodes: number;
	/** The first and last of their addresses, as numbers; Infinity and -Infinity when there are none. */
	readonly firstHop: number;
	readonly lastHop: number;
	/** True when no two of them have the same address. */
	readonly haveDistinctHops: boolean;
}

/** How the networks that nodes claim lie to each other, as far as one look at each of them tells. */
export interface Spread {
	/** The first and last address of all IPv4 networks, as numbers; Infinity and -Infinity when there are none. */
	readonly first: number;
	readonly last: number;
	readonly hasIPv6: boolean;
	/** True when all networks of a family have the same length, as they mostly do: such ones are the same or apart. */
	readonly isOfOneLength: boolean;
	/** True when no two networks, of whatever length, start with the same address. */
	readonly isDistinct: boolean;
}

/**
 * Walks over the nodes once: in a process that lives for one run, every walk is a slow one. (A function that is called
 * for each node is optimized sooner than a loop that runs once, and counting costs less than an iterator for each.)
 */
export function surveyNodes(
	nodes: readonly NodeRoutes[],
	ipFamily: IpFamily,
): Survey {
	const families = familiesOf(ipFamily);
	const routes: Route[] = [];
	const oddNodes: NodeRoutes[] = [];
	const agentlessNodes: NodeRoutes[] = [];
	const unusualNodes: NodeRoutes[] = [];
	const claimed = new Claimed();
	const hops = new IPv4Values();
	let ciliumNodes = 0;
	nodes.forEach((entry) => {
		if (entry instanceof PlainNode) {
			const { route, hop, ciliumNode } = entry;
			routes.push(route);
			claimed.add(route.prefix);
			hops.add(hop);
			if (ciliumNode !== undefined) ciliumNodes++;
			return;
		}
		unusualNodes.push(entry);
		const { podCIDRs } = entry;
		let isOdd =
			podCIDRs.length === 0 || podCIDRs.length !== entry.routes.length;
		for (const { written } of podCIDRs) {
			if (written === undefined) continue;
			if (written.hasHostBits) isOdd = true;
			const { prefix } = written;
			if (families.includes(prefix.family)) claimed.add(prefix);
		}
		routes.push(...entry.routes);
		if (lackOfAgent(entry.node, entry.ciliumNode) !== undefined)
			agentlessNodes.push(entry);
		else if (isOdd) oddNodes.push(entry);
	});
	const plain = {
		ciliumNodes,
		firstHop: hops.first,
		lastHop: hops.last,
		haveDistinctHops: hops.areDistinct(),
	};
	const spread = claimed.spread();
	return { routes, oddNodes, agentlessNodes, unusualNodes, plain, spread };
}

/** The networks that nodes claim, as they are added. */
class Claimed {
	/** The length of the first network of the family; -1 before there is one. */
	private length4 = -1;
	private length6 = -1;
	private isOfOneLength = true;
	private last = Number.NEGATIVE_INFINITY;
	private readonly values = new IPv4Values();
	private readonly others: string[] = [];

	add(prefix: Prefix): void {
		const { value, length } = prefix;
		if (value === undefined) {
			this.others.push(prefix.first);
			if (this.length6 < 0) this.length6 = length;
			if (this.length6 !== length) this.isOfOneLength = false;
			return;
		}
		this.values.add(value);
		if (this.length4 < 0) this.length4 = length;
		if (this.length4 !== length) this.isOfOneLength = false;
		const last = value + ipv4Size(length) - 1;
		if (last > this.last) this.last = last;
	}

	spread(): Spread {
		const { last, isOfOneLength, values, others } = this;
		const isDistinct =
			new Set(others).size === others.length && values.areDistinct();
		const hasIPv6 = others.length > 0;
		return { first: values.first, last, hasIPv6, isOfOneLength, isDistinct };
	}
}
