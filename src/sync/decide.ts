import type { AviFailed } from "../avi/fault.ts";
import type { RawObject } from "../avi/list.ts";
import {
	type Difference,
	isInSync,
	type Merge,
	merge,
	type WantedRoute,
} from "../avi/merge.ts";
import { routesOf } from "../avi/vrf.ts";
import { plural } from "../report/text.ts";
import { removalBrake } from "./brake.ts";
import {
	type Delivery,
	deliveryOf,
	type SeGroupObservation,
} from "./delivery.ts";
import { driftOf, driftText } from "./drift.ts";
import { type Group, wantedRoutes } from "./group.ts";
import type { Verdict } from "./reasons.ts";

/** Whether AKO writes routes. */
export interface AkoState {
	/** True when it is certain that no AKO writes this cluster's routes. */
	readonly isOff: boolean;
	/** The reason, and the remedy. */
	readonly message: string;
	/** Start of AKO's oldest running container, in milliseconds; absent when none runs, 0 when unknown. */
	readonly startedAt?: number;
}

/** The state of a group, read at one moment. */
export interface Observation {
	readonly group: Group;
	readonly vrf: { readonly vrf: RawObject } | AviFailed;
	/** Absent when the cluster's SE groups are unknown. */
	readonly seGroups?: SeGroupObservation | undefined;
	readonly ako: AkoState;
	/** Maximum number of routes in a VRF context; absent when unknown. */
	readonly routeLimit?: number | undefined;
	/** Set when writing has stopped because somebody else undoes our writes. */
	readonly contention?: Verdict | undefined;
}

/** The decision for an observation. */
export interface Decision {
	/** Reason and message of the condition Ready. */
	readonly verdict: Verdict;
	/** The difference between Avi and the tables, also when it is not written; absent when unknown. */
	readonly merge?: Difference;
	/** The object to write; absent when there is nothing to write. */
	readonly write?: RawObject;
	readonly delivery?: Delivery;
}

/** Decides what to write for a group. Pure: the same observation gives the same decision. */
export function reconcileGroup(observation: Observation): Decision {
	const { group, vrf, seGroups } = observation;
	const delivery = seGroups && {
		delivery: deliveryOf(group.cluster, seGroups),
	};
	if ("fault" in vrf) return { verdict: vrf.fault, ...delivery };
	if (group.problem !== undefined)
		return { verdict: group.problem, ...delivery };
	const wanted = wantedRoutes(group);
	const full = merge(routesOf(vrf.vrf), wanted, group);
	// Keeping the routes would keep the whole VRF context in memory.
	const { routes: _, ...difference } = full;
	const decided =
		group.policy === "Observe"
			? { verdict: observed(difference, group) }
			: manage(observation, vrf.vrf, { full, wanted });
	return { ...decided, merge: difference, ...delivery };
}

function observed(full: Difference, group: Group): Verdict {
	const drift = driftText(driftOf(full));
	return {
		reason: "Observed",
		message:
			drift === ""
				? `${plural(full.kept, "route")} in Avi, as in the tables`
				: `AKO owns the routes of cluster ${group.cluster}, and Avi differs from the tables: ${drift}`,
	};
}

/** What to write for tables with policy Manage, or why nothing is written. */
function manage(
	observation: Observation,
	vrf: RawObject,
	{
		full,
		wanted,
	}: { readonly full: Merge; readonly wanted: readonly WantedRoute[] },
): Pick<Decision, "verdict" | "write"> {
	const { group, ako, contention, routeLimit } = observation;
	if (!ako.isOff)
		return { verdict: { reason: "AKOActive", message: ako.message } };
	if (contention !== undefined) return { verdict: contention };
	const live = routesOf(vrf);
	const isLeaving = group.tables.length === 0;
	const brake = isLeaving ? undefined : removalBrake(full, group);
	const plan =
		brake === undefined
			? full
			: merge(live, wanted, { ...group, keepsRemovals: true });
	const { routes } = plan;
	const isTooMany = routeLimit !== undefined && routes.length > routeLimit;
	if (isTooMany && routes.length > live.length) {
		const message = `the VRF context would have ${routes.length} routes, more than Avi's limit of ${routeLimit}; use another VRF context, or a larger controller`;
		return { verdict: { reason: "RouteLimit", message } };
	}
	const hasWrites =
		brake === undefined
			? !isInSync(plan)
			: plan.added.length + plan.changed.length > 0;
	return {
		verdict: brake ?? programmed(plan),
		...(hasWrites ? { write: { ...vrf, static_routes: routes } } : {}),
	};
}

function programmed({ kept, conflicts, renamed }: Merge): Verdict {
	const notes = [`${plural(kept, "route")} in Avi`];
	if (conflicts.length > 0)
		notes.push(
			`${plural(conflicts.length, "route")} of other owners overlap them: ${conflicts.slice(0, 3).join(", ")}`,
		);
	if (renamed.length > 0)
		notes.push(
			`ids changed because theirs were taken: ${renamed.slice(0, 3).join(", ")}`,
		);
	return { reason: "Programmed", message: notes.join("; ") };
}
