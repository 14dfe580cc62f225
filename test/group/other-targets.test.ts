import { suite } from "uvu";
import {
	config,
	EMPTY,
	NAMED,
	object,
	type TargetRow,
	tellOfTargets,
	text,
} from "./target-objects.ts";

const AKO = {
	spec: { source: { chart: "ako" }, chart: { spec: { chart: "ako" } } },
};
const akoConfig = (spec: unknown) =>
	object("AKOConfig", "ako.vmware.com/v1alpha1", "ako", { spec });
const deploymentConfig = (extraConfigs: unknown) =>
	object(
		"AKODeploymentConfig",
		"networking.tkg.tanzu.vmware.com/v1alpha1",
		"ako",
		{ spec: { extraConfigs } },
	);

const test = suite("other objects with settings");
tellOfTargets(test, [
	[
		"kinds of these names in other groups",
		[
			object("Application", "app.k8s.io/v1beta1", "ako", AKO),
			object("HelmRelease", "helm.fluxcd.io/v1", "ako", AKO),
			object("ConfigMap", "v2", "avi-k8s-config", { data: {} }),
		],
	],
	[
		"a text of another product that is no YAML and has a word of AKO's settings",
		[
			object("Factory", "front.example/v1", "service", {
				spec: { text: "{json[0]['.spec.ipFamilyPolicy']['None']}" },
			}),
		],
	],
	[
		"a text that is no YAML yet and has AKO's settings",
		[
			object("Factory", "front.example/v1", "service", {
				spec: { text: "AKOSettings: {{ .Values.ako | toYaml }}" },
			}),
		],
		"target-not-editable Factory service spec: Factory service: it sets values of AKO, which are not edited here; set AKOSettings...",
	],
	[
		"an AKOConfig whose spec is a text",
		[akoConfig("x".repeat(80))],
		`input-invalid AKOConfig ako spec: AKOConfig ako: spec is "${"x".repeat(59)}; want a mapping`,
	],
	[
		"an AKOConfig whose settings are a list",
		[akoConfig({ akoSettings: [NAMED] })],
		"input-invalid AKOConfig ako spec.akoSettings: AKOConfig ako: spec.akoSettings is an array; want a mapping",
	],
	[
		"a CiliumConfig of OpenShift",
		[
			object("CiliumConfig", "cilium.io/v1alpha1", "cilium", {
				spec: { ipam: { mode: "cluster-pool" }, sctp: { enabled: false } },
			}),
		],
		"edit CiliumConfig cilium spec.sctp.enabled: CiliumConfig cilium: sctp.enabled goes from false to true",
		"edit CiliumConfig cilium spec.rollOutCiliumPods: CiliumConfig cilium: rollOutCiliumPods is set to true",
	],
	[
		"a CiliumConfig whose spec is a list",
		[object("CiliumConfig", "cilium.io/v1alpha1", "cilium", { spec: [1] })],
		"input-invalid CiliumConfig cilium spec: CiliumConfig cilium: spec is an array; want a mapping",
	],
	[
		"an AKODeploymentConfig, whose default is no routes",
		[deploymentConfig({ cniPlugin: "cilium" })],
		'routes-unused AKODeploymentConfig ako spec.extraConfigs.disableStaticRouteSync: cluster prod: AKO has disableStaticRouteSync "true", so AKO writes no routes; ...',
	],
	[
		"an AKODeploymentConfig whose settings are a text",
		[deploymentConfig("x")],
		'input-invalid AKODeploymentConfig ako spec.extraConfigs: AKODeploymentConfig ako: spec.extraConfigs is "x"; want a mapping',
	],
	[
		"a cilium-config",
		[
			config("cilium-config", {
				"enable-sctp": "false",
				ipam: "cluster-pool",
			}),
		],
		'edit ConfigMap cilium-config data.enable-sctp: ConfigMap cilium-config: enable-sctp goes from "false" to "true"',
	],
	...(
		[
			["kustomize.config.k8s.io/v1beta1", "", (own: object) => own],
			["kustomize.toolkit.fluxcd.io/v1", "spec.", (spec: object) => ({ spec })],
		] as const
	).map(
		([apiVersion, before, at]): TargetRow => [
			`one field of a Kustomization, ${apiVersion}`,
			[
				object(
					"Kustomization",
					apiVersion,
					"k",
					at({ namePrefix: "east-", patches: [{ patch: text(EMPTY) }] }),
				),
			],
			`target-not-editable Kustomization k ${before}patches: Kustomization k: its patches set values of AKO, which win over those in the objects; set AKOSettings.cniPlugin: "cilium" by hand there`,
		],
	),
]);
test.run();
