import { clusterPool, configMap, inFile } from "../../support/clusters.ts";
import type { AnyResource } from "../../support/function-run.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const release = (spec: object, name = "ako"): AnyResource =>
	inFile(`desired/${name}.yaml`, {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name, namespace: "avi-system" },
		spec: { chart: { spec: { chart: name } }, ...spec },
	});
const settings = (own: object) => ({ values: { AKOSettings: own } });
const RIGHT = { cniPlugin: "cilium", clusterName: "prod" };
const AKO = { cluster: clusterPool({ akoConfig: undefined }) };
const info = { severity: "info", ref: "HelmRelease ako" } as const;
const aviK8sConfig = (data: Record<string, string>, more: object = {}) => ({
	...configMap("avi-k8s-config", data),
	...more,
});
const CIPHERTEXT = "ENC[AES256_GCM,data:8Hk1,iv:AAAA,tag:BBBB,type:str]";
const SOPS = { sops: { mac: CIPHERTEXT, version: "3.8.1" } };
/** A variable of Flux, with what stands behind its name. */
const variable = (inside: string) => ["$", "{", inside, "}"].join("");

const NOT_EDITABLE: readonly CheckCase[] = [
	fires(
		"target-not-editable",
		"variables, with and without a default",
		{
			...AKO,
			more: [
				release(
					settings({
						cniPlugin: variable("cni:=cilium"),
						clusterName: `x-${variable("name")}`,
					}),
				),
			],
		},
		{
			...info,
			field: "spec.values.AKOSettings.cniPlugin",
			says: `AKOSettings.cniPlugin is ${variable("cni:=cilium")} (by default "cilium") and AKOSettings.clusterName is x-${variable("name")}, which are filled in later`,
			remedy:
				'make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod"',
		},
	),
	fires(
		"target-not-editable",
		"an encrypted name",
		{
			...AKO,
			more: [
				aviK8sConfig({ cniPlugin: "cilium", clusterName: CIPHERTEXT }, SOPS),
			],
		},
		{
			...info,
			ref: "ConfigMap avi-k8s-config",
			field: "data.clusterName",
			says: "clusterName is encrypted by sops and not compared or edited here",
			remedy: 'make sure that clusterName is "prod"',
		},
	),
	fires(
		"target-not-editable",
		"plain text that sops protects",
		{
			...AKO,
			more: [aviK8sConfig({ cniPlugin: "", clusterName: "prod" }, SOPS)],
		},
		{
			...info,
			ref: "ConfigMap avi-k8s-config",
			field: "data.cniPlugin",
			says: 'is encrypted by sops, and an edit would break its MAC: data.cniPlugin is ""',
			remedy: "set data.cniPlugin: cilium there",
		},
	),
	fires(
		"target-not-editable",
		"values from a Secret",
		{
			...AKO,
			more: [release({ valuesFrom: [{ kind: "Secret", name: "ako-values" }] })],
		},
		{
			...info,
			field: "spec.valuesFrom[0]",
			says: "AKOSettings.cniPlugin and AKOSettings.clusterName may be set in Secret ako-values, and are not compared",
			remedy:
				'make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there, or set it in spec.values, which wins',
		},
	),
	silent("target-not-editable", "all that counts is inline", {
		...AKO,
		more: [
			release({
				valuesFrom: [{ kind: "Secret", name: "avi-credentials" }],
				...settings(RIGHT),
			}),
		],
	}),
	silent("target-not-editable", "an escaped dollar is no variable", {
		...AKO,
		more: [release(settings({ ...RIGHT, clusterName: `$${variable("y")}` }))],
	}),
	silent("target-not-editable", "what sops protects is right", {
		...AKO,
		more: [aviK8sConfig(RIGHT, SOPS)],
	}),
];

const cilium = (mode: string) =>
	release({ values: { ipam: { mode } } }, "cilium");

const OTHER_MODE: readonly CheckCase[] = [
	fires(
		"ipam-mode-desired-differs",
		"a HelmRelease moves to host scope",
		{ more: [cilium("kubernetes")] },
		{
			severity: "warning",
			ref: "HelmRelease cilium",
			field: "spec.values.ipam.mode",
			currentValue: "kubernetes",
			says: 'HelmRelease cilium asks for IPAM mode "kubernetes", while cilium-config of cluster prod has "cluster-pool"',
		},
	),
	fires(
		"ipam-mode-desired-differs",
		"a desired cilium-config, beside a live one that says nothing and so means cluster-pool",
		{
			cluster: clusterPool({ ciliumConfig: { "enable-ipv4": "true" } }),
			more: [configMap("cilium-config", { ipam: "multi-pool" })],
		},
		{
			severity: "warning",
			ref: "ConfigMap cilium-config",
			field: "data.ipam",
			currentValue: "multi-pool",
			says: 'asks for IPAM mode "multi-pool"',
		},
	),
	silent("ipam-mode-desired-differs", "the same mode", {
		more: [cilium("cluster-pool")],
	}),
	silent("ipam-mode-desired-differs", "a mode that is a variable", {
		more: [cilium(variable("mode:=kubernetes"))],
	}),
	silent("ipam-mode-desired-differs", "only desired state", {
		cluster: clusterPool({ ciliumConfig: undefined }),
		more: [configMap("cilium-config", { ipam: "kubernetes" })],
	}),
	fires(
		"ipam-mode-unknown",
		"the mode of the only cilium-config is a variable",
		{
			cluster: clusterPool({ ciliumConfig: undefined }),
			more: [configMap("cilium-config", { ipam: variable("mode") })],
		},
		{
			severity: "error",
			ref: "AviRoutes avi-routes",
			field: "spec.ipamMode",
			currentValue: "Auto",
			says: `only a cilium-config whose ipam can't be read (it is ${variable("mode")})`,
		},
	),
];

export const TARGET_CASES = [...NOT_EDITABLE, ...OTHER_MODE];
