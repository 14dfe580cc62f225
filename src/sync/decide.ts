import type { AviFailed } from "../avi/fault.ts";
import {
	type Difference,
	isInSync,
	type Merge,
	merge,
	type WantedRoute,
} from "../avi/merge.ts";
import type { RawObject } from "../avi/vrf.ts";
import { plural } from "../report/text.ts";
import { removalBrake } from "./brake.ts";
import { type Delivery, deliveryOf, type SeGroupLook } from "./delivery.ts";
import { driftOf, driftText } from "./drift.ts";
import { type Group, wantedRoutes } from "./group.ts";
import type { Verdict } from "./reasons.ts";

/** Whether AKO writes routes. */
export interface AkoState {
	/** True when it is certain that no AKO writes this cluster's routes. */
	readonly isOff: boolean;
	/** Why it is or is not, and what to do. */
	readonly message: string;
	/** When the oldest container of AKO that runs was started, in milliseconds; absent where none runs, 0 where that is not known. */
	readonly startedAt?: number;
}

/** All that is known about a group at one moment. */
export interface Observation {
	readonly group: Group;
	readonly vrf: { readonly vrf: RawObject } | AviFailed;
	/** Absent where it is not known which SE groups the cluster has. */
	readonly seGroups?: SeGroupLook | undefined;
	readonly ako: AkoState;
	/** How many routes a VRF context may have, where that is known. */
	readonly routeLimit?: number | undefined;
	/** That somebody else undoes what is written, and since when writing has stopped for it. */
	readonly contention?: Verdict | undefined;
}

/** What follows from an observation. */
export interface Decision {
	/** What the condition Ready says. */
	readonly verdict: Verdict;
	/** What stands between Avi and the tables, held back or not; absent where that is not known. */
	readonly merge?: Difference;
	/** The object to write; absent where nothing is to be written. */
	readonly write?: RawObject;
	readonly delivery?: Delivery;
}

/** Decides what is to be done for a group. Pure: the same observation gives the same decision. */
export function reconcileGroup(observation: Observation): Decision {
	const { group, vrf, seGroups } = observation;
	const delivery =
		seGroups === undefined || seGroups.names.length === 0
			? {}
			: { delivery: deliveryOf(group.cluster, seGroups) };
	if ("fault" in vrf) return { verdict: vrf.fault, ...delivery };
	if (group.problem !== undefined)
		return { verdict: group.problem, ...delivery };
	const live = (vrf.vrf.static_routes ?? []) as readonly RawObject[];
	const wanted = wantedRoutes(group);
	const full = merge(live, wanted, group);
	// The whole VRF context would be kept with it.
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
				? `${plural(full.kept, "route")} in Avi, as the tables have them`
				: `AKO owns the routes of cluster ${group.cluster}, and they differ from the tables: ${drift}`,
	};
}

/** What is written for tables that are managed, or why nothing is. */
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
	const live = (vrf.static_routes ?? []) as readonly RawObject[];
	const isLeaving = group.tables.length === 0;
	const brake = isLeaving ? undefined : removalBrake(full, group);
	const plan =
		brake === undefined
			? full
			: merge(live, wanted, {
					cluster: group.cluster,
					keepsRemovals: true,
				});
	const { routes } = plan;
	if (
		routeLimit !== undefined &&
		routes.length > routeLimit &&
		routes.length > live.length
	)
		return {
			verdict: {
				reason: "RouteLimit",
				message: `the VRF context would have ${routes.length} routes, and Avi takes ${routeLimit}; use another VRF context, or a larger controller`,
			},
		};
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
	const notes = [
		`${plural(kept, "route")} in Avi`,
		...(conflicts.length === 0
			? []
			: [
					`${plural(conflicts.length, "route")} of others overlap them: ${conflicts.slice(0, 3).join(", ")}`,
				]),
		...(renamed.length === 0
			? []
			: [`ids that were taken: ${renamed.slice(0, 3).join(", ")}`]),
	];
	return { reason: "Programmed", message: notes.join("; ") };
}
