import {
	type Changes,
	clusterPool,
	configMap,
	hostScope,
	inFile,
	internal,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const LIVE = "ConfigMap avi-k8s-config";
const at = (key: string) => [`data.${key}`, `spec.akoConfig.${key}`] as const;
const live = (settings: Record<string, string>): Changes => ({
	akoConfig: { cniPlugin: "cilium", clusterName: "prod", ...settings },
});
const target = (settings: Record<string, string>) => [
	configMap("avi-k8s-config", { clusterName: "prod", ...settings }),
];

const release = (name: string, settings: object) =>
	inFile(`desired/${name}.yaml`, {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name },
		spec: {
			chart: { spec: { chart: "ako" } },
			values: { AKOSettings: settings },
		},
	});

const CLUSTER_IP =
	"set serviceType: ClusterIP, or take the cluster out of this package";
const LET_SYNC =
	"set disableStaticRouteSync to false and restart AKO, or set spec.routeOwner: GitOps if something else writes the routes";
const PRIMARY = "take the snapshot with the avi-k8s-config of the primary AKO";
const NODE_PORT = "Avi reaches pods through their nodes";

const ANTREA_ALONE =
	"AKO, which takes that with cniPlugin antrea alone, shuts down";
const LISTLESS =
	"AKO finds no network for virtual services, shuts down and syncs nothing";
const NAME_A_NETWORK =
	"name the network of the virtual services there (networkName or networkUUID), and restart AKO";
const VIP_NETWORK = '[{"networkName":"vip"}]';
const IDLE = [
	["serviceType", "NodePort", NODE_PORT, CLUSTER_IP],
	["serviceType", "NodePortLocal", ANTREA_ALONE, CLUSTER_IP],
	["disableStaticRouteSync", "true", "AKO writes no routes", LET_SYNC],
	["disableStaticRouteSync", "T", "AKO writes no routes", LET_SYNC],
	[
		"advancedL4",
		"true",
		"AKO serves a Supervisor (WCP), where it writes no routes",
		"take the Supervisor out of this package, or correct the setting where it is none",
	],
	[
		"deleteConfig",
		"true",
		"AKO has deleted its Avi objects, static routes included, and writes none",
		'set deleteConfig: "false" once AKO shall write routes again; it reads that key live',
	],
	[
		"primaryInstance",
		"false",
		"another AKO instance writes the routes",
		PRIMARY,
	],
	["vipNetworkList", "", LISTLESS, NAME_A_NETWORK],
	["vipNetworkList", "null", LISTLESS, NAME_A_NETWORK],
	["vipNetworkList", "[]", LISTLESS, NAME_A_NETWORK],
	["vipNetworkList", "networkName: vip", LISTLESS, NAME_A_NETWORK],
] as const;

/** Values with which AKO writes routes. */
const WORKING = {
	serviceType: "ClusterIP",
	disableStaticRouteSync: "false",
	deleteConfig: "false",
	advancedL4: "false",
	primaryInstance: "true",
	vipNetworkList: VIP_NETWORK,
} as const;

const BUSY = [
	["serviceType", "ClusterIP"],
	["serviceType", "nodeport"],
	["disableStaticRouteSync", "yes"],
	["disableStaticRouteSync", "false"],
	["primaryInstance", "true"],
	["primaryInstance", ""],
	["vipNetworkList", VIP_NETWORK],
] as const;

/** Checks of what the cluster runs with. */
export const LIVE_CASES: readonly CheckCase[] = [
	...IDLE.map(([key, value, effect, remedy]) =>
		fires(
			"routes-unused",
			`the live AKO has ${key} ${value}`,
			{ cluster: clusterPool(live({ [key]: value })) },
			{
				ref: LIVE,
				field: at(key),
				currentValue: value,
				says: `cluster prod: AKO has ${key} "${value}", so ${effect}`,
				remedy,
			},
		),
	),
	// There an empty text asks for AKO's default.
	...IDLE.filter(([, value]) => value !== "").map(([key, value, , remedy]) =>
		fires(
			"routes-unused",
			`what installs AKO has ${key} ${value}`,
			{
				cluster: clusterPool({ akoConfig: undefined }),
				more: target({ [key]: value }),
			},
			{
				ref: LIVE,
				field: `data.${key}`,
				currentValue: value,
				says: `cluster prod: AKO has ${key} "${value}"`,
				remedy,
			},
		),
	),
	...IDLE.filter(([key]) => key !== "primaryInstance").map(([key, value]) =>
		fires(
			"live-routes-differ",
			`the live AKO has ${key} ${value}, and what installs it does not`,
			{
				cluster: clusterPool(live({ [key]: value })),
				more: target({ cniPlugin: "cilium", [key]: WORKING[key] }),
			},
			{
				ref: [LIVE, "ClusterSnapshot prod"],
				field: at(key),
				says: `the running AKO of cluster prod (${key} "${value}"): it programs no routes; all 3 right ones are missing`,
				remedy: `set ${key} so that AKO writes routes, and restart AKO`,
			},
		),
	),
	silent("live-routes-differ", "another AKO instance writes the routes", {
		cluster: clusterPool(live({ primaryInstance: "false" })),
		more: target({ cniPlugin: "cilium", primaryInstance: "true" }),
	}),
	...BUSY.map(([key, value]) =>
		silent("routes-unused", `${key} ${JSON.stringify(value)}`, {
			cluster: clusterPool(live({ [key]: value })),
		}),
	),
	silent("routes-unused", "no vipNetworkList in VPC mode", {
		cluster: clusterPool(live({ vipNetworkList: "[]", vpcMode: "true" })),
	}),
	silent("routes-unused", "no vipNetworkList where the files own the routes", {
		cluster: clusterPool(live({ vipNetworkList: "" })),
		spec: { routeOwner: "GitOps", routeController: "routes" },
	}),
	silent("routes-unused", "what is installed counts more than what runs", {
		cluster: clusterPool(live({ serviceType: "NodePort" })),
		more: target({ serviceType: "ClusterIP" }),
	}),
	fires(
		"routes-unused",
		"NodePort beside what GitOps does not mind",
		{
			cluster: clusterPool(
				live({
					disableStaticRouteSync: "true",
					primaryInstance: "false",
					serviceType: "NodePort",
				}),
			),
			spec: { routeOwner: "GitOps", routeController: "routes" },
		},
		{
			ref: LIVE,
			field: at("serviceType"),
			currentValue: "NodePort",
			says: 'cluster prod: AKO has serviceType "NodePort"',
			remedy:
				"set serviceType: ClusterIP, or take the cluster out of this package",
		},
	),
	silent("routes-unused", "one of two instances is the primary one", {
		more: [release("a", { primaryInstance: "false" }), release("b", {})],
	}),
	silent("routes-unused", "static route sync is off for GitOps", {
		cluster: clusterPool(live({ disableStaticRouteSync: "true" })),
		spec: { routeOwner: "GitOps", routeController: "routes" },
	}),

	fires(
		"live-routes-differ",
		"AKO runs with another family",
		{
			cluster: clusterPool({
				...live({ ipFamily: "V6" }),
				nodes: {
					1: {
						addresses: internal("192.168.0.1", "fd00::1"),
					},
				},
				ciliumNodes: { 1: { podCIDRs: ["10.0.1.0/24", "fd01::/64"] } },
			}),
			spec: { ipFamily: "V4" },
		},
		{
			ref: LIVE,
			field: at("ipFamily"),
			says: 'the running AKO of cluster prod (ipFamily "V6"): of the 1 route that it programs, 1 is right; of the 3 right ones, 3 are missing (such as 10.0.1.0/24 to worker-1)',
		},
	),
	silent("live-routes-differ", "AKO runs with the right settings", {
		cluster: clusterPool(live({})),
	}),
	silent("live-routes-differ", "cniPlugin is another check's", {
		cluster: clusterPool(live({ cniPlugin: "" })),
	}),
	silent("live-routes-differ", "the files own the routes", {
		cluster: clusterPool(live({ serviceType: "NodePort" })),
		spec: { routeOwner: "GitOps" },
	}),

	fires(
		"bgp-also-advertises",
		"the control plane is on",
		{
			cluster: hostScope({
				ciliumConfig: {
					ipam: "kubernetes",
					"enable-bgp-control-plane": "True",
				},
			}),
		},
		{
			ref: "ConfigMap cilium-config",
			field: [
				"data.enable-bgp-control-plane",
				"spec.ciliumConfig.enable-bgp-control-plane",
			],
			currentValue: "true",
			says: 'cluster prod has enable-bgp-control-plane "true", so its pod CIDRs may be advertised by BGP too',
		},
	),
	silent("bgp-also-advertises", "it is off", {
		cluster: clusterPool({
			ciliumConfig: { "enable-bgp-control-plane": "false" },
		}),
	}),
];
