import { groupsOf, vrfOf } from "../check/sharing.ts";
import type { ClusterDiff, Diff } from "../diff/changes.ts";
import type { ClusterState, SideState } from "../diff/state.ts";
import { groupBy } from "../krm/group-by.ts";
import { compareText } from "../krm/order.ts";

/** The input of a picture: a side, and in a comparison its changes from another side. */
export interface Pictured {
	readonly head: SideState;
	readonly change?:
		| { readonly base: SideState; readonly diff: Diff }
		| undefined;
}

/** A cluster as it is, and, in a comparison, as it was. */
export interface Pair {
	readonly name: string;
	readonly before: ClusterState | undefined;
	readonly after: ClusterState | undefined;
	readonly isCompared: boolean;
	/** Undefined when nothing changes. */
	readonly diff: ClusterDiff | undefined;
}

/** Clusters whose routes are in one VRF. */
export interface VrfGroup {
	readonly vrf: string;
	/** Sorted by name. */
	readonly pairs: readonly Pair[];
}

/** The clusters by VRF, in the order of their names. */
export function vrfGroups({ head, change }: Pictured): VrfGroup[] {
	const base: SideState["clusters"] = change?.base.clusters ?? new Map();
	const now = head.clusters;
	const keyOf = vrfKeys([...now.values(), ...base.values()]);
	const pairs = [...new Set([...now.keys(), ...base.keys()])]
		.sort(compareText)
		.map((name) => ({
			name,
			before: base.get(name),
			after: now.get(name),
			isCompared: change !== undefined,
			diff: change?.diff.clusters.find((one) => one.name === name),
		}));
	const groups = groupBy(pairs, (pair) => keyOf(stateOf(pair)));
	return [...groups.values()].map((own) => ({
		vrf: vrfName(stateOf(own[0] as Pair)),
		pairs: own,
	}));
}

/** The cluster as it is, or, when it is gone, as it was. */
export const stateOf = ({ after, before }: Pair): ClusterState =>
	(after ?? before) as ClusterState;

const vrfName = ({ plan, vrf }: ClusterState) =>
	plan === undefined ? `VRF ${vrf}` : vrfOf(plan);

/** Keys that are equal for clusters of one VRF; also of one Avi Controller, if known. */
function vrfKeys(
	states: readonly ClusterState[],
): (state: ClusterState) => string {
	const plans = states.flatMap(({ plan }) => plan ?? []);
	const keys = new Map(
		groupsOf(plans, vrfOf).flatMap((group, i) =>
			group.map((plan) => [plan, String(i)] as const),
		),
	);
	return (state) => (state.plan && keys.get(state.plan)) ?? `VRF ${state.vrf}`;
}
