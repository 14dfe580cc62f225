import {
	type Changes,
	clusterPool,
	configMap,
	hostScope,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";
import { GATEWAY } from "./sctp.ts";

const LIVE = "ConfigMap avi-k8s-config";
const AT = ["data.cniPlugin", "spec.akoConfig.cniPlugin"] as const;
const setFor = (cniPlugin: string, changes: Changes = {}): Changes => ({
	akoConfig: { cniPlugin, clusterName: "prod" },
	...changes,
});

const NO_CILIUM_NODES = { 1: undefined, 2: undefined, 3: undefined };
/** Nothing of Cilium's, but for what is added. */
const bare = (changes: Changes = {}) =>
	clusterPool({
		ciliumConfig: undefined,
		akoConfig: undefined,
		ciliumNodes: NO_CILIUM_NODES,
		...changes,
	});

const then = (value: string) =>
	`once all pods run on Cilium, set AKO's cniPlugin to ${value}, restart AKO and take the snapshot again`;
const LOWERED = " (spec.checks.other-cni: warning renders that setting)";

/** What AKO is set for, the cluster, the configuration, and what must be said. */
const SET_FOR_ANOTHER = [
	[
		"and no CiliumNode is there",
		"calico",
		bare(setFor("calico")),
		{},
		'the running AKO of cluster prod has cniPlugin "calico", and no node has a CIDR of Cilium: another CNI hands out pod addresses; take',
	],
	[
		"beside a left-over cilium-config",
		"Calico",
		bare(setFor("Calico", { ciliumConfig: { ipam: "cluster-pool" } })),
		{},
		"no node has a CIDR of Cilium: another CNI hands out pod addresses; its cilium-config may be a left-over",
	],
	[
		"and the IPAM mode is set by hand",
		"antrea",
		bare(setFor("antrea")),
		{ ipamMode: "kubernetes" },
		'cniPlugin "antrea", and no node has a CIDR of Cilium',
	],
	[
		"and routes are owned by GitOps",
		"ovn-kubernetes",
		bare(setFor("ovn-kubernetes")),
		{ ipamMode: "kubernetes", routeOwner: "GitOps" },
		'cniPlugin "ovn-kubernetes", and no node has a CIDR of Cilium',
	],
] as const;

const MOVES = [
	[
		clusterPool(setFor("calico")),
		"calico",
		"all 3 nodes",
		then('"cilium"') + LOWERED,
	],
	[
		clusterPool(setFor("flannel", { ciliumNodes: { 2: undefined } })),
		"flannel",
		"2 of 3 nodes",
		`finish the move; ${then('"cilium"')}`,
	],
	[
		clusterPool(setFor("openshift", { ciliumConfig: { ipam: "eni" } })),
		"openshift",
		"all 3 nodes",
		then("what the IPAM mode needs") + LOWERED,
	],
	[hostScope(setFor("canal")), "canal", "all 3 nodes", then('""') + LOWERED],
] as const;

export const OTHER_CNI_CASES: readonly CheckCase[] = [
	...SET_FOR_ANOTHER.map(([lesson, currentValue, cluster, spec, says]) =>
		fires(
			"other-cni",
			`AKO is set for another CNI ${lesson}`,
			{ cluster, spec },
			{ severity: "error", ref: LIVE, field: AT, currentValue, says },
		),
	),
	...MOVES.map(([cluster, currentValue, share, remedy]) =>
		fires(
			"other-cni",
			`a move from ${currentValue} in mode ${cluster.ciliumConfig?.ipam}`,
			{ cluster },
			{
				ref: LIVE,
				field: AT,
				currentValue,
				says: `${share} have CIDRs of Cilium: the cluster moves`,
				remedy,
			},
		),
	),
	fires(
		"other-cni",
		"nothing is Cilium's",
		{ cluster: bare({ akoConfig: { clusterName: "prod" } }) },
		{
			ref: "Node worker-1",
			says: "nothing in the snapshot of cluster prod is Cilium's",
			remedy:
				"add ConfigMap kube-system/cilium-config and the CiliumNodes if Cilium runs there; else take the cluster out of this package",
		},
	),
	silent("other-cni", "the IPAM mode is set by hand, and AKO says nothing", {
		cluster: bare(),
		spec: { ipamMode: "kubernetes" },
	}),
	...[
		["AKO is set for Cilium", bare(setFor("cilium")), []],
		[
			"there are CiliumNodes",
			clusterPool({ ciliumConfig: undefined, akoConfig: undefined }),
			[],
		],
		[
			"the agents' version is known",
			bare({ versions: { cilium: "1.18.3" } }),
			[],
		],
		[
			"agents wrote an annotation on a Node",
			bare({
				nodes: {
					3: {
						annotations: { "network.cilium.io/ipv4-pod-cidr": "10.0.3.0/24" },
					},
				},
			}),
			[],
		],
		[
			"Cilium is to be installed",
			bare(),
			[configMap("cilium-config", { ipam: "cluster-pool" })],
		],
	].map(([lesson, cluster, more]) =>
		silent("other-cni", lesson as string, {
			cluster: cluster as ReturnType<typeof bare>,
			more: more as ReturnType<typeof configMap>[],
		}),
	),
	...["cni-plugin-mismatch", "ako-needs-restart", "live-routes-differ"].map(
		(check) =>
			silent(check, "other-cni says that AKO is set for another CNI", {
				cluster: clusterPool(setFor("calico")),
			}),
	),
	...["ipam-mode-unknown", "node-without-cilium-node"].map((check) =>
		silent(check, "other-cni says that nothing is Cilium's", {
			cluster: bare({ akoConfig: {} }),
		}),
	),
	...["routes-unused", "sctp-service-type", "version-unknown"].map((check) =>
		silent(check, "other-cni says that no route is to be made here", {
			cluster: bare({
				akoConfig: { cniPlugin: "antrea", serviceType: "NodePortLocal" },
				sctpPorts: [GATEWAY],
			}),
		}),
	),
	silent("ako-target-mismatch", "the running AKO is set for another CNI, too", {
		cluster: bare({ akoConfig: { cniPlugin: "calico" } }),
		more: [
			configMap("avi-k8s-config", { clusterName: "prod", cniPlugin: "calico" }),
		],
	}),
];
