import { suite } from "uvu";
import {
	ako,
	EMPTY,
	MARKED,
	NAMED,
	object,
	type TargetRow,
	tellOfTargets,
	text,
	variable,
} from "./target-objects.ts";

const k3s = (kind: string, name: string, spec: object) =>
	object(kind, "helm.cattle.io/v1", name, { spec });
const CNI = "AKOSettings.cniPlugin";
const ASK =
	'and are not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there';
const kpt = (charts: readonly object[] | undefined, metadata = {}) =>
	object(
		"RenderHelmChart",
		"fn.kpt.dev/v1alpha1",
		"ako",
		{ helmCharts: charts },
		metadata,
	);
const chart = (name: string, values: object) => ({
	chartArgs: { name },
	templateOptions: { values },
});
const inline = (i: number) =>
	`RenderHelmChart ako helmCharts[${i}].templateOptions.values.valuesInline`;

const HELM_CHARTS: readonly TargetRow[] = [
	[
		"a HelmChart without values",
		[k3s("HelmChart", "ako", {})],
		`edit HelmChart ako spec.valuesContent: ${CNI}: HelmChart ako: ${CNI} is set to "cilium"`,
	],
	[
		"spec.values of a HelmChart",
		[k3s("HelmChart", "ako", { values: ako(NAMED) })],
		`edit HelmChart ako spec.values.${CNI}: ...`,
	],
	[
		"spec.values of a HelmChart below a HelmChartConfig that says nothing",
		[
			k3s("HelmChart", "ako", { values: ako(EMPTY) }),
			k3s("HelmChartConfig", "ako", {}),
		],
		`edit HelmChart ako spec.values.${CNI}: HelmChart ako: ${CNI} goes from "" to "cilium"`,
	],
	[
		"spec.values that are a text",
		[k3s("HelmChart", "ako", { values: "x" })],
		'input-invalid HelmChart ako spec.values: HelmChart ako: spec.values is "x"; want a mapping',
	],
	[
		"valuesSecrets, which win over values",
		[
			k3s("HelmChart", "ako", {
				values: ako(EMPTY),
				valuesContent: text(EMPTY),
				valuesSecrets: [{ name: "s" }, { name: "t" }],
			}),
		],
		`target-not-editable HelmChart ako spec.valuesSecrets: HelmChart ako: ${CNI} and AKOSettings.clusterName may be set in valuesSecrets (s, t), ${ASK}`,
	],
	[
		"a HelmChartConfig that sops has encrypted, and not its HelmChart",
		[
			k3s("HelmChart", "ako", { valuesContent: text(NAMED) }),
			{
				...k3s("HelmChartConfig", "ako", { valuesContent: text(EMPTY) }),
				sops: { mac: "x" },
			},
		],
		`target-not-editable HelmChartConfig ako spec.valuesContent: ${CNI}: HelmChartConfig ako is encrypted by sops, and an edit would break its MAC: spec.valuesContent: ${CNI} is ""; set spec.valuesContent: ${CNI}: cilium there`,
	],
	[
		"a HelmChartConfig that is no YAML",
		[
			k3s("HelmChart", "ako", { values: ako(NAMED) }),
			k3s("HelmChartConfig", "ako", { valuesContent: "a: 1\nb: [" }),
		],
		"input-invalid HelmChartConfig ako spec.valuesContent: HelmChartConfig ako: spec.valuesContent is not editable as YAML: line 2: not valid YAML: ...",
	],
	[
		"a HelmChart that is no YAML",
		[
			k3s("HelmChart", "ako", { valuesContent: "[" }),
			k3s("HelmChartConfig", "ako", { values: ako(NAMED) }),
		],
		"input-invalid HelmChart ako spec.valuesContent: HelmChart ako: spec.valuesContent is not editable as YAML: line 1: ...",
	],
	[
		"a HelmChartConfig that is a list",
		[k3s("HelmChartConfig", "ako", { valuesContent: "- a" })],
		"input-invalid HelmChartConfig ako spec.valuesContent: HelmChartConfig ako: spec.valuesContent is not editable as YAML: it is no mapping; correct it",
	],
	[
		"a HelmChartConfig of RKE2's own chart",
		[
			k3s("HelmChartConfig", "rke2-cilium", {
				valuesContent: "sctp: {enabled: false}\n",
			}),
		],
		"edit HelmChartConfig rke2-cilium spec.valuesContent: sctp.enabled: HelmChartConfig rke2-cilium: sctp.enabled goes from false to true",
		"edit HelmChartConfig rke2-cilium spec.valuesContent: rollOutCiliumPods: ...",
	],
	[
		"a HelmChartConfig of another chart",
		[k3s("HelmChartConfig", "rke2-coredns", { valuesContent: "a: 1" })],
	],
	[
		"values that are filled in later",
		[k3s("HelmChart", "ako", { valuesContent: variable("all") })],
		`target-not-editable HelmChart ako spec.valuesContent: ${CNI}: HelmChart ako: ${CNI} and AKOSettings.clusterName may be set in ${variable("all")}, which is filled in later, ${ASK}`,
	],
	[
		"values that are no YAML before a variable is filled in",
		[
			k3s("HelmChart", "ako", {
				valuesContent: `a: {b: ${variable("x")}, c: d}\n`,
			}),
		],
		`target-not-editable HelmChart ako spec.valuesContent: ${CNI}: HelmChart ako: ${CNI} and AKOSettings.clusterName may be set in a text with ${variable("x")}, which is filled in later, ${ASK}`,
	],
];

const RENDERED: readonly TargetRow[] = [
	["a RenderHelmChart without charts", [kpt(undefined)]],
	[
		"a mark on the only chart of a RenderHelmChart",
		[kpt([chart("my-ako", { valuesInline: ako(NAMED) })], MARKED)],
		`edit ${inline(0)}.AKOSettings.cniPlugin: ...`,
	],
	[
		"a mark on a RenderHelmChart of two charts, which says nothing",
		[
			kpt(
				["my-ako", "ako"].map((name) =>
					chart(name, { valuesInline: ako(NAMED) }),
				),
				MARKED,
			),
		],
		`edit ${inline(1)}.AKOSettings.cniPlugin: ...`,
	],
	[
		"inline values that are a text",
		[kpt([chart("ako", { valuesInline: "x" })])],
		`input-invalid ${inline(0)}: RenderHelmChart ako: helmCharts[0].templateOptions.values.valuesInline is "x"; want a mapping`,
	],
	[
		"inline values that replace values files",
		[
			kpt([
				chart("ako", {
					valuesMerge: "replace",
					valuesFiles: ["v.yaml"],
					valuesInline: { replicaCount: 2 },
				}),
			]),
		],
		`edit ${inline(0)}.AKOSettings.cniPlugin: RenderHelmChart ako: AKOSettings.cniPlugin is set to "cilium"`,
	],
];

const test = suite("charts of K3s, RKE2 and kpt");
tellOfTargets(test, HELM_CHARTS);
tellOfTargets(test, RENDERED);
test.run();
