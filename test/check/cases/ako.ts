import {
	type Changes,
	clusterPool,
	configMap,
	inFile,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const liveAko = (data: Record<string, string>): Changes => ({
	akoConfig: { clusterName: "prod", ...data },
});
const target = (data: Record<string, string>) => [
	configMap("avi-k8s-config", { clusterName: "prod", ...data }),
];
const at = (key: string) => [`data.${key}`, `spec.akoConfig.${key}`] as const;
const LIVE = "ConfigMap avi-k8s-config";

const MISMATCHES: readonly CheckCase[] = [
	fires(
		"ako-target-mismatch",
		"the live AKO names another cluster",
		{
			cluster: clusterPool(
				liveAko({ cniPlugin: "cilium", clusterName: "east" }),
			),
		},
		{
			ref: LIVE,
			field: at("clusterName"),
			currentValue: "east",
			says: 'has clusterName "east", here the cluster is prod',
		},
	),
	silent("ako-target-mismatch", "a snapshot that leaves the names out", {
		cluster: clusterPool({ akoConfig: { cniPlugin: "cilium" } }),
		spec: { vrfContext: { name: "vrf-k8s" } },
	}),
	fires(
		"ako-target-mismatch",
		"the live AKO uses another VRF",
		{
			cluster: clusterPool(liveAko({ cniPlugin: "cilium", vrfName: "vrf-a" })),
			spec: { vrfContext: { name: "vrf-b" } },
		},
		{
			ref: LIVE,
			field: at("vrfName"),
			currentValue: "vrf-a",
			says: 'has vrfName "vrf-a", spec.vrfContext.name is vrf-b',
		},
	),
	fires(
		"ako-target-mismatch",
		"the live AKO uses another VRF than what installs it says",
		{
			cluster: clusterPool(liveAko({ cniPlugin: "cilium", vrfName: "vrf-a" })),
			more: target({ cniPlugin: "cilium", vrfName: "vrf-b" }),
			spec: { vrfContext: { name: "vrf-b" } },
		},
		{
			severity: "warning",
			ref: [LIVE, "ClusterSnapshot prod"],
			field: at("vrfName"),
			currentValue: "vrf-a",
			says: 'has vrfName "vrf-a", spec.vrfContext.name is vrf-b',
			remedy:
				"apply the settings, and restart AKO: kubectl -n avi-system rollout restart statefulset/ako",
		},
	),
	fires(
		"ako-target-mismatch",
		"the live AKO uses another VRF than what installs it, and the configuration names none",
		{
			cluster: clusterPool(liveAko({ cniPlugin: "cilium", vrfName: "vrf-a" })),
			more: target({ cniPlugin: "cilium", vrfName: "vrf-b" }),
		},
		{
			severity: "warning",
			ref: [LIVE, "ClusterSnapshot prod"],
			field: at("vrfName"),
			currentValue: "vrf-a",
			says: 'has vrfName "vrf-a", what installs AKO has vrf-b',
			remedy:
				"apply the settings, and restart AKO: kubectl -n avi-system rollout restart statefulset/ako",
		},
	),
	fires(
		"ako-target-mismatch",
		"only one of two objects that install AKO has the VRF",
		{
			cluster: clusterPool(liveAko({ cniPlugin: "cilium", vrfName: "vrf-a" })),
			more: [
				...target({ cniPlugin: "cilium", vrfName: "vrf-b" }),
				{
					apiVersion: "ako.vmware.com/v1alpha1",
					kind: "AKOConfig",
					metadata: { name: "ako-config", namespace: "avi-system" },
					spec: { akoSettings: { clusterName: "prod", cniPlugin: "cilium" } },
				},
			],
			spec: { vrfContext: { name: "vrf-b" } },
		},
		{
			ref: [LIVE, "ClusterSnapshot prod"],
			field: at("vrfName"),
			currentValue: "vrf-a",
			says: 'has vrfName "vrf-a", spec.vrfContext.name is vrf-b',
		},
	),
	...(
		[
			["has no vrfName", {}, "no vrfName"],
			["has an empty vrfName", { vrfName: "" }, "no vrfName"],
			["ignores vrfName", { vrfName: "vrf-a" }, 'vrfName "vrf-a"'],
		] as const
	).map(([lesson, names, has]) =>
		fires(
			"ako-target-mismatch",
			`the live AKO ${lesson}`,
			{
				cluster: clusterPool(
					liveAko({ cniPlugin: "cilium", vpcMode: "true", ...names }),
				),
				spec: { vrfContext: { name: "vrf-b" } },
			},
			{
				ref: LIVE,
				field: at("vrfName"),
				currentValue: "vrfName" in names ? names.vrfName : undefined,
				says: `has ${has}, with which AKO takes VRF global, spec.vrfContext.name is vrf-b`,
			},
		),
	),
	silent("ako-target-mismatch", "no VRF is configured here", {
		cluster: clusterPool(liveAko({ cniPlugin: "cilium", vrfName: "vrf-a" })),
	}),
	silent("ako-target-mismatch", "AKO without vrfName is in global", {
		cluster: clusterPool(liveAko({ cniPlugin: "cilium", vrfName: "" })),
		spec: { vrfContext: { name: "global" } },
	}),
];

/** Desired state beside a cluster whose live AKO is not known. */
const DESIRED: readonly CheckCase[] = [
	fires(
		"ako-target-mismatch",
		"another CNI's plugin is desired",
		{
			cluster: clusterPool({ akoConfig: undefined }),
			more: target({ cniPlugin: "calico" }),
		},
		{
			ref: LIVE,
			field: "data.cniPlugin",
			currentValue: "calico",
			says: 'has cniPlugin "calico": another CNI is in charge',
			remedy:
				'set cniPlugin: "cilium" there if Cilium hands out the pod CIDRs, else leave the cluster out',
		},
	),
	fires(
		"ako-target-mismatch",
		"a plugin that AKO does not know is desired",
		{
			cluster: clusterPool({ akoConfig: undefined }),
			more: target({ cniPlugin: "cillium" }),
		},
		{
			ref: LIVE,
			field: "data.cniPlugin",
			currentValue: "cillium",
			says: 'has cniPlugin "cillium", which AKO does not know and takes for ""; it is not edited',
			remedy: 'set cniPlugin: "cilium" there',
		},
	),
	silent("ako-target-mismatch", "a plugin in capitals", {
		cluster: clusterPool({ akoConfig: undefined }),
		more: target({ cniPlugin: "CILIUM" }),
	}),
	silent("ako-target-mismatch", "a plugin that kustomize fills in", {
		cluster: clusterPool({ akoConfig: undefined }),
		more: target({ cniPlugin: "$(CNI)" }),
	}),
	fires(
		"ako-target-mismatch",
		"the desired clusterName is the chart's default",
		{
			cluster: clusterPool({ akoConfig: undefined }),
			more: [configMap("avi-k8s-config", { cniPlugin: "cilium" })],
		},
		{
			severity: "warning",
			ref: LIVE,
			field: "data.clusterName",
			says: "has no clusterName; the chart's default is my-cluster, here it is prod",
			remedy: "set clusterName: prod there",
		},
	),
	silent("ako-target-mismatch", "a patch for kustomize has the clusterName", {
		cluster: clusterPool({ akoConfig: undefined }),
		more: ["", "prod"].map((clusterName) =>
			inFile(`desired/${clusterName || "base"}.yaml`, {
				apiVersion: "ako.vmware.com/v1beta1",
				kind: "AKOConfig",
				metadata: { name: "ako-config", namespace: "avi-system" },
				spec: {
					akoSettings: {
						cniPlugin: "cilium",
						...(clusterName && { clusterName }),
					},
				},
			}),
		),
	}),
	...[{}, { cniPlugin: "" }, { cniPlugin: "cilium" }].map((data) =>
		silent("ako-target-mismatch", `desired ${JSON.stringify(data)}`, {
			cluster: clusterPool({ akoConfig: undefined }),
			more: target(data),
		}),
	),

	fires(
		"ako-needs-restart",
		"the desired cniPlugin is edited",
		{ cluster: clusterPool({ akoConfig: undefined }), more: target({}) },
		{
			ref: LIVE,
			field: "data.cniPlugin",
			proposedValue: "cilium",
			says: 'cniPlugin of cluster prod goes from unset to "cilium"',
		},
	),
	silent("ako-needs-restart", "the desired cniPlugin is right", {
		cluster: clusterPool({ akoConfig: undefined }),
		more: target({ cniPlugin: "cilium" }),
	}),
];

export const AKO_CASES = [...MISMATCHES, ...DESIRED];
