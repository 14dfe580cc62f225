import type { Config } from "../config/config.ts";
import { FAMILIES, type Family } from "../ip/bits.ts";
import { fieldOf } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { FAMILY_KEYS, isFamilyOff } from "../resolve/gitops.ts";
import {
	akoNextHop,
	familiesOf,
	hasNextHop,
	type NodeAddress,
} from "../resolve/next-hop.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import type { ClusterFinding } from "./check.ts";
import { configLocation, settingLocation } from "./location.ts";
import { addressText, isPassedOver } from "./unrouted-cidrs.ts";

/** Why a node has no routes. The first reason in the table that holds is the node's. */
export interface Reason {
	readonly holds: (entry: NodeRoutes, plan: ClusterPlan) => boolean;
	/** Makes the finding, for the first node with this reason. */
	readonly explain: (
		entry: NodeRoutes,
		plan: ClusterPlan,
		config: Config,
	) => ClusterFinding;
}

/** Why a node has no next hop. */
export const ADDRESS_REASONS: readonly Reason[] = [
	{
		holds: ({ addresses }) => addresses.length === 0,
		explain: ({ node }) => ({
			message:
				"Node.status.addresses is missing, as in a dump without status (kubectl neat cuts it out)",
			remedy:
				"dump the nodes as they are: kubectl get nodes,ciliumnodes -o yaml",
			...fieldOf(node.source, "addresses"),
		}),
	},
	{
		// The node has an address that could be the next hop and is not used.
		holds: ({ nextHops }) => hasNextHop(nextHops),
		explain: (_entry, { cluster, ipFamily }) => {
			const keys = familiesOf(ipFamily)
				.filter((family) => isFamilyOff(cluster, family))
				.map((family) => FAMILY_KEYS[family]);
			return {
				message: `cilium-config has ${keys.join(" and ")} "false", and ipFamily is ${ipFamily}`,
				remedy: `set spec.ipFamily: ${familiesIn(FAMILIES.filter((family) => !isFamilyOff(cluster, family)))}, which Cilium has on`,
				...configLocation(cluster, "ciliumConfig", keys[0] ?? ""),
				currentValue: "false",
			};
		},
	},
	{
		holds: (entry, plan) =>
			ofType(entry, wantedBy(plan).addressType).length === 0,
		explain: (entry, plan) => {
			const { addressType } = wantedBy(plan);
			const [other] = ["InternalIP", "ExternalIP"].flatMap((type) =>
				ofType(entry, type),
			);
			const has = textOf(other ?? entry.addresses[0]);
			const isOfAko = plan.cluster.config.routeOwner === "AKO";
			const choose = `set spec.nextHop.addressType: ${other?.type}`;
			return {
				message: `Node.status.addresses has no ${addressType}, but ${has}${isOfAko ? `; AKO takes ${addressType} alone` : ""}`,
				remedy:
					other === undefined
						? "give the nodes an InternalIP"
						: isOfAko
							? `set spec.routeOwner: GitOps and ${choose.slice(4)}, or give the nodes an InternalIP`
							: choose,
				...fieldOf(entry.node.source, "addresses"),
			};
		},
	},
	{
		holds: (entry, plan) => ofWantedFamily(entry, plan).length === 0,
		explain: (entry, plan, config) => {
			const own = ofType(entry, wantedBy(plan).addressType);
			const families = familiesIn(own.map(({ address }) => address?.family));
			return {
				message: `ipFamily is ${plan.ipFamily}, and the nodes have ${textOf(own[0])}`,
				remedy: `set spec.ipFamily: ${families}, and AKOSettings.ipFamily with it`,
				...settingLocation(config, plan.cluster, "ipFamily"),
				currentValue: plan.ipFamily,
				proposedValue: families,
			};
		},
	},
	{
		holds: (entry, plan) => isPassedOver(plan, entry),
		explain: (entry, plan) => ({
			message: `the nodes have only addresses by which no Service Engine reaches them, such as ${textOf(ofWantedFamily(entry, plan)[0])}`,
			remedy:
				"let the nodes report addresses that the Service Engines reach: give their kubelets --node-ip",
			...fieldOf(entry.node.source, "addresses"),
			hides: ["next-hop-link-local"],
		}),
	},
	{
		holds: () => true,
		explain: (entry, plan, config) => {
			const networks = wantedBy(plan).cidrs.map(({ text }) => text);
			const [other] = ofWantedFamily(entry, plan);
			return {
				message: `spec.nextHop.cidrs (${networks.join(", ")}) holds no address of the nodes, which have ${textOf(other)}`,
				remedy: "set spec.nextHop.cidrs to the network of the nodes",
				...settingLocation(config, plan.cluster, "nextHop.cidrs"),
				currentValue: networks,
			};
		},
	},
];

const textOf = (address: NodeAddress | undefined) =>
	address && addressText(address);

/** What the owner of the routes uses as next hop. */
const wantedBy = ({ cluster: { config, versions } }: ClusterPlan) =>
	config.routeOwner === "AKO" ? akoNextHop(versions.ako) : config.nextHop;

function ofType({ addresses }: NodeRoutes, wanted: string): NodeAddress[] {
	return addresses.filter(
		({ type, address }) => type === wanted && address !== undefined,
	);
}

function ofWantedFamily(entry: NodeRoutes, plan: ClusterPlan): NodeAddress[] {
	const families = familiesOf(plan.ipFamily);
	return ofType(entry, wantedBy(plan).addressType).filter(
		({ address }) => address && families.includes(address.family),
	);
}

/** The ipFamily that routes these. */
export function familiesIn(families: readonly (Family | undefined)[]): string {
	return FAMILIES.filter((family) => families.includes(family)).join("_");
}
