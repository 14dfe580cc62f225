import { comparePrefixes, holdsPrefix, type Prefix } from "../ip/prefix.ts";
import { ciliumNodeOf, type Route } from "../resolve/routes.ts";
import type { ClusterPlan } from "./plan.ts";

/**
 * Where the packets go that a route of the running AKO carries: to pods of the node that it leads to (`right`), to that
 * node by another address than the right route's (`other address`), to a node while their pods are on another one
 * (`wrong node`), or to addresses that no pod has (`nowhere`).
 */
export type Verdict = "right" | "other address" | "wrong node" | "nowhere";

/** A route that AKO programs today, with its verdict. */
export interface JudgedRoute {
	readonly route: Route;
	readonly verdict: Verdict;
	/** The node whose pods lose their packets to a `wrong node`. */
	readonly podsOf?: string;
}

/** The verdicts on AKO's routes, and the right routes that AKO lacks. */
interface LiveVerdicts {
	/** In the order in which AKO programs them. */
	readonly judged: readonly JudgedRoute[];
	/** The right routes whose packets AKO's routes misdirect, for all or some of the addresses. */
	readonly lacking: readonly LackingRoute[];
}

/** A right route that AKO lacks, wholly or in part. */
export interface LackingRoute {
	readonly route: Route;
	readonly lacks: "missing" | "in part";
}

/** What is at addresses of a network: AKO's narrowest route, the node with pods there, the right route. */
interface Range {
	readonly prefix: Prefix;
	readonly live?: Route;
	readonly podsOf?: string;
	readonly right?: Route;
}

/** An open network of the sweep, with the share of its addresses that narrower ones take. */
interface Level extends Range {
	taken: number;
}

/** A network that a node has pods in. */
export type PodNetwork = Required<Pick<Range, "prefix" | "podsOf">>;

/** Judges the routes of the running AKO; undefined when these, or the places of pods, are unknown. */
export function judgeLiveRoutes(plan: ClusterPlan): LiveVerdicts | undefined {
	const live = plan.liveAko?.routes;
	return live === undefined || plan.decision.mode === undefined
		? undefined
		: judgeRoutes({ live, pods: podNetworks(plan), right: plan.routes });
}

/** The live routes, and what they are compared with. */
interface Judging {
	readonly live: readonly Route[];
	readonly pods: readonly PodNetwork[];
	readonly right: readonly Route[];
}

/**
 * Judges routes by where packets go: to the longest prefix. Two networks nest or are disjoint, so one pass over all of
 * them in order finds the innermost one of every address.
 */
export function judgeRoutes({ live, pods, right }: Judging): LiveVerdicts {
	const networks: Range[] = [
		...live.map((route) => ({ prefix: route.prefix, live: route })),
		...pods,
		...right.map((route) => ({ prefix: route.prefix, right: route })),
	];
	const led = new Set<Route | undefined>();
	const notLed = new Set<Route | undefined>();
	const known = new Map<Route, JudgedRoute>();
	for (const range of ranges(networks)) {
		const judged = judge(range);
		(judged?.verdict === "right" ? led : notLed).add(range.right);
		if (judged !== undefined && outweighs(judged, known.get(judged.route)))
			known.set(judged.route, judged);
	}
	return {
		judged: live.map(
			(route) => known.get(route) ?? { route, verdict: "nowhere" },
		),
		lacking: right
			.filter((route) => notLed.has(route))
			.map((route) => ({
				route,
				lacks: led.has(route) ? "in part" : "missing",
			})),
	};
}

/** The pod networks of nodes, of both families, also of families that are not routed. */
function podNetworks({ cluster, nodes, decision }: ClusterPlan): PodNetwork[] {
	const { mode } = decision;
	const known =
		nodes.length > 0 || mode === undefined
			? nodes
			: cluster.nodes.map((node) => ({
					node,
					...mode.podCIDRs(node, ciliumNodeOf(cluster, node)),
				}));
	return known.flatMap(({ node, podCIDRs }) =>
		podCIDRs.flatMap(({ prefix }) =>
			prefix === undefined ? [] : [{ prefix, podsOf: node.name }],
		),
	);
}

/** Address ranges with the same content: each network without its narrower ones. */
function* ranges(networks: readonly Range[]): Generator<Range> {
	const open: Level[] = [];
	for (const network of byNetwork(networks)) {
		const { prefix } = network;
		while (open.length > 0 && !holdsPrefix(innermost(open).prefix, prefix))
			yield* rest(open);
		const outer = open.at(-1);
		if (outer !== undefined) outer.taken += shareOf(prefix);
		open.push({ ...outer, ...network, taken: 0 });
	}
	while (open.length > 0) yield* rest(open);
}

const innermost = (open: readonly Level[]) => open.at(-1) as Level;

/** Closes the innermost network; yields its addresses unless narrower networks cover them all. */
function* rest(open: Level[]): Generator<Range> {
	const level = open.pop() as Level;
	if (level.taken < shareOf(level.prefix)) yield level;
}

/** The network's share of all addresses: powers of two, which add up exactly. */
const shareOf = ({ length }: Prefix) => 2 ** -length;

/** Each network once, wider ones first; of duplicates of a kind the first, as in AKO. */
function byNetwork(networks: readonly Range[]): Range[] {
	const merged: Range[] = [];
	const sorted = [...networks].sort((a, b) =>
		comparePrefixes(a.prefix, b.prefix),
	);
	for (const network of sorted) {
		const last = merged.at(-1);
		if (last?.prefix.text === network.prefix.text)
			merged[merged.length - 1] = { ...network, ...last };
		else merged.push(network);
	}
	return merged;
}

/** The verdict for one range of addresses; undefined when AKO has no route to it. */
function judge({ live, podsOf, right }: Range): JudgedRoute | undefined {
	if (live === undefined) return undefined;
	if (podsOf === undefined) return { route: live, verdict: "nowhere" };
	if (podsOf !== live.node)
		return { route: live, verdict: "wrong node", podsOf };
	const isOther = right !== undefined && right.nextHop !== live.nextHop;
	return { route: live, verdict: isOther ? "other address" : "right" };
}

/** The verdicts by weight: the first that holds for any address of a route counts. Addresses without pods count least. */
const BY_WEIGHT = [
	"wrong node",
	"other address",
	"right",
	"nowhere",
] as const satisfies readonly Verdict[];

function outweighs(a: JudgedRoute, b: JudgedRoute | undefined): boolean {
	return (
		b === undefined ||
		BY_WEIGHT.indexOf(a.verdict) < BY_WEIGHT.indexOf(b.verdict)
	);
}
