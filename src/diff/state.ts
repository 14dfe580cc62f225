import type { VrfContext } from "../config/config.ts";
import { defined } from "../krm/defined.ts";
import { WRITTEN_AKO_KEYS } from "../model/ako-settings.ts";
import type { ClusterPlan, Plan } from "../plan/plan.ts";
import { toCompared } from "../plan/plan.ts";
import type { ComparedRoute } from "../plan/route-changes.ts";
import { editTargets } from "../render/edit-targets.ts";
import type { Located } from "../report/report.ts";
import { type Asked, askedOfAko, askedOfCilium } from "./asked.ts";

/** The product or cluster that a setting belongs to. */
export type Area = "cluster" | "AKO" | "Cilium";

/** A setting that decides about routes or SCTP. */
export interface Setting extends Asked {
	readonly area: Area;
	readonly key: string;
}

/** One cluster on one side of a comparison. */
export interface ClusterState {
	readonly name: string;
	/** The VRF context as one text: a route belongs to it. */
	readonly vrf: string;
	readonly routes: readonly ComparedRoute[];
	readonly settings: readonly Setting[];
	/** Its plan; absent when it was read from rendered files. */
	readonly plan?: ClusterPlan;
}

/** One side of a comparison. */
export interface SideState {
	/** Planned from sources, read from rendered files, or empty. */
	readonly kind: "sources" | "rendered" | "empty";
	readonly clusters: ReadonlyMap<string, ClusterState>;
	/** Results of the checks; empty for rendered files. */
	readonly results: readonly Located[];
}

/** The state of a plan's clusters. */
export function planState(
	{ clusters }: Plan,
	results: readonly Located[],
): SideState {
	return {
		kind: "sources",
		clusters: new Map(
			clusters.map((plan) => [plan.cluster.name, clusterState(plan)]),
		),
		results,
	};
}

function clusterState(plan: ClusterPlan): ClusterState {
	const { cluster, vrfContext, routes, decision, ipFamily } = plan;
	const edits = editTargets(plan);
	return {
		name: cluster.name,
		plan,
		vrf: vrfText(vrfContext),
		routes: routes.map(toCompared),
		settings: [
			...known("cluster", {
				routeOwner: cluster.config.routeOwner,
				clusterUID: cluster.clusterUID?.uid,
				ipamMode: decision.name,
				ipFamily,
				vrfContext: vrfText(vrfContext),
			}),
			...WRITTEN_AKO_KEYS.map(
				(key): Setting => ({
					area: "AKO",
					key,
					...askedOfAko(plan, key, edits),
				}),
			),
			{ area: "Cilium", key: "enable-sctp", ...askedOfCilium(plan, edits) },
			// They decide what a review says of everything else.
			...known("cluster", cluster.config.checks, "checks."),
			...known("cluster", cluster.config.limits, "limits."),
		],
	};
}

/** The VRF context as one text. */
export function vrfText({ tenant, cloud, name }: VrfContext): string {
	return `${tenant}/${cloud}/${name}`;
}

/** The settings that have a value; their keys follow the prefix. */
export function known(area: Area, values: object, prefix = ""): Setting[] {
	return Object.entries(defined(values)).map(([key, value]) => ({
		area,
		key: `${prefix}${key}`,
		value: String(value),
	}));
}
