import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromFiles } from "../../src/commands/files/read-source.ts";
import { transform } from "../../src/pipeline.ts";
import { ako, EMPTY, MARKED, NAMED, SNAPSHOT, text } from "./target-objects.ts";

const RIGHT = { ...NAMED, cniPlugin: "cilium" };
const REF = { repoURL: "https://git.example.com/infra.git", ref: "values" };

const application = (spec: object, metadata: object = {}) =>
	JSON.stringify({
		apiVersion: "argoproj.io/v1alpha1",
		kind: "Application",
		metadata: { name: "ako", ...metadata },
		spec,
	});
/** An Application of the chart with values files of another source. */
const withRef = (valueFiles: readonly string[], helm: object = {}) =>
	application({
		sources: [REF, { chart: "ako", helm: { valueFiles, ...helm } }],
	});
/** A marked one of a chart in git. */
const inGit = (valueFiles: readonly string[], helm: object = {}) =>
	application(
		{ source: { path: "charts/ako-wrapper", helm: { valueFiles, ...helm } } },
		MARKED,
	);

const CHECKS = ["edit", "target-not-editable", "ako-target-mismatch"];

/** What is told of the settings, with the file and the line, in a package at that folder of its repository. */
function told(
	files: Readonly<Record<string, string>>,
	folder?: string,
	remotes?: readonly string[],
) {
	const all = { "snapshot.json": JSON.stringify(SNAPSHOT), ...files };
	const texts = Object.entries(all).map(([path, text]) => ({ path, text }));
	const read = fromFiles(texts, "");
	const { results } = transform(
		{ ...read.source, folder, ...(remotes && { remotes }) },
		read.results,
	);
	return results
		.filter(({ tags }) => CHECKS.includes(tags.check ?? ""))
		.map(
			({ message, file, field }) => `${file?.path} ${field?.path}: ${message}`,
		);
}

const FROM_FILES =
	"Application ako takes values from files, which are not edited here";
const PLUGIN = "AKOSettings.cniPlugin";
const SET = `set ${PLUGIN}: cilium there`;
const UNREAD = (files: string) =>
	`app.yaml spec.sources[1].helm.valueFiles: Application ako: ${PLUGIN} and AKOSettings.clusterName may be set in valueFiles (${files}), and are not compared or edited here; make sure that ...`;
const at = "$values/ako/v.yaml";

const test = suite("values files of Applications");
for (const [lesson, files, folder, ...says] of [
	[
		"right values in a file of another source",
		{ "app.yaml": withRef([at]), "ako/v.yaml": text(RIGHT) },
		undefined,
	],
	[
		"wrong ones",
		{ "app.yaml": withRef([at]), "ako/v.yaml": text(EMPTY) },
		undefined,
		`ako/v.yaml ${PLUGIN}: ${FROM_FILES}: ${PLUGIN} is ""; ${SET}`,
	],
	[
		"values that lack the setting",
		{ "app.yaml": withRef([at]), "ako/v.yaml": text(NAMED) },
		undefined,
		`ako/v.yaml ${PLUGIN}: ${FROM_FILES}: ${PLUGIN} is not set; ${SET}`,
	],
	[
		"another cluster's name in a file",
		{
			"app.yaml": withRef([at]),
			"ako/v.yaml": text({ ...RIGHT, clusterName: "x" }),
		},
		undefined,
		'ako/v.yaml AKOSettings.clusterName: Application ako has clusterName "x", here the cluster is prod; correct the one that is wrong',
	],
	[
		"several files, of which the last wins",
		{
			"app.yaml": withRef([at, "$values/w.yaml"]),
			"ako/v.yaml": text(EMPTY),
			"w.yaml": text(RIGHT),
		},
		undefined,
	],
	[
		"a file that is not in the package, below one that is",
		{ "app.yaml": withRef(["$values/x.yaml", at]), "ako/v.yaml": text(RIGHT) },
		undefined,
	],
	[
		"a file that is not in the package, above one that is",
		{ "app.yaml": withRef([at, "$values/x.yaml"]), "ako/v.yaml": text(RIGHT) },
		undefined,
		UNREAD("$values/x.yaml"),
	],
	[
		"inline values above a file",
		{
			"app.yaml": withRef([at], { valuesObject: ako(EMPTY) }),
			"ako/v.yaml": text(RIGHT),
		},
		undefined,
		`app.yaml spec.sources[1].helm.valuesObject.${PLUGIN}: Application ako: ${PLUGIN} goes from "" to "cilium"`,
	],
	[
		"a wrong file below inline settings of AKO",
		{
			"app.yaml": withRef([at], { valuesObject: ako(NAMED) }),
			"ako/v.yaml": text(EMPTY),
		},
		undefined,
		`app.yaml spec.sources[1].helm.valuesObject.${PLUGIN}: Application ako: ${PLUGIN} is set to "cilium"`,
	],
	[
		"a path from the root of the repository, where the package is a folder of it",
		{
			"app.yaml": withRef(["$values/clusters/prod/ako/v.yaml"]),
			"ako/v.yaml": text(RIGHT),
		},
		"clusters/prod",
	],
	[
		"the same path in another folder of the repository",
		{
			"app.yaml": withRef(["$values/clusters/east/ako/v.yaml"]),
			"ako/v.yaml": text(RIGHT),
		},
		"clusters/prod",
		UNREAD("$values/clusters/east/ako/v.yaml"),
	],
	[
		"a path that fits the package, which is no root of a repository",
		{ "app.yaml": withRef([at]), "ako/v.yaml": text(EMPTY) },
		"clusters/prod",
		UNREAD(at),
		"ako/v.yaml ...",
	],
	[
		"a name that no source has, a pattern and a variable",
		{
			"app.yaml": withRef([
				"$other/ako/v.yaml",
				"$values/ako/*.yaml",
				"$values/$ARGOCD_APP_NAME/v.yaml",
			]),
			"ako/v.yaml": text(RIGHT),
		},
		undefined,
		UNREAD(
			"$other/ako/v.yaml, $values/ako/*.yaml, $values/$ARGOCD_APP_NAME/v.yaml",
		),
	],
	[
		"files beside a chart in git, below it and from its repository's root",
		{
			"app.yaml": inGit(["values.yaml", "../../env/prod.yaml", "/x.yaml"]),
			"charts/ako-wrapper/values.yaml": text({ cniPlugin: "calico" }),
			"env/prod.yaml": text(NAMED),
			"x.yaml": text({ cniPlugin: "cilium" }),
		},
		undefined,
	],
	[
		"a plain file of a chart of another repository",
		{ "app.yaml": withRef(["ako/v.yaml"]), "ako/v.yaml": text(RIGHT) },
		undefined,
		UNREAD("ako/v.yaml"),
	],
] as const)
	test(`tells of ${lesson}`, () => {
		const wanted = (one: string, i: number) =>
			says[i]?.endsWith("...") ? `${one.slice(0, says[i].length - 3)}...` : one;
		assert.equal(told(files, folder).map(wanted), says);
	});
for (const [remotes, isRead] of [
	[[], true],
	[["git@git.example.com:platform/infra"], true],
	[["ssh://me@mirror:22/x/y.git", "/srv/git/Infra.git/"], true],
	[["https://git.example.com/infra-apps.git"], false],
] as const)
	test(`a file of another source ${isRead ? "is" : "is not"} read in a repository of ${remotes}`, () => {
		const files = { "app.yaml": withRef([at]), "ako/v.yaml": text(RIGHT) };
		assert.is(told(files, undefined, remotes).length, isRead ? 0 : 1);
	});
test.run();
