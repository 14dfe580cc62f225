import { groupBy } from "../krm/group-by.ts";
import { someOf } from "../krm/list-of.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import type { ClusterFinding, Finding } from "./check.ts";

/** A finding about one node (or pool, or Service), with its name. */
export interface NamedFinding extends ClusterFinding {
	readonly name: string;
	/** Its text as an example, when that is more than its name. */
	readonly example?: string;
	/** Findings with equal causes are combined; those without one, too. */
	readonly cause?: unknown;
}

/** The findings with the same cause, counted and in words. */
interface Several<Found> {
	/** True when there is one for each of those that they are among. */
	readonly areAll: boolean;
	/** `4 of 10 nodes`, or `all 10 nodes`. */
	readonly share: string;
	/** `w1, w2 and w3`, or `w1, w2, w3 and 7 more`. */
	readonly names: string;
	/** The same with the findings' examples, of which one name may have several. */
	readonly examples: string;
	readonly first: Found;
}

/** The finding for several: the message, and other fields that differ from the first finding. */
type CombinedFinding = Pick<Finding, "message"> & Partial<Finding>;

interface Among {
	readonly total: number;
	/** The noun in the plural, "nodes" when absent. */
	readonly noun?: string;
}

/** The number of nodes on which a Cilium agent runs; the base of shares in messages. */
export const nodeCount = ({ cluster, agentlessNodes }: ClusterPlan): number =>
	cluster.nodes.length - agentlessNodes.length;

/** The nodes on which a Cilium agent runs, for `combine`. */
export const amongNodes = (plan: ClusterPlan): Among => ({
	total: nodeCount(plan),
});

const hasPodCIDRs = ({ podCIDRs }: NodeRoutes) => podCIDRs.length > 0;

/** As `amongNodes`, with the nodes without an agent whose pod CIDRs AKO routes all the same. */
export const amongRoutedNodes = (plan: ClusterPlan): Among => ({
	total: nodeCount(plan) + plan.agentlessNodes.filter(hasPodCIDRs).length,
});

/** The nodes that are counted by `amongRoutedNodes`. */
export function routedNodes(plan: ClusterPlan): readonly NodeRoutes[] {
	const { nodes, agentlessNodes } = plan;
	const others = new Set(agentlessNodes.filter((one) => !hasPodCIDRs(one)));
	return others.size === 0 ? nodes : nodes.filter((one) => !others.has(one));
}

/**
 * Combines the findings of each cause, in order of first occurrence: a single finding is unchanged; several become one
 * that names the first, has the message from `describe`, and keeps all of them as instances for formats that list each.
 * The first one's remedy and severity apply, unless `describe` returns others.
 */
export function combine<Found extends NamedFinding>(
	found: readonly Found[],
	among: Among,
	describe: (several: Several<Found>) => CombinedFinding,
): Found[] {
	const groups = groupBy(found, ({ cause }) => cause);
	return [...groups.values()].map((group) => {
		const [first] = group as [Found];
		if (group.length === 1) return first;
		const distinct = [...new Set(group.map(({ name }) => name))];
		const several = {
			areAll: distinct.length === among.total,
			share: shareOf(distinct.length, among),
			names: someOf(distinct),
			examples: someOf(group.map(({ name, example = name }) => example)),
			first,
		};
		return {
			...first,
			...describe(several),
			isExample: true,
			instances: group,
		};
	});
}

/** `4 of 10 nodes`, or `all 10 nodes`. */
export function shareOf(
	count: number,
	{ total, noun = "nodes" }: Among,
): string {
	return count === total
		? `all ${total} ${noun}`
		: `${count} of ${total} ${noun}`;
}

/** A value as messages quote it. */
export const unsetOr = (value: string | undefined): string =>
	value === undefined ? "unset" : JSON.stringify(value);
