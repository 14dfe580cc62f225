import { suite } from "uvu";
import { inFile } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	ako,
	config,
	EMPTY,
	NAMED,
	object,
	release,
	type TargetRow,
	tellOfTargets,
	text,
	variable,
} from "./target-objects.ts";

const inGit = (chart: object) =>
	release({
		chart: { spec: { chart: "./charts/ako", ...chart } },
		values: ako({ logLevel: "INFO" }),
	});
const AKO_CHART = { chart: { spec: { chart: "ako" } } };
const LOG = { logLevel: "INFO" };
const HIDDEN =
	"HelmRelease ako: AKOSettings.cniPlugin and AKOSettings.clusterName may be set in";
const ASK =
	'and are not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there';
const OR_ABOVE = `${ASK}, or set them in spec.values, which wins`;
const CNI = "AKOSettings.cniPlugin";
const from = (more: object = {}) => ({ kind: "ConfigMap", name: "a", ...more });
const inFolder = (folder: string, { metadata, ...rest }: AnyResource) =>
	inFile(`${folder}/${rest.kind}.yaml`, {
		...rest,
		metadata: { name: metadata.name },
	});
const repository = object(
	"OCIRepository",
	"source.toolkit.fluxcd.io/v1",
	"ako",
	{ spec: { url: "oci://charts.example/ako" } },
);
const REFERRING = release(
	{
		chart: undefined,
		chartRef: { kind: "OCIRepository", name: "ako" },
		values: ako(NAMED),
	},
	"apps",
);
/** A HelmChart of Flux, which names the chart. */
const fluxChart = (spec: object) =>
	object("HelmChart", "source.toolkit.fluxcd.io/v1", "lb", { spec });
const BY_CHART = release(
	{
		chart: undefined,
		chartRef: { kind: "HelmChart", name: "lb" },
		values: ako({ logLevel: "INFO" }),
	},
	"apps",
);
const KUSTOMIZE = "internal.config.kubernetes.io";
const CIPHERTEXT = "ENC[AES256_GCM,data:8Hk1,iv:A,tag:B,type:str]";

const test = suite("releases of Flux");
tellOfTargets(test, [
	[
		"a ConfigMap that is no YAML",
		[
			release({ valuesFrom: [from()] }),
			config("a", { "values.yaml": "a: 1\nb: [" }),
		],
		"input-invalid ConfigMap a data[values.yaml]: ConfigMap a: data[values.yaml] is not editable as YAML: line 2: ...",
	],
	[
		"two releases, by their files",
		["b", "a"].map((name) =>
			release({ ...AKO_CHART, values: ako(NAMED) }, name),
		),
		`edit HelmRelease a spec.values.${CNI}: ...`,
		`edit HelmRelease b spec.values.${CNI}: ...`,
	],
	[
		"a ConfigMap that kustomize has renamed",
		[
			release({ valuesFrom: [from()] }),
			config(
				"east-a",
				{ "values.yaml": text(EMPTY) },
				{ annotations: { [`${KUSTOMIZE}/previousNames`]: "a" } },
			),
		],
		`edit ConfigMap east-a data[values.yaml]: ${CNI}: ...`,
	],
	[
		"a ConfigMap of another cluster",
		[
			release({ valuesFrom: [from()] }),
			config(
				"a",
				{ "values.yaml": text(EMPTY) },
				{ annotations: { "avi-routes.dev/cluster": "west" } },
			),
		],
		`target-not-editable HelmRelease ako spec.valuesFrom[0]: ${HIDDEN} ConfigMap a, which is not in this package, ...`,
	],
	...(
		[
			["avi-system", ["avi-system", "other"]],
			["avi-system", ["other"], "which is not in this package"],
			["avi-system", [undefined]],
			[undefined, ["avi-system"]],
			[undefined, ["avi-system", "other"], "of which this package has 2"],
		] as const
	).map(
		([own, namespaces, why]): TargetRow => [
			`a release in namespace ${own}, a ConfigMap in ${namespaces.join(" and ")}`,
			[
				release({ valuesFrom: [from()] }, "ako", { namespace: own }),
				...namespaces.map((namespace) =>
					config("a", { "values.yaml": text(EMPTY) }, { namespace }),
				),
			],
			why === undefined
				? `edit ConfigMap a data[values.yaml]: ${CNI}: ...`
				: `target-not-editable HelmRelease ako spec.valuesFrom[0]: ${HIDDEN} ConfigMap a, ${why}, ...`,
		],
	),
	[
		"an OCIRepository of the chart in the folder of the release, and another one elsewhere",
		[
			inFolder("prod", REFERRING),
			inFolder("prod", repository),
			inFolder("stage", repository),
		],
		`edit HelmRelease apps spec.values.${CNI}: ...`,
	],
	[
		"a HelmChart of Flux that names the chart",
		[
			BY_CHART,
			fluxChart({ chart: "ako", sourceRef: { kind: "HelmRepository" } }),
		],
		`edit HelmRelease apps spec.values.${CNI}: ...`,
	],
	[
		"a HelmChart of Flux with values files",
		[BY_CHART, fluxChart({ chart: "ako", valuesFiles: ["a.yaml"] })],
		`target-not-editable HelmChart lb spec.valuesFiles: ${HIDDEN.replace("ako", "apps")} valuesFiles (a.yaml), ${OR_ABOVE}`,
	],
	[
		"a HelmChart of Flux that names another chart",
		[BY_CHART, fluxChart({ chart: "nginx" })],
		"target-not-editable HelmRelease apps spec: HelmRelease apps: it sets AKOSettings and names no chart ako: ...",
	],
	[
		"a HelmChart of K3s, which chartRef does not mean",
		[
			release({
				chart: undefined,
				chartRef: { kind: "HelmChart", name: "ako" },
			}),
			object("HelmChart", "helm.cattle.io/v1", "ako", {
				spec: { values: ako(NAMED) },
			}),
		],
		'target-not-editable HelmRelease ako spec.chartRef: HelmRelease ako: it takes its chart from a chartRef, which does not name the chart; set AKOSettings.cniPlugin: "cilium" by hand in spec.values, ...',
		`edit HelmChart ako spec.values.${CNI}: ...`,
	],
	[
		"two OCIRepositories, of which none is in the folder of the release",
		[
			inFolder("apps", REFERRING),
			inFolder("prod", repository),
			inFolder("stage", repository),
		],
		'target-not-editable HelmRelease apps spec.chartRef: HelmRelease apps: it takes its chart from a chartRef, and this package has 2 OCIRepositories of that name; set AKOSettings.cniPlugin: "cilium" by hand in spec.values, ...',
	],
	[
		"a ConfigMap without the key",
		[release({ valuesFrom: [from()] }), config("a", { b: "x" })],
		`target-not-editable HelmRelease ako spec.valuesFrom[0]: ${HIDDEN} ConfigMap a, which has no text values.yaml in this package, ${OR_ABOVE}`,
	],
	...["GitRepository", "Bucket"].map(
		(kind): TargetRow => [
			`a chart in a ${kind}`,
			[inGit({ sourceRef: { kind } })],
			`target-not-editable HelmRelease ako spec.chart.spec.chart: HelmRelease ako: AKOSettings.clusterName may be set in values.yaml of the chart in ${kind} path ./charts/ako, and is not compared...`,
			`edit HelmRelease ako spec.values.${CNI}: ...`,
		],
	),
	[
		"values files of a chart in git",
		[
			inGit({
				sourceRef: { kind: "GitRepository" },
				valuesFiles: ["v.yaml", "w.yaml"],
			}),
		],
		`target-not-editable HelmRelease ako spec.chart.spec.valuesFiles: ${HIDDEN} valuesFiles (v.yaml, w.yaml), ${OR_ABOVE}`,
	],
	...(
		[
			[variable("cni"), `${variable("cni")}, which is filled in later`],
			[CIPHERTEXT, "encrypted by sops"],
		] as const
	).map(
		([cniPlugin, is]): TargetRow => [
			`a ConfigMap whose cniPlugin is ${is}`,
			[
				release({ valuesFrom: [from()], values: ako(LOG) }),
				config("a", { "values.yaml": text({ ...NAMED, cniPlugin }) }),
			],
			`target-not-editable ConfigMap a data[values.yaml]: ${CNI}: HelmRelease ako: ${CNI} is ${is} and not compared or edited here; make sure that ${CNI} is "cilium"`,
		],
	),
	...(
		[
			[variable("ako"), `${variable("ako")}, which is filled in later`],
			[CIPHERTEXT, "what sops has encrypted"],
		] as const
	).map(
		([own, what]): TargetRow => [
			`AKOSettings as a whole: ${what}`,
			[release({ values: { AKOSettings: own } })],
			`target-not-editable HelmRelease ako spec.values.${CNI}: ${HIDDEN} ${what}, ${ASK}`,
		],
	),
	[
		"AKOSettings that are a text",
		[release({ values: { AKOSettings: "x" } })],
		`input-invalid HelmRelease ako spec.values.${CNI}: HelmRelease ako can't be edited at spec.values.${CNI}: a parent is not a mapping, ...`,
	],
	[
		"values that are filled in later",
		[release({ values: variable("values") })],
		`target-not-editable HelmRelease ako spec.values.${CNI}: ${HIDDEN} ${variable("values")}, which is filled in later, ${ASK}`,
	],
	[
		"null, which hides what is below",
		[
			release({
				values: ako({ ...NAMED, cniPlugin: null }),
				valuesFrom: [from()],
			}),
			config("a", { "values.yaml": text({ cniPlugin: "cilium" }) }),
		],
		`edit HelmRelease ako spec.values.${CNI}: HelmRelease ako: ${CNI} is set to "cilium"`,
	],
	[
		"a Secret for all of AKOSettings",
		[
			release({
				valuesFrom: [
					{ kind: "Secret", name: "s", targetPath: "AKOSettings" },
					"no reference",
				],
				values: ako(LOG),
			}),
		],
		`target-not-editable HelmRelease ako spec.valuesFrom[0]: ${HIDDEN} Secret s, ${OR_ABOVE}`,
	],
	...['"cilium"\n', "'cilium'", "cilium"].map(
		(cni): TargetRow => [
			`a text at a targetPath that is right: ${cni}`,
			[
				release({
					valuesFrom: [from({ valuesKey: "cni", targetPath: CNI })],
					values: ako(NAMED),
				}),
				config("a", { cni }),
			],
		],
	),
	[
		"a chart in a folder of git, with a slash at its end",
		[
			release({
				chart: { spec: { chart: "./charts/ako/" } },
				values: ako(NAMED),
			}),
		],
		`edit HelmRelease ako spec.values.${CNI}: HelmRelease ako: ${CNI} is set to "cilium"`,
	],
	[
		"values that are no mapping, here and in a ConfigMap",
		[
			release({ values: [1], valuesFrom: [from()] }),
			config("a", { "values.yaml": "- 1" }),
		],
		"input-invalid ConfigMap a data[values.yaml]: ConfigMap a: data[values.yaml] is not editable as YAML: it is no mapping; correct it",
		"input-invalid HelmRelease ako spec.values: HelmRelease ako: spec.values is an array; want a mapping",
	],
	[
		"a ConfigMap and a Secret of one name, which share nothing",
		[
			release({ valuesFrom: [from()] }),
			release({ valuesFrom: [from({ kind: "Secret" })] }, "cilium"),
			config("a", { "values.yaml": text(EMPTY) }),
		],
		"target-not-editable HelmRelease cilium spec.valuesFrom[0]: ...",
		`edit ConfigMap a data[values.yaml]: ${CNI}: ConfigMap a: ${CNI} goes from "" to "cilium"`,
	],
	[
		"a plain ConfigMap that two releases share, which sops has encrypted",
		[
			...["ako", "other"].map((name) => ({
				...release({ ...AKO_CHART, valuesFrom: [from()] }, name),
				sops: { mac: "x" },
			})),
			config("a", { "values.yaml": text(EMPTY) }),
		],
		...["ako", "other"].map(
			(name) =>
				`target-not-editable ConfigMap a data[values.yaml]: ${CNI}: HelmRelease ${name} is encrypted by sops, and an edit would break its MAC: ...`,
		),
	],
]);
test.run();
