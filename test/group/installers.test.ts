import { suite } from "uvu";
import {
	ako,
	EMPTY,
	object,
	release,
	type TargetRow,
	tellOfTargets,
	text,
	variable,
} from "./target-objects.ts";

const WRONG = { ipam: { mode: "cluster-pool" }, sctp: { enabled: false } };
const RIGHT = { sctp: { enabled: true } };

/** Objects of other tools, of Cilium with these values, and where the values are. */
const INSTALLERS: readonly [
	kind: string,
	apiVersion: string,
	spec: (values: object) => object,
	field: string,
	place: string,
][] = [
	[
		"HelmChartProxy",
		"addons.cluster.x-k8s.io/v1alpha1",
		(values) => ({
			chartName: "cilium",
			valuesTemplate: JSON.stringify(values),
		}),
		"spec",
		"spec.valuesTemplate",
	],
	[
		"Cluster",
		"provisioning.cattle.io/v1",
		(values) => ({ rkeConfig: { chartValues: { "rke2-cilium": values } } }),
		"spec.rkeConfig.chartValues.rke2-cilium",
		"spec.rkeConfig.chartValues.rke2-cilium",
	],
	[
		"Release",
		"helm.crossplane.io/v1beta1",
		(values) => ({ forProvider: { chart: { name: "cilium" }, values } }),
		"spec.forProvider",
		"spec.forProvider.values",
	],
	[
		"ClusterProfile",
		"config.projectsveltos.io/v1beta1",
		(values) => ({
			helmCharts: [
				{ chartName: "nginx/nginx" },
				{ chartName: "cilium/cilium", values: JSON.stringify(values) },
			],
		}),
		"spec.helmCharts[1]",
		"spec.helmCharts[1].values",
	],
	[
		"ClusterConfig",
		"k0s.k0sproject.io/v1beta1",
		(values) => ({
			extensions: {
				helm: {
					charts: [
						{ chartname: "cilium/cilium", values: JSON.stringify(values) },
					],
				},
			},
		}),
		"spec.extensions.helm.charts[0]",
		"spec.extensions.helm.charts[0].values",
	],
];

const asked = (place: string, now = ' (now "false")') =>
	`set sctp.enabled: true${now} and rollOutCiliumPods: true by hand in ${place}`;

const test = suite("what other tools install");
tellOfTargets(test, [
	...INSTALLERS.flatMap(
		([kind, apiVersion, spec, field, place]): TargetRow[] => [
			[
				`a ${kind} that is wrong`,
				[object(kind, apiVersion, "x", { spec: spec(WRONG) })],
				`target-not-editable ${kind} x ${field}: ${kind} x: it installs Cilium, and values there are not edited; ${asked(place)}`,
			],
			[
				`a ${kind} that is right`,
				[object(kind, apiVersion, "x", { spec: spec(RIGHT) })],
			],
			[
				`a ${kind} of another group`,
				[object(kind, "example.com/v1", "x", { spec: spec(WRONG) })],
				`target-not-editable ${kind} x spec: ${kind} x: it sets values of Cilium, which are not edited here; set sctp.enabled: true (now "false") by hand there`,
			],
		],
	),
	[
		"a template of values",
		[
			object("HelmChartProxy", "addons.cluster.x-k8s.io/v1alpha1", "x", {
				spec: {
					chartName: "cilium",
					valuesTemplate: "ipam: {{ .Cluster.spec.ipam }}\n",
				},
			}),
		],
		`target-not-editable HelmChartProxy x spec: HelmChartProxy x: it installs Cilium, and values there are not edited; ${asked("spec.valuesTemplate", "")}`,
	],
	[
		"patches of a release of Cilium by Flux",
		[
			object("Kustomization", "kustomize.toolkit.fluxcd.io/v1", "k", {
				spec: {
					patches: [
						{
							target: { kind: "HelmRelease", name: "cilium" },
							patch: "spec:\n  values:\n    sctp: {enabled: false}\n",
						},
					],
				},
			}),
		],
		'target-not-editable Kustomization k spec.patches: Kustomization k: its patches set values of Cilium, which win over those in the objects; set sctp.enabled: true (now "false") by hand there',
	],
	[
		"patches behind a release of Cilium",
		[
			release(
				{
					values: { ...RIGHT, rollOutCiliumPods: true },
					postRenderers: [
						{
							kustomize: {
								patches: [
									{
										target: { name: "cilium-config" },
										patch:
											"- {op: replace, path: /data/enable-sctp, value: 'false'}",
									},
								],
							},
						},
					],
				},
				"cilium",
			),
		],
		'target-not-editable HelmRelease cilium spec.postRenderers: HelmRelease cilium: its postRenderers set values of Cilium, which win over the chart\'s; set enable-sctp: "true" (now "false") by hand there',
	],
	...(
		[
			["AKOConfig", { akoSettings: { cniPlugin: "" } }, "akoSettings."],
			["AKOConfig", { akoSettings: { logLevel: "INFO" } }, "akoSettings."],
			["HelmRelease", { values: ako(EMPTY) }, "AKOSettings."],
		] as const
	).map(
		([kind, spec, name], i): TargetRow => [
			`a policy with ${kind} ${i}`,
			[
				object("Policy", "policy.open-cluster-management.io/v1", "p", {
					spec: {
						"policy-templates": [{ objectDefinition: { kind, spec } }],
					},
				}),
			],
			`target-not-editable Policy p spec: Policy p: it sets values of AKO, which are not edited here; set ${name}cniPlugin: "cilium" by hand there`,
		],
	),
	[
		"a policy with the right value, and one with a variable",
		[
			object("Policy", "policy.open-cluster-management.io/v1", "p", {
				spec: { values: text({ cniPlugin: "cilium" }) },
			}),
			object("Policy", "policy.open-cluster-management.io/v1", "q", {
				spec: { values: ako({ cniPlugin: variable("CNI") }) },
			}),
		],
		'target-not-editable Policy q spec: Policy q: it sets values of AKO, which are not edited here; set AKOSettings.cniPlugin: "cilium" by hand there',
	],
]);
test.run();
