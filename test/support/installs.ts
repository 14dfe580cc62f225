import { type ClusterSpec, clusterPool } from "./clusters.ts";
import type { AnyResource } from "./function-run.ts";
import { configText, packageOf, snapshotText } from "./packages.ts";

/** Settings of AKO as its chart has them, right for the healthy cluster `prod`. */
export const RIGHT_AKO = { clusterName: "prod", cniPlugin: "cilium" };

/** A HelmRelease of the chart `ako`, which sets these AKOSettings. */
export const akoRelease = (settings: object, name = "ako"): AnyResource => ({
	apiVersion: "helm.toolkit.fluxcd.io/v2",
	kind: "HelmRelease",
	metadata: { name, namespace: "avi-system" },
	spec: {
		chart: { spec: { chart: "ako" } },
		values: { AKOSettings: settings },
	},
});

/** A HelmRelease of the chart `cilium`. */
export const ciliumRelease = (values: object): AnyResource => ({
	apiVersion: "helm.toolkit.fluxcd.io/v2",
	kind: "HelmRelease",
	metadata: { name: "cilium", namespace: "kube-system" },
	spec: { chart: { spec: { chart: "cilium" } }, values },
});

/** An AKOConfig of AKO's operator. */
export const akoOperatorConfig = (akoSettings: object): AnyResource => ({
	apiVersion: "ako.vmware.com/v1alpha1",
	kind: "AKOConfig",
	metadata: { name: "ako", namespace: "avi-system" },
	spec: { akoSettings },
});

/** A desired avi-k8s-config. */
export const aviConfig = (data: object): AnyResource => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name: "avi-k8s-config", namespace: "avi-system" },
	data,
});

/** An Application of the chart `ako`, which sets values as parameters and in an object. */
export const akoApplication = (
	parameters: readonly object[],
	settings: object,
): AnyResource => ({
	apiVersion: "argoproj.io/v1alpha1",
	kind: "Application",
	metadata: { name: "ako", namespace: "argocd" },
	spec: {
		source: {
			chart: "ako",
			helm: { parameters, valuesObject: { AKOSettings: settings } },
		},
	},
});

/** The healthy cluster with a Service that uses SCTP, and SCTP on. */
export const WITH_SCTP = clusterPool({
	ciliumConfig: { ipam: "cluster-pool", "enable-sctp": "true" },
	sctpPorts: [
		{
			kind: "Service",
			namespace: "telco",
			name: "amf",
			type: "LoadBalancer",
			port: 38412,
			targetPort: 38412,
		},
	],
});

/** What installs AKO or Cilium, the cluster, and the configuration. */
export interface Setup {
	readonly installs: readonly AnyResource[];
	readonly cluster?: ClusterSpec;
	readonly spec?: object;
}

/** A package of the setup: in a new folder, or in the one given. */
export const packageWith = (
	{ installs, cluster = clusterPool(), spec = {} }: Setup,
	root?: string,
): string =>
	packageOf(
		{
			"avi-routes.yaml": configText(spec),
			"prod.yaml": snapshotText(cluster),
			...Object.fromEntries(
				installs.map((one, i) => [`${i}.yaml`, `${JSON.stringify(one)}\n`]),
			),
		},
		root,
	);
