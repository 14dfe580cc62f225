import type { ComparedRoute } from "../plan/route-changes.ts";
import type { Located } from "../report/report.ts";
import type { SettingChange } from "./compare-settings.ts";

/** What changed for a prefix, riskiest first: the order in which changes are listed. */
export const CHANGE_KINDS = [
	"removed",
	"moved",
	"next-hop",
	"renamed",
	"added",
] as const;
/** `moved`: to another node and address; `next-hop`: the node has another address; `renamed`: the address has another node name. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The change of one route. */
export interface RouteChange {
	readonly kind: ChangeKind;
	readonly prefix: string;
	readonly vrf: string;
	readonly before?: ComparedRoute;
	readonly after?: ComparedRoute;
}

/** A removed route whose prefix is added in another VRF. */
interface VrfMove {
	readonly route: RouteChange;
	/** The other VRF. */
	readonly to: string;
}

/** The routes that move to another VRF: each of them is removed in the one, and added in the other. */
export function vrfMoves(routes: readonly RouteChange[]): VrfMove[] {
	const added = new Map(
		routes
			.filter(({ kind }) => kind === "added")
			.map(({ prefix, vrf }) => [prefix, vrf]),
	);
	return routes.flatMap((route) => {
		const to = route.kind === "removed" ? added.get(route.prefix) : undefined;
		return to === undefined ? [] : [{ route, to }];
	});
}

/** The routes without those that move to another VRF, for which there is a headline. */
export function staying(
	routes: readonly RouteChange[],
): readonly RouteChange[] {
	const moved = new Set(vrfMoves(routes).map(({ route }) => route));
	return routes.filter((route) => !moved.has(route));
}

/** A sentence in parts: our own words as strings, and untrusted texts of the clusters as objects. */
export type Words = readonly (string | { readonly text: string })[];

/** The sentence as one text. */
export const plainText = (words: Words): string =>
	words.map((part) => (typeof part === "string" ? part : part.text)).join("");

/** The values of a setting; and the value that a render sets instead, where it does or did. */
export function settingWords({
	before,
	after,
	pendingBefore,
	pendingAfter,
}: SettingChange): Words {
	const isSame = before === after;
	const values = isSame
		? [quoted(after)]
		: [quoted(before), " -> ", quoted(after)];
	if (pendingAfter !== undefined) {
		const verb = isSame ? "now sets" : "sets";
		return [...values, ` (a render ${verb} `, quoted(pendingAfter), ")"];
	}
	return isSame
		? [...values, " (a render no longer sets ", quoted(pendingBefore), ")"]
		: values;
}

const quoted = (value: string | undefined) =>
	value === undefined ? "unset" : { text: JSON.stringify(value) };

/** What changed for one cluster. */
export interface ClusterDiff {
	readonly name: string;
	readonly presence: "both" | "new" | "gone";
	/** Changes that concern most of its routes, in words. */
	readonly headlines: readonly Words[];
	readonly routes: readonly RouteChange[];
	/** The number of routes that the base has. */
	readonly routesBefore: number;
	readonly settings: readonly SettingChange[];
	/** Results that appeared. */
	readonly appeared: readonly Located[];
	/** Results that disappeared. */
	readonly resolved: readonly Located[];
	/** Results that disappeared because the head's `spec.checks` turns their check off. */
	readonly switchedOff: readonly Located[];
}

/** No change of the whole package. */
export const NO_CHANGES: ClusterDiff = {
	name: "",
	presence: "both",
	headlines: [],
	routes: [],
	routesBefore: 0,
	settings: [],
	appeared: [],
	resolved: [],
	switchedOff: [],
};

/** What changed between two sides. */
export interface Diff {
	/** The clusters with changes, by name; the name is empty for results about no cluster. */
	readonly clusters: readonly ClusterDiff[];
	readonly counts: Counts;
}

/** Numbers of routes that change. */
export interface RouteCounts {
	readonly added: number;
	readonly changed: number;
	readonly removed: number;
	/** The number of routes that the base has. */
	readonly routesBefore: number;
}

/** Numbers of routes, and of the clusters that they are in. */
export interface Counts extends RouteCounts {
	/** The clusters with changes. */
	readonly clusters: number;
	/** The clusters of both sides. */
	readonly allClusters: number;
}

/** Counts the changes of routes. */
export function countRoutes(
	routes: readonly RouteChange[],
	routesBefore: number,
): RouteCounts {
	const of = (kind: ChangeKind) =>
		routes.filter((route) => route.kind === kind).length;
	const [added, removed] = [of("added"), of("removed")];
	const changed = routes.length - added - removed;
	return { added, changed, removed, routesBefore };
}
