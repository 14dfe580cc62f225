import {
	type ClusterSpec,
	clusterPool,
	configMap,
	dualStack,
	hostScope,
	internal,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const T1 = "/infra/tier-1s/t1";
const VIP = JSON.stringify([{ networkName: "vip-net", cidr: "10.9.0.0/24" }]);
const LOOK_IT_UP =
	"look the VRF up in Avi (Infrastructure, Routing, VRF Context) and set spec.vrfContext.name";
const CONTROLLER = { routeOwner: "GitOps", routeController: "rc" };

/** A cluster whose running AKO has these settings. */
const withAko = (
	settings: Record<string, string>,
	versions: NonNullable<ClusterSpec["versions"]> = {},
) =>
	clusterPool({
		versions,
		akoConfig: { cniPlugin: "cilium", clusterName: "prod", ...settings },
	});
const at = (key: string) => ({
	ref: "ConfigMap avi-k8s-config",
	field: [`data.${key}`, `spec.akoConfig.${key}`] as const,
});

const VRF_UNKNOWN: readonly CheckCase[] = [
	fires(
		"vrf-unknown",
		"a T1 router decides",
		{ cluster: withAko({ nsxtT1LR: T1, vipNetworkList: VIP }) },
		{
			...at("nsxtT1LR"),
			says: `the VRF of cluster prod is not known: that of T1 router ${T1} decides, which only Avi knows; the table says global`,
			remedy: LOOK_IT_UP,
		},
	),
	fires(
		"vrf-unknown",
		"a T1 router decides, whatever vrfName says",
		{ cluster: withAko({ nsxtT1LR: T1, vrfName: "vrf-k8s" }) },
		{ ...at("nsxtT1LR"), severity: "warning", says: `T1 router ${T1}` },
	),
	fires(
		"vrf-unknown",
		"the first VIP network decides, as AKO finds out by itself",
		{ cluster: withAko({ vipNetworkList: VIP }) },
		{ ...at("vipNetworkList"), severity: "info", says: "network vip-net" },
	),
	fires(
		"vrf-unknown",
		"a network that is named by its uuid",
		{ cluster: withAko({ vipNetworkList: '[{"networkUUID":"net-7"}]' }) },
		{ ...at("vipNetworkList"), severity: "info", says: "network net-7" },
	),
	fires(
		"vrf-unknown",
		"an AKO that does not know vrfName yet",
		{
			cluster: withAko(
				{ vipNetworkList: VIP, vrfName: "vrf-k8s" },
				{ ako: "1.11.5" },
			),
		},
		{ ...at("vipNetworkList"), severity: "info", says: "network vip-net" },
	),
	fires(
		"vrf-unknown",
		"a controller would write there",
		{ cluster: withAko({ vipNetworkList: VIP }), spec: CONTROLLER },
		{ ...at("vipNetworkList"), severity: "error", says: "network vip-net" },
	),
	fires(
		"vrf-unknown",
		"a controller would write there, and nothing of AKO is known",
		{ cluster: clusterPool({ akoConfig: undefined }), spec: CONTROLLER },
		{
			ref: "AviRoutes avi-routes",
			field: "spec.vrfContext.name",
			says: "it is in settings of AKO that are not here",
		},
	),
	...(
		[
			[{ routeOwner: "GitOps" }, "warning"],
			[{ routeController: "rc" }, "info"],
		] as const
	).map(([spec, severity]) =>
		fires(
			"vrf-unknown",
			`no controller writes there ${JSON.stringify(spec)}`,
			{ cluster: withAko({ vipNetworkList: VIP }), spec },
			{ ...at("vipNetworkList"), severity, says: "network vip-net" },
		),
	),
	silent("vrf-unknown", "it is configured", {
		cluster: withAko({ nsxtT1LR: T1 }),
		spec: { ...CONTROLLER, vrfContext: { name: "t1-vrf" } },
	}),
	silent("vrf-unknown", "vrfName says it", {
		cluster: withAko({ vipNetworkList: VIP, vrfName: "vrf-k8s" }),
		spec: CONTROLLER,
	}),
	silent("vrf-unknown", "what installs AKO says it", {
		cluster: withAko({ vipNetworkList: VIP }),
		more: [configMap("avi-k8s-config", { vrfName: "vrf-k8s" })],
	}),
	silent("vrf-unknown", "without a network AKO takes global", {
		cluster: withAko({ vipNetworkList: "[]" }),
		spec: CONTROLLER,
	}),
	silent("vrf-unknown", "two networks work in AWS alone, where it is global", {
		cluster: withAko({
			vipNetworkList: '[{"networkName":"n1"},{"networkName":"n2"}]',
		}),
	}),
	silent("vrf-unknown", "with NodePort AKO takes global", {
		cluster: withAko({ vipNetworkList: VIP, serviceType: "NodePort" }),
	}),
];

const FAMILY_ASSUMED: readonly CheckCase[] = [
	fires(
		"ip-family-assumed",
		"a dual-stack cluster with the chart's default",
		{ cluster: dualStack({ versions: { ako: "1.13.1" } }) },
		{
			ref: "AviRoutes avi-routes",
			field: "spec.ipFamily",
			currentValue: "",
			says: "cluster prod: AKO's ipFamily is unknown here, and AKO 1.13.1 takes an empty one for V4_V6 in vCenter, NSX-T and no-access clouds, so it routes IPv6, too (3 of 6 routes); in AWS, Azure, GCP and OpenStack clouds AKO takes V4",
		},
	),
	fires(
		"ip-family-assumed",
		"an AKO of unknown version",
		{
			cluster: dualStack({ akoConfig: { cniPlugin: "cilium", ipFamily: "" } }),
		},
		{
			...at("ipFamily"),
			currentValue: "",
			says: "cluster prod: AKO's ipFamily is empty, and AKO 1.12.1 and newer (its version is not known here) takes an empty one for V4_V6",
		},
	),
	fires(
		"ip-family-assumed",
		"an AKO that is left to its default",
		{
			cluster: dualStack({
				versions: { ako: "1.13.1" },
				akoConfig: { cniPlugin: "cilium", ipFamily: "" },
			}),
		},
		{
			...at("ipFamily"),
			currentValue: "",
			says: "cluster prod: AKO's ipFamily is empty, and AKO 1.13.1",
		},
	),
	silent("ip-family-assumed", "AKO is told", {
		cluster: dualStack({
			akoConfig: { cniPlugin: "cilium", ipFamily: "V4_V6" },
		}),
	}),
	silent("ip-family-assumed", "an old AKO takes V4", {
		cluster: dualStack({ versions: { ako: "1.12.0" } }),
	}),
	silent("ip-family-assumed", "all routes are IPv4"),
];

const several = {
	addresses: internal("192.168.0.1", "10.4.0.1"),
};

const BY_VERSION: readonly CheckCase[] = [
	...["1.9.1", "1.10.1", "1.10.5"].map((ako) =>
		fires(
			"next-hop-by-version",
			`AKO ${ako} takes the last of two addresses`,
			{ cluster: hostScope({ versions: { ako }, nodes: { 1: several } }) },
			{
				ref: "Node worker-1",
				field: ["status.addresses", "spec.nodes[0].addresses"],
				says: `AKO ${ako} takes the last InternalIP of node worker-1 as next hop, 10.4.0.1; AKO 1.11 and newer take the first, 192.168.0.1`,
			},
		),
	),
	silent("next-hop-by-version", "the files own the routes", {
		cluster: hostScope({ versions: { ako: "1.9.1" }, nodes: { 1: several } }),
		spec: { routeOwner: "GitOps" },
	}),
	...["1.8.2", "1.9.2", "1.9.3", "1.11.1", "1.13.2"].map((ako) =>
		silent("next-hop-by-version", `AKO ${ako} takes the first`, {
			cluster: hostScope({ versions: { ako }, nodes: { 1: several } }),
		}),
	),
	...[{}, { ipFamily: "V4_V6" }].map((spec) =>
		silent("next-hop-by-version", `one address ${JSON.stringify(spec)}`, {
			cluster: hostScope({ versions: { ako: "1.9.1" } }),
			spec,
		}),
	),
];

/** Checks of what AKO takes where nobody tells it. */
export const AKO_DEFAULT_CASES: readonly CheckCase[] = [
	...VRF_UNKNOWN,
	...FAMILY_ASSUMED,
	...BY_VERSION,
];
