import { suite } from "uvu";
import {
	ako,
	EMPTY,
	NAMED,
	object,
	type TargetRow,
	tellOfTargets,
	text,
} from "./target-objects.ts";

const RIGHT = { ...NAMED, cniPlugin: "cilium" };
const SET = 'set AKOSettings.cniPlugin: "cilium" by hand';
const MARK = "or annotate it with avi-routes.dev/target: ako to have that done";
const PATCH = `it sets AKOSettings and names no chart ako: it is a patch for kustomize, whose values win; ${SET} there, ${MARK}`;
const OTHER = `it sets AKOSettings and names no chart ako: its chart has another name; ${SET} there`;
const inside = (field: string) =>
	`it sets AKOSettings inside of values that are not those of the chart ako; ${SET} below ${field}`;

const release = (spec: object) =>
	object("HelmRelease", "helm.toolkit.fluxcd.io/v2", "x", { spec });
const application = (spec: object) =>
	object("Application", "argoproj.io/v1alpha1", "x", { spec });
const CHART = { chart: { spec: { chart: "alb" } } };
const inGit = (helm: object) => ({ repoURL: "x", path: "alb", helm });

const ROWS: readonly [
	lesson: string,
	object: ReturnType<typeof object>,
	...says: [] | [field: string, message: string],
][] = [
	["a patch of a release", release({ values: ako(EMPTY) }), "spec", PATCH],
	["a patch that is right", release({ values: ako(RIGHT) })],
	[
		"a patch of what is not read here",
		release({ values: ako({ istioEnabled: true }) }),
	],
	[
		"a patch of a setting that is read, with the object elsewhere",
		release({ values: ako(NAMED) }),
		"spec",
		PATCH,
	],
	[
		"a chart of another name",
		release({ ...CHART, values: ako(NAMED) }),
		"spec",
		`${OTHER}, ${MARK}`,
	],
	[
		"a chart of another name that is right",
		release({ ...CHART, values: ako(RIGHT) }),
	],
	[
		"values of another chart with those of AKO",
		release({ ...CHART, values: { "avi-ako": ako(NAMED) } }),
		"spec.values.avi-ako",
		inside("spec.values.avi-ako"),
	],
	[
		"a patch of an Application",
		application({ source: { helm: { valuesObject: ako(EMPTY) } } }),
		"spec",
		PATCH,
	],
	[
		"an Application with a chart in git",
		application({ source: inGit({ values: text(NAMED) }) }),
		"spec",
		`${OTHER}, ${MARK}`,
	],
	[
		"an Application that makes Applications",
		application({
			source: inGit({
				valuesObject: { applications: { ako: { values: text(NAMED) } } },
			}),
		}),
		"spec.source.helm.valuesObject.applications.ako.values",
		inside("spec.source.helm.valuesObject.applications.ako.values"),
	],
	[
		"an Application that makes Applications, by a text",
		application({
			source: inGit({ values: JSON.stringify({ alb: ako(NAMED) }) }),
		}),
		"spec.source.helm.values",
		inside("spec.source.helm.values: alb"),
	],
	[
		"an Application with several sources",
		application({ sources: [inGit({ valuesObject: ako(NAMED) }), inGit({})] }),
		"spec",
		OTHER,
	],
	[
		"an Application's parameters",
		application({
			source: inGit({
				parameters: [{ name: "AKOSettings.cniPlugin", value: "" }],
			}),
		}),
		"spec",
		`${OTHER}, ${MARK}`,
	],
	[
		"a HelmChart",
		object("HelmChart", "helm.cattle.io/v1", "x", {
			spec: { set: { "AKOSettings.clusterName": "prod" } },
		}),
		"spec",
		`it sets AKOSettings and names no chart ako: its chart has another name; ${SET} there, ${MARK}`,
	],
];

const test = suite("objects with AKO's settings that name no chart ako");
tellOfTargets(
	test,
	ROWS.map(([lesson, own, field, message]): TargetRow => {
		const who = `${own.kind} ${own.metadata.name}`;
		return message === undefined
			? [lesson, [own]]
			: [
					lesson,
					[own],
					`target-not-editable ${who} ${field}: ${who}: ${message}`,
				];
	}),
);
test.run();
