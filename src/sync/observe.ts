import type { RawObject } from "../avi/list.ts";
import { findSeGroups } from "../avi/se-groups.ts";
import type { AviSession } from "../avi/session.ts";
import {
	findVrf,
	getVrf,
	readRouteLimit,
	refOf,
	routesOf,
	type VrfRef,
} from "../avi/vrf.ts";
import type { AkoState, Observation } from "./decide.ts";
import type { KnownSeGroups } from "./delivery.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";

/** What a group is observed with. */
export interface ObservePorts {
	readonly session: AviSession;
	/** Reads whether AKO is off for the group. */
	readonly ako: (group: Group) => Promise<AkoState>;
	/** The SE groups of the cluster, for tables that don't name any. */
	readonly seGroups: KnownSeGroups;
	/** Reports, by the routes in Avi, that somebody undoes our writes; absent where nobody keeps a history of these. */
	readonly contention?: (
		group: Group,
		live: readonly RawObject[],
		ako: AkoState,
	) => Verdict | undefined;
}

/** Reads all that the decision needs; AKO last, because it must be off when the write is sent. */
export async function observe(
	group: Group,
	{ session, seGroups, ako, contention }: ObservePorts,
): Promise<{ readonly observation: Observation; readonly ref?: VrfRef }> {
	const ref = await findVrf(session, group.vrf);
	const vrf = "fault" in ref ? ref : await getVrf(session, ref.uuid, group.vrf);
	if ("fault" in vrf) return { observation: { group, vrf, ako: UNKNOWN } };
	const known = seGroupsOf(group, seGroups);
	const found = await findSeGroups(session, group.vrf, known.names);
	const isManaged = group.policy === "Manage";
	const routeLimit = isManaged
		? await readRouteLimit(session, group.vrf)
		: undefined;
	const akoState = isManaged ? await ako(group) : UNKNOWN;
	const live = routesOf(vrf.vrf);
	return {
		observation: {
			group,
			vrf,
			seGroups: known.names.length === 0 ? undefined : { ...known, found },
			ako: akoState,
			routeLimit,
			contention: isManaged ? contention?.(group, live, akoState) : undefined,
		},
		ref: refOf(vrf.vrf),
	};
}

const UNKNOWN: AkoState = { isOff: false, message: "" };

/** The SE groups that the tables name, else those of the cluster. */
function seGroupsOf(
	{ tables }: Group,
	ofCluster: KnownSeGroups,
): KnownSeGroups {
	const own = tables.flatMap(({ spec }) => spec.serviceEngineGroups ?? []);
	return own.length > 0 ? { names: [...new Set(own)] } : ofCluster;
}
