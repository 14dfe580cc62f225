import type { RouteChange } from "../diff/changes.ts";
import { parsePrefix } from "../ip/prefix.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type ComparedRoute, distinctRoutes } from "../plan/route-changes.ts";
import { isOfAnotherNode } from "../resolve/routes.ts";
import { type Claimed, type Conflicts, claimedBy } from "./conflicts.ts";
import type { Pair } from "./pairs.ts";
import type { Entry } from "./space.ts";
import { STATE_ROWS, type State } from "./states.ts";

/** The state of a route, by what becomes of it. */
const STATE_OF: Readonly<Record<RouteChange["kind"], State>> = {
	removed: "removed",
	moved: "moved",
	renamed: "moved",
	"next-hop": "next-hop",
	added: "added",
};

/** The networks of a cluster: its routes with what changes, what gets no route for a conflict, and stale CiliumNodes. */
export function entriesOf(pair: Pair, conflicts: Conflicts): Entry[] {
	const { after, diff } = pair;
	const changes = diff?.routes ?? [];
	const changed = new Map(
		changes
			.filter(({ kind }) => kind !== "removed")
			.map((change) => [change.prefix, change]),
	);
	const routes = distinctRoutes(after?.routes ?? []);
	const known = new Set(routes.map(keyOf));
	return [
		...routes.flatMap((route) =>
			routeEntry(pair, route, changed.get(route.prefix), conflicts),
		),
		...changes.flatMap((change) =>
			change.kind === "removed" ? removedEntry(change) : [],
		),
		...(after === undefined ? [] : claimedBy(after)).flatMap((claimed) =>
			known.has(keyOf({ ...claimed, prefix: claimed.prefix.text }))
				? []
				: unroutedEntry(claimed, conflicts(claimed)),
		),
		...(after?.plan === undefined ? [] : staleEntries(after.plan)),
	];
}

const keyOf = ({ prefix, node }: Pick<ComparedRoute, "prefix" | "node">) =>
	`${prefix} ${node}`;

const target = ({ nextHop, node }: ComparedRoute) => `${nextHop} (${node})`;

function routeEntry(
	{ name, isCompared }: Pair,
	route: ComparedRoute,
	change: RouteChange | undefined,
	conflicts: Conflicts,
): Entry[] {
	const prefix = parsePrefix(route.prefix);
	if (prefix === undefined) return [];
	const found = conflicts({ prefix, node: route.node, cluster: name });
	const before = change?.before;
	const was = before === undefined ? "" : `; was ${target(before)}`;
	const state = change === undefined ? "same" : STATE_OF[change.kind];
	const word = state === "same" && isCompared ? "same" : STATE_ROWS[state].word;
	return [
		{
			prefix,
			state: found.length > 0 ? "conflict" : state,
			isRouted: true,
			text: [
				`${prefix.text} to ${target(route)}${was}: ${word}`,
				...found,
			].join(", "),
		},
	];
}

function removedEntry({ prefix: text, before }: RouteChange): Entry[] {
	const prefix = parsePrefix(text);
	if (prefix === undefined || before === undefined) return [];
	return [
		{
			prefix,
			state: "removed",
			isRouted: false,
			text: `${prefix.text}; was ${target(before)}: removed`,
		},
	];
}

/** A network that gets no route: drawn when it is in conflict with another one. */
function unroutedEntry(
	{ prefix, node }: Claimed,
	found: readonly string[],
): Entry[] {
	if (found.length === 0) return [];
	const text = `${prefix.text} of ${node}: no route, ${found.join(", ")}`;
	return [{ prefix, state: "conflict", isRouted: false, text }];
}

/** The networks of CiliumNodes whose machine is gone, where CiliumNodes decide and no route leads there. */
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
		return podCIDRs.flatMap(({ prefix }): Entry[] =>
			prefix === undefined || routed.has(prefix.text)
				? []
				: [
						{
							prefix,
							state: "stale",
							isRouted: false,
							text: `${prefix.text} of CiliumNode ${ciliumNode.name}, whose Node is gone: no route`,
						},
					],
		);
	});
}
