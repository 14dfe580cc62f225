import { clusterPool, configMap, inFile } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";
import { GATEWAY } from "./sctp.ts";

const live = (data: Record<string, string>) =>
	clusterPool({ ciliumConfig: { ipam: "cluster-pool", ...data } });
const ownedBy = (owner: string, data: Record<string, string>) => ({
	...live(data),
	ciliumConfigOwner: owner,
});
const ownedByHelm = (data: Record<string, string>) => ownedBy("Helm", data);
const ciliumRelease = (values: object, more: object = {}) =>
	inFile("flux/cilium.yaml", {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name: "cilium", namespace: "kube-system" },
		spec: { chart: { spec: { chart: "cilium" } }, values, ...more },
	});
const RENDERED = inFile("cilium/kustomization.yaml", {
	apiVersion: "kustomize.config.k8s.io/v1beta1",
	kind: "Kustomization",
	metadata: { name: "cilium" },
	helmCharts: [{ name: "cilium" }],
});
const IPAM = { ipam: { mode: "cluster-pool" } };
/** A source of values that can't be seen. */
const HIDDEN = { kind: "Secret", name: "cilium" };
const SWITCH = ["data.enable-sctp", "spec.ciliumConfig.enable-sctp"] as const;

export const SCTP_RESTART_CASES: readonly CheckCase[] = [
	fires(
		"sctp-needs-restart",
		"a chart's own cilium-config is edited",
		{
			cluster: clusterPool({ ciliumConfig: undefined }),
			spec: { sctp: "Enabled" },
			more: [
				configMap(
					"cilium-config",
					{ ipam: "cluster-pool", "enable-sctp": "false" },
					{ labels: { "app.kubernetes.io/managed-by": "Helm" } },
				),
			],
		},
		{
			ref: "ConfigMap cilium-config",
			field: "data.enable-sctp",
			currentValue: "false",
			proposedValue: "true",
			says: "Helm owns cilium-config and reverts the edit at its next upgrade: set the chart's values sctp.enabled: true",
		},
	),
	...(
		[
			["Enabled", { "enable-sctp": "false" }, 'from "false" to "true"'],
			["Enabled", {}, 'from unset to "true"'],
			["Disabled", { "enable-sctp": "true" }, 'from "true" to "false"'],
		] as const
	).map(([sctp, data, change]) =>
		fires(
			"sctp-needs-restart",
			`${sctp} over ${JSON.stringify(data)}`,
			{ cluster: live(data), spec: { sctp } },
			{
				ref: "ConfigMap cilium-config",
				field: SWITCH,
				...("enable-sctp" in data ? { currentValue: data["enable-sctp"] } : {}),
				proposedValue: sctp === "Enabled" ? "true" : "false",
				says: `enable-sctp of cluster prod goes ${change}; where Helm owns cilium-config, set the chart's values sctp.enabled and rollOutCiliumPods`,
			},
		),
	),
	fires(
		"sctp-needs-restart",
		"the desired cilium-config changes",
		{
			cluster: live({ "enable-sctp": "true" }),
			spec: { sctp: "Enabled" },
			more: [configMap("cilium-config", { "enable-sctp": "false" })],
		},
		{
			ref: "ConfigMap cilium-config",
			field: "data.enable-sctp",
			currentValue: "false",
			proposedValue: "true",
			says: 'goes from "false" to "true"',
		},
	),
	...["true", "True", "1", "true\n"].map((on) =>
		silent("sctp-needs-restart", `it is on already: ${JSON.stringify(on)}`, {
			cluster: live({ "enable-sctp": on }),
			spec: { sctp: "Enabled" },
		}),
	),
	...(
		[
			["Enabled", "the chart rolls the agents", { rollOutCiliumPods: false }],
			["Auto", "it does so already", { rollOutCiliumPods: true }],
		] as const
	).map(([sctp, lesson, values]) =>
		silent("sctp-needs-restart", lesson, {
			cluster: clusterPool({ sctpPorts: [GATEWAY] }),
			spec: { sctp },
			more: [ciliumRelease(values)],
		}),
	),
	...(
		[
			["spec.values.sctp.enabled", { sctp: { enabled: false } }, {}],
			["spec.valuesFrom[0]", IPAM, { valuesFrom: [HIDDEN] }],
		] as const
	).map(([field, values, more]) =>
		fires(
			"sctp-needs-restart",
			`the chart does not roll the agents, by ${field}`,
			{
				cluster: { ...live({ "enable-sctp": "false" }), sctpPorts: [GATEWAY] },
				more: [ciliumRelease(values, more)],
			},
			{
				ref: "HelmRelease cilium",
				field,
				currentValue: "false",
				proposedValue: "true",
				says: 'enable-sctp of cluster prod goes from "false" to "true"',
			},
		),
	),
	silent("sctp-needs-restart", "the value can't be seen, and it is on", {
		cluster: { ...live({ "enable-sctp": "true" }), sctpPorts: [GATEWAY] },
		more: [ciliumRelease(IPAM, { valuesFrom: [HIDDEN] })],
	}),
	...(
		[
			["Enabled", { "enable-sctp": "false" }, '"false" to "true"'],
			["Disabled", { "enable-sctp": "true" }, '"true" to "false"'],
			["Enabled", {}, 'unset to "true"'],
		] as const
	).flatMap(([sctp, data, change]) => [
		fires(
			"helm-owns-cilium-config",
			`${sctp} over Helm's ${JSON.stringify(data)}`,
			{ cluster: ownedByHelm(data), spec: { sctp } },
			{
				ref: "ConfigMap cilium-config",
				field: SWITCH,
				...("enable-sctp" in data ? { currentValue: data["enable-sctp"] } : {}),
				proposedValue: sctp === "Enabled" ? "true" : "false",
				says: `Helm owns cilium-config of cluster prod, which the patch changes from enable-sctp ${change}: the next upgrade of the release takes that back (Helm 3) or fails (Helm 4)`,
				remedy: `set the chart's values sctp.enabled: ${sctp === "Enabled"} and rollOutCiliumPods: true where Cilium is installed from, or put what installs it into the package`,
			},
		),
		fires(
			"sctp-needs-restart",
			`${sctp} over Helm's ${JSON.stringify(data)}, which is told elsewhere`,
			{ cluster: ownedByHelm(data), spec: { sctp } },
			{
				ref: "ConfigMap cilium-config",
				field: SWITCH,
				...("enable-sctp" in data ? { currentValue: data["enable-sctp"] } : {}),
				proposedValue: sctp === "Enabled" ? "true" : "false",
				says: `enable-sctp of cluster prod goes from ${change}; restart the agents`,
			},
		),
	]),
	...(
		[
			["Argo CD", "Enabled", { "enable-sctp": "false" }, '"false"'],
			["Flux", "Disabled", { "enable-sctp": "true" }, '"true"'],
			["kubectl", "Enabled", {}, "unset"],
		] as const
	).flatMap(([owner, sctp, data, stays]) => [
		fires(
			"cilium-config-not-patched",
			`${sctp} over ${JSON.stringify(data)} of ${owner}`,
			{ cluster: ownedBy(owner, data), spec: { sctp } },
			{
				ref: "ConfigMap cilium-config",
				field: SWITCH,
				...("enable-sctp" in data ? { currentValue: data["enable-sctp"] } : {}),
				proposedValue: sctp === "Enabled" ? "true" : "false",
				says: `enable-sctp of cluster prod stays ${stays}: ${owner} applies cilium-config, and a patch would remove all its other keys, so none is written`,
				remedy: `set sctp.enabled: ${sctp === "Enabled"} (enable-sctp of cilium-config) where ${owner} has Cilium from, or put that into the package; for now: kubectl -n kube-system patch configmap cilium-config --type merge -p '{"data":{"enable-sctp":"${sctp === "Enabled"}"}}'`,
			},
		),
		silent("sctp-needs-restart", `there is no patch of what ${owner} applies`, {
			cluster: ownedBy(owner, data),
			spec: { sctp },
		}),
	]),
	silent(
		"sctp-needs-restart",
		"kustomize renders Cilium's chart, as a note tells",
		{
			cluster: live({ "enable-sctp": "false" }),
			spec: { sctp: "Enabled" },
			more: [RENDERED],
		},
	),
	fires(
		"sctp-needs-restart",
		"kustomize renders Cilium's chart, and yet Helm owns what runs",
		{
			cluster: ownedByHelm({ "enable-sctp": "false" }),
			spec: { sctp: "Enabled" },
			more: [RENDERED],
		},
		{
			ref: "ConfigMap cilium-config",
			field: SWITCH,
			currentValue: "false",
			proposedValue: "true",
			says: 'goes from "false" to "true"',
		},
	),
	...(
		[
			["cilium-config-not-patched", "Argo CD"],
			["helm-owns-cilium-config", "Helm"],
		] as const
	).flatMap(([check, owner]) => [
		silent(check, "it is on already", {
			cluster: ownedBy(owner, { "enable-sctp": "true" }),
			spec: { sctp: "Enabled" },
		}),
		silent(check, "nobody asks for SCTP", {
			cluster: ownedBy(owner, { "enable-sctp": "false" }),
		}),
		silent(check, "the package installs Cilium", {
			cluster: ownedBy(owner, { "enable-sctp": "false" }),
			spec: { sctp: "Enabled" },
			more: [ciliumRelease({})],
		}),
		silent(check, "SCTP is refused", {
			cluster: {
				...ownedBy(owner, { "enable-sctp": "false" }),
				versions: { cilium: "1.12.9" },
			},
			spec: { sctp: "Enabled" },
		}),
	]),
	silent("cilium-config-not-patched", "Helm only conflicts", {
		cluster: ownedByHelm({ "enable-sctp": "false" }),
		spec: { sctp: "Enabled" },
	}),
	silent("helm-owns-cilium-config", "Helm's marks are not on it", {
		cluster: live({ "enable-sctp": "false" }),
		spec: { sctp: "Enabled" },
	}),
	...[[], [ciliumRelease({})]].map((more) =>
		silent("sctp-needs-restart", `nobody asks, ${more.length} targets`, {
			cluster: live({ "enable-sctp": "false" }),
			more,
		}),
	),
	silent("sctp-needs-restart", "the kernel of one node is too old", {
		cluster: clusterPool({
			ciliumConfig: { ipam: "cluster-pool", "enable-sctp": "false" },
			nodes: { 2: { kernelVersion: "4.15.0" } },
		}),
		spec: { sctp: "Enabled" },
	}),
	fires(
		"sctp-needs-restart",
		"versions without SCTP are no reason to leave it on",
		{
			cluster: {
				...live({ "enable-sctp": "true" }),
				versions: { cilium: "1.12.9" },
			},
			spec: { sctp: "Disabled" },
		},
		{
			ref: "ConfigMap cilium-config",
			field: SWITCH,
			currentValue: "true",
			proposedValue: "false",
			says: 'goes from "true" to "false"',
		},
	),
];
