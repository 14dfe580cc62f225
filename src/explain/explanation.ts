import type { ResultId } from "../../schemas/generated/check-ids.ts";
import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import { defined } from "../krm/defined.ts";
import { eachResult, type Result, type Severity } from "../krm/result.ts";
import type { LackingRoute, Verdict } from "../plan/live-verdicts.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { modeReadByAko } from "../resolve/mode.ts";
import type { DropReason, NodeRoutes, Route } from "../resolve/routes.ts";
import type { Entry } from "./entry.ts";
import { type Fact, factsOf, type ItemField } from "./facts.ts";
import type { FoundNode } from "./find-nodes.ts";

/** A route of the node: a right one, or one that AKO programs. */
export interface RouteLine {
	readonly prefix: string;
	readonly nextHop: string;
	/** The verdict on AKO's routes; for right routes that AKO lacks, how much of them it lacks. */
	readonly verdict?: Verdict | LackingRoute["lacks"];
	/** The node whose pods lose their packets to a route that leads to the wrong node. */
	readonly podsOf?: string;
}

interface NodeResult {
	readonly check: ResultId;
	readonly severity: Severity;
	readonly message: string;
	/** The end of the message that says what to do. */
	readonly remedy?: string;
}

/** Where the routes of one node come from. */
export interface Explanation {
	readonly question: string;
	readonly relation: string;
	readonly cluster: string;
	readonly node: string;
	readonly facts: readonly Fact[];
	readonly routes: readonly RouteLine[];
	/** Why the node has no routes; undefined when it has. */
	readonly withoutRoutes?: string;
	/** Results about the node and its CiliumNode. */
	readonly results: readonly NodeResult[];
	/** The routes of the running AKO; undefined when its settings are unknown. */
	readonly live?: {
		readonly routes: readonly RouteLine[];
		/** Right routes that it lacks, wholly or in part, though it owns them. */
		readonly lacking: readonly RouteLine[];
		/** The text when both lists are empty. */
		readonly withoutRoutes?: string;
		/** What it reads, or why it programs nothing. */
		readonly because: string;
		readonly place: ItemField;
	};
}

/** Explains a node: every fact that decides its routes, the results about it, and the routes of the running AKO. */
export function explainNode(
	question: string,
	{ plan, entry, relation }: FoundNode,
	results: readonly Result[],
): Explanation {
	const { routes, node } = entry;
	return defined({
		question,
		relation,
		cluster: plan.cluster.name,
		node: node.name,
		facts: factsOf(plan, entry),
		routes: routes.map(toLine),
		withoutRoutes: routes.length > 0 ? undefined : withoutRoutes(plan, entry),
		results: resultsAbout(entry, results),
		live: explainLive(plan, entry),
	});
}

/** The results that name the Node or the CiliumNode, or their entries of a ClusterSnapshot. */
function resultsAbout(
	{ node, ciliumNode }: NodeRoutes,
	results: readonly Result[],
): NodeResult[] {
	const sources = [node.source, ...(ciliumNode ? [ciliumNode.source] : [])];
	const own = eachResult(results).filter(
		({ resourceRef: ref, field, isExample }) =>
			sources.some(
				({ item, path }) =>
					!isExample &&
					ref?.kind === item.kind &&
					ref.name === item.name &&
					(path === "" ||
						field?.path === path ||
						field?.path.startsWith(`${path}.`)),
			),
	);
	return own.map(({ tags: { check }, severity, message, remedy }) =>
		defined({ check, severity, message, remedy }),
	);
}

const toLine = ({ prefix, nextHop }: Route): RouteLine => ({
	prefix: prefix.text,
	nextHop,
});

function withoutRoutes(plan: ClusterPlan, entry: Entry): string {
	const { decision } = plan;
	if (entry.isStale) return "there is no Node of its name";
	if (plan.nodes.length === 0)
		return `no routes are made in IPAM mode ${decision.name ?? "unknown"}`;
	const { dropped, podCIDRs, ciliumNode, problem } = entry;
	if (decision.mode?.source === "CiliumNode" && ciliumNode === undefined)
		return "the node has no CiliumNode of its name";
	if (dropped !== undefined)
		return DROPPED[dropped.kind](dropped, problem?.detail);
	return podCIDRs.length === 0
		? "the node has no pod CIDR"
		: "no pod CIDR is of a family that is routed and that the node has an address of, or another node has it";
}

const DROPPED: Readonly<
	Record<DropReason["kind"], (reason: DropReason, detail?: string) => string>
> = {
	"no-agent": () => "no Cilium agent runs on the node",
	"no-next-hop": () => "the node has no address that could be a next hop",
	"no-pod-cidr": (_, detail) => `the node ${detail ?? "has no pod CIDR"}`,
	"bad-pod-cidr": (_, detail) =>
		`the node ${detail ?? "has a pod CIDR that AKO can't read"}`,
	collision: (reason) =>
		`node ${"holder" in reason ? reason.holder : ""} has a route to the same network address`,
};

/** The field that AKO reads pod CIDRs from with that cniPlugin, when it is one of a node. */
function sourceOf(cniPlugin: string): string {
	const { source, fieldName } = modeReadByAko(cniPlugin);
	return source === "Node"
		? `${fieldName}, or the annotation ${AKO_POD_CIDRS}`
		: fieldName;
}

function explainLive(
	{ cluster, liveAko, decision }: ClusterPlan,
	{ live, lacking, dropped }: Entry,
): Explanation["live"] {
	const { akoConfig, config } = cluster;
	if (liveAko === undefined || akoConfig === undefined) return undefined;
	const { cniPlugin, idle, nodes } = liveAko;
	const isAkoOwner = config.routeOwner === "AKO";
	const reads =
		nodes === undefined
			? "objects of another CNI, which are not here"
			: sourceOf(cniPlugin);
	const because = idle
		? `${idle.key} is ${JSON.stringify(idle.value)}: ${idle.effect}`
		: `cniPlugin is ${JSON.stringify(cniPlugin)}: it reads ${reads}`;
	const key = idle?.key ?? "cniPlugin";
	const { item, path } = akoConfig.source;
	const lacks = isAkoOwner ? lacking : [];
	// "which is right" would be wrong for a node that should have routes.
	const isLost = dropped !== undefined && dropped.kind !== "no-agent";
	const isReadable = !isAkoOwner || decision.mode?.isReadByAko === true;
	const none =
		nodes === undefined && idle === undefined
			? "not known"
			: decision.mode === undefined || isLost || !isReadable
				? "no routes"
				: "no routes, which is right";
	const isEmpty = live.length + lacks.length === 0;
	return defined({
		routes: live.map(({ route, ...judged }) => ({
			...toLine(route),
			...judged,
		})),
		lacking: lacks.map(({ route, lacks: verdict }) => ({
			...toLine(route),
			verdict,
		})),
		withoutRoutes: isEmpty ? none : undefined,
		because,
		place: { item, field: joinPath(path, key) },
	});
}
