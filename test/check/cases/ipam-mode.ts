import {
	type Changes,
	clusterPool,
	configMap,
	hostScope,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const MODE = ["data.ipam", "spec.ciliumConfig.ipam"] as const;

const inMode = (ipam: string, changes: Changes = {}) =>
	clusterPool({ ciliumConfig: { ipam }, ...changes });

/** Modes without routes: a part of the reason, and the remedy when it is the mode's own. */
const UNSUPPORTED: readonly [mode: string, reason: string, remedy?: string][] =
	[
		[
			"eni",
			"pods have addresses of the VPC",
			"take the cluster out of this package",
		],
		["azure", "pods have addresses of the virtual network"],
		["alibabacloud", "pods have addresses of the VPC"],
		["crd", "nodes hold single addresses instead of CIDRs"],
		[
			"delegated-plugin",
			"another plugin hands out addresses",
			"set spec.ipamMode to the mode whose field holds the pod CIDRs; where pods have addresses of the cloud's network, take the cluster out of this package",
		],
		[
			"cluster-pool-v2beta",
			"it was a beta of Cilium 1.12 to 1.14",
			"upgrade Cilium in a new cluster of mode cluster-pool or multi-pool",
		],
		[
			"Cluster-Pool",
			"Cilium knows no such mode",
			"correct the key ipam, or dump cilium-config again",
		],
		[
			"constructor",
			"Cilium knows no such mode",
			"correct the key ipam, or dump cilium-config again",
		],
		[
			"multi-pool",
			"AKO does not read the pools",
			"set spec.routeOwner: GitOps (Cilium takes no cluster back from multi-pool to cluster-pool)",
		],
	];

export const IPAM_MODE_CASES: readonly CheckCase[] = [
	fires(
		"ipam-mode-unknown",
		"no cilium-config",
		{ cluster: clusterPool({ ciliumConfig: undefined }) },
		{
			ref: "AviRoutes avi-routes",
			field: "spec.ipamMode",
			currentValue: "Auto",
			says: "cluster prod has no cilium-config, so its IPAM mode is unknown",
		},
	),
	silent("ipam-mode-unknown", "the mode is configured", {
		cluster: clusterPool({ ciliumConfig: undefined }),
		spec: { ipamMode: "cluster-pool" },
	}),
	fires(
		"ipam-mode-unknown",
		"a patch of cilium-config says nothing of the mode",
		{
			cluster: clusterPool({ ciliumConfig: undefined }),
			more: [configMap("cilium-config", { "enable-sctp": "true" })],
		},
		{
			ref: "AviRoutes avi-routes",
			field: "spec.ipamMode",
			currentValue: "Auto",
			says: "cluster prod has no cilium-config, so its IPAM mode is unknown",
		},
	),
	silent("ipam-mode-unknown", "a desired cilium-config tells the mode", {
		cluster: clusterPool({ ciliumConfig: undefined }),
		more: [configMap("cilium-config", { ipam: "cluster-pool" })],
	}),
	fires(
		"ipam-mode-unknown",
		"a cilium-config without data",
		{ cluster: clusterPool({ ciliumConfig: {} }) },
		{
			severity: "warning",
			ref: "AviRoutes avi-routes",
			field: "spec.ipamMode",
			currentValue: "Auto",
			says: "cilium-config of cluster prod has no data, so its IPAM mode is taken to be Cilium's default, cluster-pool",
			remedy: "dump ConfigMap cilium-config again, or set spec.ipamMode",
		},
	),
	silent("ipam-mode-unknown", "no data, and the mode is configured", {
		cluster: clusterPool({ ciliumConfig: {} }),
		spec: { ipamMode: "cluster-pool" },
	}),
	silent("ipam-mode-unknown", "a cilium-config without the key", {
		cluster: clusterPool({ ciliumConfig: { "enable-ipv4": "true" } }),
	}),

	...UNSUPPORTED.map(([mode, reason, remedy]) =>
		fires(
			"ipam-mode-unsupported",
			mode,
			{ cluster: inMode(mode) },
			{
				ref: "ConfigMap cilium-config",
				field: MODE,
				currentValue: mode,
				says: `cluster prod is in IPAM mode "${mode}": ${reason}`,
				...(remedy === undefined ? {} : { remedy }),
			},
		),
	),
	...["cluster-pool", "kubernetes", "cluster-pool\n", " kubernetes "].map(
		(mode) => silent("ipam-mode-unsupported", mode, { cluster: inMode(mode) }),
	),
	...["cni-plugin-mismatch", "ako-needs-restart"].map((check) =>
		silent(check, "ipam-mode-unsupported says that AKO can't do it", {
			cluster: {
				...inMode("multi-pool"),
				akoConfig: { cniPlugin: "", clusterName: "prod" },
			},
		}),
	),
	silent("ipam-mode-unsupported", "multi-pool that GitOps owns", {
		cluster: inMode("multi-pool"),
		spec: { routeOwner: "GitOps" },
	}),
	silent("ipam-mode-unsupported", "delegated, with an explicit mode", {
		cluster: inMode("delegated-plugin"),
		spec: { ipamMode: "kubernetes" },
	}),

	fires(
		"ipam-mode-overridden",
		"cilium-config says otherwise",
		{ cluster: hostScope(), spec: { ipamMode: "cluster-pool" } },
		{
			ref: "ConfigMap cilium-config",
			field: MODE,
			currentValue: "kubernetes",
			proposedValue: "cluster-pool",
			says: "taken as cluster-pool by spec.ipamMode, but its cilium-config says kubernetes",
		},
	),
	fires(
		"ipam-mode-overridden",
		"cilium-config has the default",
		{
			cluster: hostScope({ ciliumConfig: { "enable-ipv4": "true" } }),
			spec: { ipamMode: "kubernetes" },
		},
		{
			ref: "ConfigMap cilium-config",
			field: MODE,
			currentValue: "cluster-pool",
			proposedValue: "kubernetes",
			says: "taken as kubernetes by spec.ipamMode, but its cilium-config has no key ipam, which means cluster-pool",
		},
	),
	fires(
		"ipam-mode-overridden",
		"cilium-config has a mode without routes",
		{
			cluster: hostScope({ ciliumConfig: { ipam: "delegated-plugin" } }),
			spec: { ipamMode: "kubernetes" },
		},
		{
			ref: "ConfigMap cilium-config",
			field: MODE,
			currentValue: "delegated-plugin",
			proposedValue: "kubernetes",
			says: "taken as kubernetes by spec.ipamMode, but its cilium-config says delegated-plugin",
			remedy:
				"make sure that kubernetes is where the pod CIDRs are; delegated-plugin itself gives no routes",
		},
	),
	silent("ipam-mode-overridden", "cilium-config says the same", {
		spec: { ipamMode: "cluster-pool" },
	}),
	silent("ipam-mode-overridden", "there is no cilium-config", {
		cluster: clusterPool({ ciliumConfig: undefined }),
		spec: { ipamMode: "kubernetes" },
	}),
];
