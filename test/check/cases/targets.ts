import { clusterSnapshot } from "../../group/raw-objects.ts";
import {
	clusterPool,
	configMap,
	hostScope,
	inFile,
} from "../../support/clusters.ts";
import type { AnyResource } from "../../support/function-run.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";
import { GATEWAY } from "./sctp.ts";

const release = (spec: object, name = "ako"): AnyResource =>
	inFile(`desired/${name}.yaml`, {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name, namespace: "avi-system" },
		spec: { chart: { spec: { chart: name.replace(/-2$/, "") } }, ...spec },
	});
const settings = (own: object) => ({ values: { AKOSettings: own } });
const umbrella = (values: object) => ({
	apiVersion: "helm.toolkit.fluxcd.io/v2",
	kind: "HelmRelease",
	metadata: { name: "platform" },
	spec: { chart: { spec: { chart: "platform" } }, values },
});
const UNKNOWN_MODE = { "ipam-mode-unknown": "warning" };

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

const FOR_MANY = inFile("desired/tkg.yaml", {
	apiVersion: "networking.tkg.tanzu.vmware.com/v1alpha1",
	kind: "AKODeploymentConfig",
	metadata: { name: "install-ako-for-all" },
	spec: {
		extraConfigs: { cniPlugin: "antrea", disableStaticRouteSync: false },
	},
});
const ROLLED_LATER = release(
	{ values: { sctp: { enabled: true }, rollOutCiliumPods: variable("roll") } },
	"cilium",
);

/** A Kustomization that installs AKO. */
const AKO_BY_KUSTOMIZE = {
	apiVersion: "kustomize.config.k8s.io/v1beta1",
	kind: "Kustomization",
	metadata: { name: "ako" },
	helmCharts: [{ name: "ako", valuesInline: {} }],
};
/** Another cluster, whose AKO a Kustomization installs. */
const OF_WEST = [
	clusterSnapshot(clusterPool({ akoConfig: undefined }), "west"),
	{
		...AKO_BY_KUSTOMIZE,
		metadata: {
			name: "ako",
			annotations: { "avi-routes.dev/cluster": "west" },
		},
	},
];
/** The wrong cniPlugin of a running AKO. */
const LIVE_PLUGIN = {
	ref: "ConfigMap avi-k8s-config",
	field: ["data.cniPlugin", "spec.akoConfig.cniPlugin"],
	currentValue: "",
	proposedValue: "cilium",
	says: 'has cniPlugin "", IPAM mode cluster-pool needs "cilium"',
} as const;

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
	...(
		[
			["AKO owns the routes", {}, 'AKOSettings.cniPlugin: "cilium"'],
			[
				"GitOps owns the routes",
				{ routeOwner: "GitOps", routeController: "avi-routes" },
				'AKOSettings.cniPlugin: "cilium" and AKOSettings.disableStaticRouteSync: "true"',
			],
			[
				"the mode is unknown",
				{ checks: UNKNOWN_MODE },
				"AKOSettings.cniPlugin",
			],
		] as const
	).map(([lesson, spec, settings]) =>
		fires(
			"target-not-editable",
			`an umbrella chart of AKO: ${lesson}`,
			{
				cluster: clusterPool({
					akoConfig: undefined,
					...(lesson === "the mode is unknown" && { ciliumConfig: undefined }),
				}),
				spec,
				more: [umbrella({ ako: { AKOSettings: {} } })],
			},
			{
				...info,
				ref: "HelmRelease platform",
				field: "spec.values.ako",
				says: "it is an umbrella chart",
				remedy: `set ${settings} by hand below spec.values.ako`,
			},
		),
	),
	fires(
		"target-not-editable",
		"an umbrella chart of Cilium, and SCTP is wanted",
		{ spec: { sctp: "Enabled" }, more: [umbrella({ cilium: { ipam: {} } })] },
		{
			...info,
			ref: "HelmRelease platform",
			field: "spec.values.cilium",
			says: "it is an umbrella chart",
			remedy:
				"set sctp.enabled: true and rollOutCiliumPods: true by hand below spec.values.cilium",
		},
	),
	silent("target-not-editable", "an umbrella chart of Cilium, without SCTP", {
		more: [umbrella({ cilium: { ipam: {} } })],
	}),
	fires(
		"target-not-editable",
		"a variable of kustomize",
		{ ...AKO, more: [aviK8sConfig({ ...RIGHT, cniPlugin: "$(CNI)" })] },
		{
			...info,
			ref: "ConfigMap avi-k8s-config",
			field: "data.cniPlugin",
			says: "cniPlugin is $(CNI), which is filled in later and not compared or edited here",
			remedy: 'make sure that cniPlugin is "cilium"',
		},
	),
	...(
		[
			["cilium", "set spec.vrfContext.name of the AviRoutes to the same"],
			[
				variable("cni"),
				'make sure that cniPlugin is "cilium", and set spec.vrfContext.name of the AviRoutes to the same',
			],
		] as const
	).map(([cniPlugin, remedy]) =>
		fires(
			"target-not-editable",
			`a name that is not configured is a variable, cniPlugin is ${cniPlugin}`,
			{
				...AKO,
				more: [aviK8sConfig({ ...RIGHT, cniPlugin, vrfName: variable("vrf") })],
			},
			{
				...info,
				ref: "ConfigMap avi-k8s-config",
				field: cniPlugin === "cilium" ? "data.vrfName" : "data.cniPlugin",
				says: `vrfName is ${variable("vrf")}, which`,
				remedy,
			},
		),
	),
	fires(
		"target-not-editable",
		"values from a Secret, and what sops protects, which is not set above",
		{
			...AKO,
			more: [
				{
					...release({ valuesFrom: [{ kind: "Secret", name: "ako-values" }] }),
					...SOPS,
				},
			],
		},
		{
			...info,
			field: "spec.valuesFrom[0]",
			says: "may be set in Secret ako-values, and are not compared",
			remedy:
				'make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there',
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
				'make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there, or set them in spec.values, which wins',
		},
	),
	fires(
		"target-not-editable",
		"values from two Secrets",
		{
			...AKO,
			more: [
				release({
					valuesFrom: [
						{ kind: "Secret", name: "ako-values" },
						{
							kind: "Secret",
							name: "ako-cni",
							valuesKey: "cni",
							targetPath: "AKOSettings.cniPlugin",
						},
					],
				}),
			],
		},
		{
			...info,
			field: "spec.valuesFrom[1]",
			says: "AKOSettings.cniPlugin may be set in Secret ako-cni, and is not compared",
			remedy:
				'make sure that AKOSettings.cniPlugin is "cilium" there, or set it in spec.values, which wins',
		},
		{
			...info,
			field: "spec.valuesFrom[0]",
			says: "AKOSettings.clusterName may be set in Secret ako-values, and is not compared",
			remedy:
				'make sure that AKOSettings.clusterName is "prod" there, or set it in spec.values, which wins',
		},
	),
	fires(
		"cni-plugin-mismatch",
		"what installs AKO has a variable",
		{
			cluster: clusterPool({ akoConfig: { ...RIGHT, cniPlugin: "" } }),
			more: [release(settings({ ...RIGHT, cniPlugin: variable("cni") }))],
		},
		{
			ref: "ConfigMap avi-k8s-config",
			field: ["data.cniPlugin", "spec.akoConfig.cniPlugin"],
			currentValue: "",
			proposedValue: "cilium",
			says: 'has cniPlugin "", IPAM mode cluster-pool needs "cilium"',
			remedy: "set cniPlugin where target-not-editable says, and restart AKO",
		},
	),
	fires(
		"cni-plugin-mismatch",
		"of two objects that install AKO one is edited",
		{
			cluster: clusterPool({ akoConfig: { ...RIGHT, cniPlugin: "" } }),
			more: [
				release(settings({ ...RIGHT, cniPlugin: variable("cni") })),
				release(settings({ ...RIGHT, cniPlugin: "" }), "ako-2"),
			],
		},
		{
			ref: "ConfigMap avi-k8s-config",
			field: ["data.cniPlugin", "spec.akoConfig.cniPlugin"],
			currentValue: "",
			proposedValue: "cilium",
			says: 'has cniPlugin "", IPAM mode cluster-pool needs "cilium"',
		},
	),
	...(
		[
			["umbrella chart", [umbrella({ ako: { AKOSettings: {} } })]],
			["Kustomization", [AKO_BY_KUSTOMIZE]],
			[
				"umbrella chart, and another cluster's Kustomization",
				[umbrella({ ako: { AKOSettings: {} } }), ...OF_WEST],
			],
		] as const
	).map(([lesson, more]) =>
		fires(
			"cni-plugin-mismatch",
			`AKO is known by a note: ${lesson}`,
			{
				cluster: clusterPool({ akoConfig: { ...RIGHT, cniPlugin: "" } }),
				more,
			},
			{
				...LIVE_PLUGIN,
				remedy: "set cniPlugin where target-not-editable says, and restart AKO",
			},
		),
	),
	fires(
		"cni-plugin-mismatch",
		"AKO is known by a note on values that are right",
		{
			cluster: clusterPool({ akoConfig: { ...RIGHT, cniPlugin: "" } }),
			more: [umbrella({ ako: { AKOSettings: RIGHT } })],
		},
		{
			...LIVE_PLUGIN,
			remedy: "apply AKO's values as the package has them, and restart AKO",
		},
	),
	...(
		[
			["Cilium alone", [umbrella({ cilium: { ipam: {} } })]],
			["AKO of another cluster", OF_WEST],
		] as const
	).map(([lesson, more]) =>
		fires(
			"cni-plugin-mismatch",
			`a note about ${lesson}`,
			{
				cluster: clusterPool({ akoConfig: { ...RIGHT, cniPlugin: "" } }),
				more,
			},
			LIVE_PLUGIN,
		),
	),
	...[
		release(settings({ ...RIGHT, cniPlugin: variable("cni") })),
		aviK8sConfig({ ...RIGHT, cniPlugin: "" }, SOPS),
	].map((target) =>
		silent("ako-needs-restart", `${target.kind} that is not edited`, {
			...AKO,
			more: [target],
		}),
	),
	silent("ako-target-mismatch", "settings of many clusters", {
		...AKO,
		more: [FOR_MANY],
	}),
	fires(
		"target-not-editable",
		"settings of many clusters, some of which may have another CNI",
		{ ...AKO, more: [FOR_MANY] },
		{
			ref: "AKODeploymentConfig install-ako-for-all",
			field: "spec.extraConfigs.cniPlugin",
			says: 'spec.extraConfigs.cniPlugin is "antrea"',
			remedy: "set spec.extraConfigs.cniPlugin: cilium there",
		},
	),
	fires(
		"target-not-editable",
		"a value that is missing in what sops protects",
		{ ...AKO, more: [aviK8sConfig({ clusterName: "prod" }, SOPS)] },
		{
			ref: "ConfigMap avi-k8s-config",
			field: "data.cniPlugin",
			says: "data.cniPlugin is not set",
			remedy: "set data.cniPlugin: cilium there",
		},
	),
	fires(
		"target-not-editable",
		"a value that must be empty, protected by sops",
		{
			cluster: hostScope({ akoConfig: undefined }),
			more: [aviK8sConfig(RIGHT, SOPS)],
		},
		{
			ref: "ConfigMap avi-k8s-config",
			field: "data.cniPlugin",
			says: 'data.cniPlugin is "cilium"',
			remedy: "empty data.cniPlugin there",
		},
	),
	silent("target-not-editable", "another CNI's plugin, protected by sops", {
		...AKO,
		more: [aviK8sConfig({ ...RIGHT, cniPlugin: "calico" }, SOPS)],
	}),
	silent("target-not-editable", "a variable, and AKO is set for another CNI", {
		cluster: clusterPool({ akoConfig: { ...RIGHT, cniPlugin: "calico" } }),
		more: [release(settings({ ...RIGHT, cniPlugin: variable("cni") }))],
	}),
	silent("target-not-editable", "nobody asks for SCTP", {
		more: [
			release({ values: { sctp: { enabled: variable("sctp") } } }, "cilium"),
		],
	}),
	silent(
		"target-not-editable",
		"who asks for SCTP does not ask for a roll-out",
		{ cluster: clusterPool({ sctpPorts: [GATEWAY] }), more: [ROLLED_LATER] },
	),
	fires(
		"target-not-editable",
		"SCTP is configured, and whether the chart rolls the agents is a variable",
		{ spec: { sctp: "Enabled" }, more: [ROLLED_LATER] },
		{
			ref: "HelmRelease cilium",
			field: "spec.values.rollOutCiliumPods",
			says: `rollOutCiliumPods is ${variable("roll")}, which is filled in later`,
			remedy: "make sure that rollOutCiliumPods is true",
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
	silent("ipam-mode-desired-differs", "no cilium-config, the mode is set", {
		cluster: clusterPool({ ciliumConfig: undefined }),
		more: [cilium("kubernetes")],
		spec: { ipamMode: "cluster-pool" },
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
			ref: "AviRoutes avi-routes",
			field: "spec.ipamMode",
			currentValue: "Auto",
			says: `only a cilium-config whose ipam can't be read (it is ${variable("mode")})`,
		},
	),
];

/** What kustomize notes beside the names that it changed. */
const before = (name: string, namespace: string) => ({
	"internal.config.kubernetes.io/previousNames": `${name},${name}`,
	"internal.config.kubernetes.io/previousNamespaces": `${namespace},platform`,
});
const renamed = (
	[name, namespace]: readonly [string, string],
	annotations: object,
	data: Record<string, string> = RIGHT,
) =>
	inFile("desired/renamed.yaml", {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name, namespace, annotations },
		data,
	});
const warning = (name: string) => ({
	ref: `ConfigMap ${name}`,
	field: "metadata.name",
	currentValue: name,
});

const RENAMED: readonly CheckCase[] = [
	fires(
		"renamed-by-kustomize",
		"a prefix and a namespace",
		{
			...AKO,
			more: [
				renamed(
					["east-avi-k8s-config", "platform"],
					before("avi-k8s-config", "avi-system"),
				),
			],
		},
		{
			...warning("east-avi-k8s-config"),
			says: "ConfigMap platform/east-avi-k8s-config is avi-system/avi-k8s-config in its file",
		},
	),
	fires(
		"renamed-by-kustomize",
		"cilium-config moved to another namespace",
		{
			more: [
				renamed(
					["cilium-config", "platform"],
					before("cilium-config", "kube-system"),
					{ "enable-ipv4": "true" },
				),
			],
		},
		{
			...warning("cilium-config"),
			says: "and Cilium reads it under that name only",
		},
	),
	fires(
		"renamed-by-kustomize",
		"what kustomize build printed: prefix of the cluster and of a ConfigMap like AKO's",
		{
			...AKO,
			name: "east-prod",
			more: [renamed(["east-avi-k8s-config", "platform"], {})],
		},
		{
			...warning("east-avi-k8s-config"),
			severity: "error",
			says: 'ConfigMap east-avi-k8s-config is not read, for AKO reads avi-k8s-config only; "east-" is in the name of cluster east-prod too, as kustomize\'s namePrefix and nameSuffix do it, and it says clusterName "prod"',
		},
	),
	fires(
		"renamed-by-kustomize",
		"a suffix of the cluster and of a ConfigMap like AKO's that names no cluster",
		{
			...AKO,
			name: "prod-east",
			more: [renamed(["avi-k8s-config-east", "platform"], {}, {})],
		},
		{
			...warning("avi-k8s-config-east"),
			says: '"-east" is in the name of cluster prod-east too, as kustomize\'s namePrefix and nameSuffix do it; keep',
		},
	),
	fires(
		"renamed-by-kustomize",
		"a suffix, and the ConfigMap names the cluster without it",
		{
			...AKO,
			name: "prod-east",
			more: [renamed(["avi-k8s-config-east", "platform"], {})],
		},
		{
			...warning("avi-k8s-config-east"),
			severity: "error",
			says: 'and it says clusterName "prod"',
		},
	),
	fires(
		"renamed-by-kustomize",
		"a ClusterSnapshot",
		{
			more: [
				inFile("clusters/lab.yaml", {
					apiVersion: "avi-routes.dev/v1alpha1",
					kind: "ClusterSnapshot",
					metadata: {
						name: "x-lab",
						annotations: {
							"internal.config.kubernetes.io/previousNames": "lab",
						},
					},
					spec: clusterPool(),
				}),
			],
		},
		{
			ref: "ClusterSnapshot x-lab",
			field: "metadata.name",
			currentValue: "x-lab",
			says: "ClusterSnapshot x-lab is lab in its file: kustomize renamed it, and it is taken for cluster lab",
		},
	),
	silent("renamed-by-kustomize", "names of other objects do not matter", {
		cluster: clusterPool({
			nodes: {
				1: {
					annotations: {
						"internal.config.kubernetes.io/previousNames": "worker",
					},
				},
			},
		}),
	}),
	silent("renamed-by-kustomize", "a ConfigMap where AKO reads it", {
		...AKO,
		more: [aviK8sConfig(RIGHT)],
	}),
	silent("renamed-by-kustomize", "a suffix that the cluster does not have", {
		...AKO,
		more: [renamed(["avi-k8s-config-west", "platform"], {}, {})],
	}),
	silent("renamed-by-kustomize", "a namespace where the file has none", {
		...AKO,
		more: [
			renamed(
				["avi-k8s-config", "avi-system"],
				before("avi-k8s-config", "default"),
			),
		],
	}),
	silent("renamed-by-kustomize", "a ConfigMap of another cluster's AKO", {
		...AKO,
		more: [renamed(["west-avi-k8s-config", "platform"], {}, {})],
	}),
	silent("renamed-by-kustomize", "a name that says the same cluster", {
		...AKO,
		name: "east-prod",
		more: [
			renamed(
				["east-avi-k8s-config", "platform"],
				{},
				{ clusterName: "east-prod" },
			),
		],
	}),
];

export const TARGET_CASES = [...NOT_EDITABLE, ...OTHER_MODE, ...RENAMED];
