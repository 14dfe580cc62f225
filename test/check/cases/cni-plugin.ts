import {
	type Changes,
	clusterPool,
	configMap,
	hostScope,
	inFile,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const liveAko = (data: Record<string, string>): Changes => ({
	akoConfig: { clusterName: "prod", ...data },
});
const at = (key: string) => [`data.${key}`, `spec.akoConfig.${key}`] as const;
const LIVE = "ConfigMap avi-k8s-config";

/** What is configured, so that a setting of AKO must change. */
const SETTINGS = {
	disableStaticRouteSync: { routeOwner: "GitOps", routeController: "ctl" },
	ipFamily: { ipFamily: "V4_V6" },
};

/** What an AKO with the wrong cniPlugin makes of the healthy clusters, in numbers. */
const WRONG = {
	reads:
		"of the 3 routes that it programs, 3 lead nowhere (such as 10.244.1.0/24 to worker-1: no pod has such an address); of the 3 right ones, 3 are missing (such as 10.0.1.0/24 to worker-1)",
	swapped:
		"1 leads to the wrong node (such as 10.0.1.0/24 to worker-2: pods of worker-1)",
};

const operatorConfig = (akoSettings: Record<string, string>) =>
	inFile("ako.yaml", {
		apiVersion: "ako.vmware.com/v1alpha1",
		kind: "AKOConfig",
		metadata: { name: "ako" },
		spec: { akoSettings },
	});

/** Nodes whose Node.spec, which AKO without cniPlugin reads, has these CIDRs of theirs. */
const nodesWith = (podCIDRs: (n: number) => string[]) =>
	Object.fromEntries([1, 2, 3].map((n) => [n, { podCIDRs: podCIDRs(n) }]));

/** A CiliumNode whose agent has not copied the Node's CIDR. */
const OLD = { podCIDRs: [] };

export const CNI_PLUGIN_CASES: readonly CheckCase[] = [
	...(
		[
			[clusterPool(liveAko({ cniPlugin: "" })), "", "cilium", WRONG.reads],
			[clusterPool(liveAko({})), "", "cilium", WRONG.reads],
			[
				hostScope({
					...liveAko({ cniPlugin: "cilium" }),
					ciliumNodes: { 1: OLD, 2: OLD, 3: OLD },
				}),
				"cilium",
				"",
				"it programs no routes",
			],
			[
				clusterPool({
					...liveAko({ cniPlugin: "" }),
					nodes: nodesWith((n) => [`10.0.${n}.0/24`]),
				}),
				"",
				"cilium",
				"; today both give the same routes; apply",
			],
			[
				clusterPool({
					...liveAko({ cniPlugin: "" }),
					nodes: nodesWith((n) => [`10.0.${n}.0/24`, `10.244.${n}.0/24`]),
				}),
				"",
				"cilium",
				"of the 6 routes that it programs, 3 are right, 3 lead nowhere (such as 10.244.1.0/24 to worker-1: no pod has such an address); apply",
			],
			[
				clusterPool({
					...liveAko({ cniPlugin: "" }),
					nodes: nodesWith((n) => (n === 3 ? [] : [`10.0.${n}.0/24`])),
				}),
				"",
				"cilium",
				"of the 2 routes that it programs, 2 are right; of the 3 right ones, 1 is missing (such as 10.0.3.0/24 to worker-3); apply",
			],
			[
				clusterPool({
					...liveAko({ cniPlugin: "celium" }),
					nodes: { 2: { podCIDRs: ["10.0.1.0/24"] } },
				}),
				"celium",
				"cilium",
				WRONG.swapped,
			],
		] as const
	).map(([cluster, currentValue, proposedValue, says]) =>
		fires(
			"cni-plugin-mismatch",
			`${JSON.stringify(cluster.akoConfig)} in mode ${cluster.ciliumConfig?.ipam}: ${says}`,
			{ cluster },
			{ ref: LIVE, field: at("cniPlugin"), currentValue, proposedValue, says },
		),
	),
	silent("cni-plugin-mismatch", "AKO reads it in lower case", {
		cluster: clusterPool(liveAko({ cniPlugin: "Cilium" })),
	}),
	...[
		[
			"AKO",
			{ serviceType: "NodePort" },
			"it programs no routes; all 3 right ones are missing",
		] as const,
		["GitOps", {}, WRONG.reads] as const,
	].map(([routeOwner, data, says]) =>
		fires(
			"cni-plugin-mismatch",
			`it matters to ${routeOwner}`,
			{
				cluster: clusterPool(liveAko({ cniPlugin: "", ...data })),
				spec: { routeOwner },
			},
			{
				ref: LIVE,
				field: at("cniPlugin"),
				currentValue: "",
				proposedValue: "cilium",
				says,
			},
		),
	),
	silent("cni-plugin-mismatch", "the files own the routes, AKO's sync is off", {
		cluster: clusterPool(
			liveAko({ cniPlugin: "", disableStaticRouteSync: "true" }),
		),
		spec: { routeOwner: "GitOps" },
	}),
	silent("cni-plugin-mismatch", "empty, in mode kubernetes", {
		cluster: hostScope(),
	}),
	fires(
		"ako-needs-restart",
		"the live cniPlugin is another",
		{ cluster: clusterPool(liveAko({ cniPlugin: "" })) },
		{
			ref: LIVE,
			field: at("cniPlugin"),
			currentValue: "",
			proposedValue: "cilium",
			says: 'goes from "" to "cilium", which AKO reads only when it starts',
		},
	),
	silent("ako-needs-restart", "the live cniPlugin is right"),
	...(
		[
			["disableStaticRouteSync", "false", "true"],
			["ipFamily", "V4", "V4_V6"],
		] as const
	).map(([key, currentValue, proposedValue]) =>
		fires(
			"ako-needs-restart",
			`the live ${key} is another`,
			{
				cluster: clusterPool(
					liveAko({ cniPlugin: "cilium", [key]: currentValue }),
				),
				spec: SETTINGS[key],
			},
			{
				ref: LIVE,
				field: at(key),
				currentValue,
				proposedValue,
				says: `${key} of cluster prod goes from "${currentValue}" to "${proposedValue}"`,
			},
		),
	),
	silent("ako-needs-restart", "AKO takes an empty ipFamily for V4_V6", {
		cluster: clusterPool({
			...liveAko({ cniPlugin: "cilium", ipFamily: "" }),
			versions: { ako: "1.13.1" },
		}),
		spec: SETTINGS.ipFamily,
	}),
	silent("ako-needs-restart", "AKO reads cniPlugin in lower case", {
		cluster: clusterPool(liveAko({ cniPlugin: "Cilium" })),
	}),
	silent("ako-needs-restart", "the operator restarts AKO by itself", {
		cluster: clusterPool({ akoConfig: undefined }),
		more: [operatorConfig({ clusterName: "prod" })],
	}),
	fires(
		"ako-needs-restart",
		"an AKO beside the operator's",
		{
			cluster: clusterPool({ akoConfig: undefined }),
			more: [
				operatorConfig({ clusterName: "prod", cniPlugin: "cilium" }),
				configMap("avi-k8s-config", { clusterName: "prod", cniPlugin: "" }),
			],
		},
		{
			ref: LIVE,
			field: "data.cniPlugin",
			currentValue: "",
			proposedValue: "cilium",
			says: 'cniPlugin of cluster prod goes from "" to "cilium"',
		},
	),
];
