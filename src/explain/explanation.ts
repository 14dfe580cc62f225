import { fieldPath, type Source } from "../group/cluster.ts";
import { type Family, formatAddress } from "../ip/address.ts";
import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import type { Head } from "../krm/item.ts";
import { eachResult, type Result, type Severity } from "../krm/result.ts";
import { akoName, unsetText, V4_CLOUDS } from "../plan/ip-family.ts";
import type { LackingRoute, Verdict } from "../plan/live-verdicts.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { modeReadByAko } from "../resolve/mode.ts";
import { akoNextHop } from "../resolve/next-hop.ts";
import type { DropReason, NodeRoutes, Route } from "../resolve/routes.ts";
import type { Entry, FoundNode } from "./find-nodes.ts";

/** Where a fact stands: the resource and, in it, the field. */
export interface Place {
	readonly item: Head;
	readonly field: string;
}

/** One thing that decided, with what it is and where it stands. */
export interface Fact {
	readonly topic: "IPAM mode" | "families" | "pod CIDR" | "next hop";
	readonly value: string;
	/** The rule that made it so. */
	readonly rule: string;
	readonly place?: Place;
}

/** A route of the node, as it is right or as AKO programs it. */
export interface RouteLine {
	readonly prefix: string;
	readonly nextHop: string;
	/** Set for AKO's routes: where they lead; for right ones that AKO lacks: how far it does. */
	readonly verdict?: Verdict | LackingRoute["lacks"];
	/** The node whose pods lose their packets to a route that leads to the wrong node. */
	readonly podsOf?: string;
}

/** A result about the node or its CiliumNode. */
export interface NodeResult {
	readonly check: string;
	readonly severity: Severity;
	readonly message: string;
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
	/** What the checks say of the node and its CiliumNode. */
	readonly results: readonly NodeResult[];
	/** What AKO programs with the settings it runs with; undefined when these are not known. */
	readonly live?: {
		readonly routes: readonly RouteLine[];
		/** Right routes that it does not stand in for, or only in part, though it owns them. */
		readonly lacking: readonly RouteLine[];
		/** What is to be said when there are none of both. */
		readonly withoutRoutes?: string;
		/** What it reads, or why it programs nothing. */
		readonly because: string;
		readonly place: Place;
	};
}

/** Explains a node: every fact that decided about its routes, what the checks say of it, and what the running AKO makes of it. */
export function explainNode(
	question: string,
	{ plan, entry, relation }: FoundNode,
	results: readonly Result[],
): Explanation {
	const { routes, node } = entry;
	const live = explainLive(plan, entry);
	const without = routes.length > 0 ? undefined : withoutRoutes(plan, entry);
	return {
		question,
		relation,
		cluster: plan.cluster.name,
		node: node.name,
		facts: [
			modeFact(plan),
			...(hasIPv6(entry) ? [familyFact(plan)] : []),
			...podCIDRFacts(entry),
			...nextHopFacts(plan, entry),
		],
		routes: routes.map(toLine),
		...(without === undefined ? {} : { withoutRoutes: without }),
		results: resultsAbout(entry, results),
		...(live === undefined ? {} : { live }),
	};
}

/** The results that name the Node or the CiliumNode, or their entries of a ClusterSnapshot. */
function resultsAbout(
	{ node, ciliumNode }: NodeRoutes,
	results: readonly Result[],
): NodeResult[] {
	const sources = [node.source, ciliumNode?.source].filter(isDefined);
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
	return own.map(({ tags, severity, message }) => ({
		check: tags.check,
		severity,
		message,
	}));
}

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

const toLine = ({ prefix, nextHop }: Route): RouteLine => ({
	prefix: prefix.text,
	nextHop,
});

const FROM = {
	"cilium-config": "the key ipam of cilium-config",
	default: "cilium-config has no key ipam, and this is Cilium's default",
	override: "spec.ipamMode of the configuration",
	nothing: "there is no cilium-config",
} as const;

function modeFact({ cluster, decision }: ClusterPlan): Fact {
	const source = cluster.ciliumConfig?.source;
	const isThere = decision.from === "cilium-config" && source !== undefined;
	return {
		topic: "IPAM mode",
		value: decision.name ?? "unknown",
		rule:
			decision.mode === undefined
				? FROM[decision.from]
				: `${FROM[decision.from]}; so ${decision.mode.fieldName} decides`,
		...(isThere
			? { place: { item: source.item, field: joinPath(source.path, "ipam") } }
			: {}),
	};
}

/** True where it matters which families are routed. */
function hasIPv6({ node, podCIDRs }: NodeRoutes): boolean {
	return (
		podCIDRs.some(({ written }) => written?.prefix.family === "V6") ||
		(node.addresses ?? []).some(
			({ type, address }) => type === "InternalIP" && address.includes(":"),
		)
	);
}

/** Which families are routed, and who says so. */
function familyFact({ cluster, family }: ClusterPlan): Fact {
	const { ipFamily, from, settings } = family;
	const rule = {
		config: "spec.ipFamily of the configuration",
		ako: "ipFamily of AKO",
		default: `${unsetText(family)}, and ${akoName(cluster.versions.ako)} takes an empty one for ${ipFamily}${ipFamily === "V4" ? "" : ` (for V4 in ${V4_CLOUDS})`}`,
	}[from];
	const where = settings?.where("ipFamily");
	return {
		topic: "families",
		value: ipFamily,
		rule,
		...(where === undefined ? {} : { place: where }),
	};
}

function podCIDRFacts({ podCIDRs, routes, problem }: NodeRoutes): Fact[] {
	const routed = new Set(routes.map(({ prefix }) => prefix.text));
	const facts = podCIDRs.map(({ text, source, field, written }): Fact => {
		const isRouted = written !== undefined && routed.has(written.prefix.text);
		const rule = isRouted
			? "routed"
			: written === undefined
				? "no CIDR, not routed"
				: "not routed";
		return {
			topic: "pod CIDR",
			value: text,
			rule,
			place: { item: source.item, field },
		};
	});
	if (problem === undefined) return facts;
	const { source, field, detail } = problem;
	return [
		...facts,
		{
			topic: "pod CIDR",
			value: "none",
			rule: detail.replace(/,$/, ""),
			place: { item: source.item, field },
		},
	];
}

function nextHopFacts(
	{ cluster }: ClusterPlan,
	{ node, nextHops }: NodeRoutes,
): Fact[] {
	const { routeOwner, nextHop } = cluster.config;
	const type = routeOwner === "AKO" ? "InternalIP" : nextHop.addressType;
	const isOfAko = routeOwner === "AKO";
	const pick = (isOfAko && akoNextHop(cluster.versions.ako).pick) || "first";
	const isLimited = routeOwner === "GitOps" && nextHop.cidrs.length > 0;
	const networks = nextHop.cidrs.map(({ text }) => text).join(", ");
	return (Object.keys(nextHops) as Family[]).flatMap((family): Fact[] => {
		const address = nextHops[family];
		if (address === undefined) return [];
		return [
			{
				topic: "next hop",
				value: formatAddress(address),
				rule: `the ${pick} ${type} of family ${family}${isLimited ? ` in ${networks}` : ""}`,
				place: placeOf(node.source, "addresses"),
			},
		];
	});
}

const placeOf = (source: Source, field: string): Place => ({
	item: source.item,
	field: fieldPath(source, field),
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

/** What AKO reads with a value of cniPlugin with which it takes pod CIDRs of nodes. */
function sourceOf(cniPlugin: string): string {
	const { source, fieldName } = modeReadByAko(cniPlugin);
	return source === "Node"
		? `${fieldName}, or the annotation ${AKO_POD_CIDRS}`
		: fieldName;
}

function explainLive(
	{ cluster, liveAko, decision }: ClusterPlan,
	{ live, lacking }: Entry,
): Explanation["live"] {
	const { akoConfig, config } = cluster;
	if (liveAko === undefined || akoConfig === undefined) return undefined;
	const { cniPlugin, idle, nodes } = liveAko;
	const isAkoOwner = config.routeOwner === "AKO";
	const because =
		idle !== undefined
			? `${idle.key} is ${JSON.stringify(idle.value)}: ${idle.effect}`
			: nodes === undefined
				? `cniPlugin is ${JSON.stringify(cniPlugin)}: it reads objects of another CNI, which are not here`
				: `cniPlugin is ${JSON.stringify(cniPlugin)}: it reads ${sourceOf(cniPlugin)}`;
	const key = idle?.key ?? "cniPlugin";
	const { item, path } = akoConfig.source;
	const lacks = isAkoOwner ? lacking : [];
	const none =
		nodes === undefined && idle === undefined
			? "not known"
			: decision.mode === undefined
				? "no routes"
				: "no routes, as is right";
	return {
		routes: live.map(({ route, ...judged }) => ({
			...toLine(route),
			...judged,
		})),
		lacking: lacks.map(({ route, lacks: verdict }) => ({
			...toLine(route),
			verdict,
		})),
		...(live.length + lacks.length === 0 ? { withoutRoutes: none } : {}),
		because,
		place: { item, field: joinPath(path, key) },
	};
}
