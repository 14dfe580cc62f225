import { groupsOf, vrfOf } from "../check/sharing.ts";
import type { ClusterDiff, Diff } from "../diff/changes.ts";
import type { ClusterState, SideState } from "../diff/state.ts";
import { compareText } from "../krm/order.ts";

/** The input of a picture: a side, and in a comparison its changes from another side. */
export interface Pictured {
	readonly head: SideState;
	readonly change?: { readonly base: SideState; readonly diff: Diff };
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
	const names = [
		...new Set([
			...head.clusters.keys(),
			...(change?.base.clusters.keys() ?? []),
		]),
	].sort(compareText);
	const keyOf = vrfKeys([
		...head.clusters.values(),
		...(change?.base.clusters.values() ?? []),
	]);
	const groups = new Map<string, { vrf: string; pairs: Pair[] }>();
	for (const name of names) {
		const [before, after] = [
			change?.base.clusters.get(name),
			head.clusters.get(name),
		];
		const diff = change?.diff.clusters.find((one) => one.name === name);
		const isCompared = change !== undefined;
		const pair = { name, before, after, isCompared, diff };
		const state = (after ?? before) as ClusterState;
		const key = keyOf(state);
		const known = groups.get(key);
		if (known !== undefined) known.pairs.push(pair);
		else groups.set(key, { vrf: vrfName(state), pairs: [pair] });
	}
	return [...groups.values()];
}

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
