import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inFile } from "../support/clusters.ts";
import { runItems } from "../support/function-run.ts";
import {
	ako,
	object,
	release,
	SNAPSHOT,
	type TargetRow,
	tellOfTargets,
	text,
	variable,
} from "./target-objects.ts";

const kustomization = (rest: object, kind = "Kustomization") =>
	object(kind, "kustomize.config.k8s.io/v1beta1", "k", rest);
const charts = (...helmCharts: object[]) => kustomization({ helmCharts });
const values = (path: string, own: object) =>
	inFile(path, { metadata: {}, ...own });

const WHO = "target-not-editable Kustomization k";
const akoIn = (place: string, now = "") =>
	`${WHO} helmCharts[0]: Kustomization k: its helmCharts install AKO, and values there are not edited; set AKOSettings.cniPlugin: "cilium"${now} by hand in ${place}`;
const ciliumIn = (place: string, now = "") =>
	`${WHO} helmCharts[0]: Kustomization k: its helmCharts install Cilium, and values there are not edited; set sctp.enabled: true${now} and rollOutCiliumPods: true by hand in ${place}`;
const RIGHT = { sctp: { enabled: true } };
const WRONG = { ipam: { mode: "cluster-pool" }, sctp: { enabled: false } };
const INLINE = "helmCharts[0].valuesInline";
const FILE = "values.yaml (helmCharts[0].valuesFile)";
const patched = (patch: string, target: object = {}) =>
	kustomization({ patches: [{ target, patch }] });

const test = suite("what kustomizations set");
tellOfTargets(test, [
	[
		"Cilium with values of its own",
		[charts({ name: "cilium", valuesInline: WRONG })],
		ciliumIn(INLINE, ' (now "false")'),
	],
	["Cilium without values", [charts({ name: "cilium" })], ciliumIn(INLINE)],
	[
		"Cilium that is right, and other charts",
		[charts({ name: "cilium", valuesInline: RIGHT }, { name: "nginx" })],
	],
	[
		"Cilium with a file that is not here",
		[charts({ name: "cilium", valuesFile: "values.yaml" })],
		ciliumIn(FILE),
	],
	[
		"Cilium with a file that is right",
		[
			charts({ name: "cilium", valuesFile: "./values.yaml" }),
			values("values.yaml", RIGHT),
		],
	],
	[
		"Cilium with a file that is wrong, and one that is right and wins",
		[
			charts({
				name: "cilium",
				valuesFile: "values.yaml",
				additionalValuesFiles: ["sctp.yaml"],
			}),
			values("values.yaml", WRONG),
			values("sctp.yaml", RIGHT),
		],
	],
	[
		"Cilium with a file that wins",
		[
			charts({
				name: "cilium",
				valuesFile: "values.yaml",
				valuesInline: RIGHT,
				valuesMerge: "merge",
			}),
			values("values.yaml", WRONG),
		],
		ciliumIn(`${FILE} or ${INLINE}`, ' (now "false")'),
	],
	[
		"Cilium with a file that does not count",
		[
			charts({
				name: "cilium",
				valuesFile: "values.yaml",
				valuesInline: RIGHT,
				valuesMerge: "replace",
			}),
			values("values.yaml", WRONG),
		],
	],
	[
		"AKO that is right",
		[charts({ name: "ako", valuesInline: ako({ cniPlugin: "cilium" }) })],
	],
	[
		"AKO with the wrong value",
		[charts({ name: "ako", valuesInline: ako({ cniPlugin: "antrea" }) })],
		`${akoIn(INLINE, ' (now "antrea")')}, if Cilium is the CNI there`,
	],
	[
		"AKO with a variable",
		[
			charts({
				name: "ako",
				valuesInline: ako({ cniPlugin: variable("CNI") }),
			}),
		],
		akoIn(INLINE),
	],
	[
		"a generator in a file of its own",
		[
			object("HelmChartInflationGenerator", "builtin", "k", {
				name: "cilium",
				valuesInline: WRONG,
			}),
		],
		`target-not-editable HelmChartInflationGenerator k undefined: HelmChartInflationGenerator k: it installs Cilium, and values there are not edited; set sctp.enabled: true (now "false") and rollOutCiliumPods: true by hand in valuesInline`,
	],
	...(
		[
			["right", "cilium"],
			["wrong", ""],
		] as const
	).map(
		([word, cniPlugin]): TargetRow => [
			`a patch that is ${word}`,
			[patched(text({ cniPlugin }))],
			...(word === "right"
				? []
				: [
						`${WHO} patches: Kustomization k: its patches set values of AKO, which win over those in the objects; set AKOSettings.cniPlugin: "cilium" by hand there`,
					]),
		],
	),
	[
		"a patch of what is not read here",
		[patched(text({ istioEnabled: true, logLevel: "INFO" }))],
	],
	[
		"a patch of another setting, with the object elsewhere",
		[patched(text({ clusterName: "prod" }))],
		`${WHO} patches: Kustomization k: its patches set values of AKO, which win over those in the objects; set AKOSettings.cniPlugin: "cilium" by hand there`,
	],
	[
		"a patch of another setting of an object that is right",
		[
			patched(text({ clusterName: "prod" })),
			release({
				values: ako({ clusterName: "prod", cniPlugin: "cilium" }),
			}),
		],
	],
	[
		"a patch of an AKOConfig",
		[patched("- {op: add, path: /spec/akoSettings/cniPlugin, value: ''}")],
		`${WHO} patches: Kustomization k: its patches set values of AKO, which win over those in the objects; set akoSettings.cniPlugin: "cilium" by hand there`,
	],
	[
		"a patch that takes the settings away",
		[patched("- {op: remove, path: /spec/values/AKOSettings/cniPlugin}")],
		`${WHO} patches: Kustomization k: its patches set values of AKO, which win over those in the objects; set AKOSettings.cniPlugin: "cilium" by hand there`,
	],
	[
		"a patch that only tests a setting",
		[
			patched(
				"- {op: test, path: /spec/values/AKOSettings/cniPlugin, value: x}",
			),
		],
	],
	[
		"a patch that is no YAML",
		[patched("AKOSettings: {{ .values }}: [")],
		`${WHO} patches: Kustomization k: its patches set values of AKO, which win over those in the objects; set AKOSettings.cniPlugin: "cilium" by hand there`,
	],
	[
		"literals of avi-k8s-config, and of others",
		[
			kustomization({
				configMapGenerator: [
					{ name: "avi-k8s-config", literals: ["cniPlugin=calico"] },
					{ name: "other", literals: ["cniPlugin=flannel"] },
				],
			}),
		],
		`${WHO} configMapGenerator: Kustomization k: its configMapGenerator set values of AKO, which win over those in the objects; set cniPlugin: "cilium" (now "calico") by hand there, if Cilium is the CNI there`,
	],
	[
		"a patch of Cilium's values, and of those of another chart",
		[
			patched(
				"- {op: replace, path: /spec/values/sctp/enabled, value: false}",
				{ kind: "HelmRelease", name: "cilium" },
			),
			inFile("other/kustomization.yaml", {
				...patched("spec: {values: {sctp: {enabled: false}}}", {
					name: "amf",
				}),
				metadata: { name: "other" },
			}),
		],
		`${WHO} patches: Kustomization k: its patches set values of Cilium, which win over those in the objects; set sctp.enabled: true (now "false") by hand there`,
	],
]);

/** Patches that set nothing but whether AKO syncs routes. */
const ONLY_SYNC: readonly (readonly [string, object, field: string])[] = [
	[
		"data/disableStaticRouteSync",
		{ kind: "ConfigMap", name: "avi-k8s-config" },
		"disableStaticRouteSync",
	],
	[
		"spec/extraConfigs/disableStaticRouteSync",
		{ kind: "AKODeploymentConfig" },
		"extraConfigs.disableStaticRouteSync",
	],
];
for (const [path, target, field] of ONLY_SYNC)
	test(`a patch of ${path} alone`, () => {
		const patch = `{op: replace, path: /${path}, value: false}`;
		const { results } = runItems([SNAPSHOT, patched(`- ${patch}`, target)], {
			clusterName: "prod",
			routeOwner: "GitOps",
			routeController: "avi-routes",
		});
		const told = results.filter(
			({ tags }) => tags.check === "target-not-editable",
		);
		assert.equal(
			told.map(({ message }) => message),
			[
				`Kustomization k: its patches set values of AKO, which win over those in the objects; set ${field}: "true" (now "false") by hand there`,
			],
		);
	});
test.run();
