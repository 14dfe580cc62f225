import { areSameBits, FAMILIES } from "../ip/bits.ts";
import { specialUse } from "../ip/special-use.ts";
import { defined } from "../krm/defined.ts";
import type { Head } from "../krm/item.ts";
import { fieldOf } from "../model/lists.ts";
import { akoName, unsetText, V4_CLOUDS } from "../plan/ip-family.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { akoNextHop, nextHopsOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/** The place of a fact: the resource, and the field in it. */
export interface ItemField {
	readonly item: Head;
	readonly field: string;
}

/** A fact that decided something, with its place. */
export interface Fact {
	readonly topic: "IPAM mode" | "families" | "pod CIDR" | "next hop";
	readonly value: string;
	/** The rule that applied. */
	readonly rule: string;
	readonly place?: ItemField;
}

/** Every fact that decided about the routes of a node: the mode, the families, its pod CIDRs and next hops. */
export function factsOf(plan: ClusterPlan, entry: NodeRoutes): Fact[] {
	return [
		modeFact(plan),
		...(hasIPv6(entry) ? [familyFact(plan)] : []),
		...podCIDRFacts(entry),
		...nextHopFacts(plan, entry),
	];
}

const FROM = {
	"cilium-config": "the key ipam of cilium-config",
	default: "cilium-config has no key ipam, and this is Cilium's default",
	override: "spec.ipamMode of the configuration",
	nothing: "there is no cilium-config",
} as const;

function modeFact({ cluster, decision }: ClusterPlan): Fact {
	const source = cluster.ciliumConfig?.source;
	return defined({
		topic: "IPAM mode" as const,
		value: decision.name ?? "unknown",
		rule:
			decision.mode === undefined
				? FROM[decision.from]
				: `${FROM[decision.from]}; so ${decision.mode.fieldName} decides`,
		place:
			decision.from === "cilium-config" && source !== undefined
				? { item: source.item, field: joinPath(source.path, "ipam") }
				: undefined,
	});
}

/** True when it matters which families are routed. */
function hasIPv6({ node, podCIDRs }: NodeRoutes): boolean {
	return (
		podCIDRs.some(({ prefix }) => prefix?.family === "V6") ||
		(node.addresses ?? []).some(
			({ type, address }) => type === "InternalIP" && address.includes(":"),
		)
	);
}

function familyFact({ cluster, family }: ClusterPlan): Fact {
	const { ipFamily, from, settings } = family;
	const rule = {
		config: "spec.ipFamily of the configuration",
		ako: "ipFamily of AKO",
		default: `${unsetText(family)}, and ${akoName(cluster.versions.ako)} takes an empty one for ${ipFamily}${ipFamily === "V4" ? "" : ` (for V4 in ${V4_CLOUDS})`}`,
	}[from];
	const place = settings?.where("ipFamily");
	return defined({ topic: "families" as const, value: ipFamily, rule, place });
}

function podCIDRFacts({ podCIDRs, routes, problem }: NodeRoutes): Fact[] {
	const routed = new Set(routes.map(({ prefix }) => prefix.text));
	const factOf = (
		value: string,
		rule: string,
		{ source, field }: Pick<PodCIDR, "source" | "field">,
	): Fact => {
		const place = { item: source.item, field };
		return { topic: "pod CIDR", value, rule, place };
	};
	const facts = podCIDRs.map((cidr) => {
		const { prefix, text } = cidr;
		if (prefix === undefined) return factOf(text, "no CIDR, not routed", cidr);
		const rule = routed.has(prefix.text) ? "routed" : "not routed";
		return factOf(text, rule, cidr);
	});
	return problem === undefined
		? facts
		: [...facts, factOf("none", problem.detail.replace(/,$/, ""), problem)];
}

function nextHopFacts(
	{ cluster }: ClusterPlan,
	{ node, addresses, nextHops }: NodeRoutes,
): Fact[] {
	const { routeOwner, nextHop } = cluster.config;
	const isOfAko = routeOwner === "AKO";
	const type = isOfAko ? "InternalIP" : nextHop.addressType;
	const pick = (isOfAko && akoNextHop(cluster.versions.ako).pick) || "first";
	const isLimited = !isOfAko && nextHop.cidrs.length > 0;
	const networks = nextHop.cidrs.map(({ text }) => text).join(", ");
	return FAMILIES.flatMap((family): Fact | [] => {
		const address = nextHops[family];
		if (address === undefined) return [];
		const first = isOfAko
			? address
			: nextHopsOf(addresses, [family], nextHop)[family];
		const isFirst = first === undefined || areSameBits(first, address);
		const passed = isFirst ? "" : ` that is not ${specialUse(first)}`;
		return {
			topic: "next hop",
			value: address.text,
			rule: `the ${pick} ${type} of family ${family}${passed}${isLimited ? ` in ${networks}` : ""}`,
			place: fieldOf(node.source, "addresses"),
		};
	});
}
