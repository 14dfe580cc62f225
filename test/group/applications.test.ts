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
} from "./target-objects.ts";

const application = (spec: object, metadata: object = {}, more: object = {}) =>
	object(
		"Application",
		"argoproj.io/v1alpha1",
		"ako",
		{ spec, ...more },
		metadata,
	);
const source = (own: object, metadata?: object, more?: object) =>
	application({ source: own }, metadata, more);
const helm = (own: object) => source({ chart: "ako", helm: own });
const parameter = (name: string, value: string) => ({ name, value });
const OWN = parameter("AKOSettings.clusterName", "prod");
const OTHER = parameter("replicaCount", "2");
const LOG = { logLevel: "INFO" };
const HELM = "spec.source.helm";
/** cniPlugin is set at a field. */
const isSet = (field: string) =>
	`edit Application ako ${field}: Application ako: AKOSettings.cniPlugin is set to "cilium"`;
const ROWS: readonly TargetRow[] = [
	[
		"a chart that is an OCI artifact",
		[
			source({
				repoURL: "oci://registry.example.com/charts/ako",
				path: ".",
				helm: { valuesObject: ako(NAMED) },
			}),
		],
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"parameters beside valuesObject: a new one would hide what stands there",
		[helm({ valuesObject: ako(LOG), parameters: [OWN] })],
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"parameters beside the text of values",
		[helm({ values: text(LOG), parameters: [OWN] })],
		isSet(`${HELM}.values: AKOSettings.cniPlugin`),
	],
	[
		"parameters alone, of which none is AKO's",
		[helm({ parameters: [OTHER] })],
		isSet(`${HELM}.parameters`),
	],
	[
		"valuesObject and parameters, of which nothing is AKO's",
		[helm({ valuesObject: { replicaCount: 2 }, parameters: [OTHER] })],
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"a blank text of values",
		[helm({ values: " \n" })],
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"a chart in git, which has values of its own",
		[source({ path: "charts/x", helm: { valuesObject: ako(LOG) } }, MARKED)],
		`target-not-editable Application ako spec.source.path: Application ako: AKOSettings.clusterName may be set in charts/x/values.yaml of the chart in git, and is not compared or edited here; make sure that AKOSettings.clusterName is "prod" there, or set it in ${HELM}.valuesObject, which wins`,
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"a chart in git with values files",
		[
			source(
				{
					path: "charts/x",
					helm: { valuesObject: ako(LOG), valueFiles: ["v.yaml", "w.yaml"] },
				},
				MARKED,
			),
		],
		`target-not-editable Application ako ${HELM}.valueFiles: Application ako: AKOSettings.cniPlugin and AKOSettings.clusterName may be set in valueFiles (v.yaml, w.yaml), and are not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there, or set them in ${HELM}.valuesObject, which wins`,
	],
	[
		"the text of values below values files",
		[helm({ values: text(LOG), valueFiles: ["v.yaml"] })],
		`target-not-editable Application ako ${HELM}.valueFiles: Application ako: AKOSettings.cniPlugin and AKOSettings.clusterName may be set in valueFiles (v.yaml), and are not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there, or set them in ${HELM}.values, which wins`,
	],
	[
		"a chart of a repository beside a path, which does not count",
		[source({ chart: "ako", path: "x", helm: { valuesObject: ako(LOG) } })],
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"a parameter from a file, which wins over valuesObject",
		[
			helm({
				valuesObject: ako(EMPTY),
				fileParameters: [{ name: "AKOSettings.cniPlugin", path: "x" }],
			}),
		],
		`target-not-editable Application ako ${HELM}.fileParameters[0]: Application ako: AKOSettings.cniPlugin may be set in file x, and is not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" there`,
	],
	[
		"parameters that sops has encrypted",
		[
			source(
				{
					chart: "ako",
					helm: { parameters: [parameter("AKOSettings.cniPlugin", "")] },
				},
				{},
				{ sops: { mac: "x" } },
			),
		],
		`target-not-editable Application ako ${HELM}.parameters[0].value: Application ako is encrypted by sops, and an edit would break its MAC: ${HELM}.parameters[0].value is ""; set ${HELM}.parameters[0].value: cilium there`,
	],
	[
		"parameters of Cilium, which are texts",
		[
			source({
				chart: "cilium",
				helm: { parameters: [parameter("sctp.enabled", "false")] },
			}),
		],
		`edit Application ako ${HELM}.parameters[0].value: Application ako: sctp.enabled goes from "false" to "true"`,
		`edit Application ako ${HELM}.parameters: Application ako: rollOutCiliumPods is set to "true"`,
	],
	[
		"a mark, where one of several sources has a chart",
		[
			application(
				{
					sources: [
						{ ref: "values" },
						{ chart: "my-ako", helm: { valuesObject: ako(NAMED) } },
					],
				},
				MARKED,
			),
		],
		isSet("spec.sources[1].helm.valuesObject.AKOSettings.cniPlugin"),
	],
	[
		"two charts",
		[
			application({
				sources: [
					{ chart: "nginx" },
					{ chart: "ako", helm: { valuesObject: ako(NAMED) } },
				],
			}),
		],
		isSet("spec.sources[1].helm.valuesObject.AKOSettings.cniPlugin"),
	],
	[
		"a mark that is unknown",
		[source({ chart: "x" }, { annotations: { "avi-routes.dev/target": "x" } })],
		'input-invalid Application ako metadata.annotations[avi-routes.dev/target]: Application ako: the annotation avi-routes.dev/target is "x"; want one of ako, cilium',
	],
	[
		"an umbrella chart: valuesObject counts, and not the text of values",
		[
			source({
				chart: "x",
				helm: {
					values: "cilium:\n  ipam: {}\n",
					valuesObject: { ako: ako({}) },
				},
			}),
		],
		`target-not-editable Application ako ${HELM}.valuesObject.ako: Application ako: it is an umbrella chart; set AKOSettings.cniPlugin: "cilium" by hand below ${HELM}.valuesObject.ako`,
	],
	[
		"an empty list of sources beside one",
		[application({ sources: [], source: { chart: "ako" } })],
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"a marked chart in git, of which nothing is set yet",
		[source({ path: "charts/x" }, MARKED)],
		`target-not-editable Application ako spec.source.path: Application ako: AKOSettings.clusterName may be set in charts/x/values.yaml of the chart in git, ...`,
		isSet(`${HELM}.valuesObject.AKOSettings.cniPlugin`),
	],
	[
		"a text of values that is a template",
		[
			helm({
				values: 'AKOSettings:\n  clusterName: {{ .name }}\n  cniPlugin: ""\n',
			}),
		],
		`target-not-editable Application ako ${HELM}.values: AKOSettings.cniPlugin: Application ako has values in a text that is a template, which is not edited: ...`,
		`target-not-editable Application ako ${HELM}.values: AKOSettings.clusterName: Application ako: AKOSettings.clusterName is {{ .name }}, which is filled in later and not compared or edited here; ...`,
	],
	[
		"an ApplicationSet with several sources",
		[
			object("ApplicationSet", "argoproj.io/v1alpha1", "all", {
				spec: {
					template: {
						spec: { sources: [{ chart: "nginx" }, { chart: "ako" }] },
					},
				},
			}),
		],
		'target-not-editable ApplicationSet all spec.template.spec.sources[1]: ApplicationSet all: an ApplicationSet can stand for many clusters and is not edited; set AKOSettings.cniPlugin: "cilium" by hand in its template or generators',
	],
];

const test = suite("applications of Argo CD");
tellOfTargets(test, ROWS);
test.run();
