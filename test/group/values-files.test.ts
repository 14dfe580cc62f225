import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromFiles } from "../../src/commands/files/read-source.ts";
import { transform } from "../../src/pipeline.ts";
import { clusterPool, inFile } from "../support/clusters.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import { ako, EMPTY, NAMED, tellOfTargets, text } from "./target-objects.ts";

const RIGHT = { ...NAMED, cniPlugin: "cilium" };
const values = (path: string, own: object) =>
	inFile(path, { metadata: {}, ...own });
const SET = 'set AKOSettings.cniPlugin: "cilium"';

const test = suite("values files of AKO");
tellOfTargets(test, [
	[
		"one in a list",
		[values("ako/values.yaml", ako(EMPTY))],
		`target-not-editable undefined undefined AKOSettings: ako/values.yaml: it is a values file of AKO, which is not edited here; ${SET} by hand there`,
	],
	[
		"several, of which one is right and one deeper",
		[
			values("a.yaml", ako({ ...NAMED, cniPlugin: "calico" })),
			values("b.yaml", ako(RIGHT)),
			values("c.yaml", { platform: { alb: ako(EMPTY) } }),
		],
		`target-not-editable undefined undefined AKOSettings: 2 files are values files of AKO, which are not edited here (a.yaml and c.yaml); ${SET} by hand there`,
	],
	[
		"what only mentions the settings",
		[
			values("a.yaml", { run: "helm upgrade --set AKOSettings.cniPlugin=" }),
			values("values.schema.json", { properties: ako({ type: "object" }) }),
		],
	],
]);

/** A release of AKO, with a line before its values. */
const releaseText = (before: string, own: object) =>
	`apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ako}\nspec:\n  chart: {spec: {chart: ako}}\n  ${before}\n    AKOSettings: ${JSON.stringify(own)}\n`;

/** The messages about files of a package beside a snapshot. */
function told(files: Readonly<Record<string, string>>): string[] {
	const snapshot = clusterSnapshot(clusterPool({ akoConfig: undefined }));
	const all = { "snapshot.json": JSON.stringify(snapshot), ...files };
	const texts = Object.entries(all).map(([path, text]) => ({ path, text }));
	const read = fromFiles(texts, "");
	const { results } = transform(read.source, read.results);
	return results
		.filter(({ tags }) => tags.check === "target-not-editable")
		.map(({ message, file }) => `${file?.path} ${message}`);
}

const NOT_EDITED = (why: string, at = "") =>
	`HelmRelease ako ${why}: ${at}spec.values.AKOSettings.cniPlugin is ""; set ${at}spec.values.AKOSettings.cniPlugin: cilium there`;
/** A release that is right, a kustomization that patches it, and the file of a patch. */
const patchedBy = (patches: string, file: string) => ({
	"ako.yaml": releaseText("values:", RIGHT),
	"kustomization.yaml": `resources: [ako.yaml]\n${patches}\n`,
	"p.yaml": file,
});
const OPERATIONS = `- {op: add, path: /spec/values, value: ${text(EMPTY)}}\n`;
const FLEET = `fleet/ako/fleet.yaml fleet.yaml: it installs AKO, whose values are not edited here; ${SET} by hand`;
/** Packages with two targets in a fleet.yaml, of which the other is of a cluster that is not here. */
const targetRows = (
	rows: readonly (readonly [
		lesson: string,
		helm: object,
		file?: object | undefined,
		place?: string,
	])[],
) =>
	rows.map(([what, helm, file, place]) => {
		const other = { values: ako({ clusterName: "x", cniPlugin: "" }) };
		const fleet = {
			helm: { chart: "ako", values: ako({ cniPlugin: "" }) },
			targetCustomizations: [{ doNotDeploy: true }, { helm }, { helm: other }],
		};
		const files = {
			"fleet/ako/fleet.yaml": JSON.stringify(fleet),
			...(file && { "fleet/ako/a.yaml": text(file) }),
		};
		const says = place === undefined ? [] : [`${FLEET} in ${place}`];
		return [`a target of a fleet.yaml with ${what}`, files, ...says] as const;
	});

/** Files that a fleet.yaml names: the last one wins. */
const FILES = ["a.yaml", "../b.yaml"];
const IT_IS = "it is a values file of AKO, which is not edited here";
for (const [lesson, files, ...says] of [
	[
		"a file that is no object",
		{ "x/values.yaml": text(EMPTY) },
		`x/values.yaml x/values.yaml: ${IT_IS}; ${SET} by hand there`,
	],
	[
		"a template",
		{ "x/values.yaml": "AKOSettings: {{ .ako }}\nx: [\n" },
		`x/values.yaml x/values.yaml: ${IT_IS}; ${SET} by hand there`,
	],
	[
		"values of AKO's own chart",
		{ "x/Chart.yaml": "name: ako\n", "x/values.yaml": text(EMPTY) },
	],
	[
		"values of another chart",
		{ "x/Chart.yaml": "name: alb\n", "x/values.yaml": text(EMPTY) },
		`x/values.yaml x/values.yaml: ${IT_IS}; ${SET} by hand there`,
	],
	[
		"values that an umbrella chart names",
		{
			"x/Chart.yaml":
				"apiVersion: v2\nname: alb\ndependencies: [{name: ako}]\n",
			"x/values.yaml": JSON.stringify({ ako: ako(EMPTY) }),
		},
		`x/Chart.yaml Chart.yaml: it installs AKO, whose values are not edited here; ${SET} by hand below ako in the values of this chart`,
	],
	[
		"right values that an umbrella chart names",
		{
			"x/Chart.yaml":
				"apiVersion: v2\nname: alb\ndependencies: [{name: ako}]\n",
			"x/values.yaml": JSON.stringify({ ako: ako(RIGHT) }),
		},
	],
	[
		"right values for a cluster beside those that an umbrella chart names",
		{
			"x/Chart.yaml":
				"apiVersion: v2\nname: alb\ndependencies: [{name: ako}]\n",
			"x/values.yaml": JSON.stringify({ ako: { replicaCount: 1 } }),
			"x/values-prod.yaml": JSON.stringify({ ako: ako(RIGHT) }),
		},
	],
	[
		"values of another subchart beside those that an umbrella chart names",
		{
			"x/Chart.yaml":
				"apiVersion: v2\nname: alb\ndependencies: [{name: ako}]\n",
			"x/values-prod.yaml": JSON.stringify({ alb: ako(RIGHT) }),
		},
		`x/Chart.yaml Chart.yaml: it installs AKO, whose values are not edited here; ${SET} by hand below ako in the values of this chart`,
	],
	[
		"right values that a helmfile names",
		{
			"helmfile.yaml":
				"releases:\n- {name: ako, chart: a/ako, values: [v/a.yaml]}\n",
			"v/a.yaml": text(RIGHT),
		},
	],
	[
		"values that a helmfile sets and names",
		{
			"helmfile.yaml":
				"releases:\n- name: ako\n  chart: a/ako\n  values: [v/a.yaml]\n  set: [{name: AKOSettings.cniPlugin, value: antrea}]\n",
			"v/a.yaml": text(RIGHT),
		},
		`helmfile.yaml helmfile: it installs AKO, whose values are not edited here; ${SET} (now "antrea") by hand in releases[0].values or releases[0].set, if Cilium is the CNI there`,
	],
	[
		"right values in the last file that a fleet.yaml names, above its own",
		{
			"fleet/ako/fleet.yaml": JSON.stringify({
				helm: { chart: "ako", values: ako(EMPTY), valuesFiles: FILES },
			}),
			"fleet/ako/a.yaml": text({ cniPlugin: "calico" }),
			"fleet/b.yaml": text(RIGHT),
		},
	],
	[
		"wrong values in a file that a fleet.yaml names",
		{
			"fleet/ako/fleet.yaml": JSON.stringify({
				helm: { chart: "ako", values: ako(RIGHT), valuesFiles: ["a.yaml"] },
			}),
			"fleet/ako/a.yaml": text({ cniPlugin: "antrea" }),
		},
		`fleet/ako/fleet.yaml fleet.yaml: it installs AKO, whose values are not edited here; ${SET} (now "antrea") by hand in helm.values or a.yaml (helm.valuesFiles), if Cilium is the CNI there`,
	],
	[
		"a file that a fleet.yaml names and the package has not",
		{
			"fleet/ako/fleet.yaml": JSON.stringify({
				helm: { chart: "ako", values: ako(RIGHT), valuesFiles: FILES },
			}),
		},
		`fleet/ako/fleet.yaml fleet.yaml: it installs AKO, whose values are not edited here; ${SET} by hand in helm.values or a.yaml or ../b.yaml (helm.valuesFiles)`,
	],
	...targetRows([
		["right values in a file", { valuesFiles: ["a.yaml"] }, RIGHT],
		[
			"a wrong value in a file",
			{ valuesFiles: ["a.yaml"] },
			EMPTY,
			"a.yaml (targetCustomizations[1].helm.valuesFiles)",
		],
		[
			"a name, and the rest below",
			{ values: ako({ clusterName: "prod" }) },
			undefined,
			"targetCustomizations[1].helm.values",
		],
	]),
	[
		"a target of a fleet.yaml without values of AKO",
		{
			"fleet/ako/fleet.yaml": JSON.stringify({
				helm: { chart: "ako", values: ako(EMPTY) },
				targetCustomizations: [{ helm: { values: { replicaCount: 2 } } }],
			}),
		},
		`${FLEET} in helm.values`,
	],
	...(["GitRepository", "HelmRepository"] as const).map((kind) => {
		const names = `HelmRelease ako: AKOSettings.cniPlugin and AKOSettings.clusterName may be set in valuesFiles (charts/ako/values.yaml, env/prod.yaml), and are not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" and AKOSettings.clusterName is "prod" there, or set them in spec.values, which wins`;
		return [
			`values files of a HelmRelease whose chart is in a ${kind}`,
			{
				"x/ako.yaml": JSON.stringify({
					apiVersion: "helm.toolkit.fluxcd.io/v2",
					kind: "HelmRelease",
					metadata: { name: "ako" },
					spec: {
						chart: {
							spec: {
								chart: "./charts/ako",
								valuesFiles: ["charts/ako/values.yaml", "env/prod.yaml"],
								sourceRef: { kind, name: "fleet" },
							},
						},
					},
				}),
				"charts/ako/Chart.yaml": "name: ako\n",
				"charts/ako/values.yaml": text({ cniPlugin: "calico" }),
				"env/prod.yaml": text({ clusterName: "prod", cniPlugin: "" }),
			},
			...(kind === "GitRepository"
				? [
						`env/prod.yaml HelmRelease ako takes values from files, which are not edited here: AKOSettings.cniPlugin is ""; set AKOSettings.cniPlugin: cilium there`,
					]
				: [
						`x/ako.yaml ${names}`,
						`env/prod.yaml env/prod.yaml: ${IT_IS}; ${SET} by hand there`,
					]),
		] as const;
	}),
	[
		"a helmfile beside nothing else",
		{ "helmfile.yaml": "releases:\n- {name: ako, chart: a/ako}\n" },
		`helmfile.yaml helmfile: it installs AKO, whose values are not edited here; ${SET} by hand in releases[0].values`,
	],
	[
		"a helmfile that only sets up what Flux installs",
		{
			"helmfile.yaml":
				"releases:\n- {name: ako, chart: a/ako, values: [v.yaml.gotmpl]}\n",
			"ako.yaml": releaseText("values:", RIGHT),
		},
	],
	[
		"a fleet.yaml with nothing but comments",
		{ "fleet.yaml": "# chart: ako\n" },
	],
	[
		"other values in a helmfile, beside a release that is right",
		{
			"ako.yaml": releaseText("values:", RIGHT),
			"helmfile.yaml": `x: ${text({ ipFamily: "V4" })}\n`,
		},
		`helmfile.yaml helmfile: its x set values of AKO, which are not edited here; ${SET} by hand in x`,
	],
	[
		"the same in a helmfile that has the chart",
		{
			"ako.yaml": releaseText("values:", RIGHT),
			"helmfile.yaml": `releases: [{chart: a/ako}]\nx: ${text({ ipFamily: "V4" })}\n`,
		},
	],
	[
		"a helmfile with templates that are no YAML",
		{
			"helmfile.yaml": "{{ if .x }}\nreleases:\n- chart: avi/ako\n{{ end }}\n",
		},
		`helmfile.yaml helmfile: it installs AKO, whose values are not edited here; ${SET} by hand in the values of its chart ako`,
	],
	[
		"values beside a chart of kluctl",
		{
			"helm-chart.yaml": "helmChart: {chartName: ako}\n",
			"helm-values.yaml": text({ cniPlugin: "antrea" }),
		},
		`helm-chart.yaml helm-chart.yaml: it installs AKO, whose values are not edited here; ${SET} (now "antrea") by hand in helm-values.yaml beside it, if Cilium is the CNI there`,
	],
	[
		"a file of operations that a kustomization names",
		patchedBy("patches: [{path: p.yaml, target: {name: ako}}]", OPERATIONS),
		`p.yaml ${NOT_EDITED("has a JSON 6902 patch, and such a patch is not edited")}`,
	],
	[
		"a file of operations on another object",
		patchedBy("patches: [{path: p.yaml, target: {name: x}}]", OPERATIONS),
		`p.yaml p.yaml: ${IT_IS}; ${SET} by hand there`,
	],
	[
		"a file of operations without a target",
		patchedBy("patches: [{path: p.yaml}]", OPERATIONS),
		`p.yaml p.yaml: ${IT_IS}; ${SET} by hand there`,
	],
	[
		"a file of operations that are not read",
		patchedBy(
			"patches: [{path: p.yaml, target: {name: ako}}]",
			`${OPERATIONS}- {op: copy, path: /spec/a, from: /spec/b}\n`,
		),
	],
	[
		"a file of operations that is not here",
		patchedBy("patches: [{path: x.yaml, target: {name: ako}}]", OPERATIONS),
		`p.yaml p.yaml: ${IT_IS}; ${SET} by hand there`,
	],
	[
		"a patch that a kustomization has twice, by an anchor",
		patchedBy(
			`patches: [{target: {name: ako}, patch: &a ${JSON.stringify(releaseText("values:", EMPTY))}}, {target: {name: ako}, patch: *a}]`,
			"",
		),
		`kustomization.yaml ${NOT_EDITED("has a patch which takes it away, is encrypted, or holds it by an anchor, in a text in a text or with other documents, and is not edited", "patches[1].patch: ")}`,
	],
	[
		"values with an anchor",
		{ "ako.yaml": releaseText("values: &values", EMPTY) },
		`ako.yaml HelmRelease ako shares YAML there by an anchor or an alias, and an edit would change the rest, too: spec.values.AKOSettings.cniPlugin is ""; set spec.values.AKOSettings.cniPlugin: cilium there`,
	],
	[
		"values with an anchor that are right",
		{ "ako.yaml": releaseText("values: &values", RIGHT) },
	],
	[
		"values beside an anchor elsewhere",
		{
			"ako.yaml": releaseText(
				"interval: &hour 1h\n  timeout: *hour\n  values:",
				EMPTY,
			),
		},
	],
] as const)
	test(`tells of ${lesson}`, () => {
		assert.equal(told(files), says);
	});
test.run();
