import { type RouteChange, vrfMoves } from "../diff/changes.ts";
import type { ClusterState } from "../diff/state.ts";
import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { distinctRoutes } from "../plan/route-changes.ts";
import { isOfAnotherNode, type Route } from "../resolve/routes.ts";
import type { Conflicts } from "./conflicts.ts";
import type { Pair } from "./pairs.ts";
import type { Entry } from "./space.ts";
import { type State, wordOf } from "./states.ts";

/** The state of a route, by its change. */
const STATE_OF: Readonly<Record<RouteChange["kind"], State>> = {
	removed: "removed",
	moved: "moved",
	renamed: "moved",
	"next-hop": "next-hop",
	added: "added",
};

/**
 * The networks of a cluster: its routes with their changes, networks without a route because of a conflict, and stale
 * CiliumNodes.
 */
export function entriesOf(pair: Pair, conflicts: Conflicts): Entry[] {
	const { after, diff } = pair;
	const changes = diff?.routes ?? [];
	const moves = new Set(vrfMoves(changes).map(({ route }) => route));
	const removed = changes.filter(
		(change) => change.kind === "removed" && !moves.has(change),
	);
	const changed = new Map(
		changes
			.filter(({ kind }) => kind !== "removed")
			.map((change) => [change.prefix, change]),
	);
	// What goes to another VRF is removed there and added here.
	for (const route of moves)
		changed.set(route.prefix, { ...route, kind: "moved" });
	const routes = routesOf(after);
	const routed = new Set(routes.map(keyOf));
	return [
		...routes.map((route) =>
			routeEntry(pair, route, changed.get(route.prefix.text), conflicts),
		),
		...removed.flatMap(removedEntry),
		...conflicts.claims
			.filter(
				(claimed) =>
					claimed.cluster === pair.name && !routed.has(keyOf(claimed)),
			)
			.map((claimed) => {
				const why = conflicts.of(claimed).join(", ");
				const more = ` of ${claimed.node}: no route, ${why}`;
				return unrouted(claimed.prefix, "conflict", more);
			}),
		...(after?.plan === undefined ? [] : staleEntries(after.plan)),
	];
}

/** The distinct routes with their networks. */
function routesOf(state: ClusterState | undefined): readonly Route[] {
	if (state?.plan !== undefined) return state.plan.routes;
	return distinctRoutes(state?.routes ?? []).flatMap((route) => {
		const prefix = parsePrefix(route.prefix);
		return prefix === undefined ? [] : [{ ...route, prefix }];
	});
}

const keyOf = ({ prefix, node }: Pick<Route, "prefix" | "node">) =>
	`${prefix.text} ${node}`;

const target = ({ nextHop, node }: Pick<Route, "nextHop" | "node">) =>
	`${nextHop} (${node})`;

function routeEntry(
	{ name, isCompared }: Pair,
	route: Route,
	change: RouteChange | undefined,
	conflicts: Conflicts,
): Entry {
	const { prefix, node } = route;
	const found = conflicts.of({ prefix, node, cluster: name });
	const before = change?.before;
	const was = before === undefined ? "" : `; was ${target(before)}`;
	const state = change === undefined ? "same" : STATE_OF[change.kind];
	const text = `${prefix.text} to ${target(route)}${was}: ${wordOf(state, isCompared)}`;
	return {
		prefix,
		state: found.length > 0 ? "conflict" : state,
		isRouted: true,
		text: [text, ...found].join(", "),
	};
}

function removedEntry({ prefix: text, before }: RouteChange): Entry[] {
	const prefix = parsePrefix(text);
	return prefix === undefined || before === undefined
		? []
		: [unrouted(prefix, "removed", `; was ${target(before)}: removed`)];
}

/** A network without a route. */
const unrouted = (prefix: Prefix, state: State, more: string): Entry => ({
	prefix,
	state,
	isRouted: false,
	text: prefix.text + more,
});

/** The networks of CiliumNodes without a Node, in modes in which CiliumNodes decide, when no route leads there. */
function staleEntries({ cluster, decision, routes }: ClusterPlan): Entry[] {
	const { mode } = decision;
	if (mode?.source !== "CiliumNode") return [];
	const nodes = new Map(cluster.nodes.map((node) => [node.name, node]));
	const routed = new Set(routes.map(({ prefix }) => prefix.text));
	return [...cluster.ciliumNodes.values()].flatMap((ciliumNode) => {
		const node = nodes.get(ciliumNode.name);
		const isStale =
			node === undefined
				? ciliumNode.ownerKind === undefined
				: isOfAnotherNode(node, ciliumNode);
		if (!isStale) return [];
		const { podCIDRs } = mode.podCIDRs(
			node ?? { name: ciliumNode.name, source: ciliumNode.source },
			ciliumNode,
		);
		const more = ` of CiliumNode ${ciliumNode.name}, whose Node is gone: no route`;
		return podCIDRs.flatMap(({ prefix }) =>
			prefix === undefined || routed.has(prefix.text)
				? []
				: [unrouted(prefix, "stale", more)],
		);
	});
}
