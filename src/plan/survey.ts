import { ipv4Size, type Prefix } from "../ip/prefix.ts";
import type { IpFamily } from "../read/config.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { NodeRoutes, Route } from "../resolve/routes.ts";

/** What one walk over the nodes of a cluster tells. */
export interface Survey {
	/** By node name, IPv4 before IPv6, then by network. */
	readonly routes: readonly Route[];
	/**
	 * The nodes of which not every pod CIDR, as it is written, became a route, or that have none. All others have neither
	 * a problem nor a reason to be dropped, and no CIDR that is invalid, of another family or contested: no check that
	 * looks at one node at a time need look at them.
	 */
	readonly oddNodes: readonly NodeRoutes[];
	readonly spread: Spread;
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
	const claimed = new Claimed();
	nodes.forEach((entry) => {
		const { podCIDRs } = entry;
		let isOdd =
			podCIDRs.length === 0 || podCIDRs.length !== entry.routes.length;
		for (let i = 0; i < podCIDRs.length; i++) {
			const written = podCIDRs[i]?.written;
			if (written === undefined) continue;
			if (written.hasHostBits) isOdd = true;
			const { prefix } = written;
			if (families.includes(prefix.family)) claimed.add(prefix);
		}
		for (let i = 0; i < entry.routes.length; i++) {
			const route = entry.routes[i];
			if (route !== undefined) routes.push(route);
		}
		if (isOdd) oddNodes.push(entry);
	});
	return { routes, oddNodes, spread: claimed.spread() };
}

/** The networks that nodes claim, as they are added. */
class Claimed {
	first = Number.POSITIVE_INFINITY;
	last = Number.NEGATIVE_INFINITY;
	/** The length of the first network of the family; -1 before there is one. */
	length4 = -1;
	length6 = -1;
	isOfOneLength = true;
	count = 0;
	readonly addresses = new Set<number | string>();

	add(prefix: Prefix): void {
		const { value, length } = prefix;
		this.count++;
		this.addresses.add(value ?? prefix.first);
		if (value === undefined) {
			if (this.length6 < 0) this.length6 = length;
			if (this.length6 !== length) this.isOfOneLength = false;
			return;
		}
		if (this.length4 < 0) this.length4 = length;
		if (this.length4 !== length) this.isOfOneLength = false;
		if (value < this.first) this.first = value;
		const last = value + ipv4Size(length) - 1;
		if (last > this.last) this.last = last;
	}

	spread(): Spread {
		const { first, last, isOfOneLength } = this;
		const hasIPv6 = this.length6 >= 0;
		const isDistinct = this.addresses.size === this.count;
		return { first, last, hasIPv6, isOfOneLength, isDistinct };
	}
}
