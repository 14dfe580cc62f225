import { dump } from "js-yaml";
import { suite } from "uvu";
import type { AnyResource } from "../support/function-run.ts";
import {
	ako,
	config,
	kustomization as kustomizationIn,
	object,
	release,
	type TargetRow,
	TWO_CLUSTERS,
	tellOfTargets,
	text,
} from "./target-objects.ts";
import { type Told, tellInAnyOrder } from "./tell-in-any-order.ts";

const kustomization = (folder: string, rest: object) =>
	kustomizationIn(folder, { resources: ["../helmrelease-ako.yaml"], ...rest });
/** The text of a patch that is merged. */
const merge = (own: object, metadata: object = { name: "ako" }) =>
	dump({
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata,
		spec: { values: ako(own) },
	});
const SETTINGS = "/spec/values/AKOSettings";
/** The text of operations on AKO's settings. */
const operations = (...all: [op: string, path: string, value?: unknown][]) =>
	dump(
		all.map(([op, path, value]) => ({ op, path: SETTINGS + path, value })),
		{ skipInvalid: true },
	);
const PATCHED = {
	apiVersion: "helm.toolkit.fluxcd.io/v2",
	kind: "HelmRelease",
	metadata: { name: "ako" },
};
const base = (own: object) => release({ values: ako(own) });
const application = (helm: object) =>
	object("Application", "argoproj.io/v1alpha1", "ako", {
		spec: { destination: {}, source: { chart: "ako", helm } },
	});
const CHANGEME = { clusterName: "CHANGEME", cniPlugin: "cilium" };
const RIGHT = { clusterName: "prod", cniPlugin: "cilium" };
const NAMING = operations(["replace", "/clusterName", "prod"]);
const target = { kind: "HelmRelease", name: "ako" };
/** A base with another name, and the kustomization that patches it. */
const patched = (rest: object, own: object = CHANGEME) => [
	base(own),
	kustomization("prod", rest),
];
const CNI = "spec.values.AKOSettings.cniPlugin";
const byHand = (list: string, value: string) =>
	`target-not-editable undefined undefined ${list}: ${CNI}: HelmRelease ako has a JSON 6902 patch, and such a patch is not edited: ${list}: ${CNI} is ${value}; set ${list}: ${CNI}: cilium there`;

const test = suite("patches in a kustomization");
const RIGHT_ROWS: readonly (readonly [string, ...AnyResource[]])[] = [
	["that is merged", ...patched({ patches: [{ patch: merge(RIGHT) }] })],
	[
		"that is merged into what its target selects",
		...patched({
			patches: [{ target, patch: merge(RIGHT, { name: "any" }) }],
		}),
	],
	[
		"in patchesStrategicMerge",
		...patched({ patchesStrategicMerge: [merge(RIGHT)] }),
	],
	["of operations", ...patched({ patches: [{ target, patch: NAMING }] })],
	[
		"of operations for an expression with its ends",
		...patched({
			patches: [{ target: { name: "^x|ak.*$" }, patch: NAMING }],
		}),
	],
	[
		"of operations in JSON",
		...patched({
			patches: [
				{
					target,
					patch: `[{"op": "add", "path": "${SETTINGS}", "value": ${JSON.stringify(RIGHT)}}]`,
				},
			],
		}),
	],
	[
		"in patchesJson6902",
		...patched({ patchesJson6902: [{ target, patch: NAMING }] }),
	],
	[
		"of operations, after others that it undoes",
		...patched({
			patches: [
				{ patch: merge({ clusterName: "x" }) },
				{ target, patch: operations(["remove", "/clusterName"]) },
				{
					target,
					patch: operations(["test", "/a", 1], ["add", "/clusterName", "prod"]),
				},
			],
		}),
	],
	[
		"of a component",
		base(CHANGEME),
		kustomization("prod", { components: ["../named"] }),
		{
			...kustomization("named", {
				resources: undefined,
				patches: [{ target, patch: NAMING }],
			}),
			kind: "Component",
		},
	],
];
const SHARED = "and is not edited: ...";
const MISMATCH =
	'ako-target-mismatch HelmRelease ako spec.values.AKOSettings.clusterName: HelmRelease ako has clusterName "CHANGEME", ...';
tellOfTargets(test, [
	...RIGHT_ROWS.map(([lesson, ...objects]): TargetRow => [lesson, objects]),
	[
		"of another object",
		patched({ patches: [{ patch: merge(RIGHT, { name: "other" }) }] }),
		MISMATCH,
	],
	[
		"of operations without a target",
		patched({ patches: [{ patch: NAMING }] }),
		MISMATCH,
	],
	[
		"that copies values, which is not read",
		patched({
			patches: [{ target, patch: operations(["copy", "/clusterName"]) }],
		}),
		MISMATCH,
	],
	[
		"that can't be read",
		patched({ patches: [{ patch: "a: [" }, { patch: "a: b" }, {}] }),
		MISMATCH,
	],
	...["", "---\n", "\n", "# a comment\n---\n", "\n # a comment\n"].map(
		(lead): TargetRow => [
			`with a wrong value, which is edited there, behind ${JSON.stringify(lead)}`,
			patched({
				patches: [{ patch: lead + merge({ ...RIGHT, cniPlugin: "" }) }],
			}),
			`edit undefined undefined patches[0].patch: ${CNI}: Kustomization: AKOSettings.cniPlugin goes from "" to "cilium"`,
		],
	),
	[
		"of two documents, which are not edited",
		patched({
			patches: [
				{
					patch: `${merge({ clusterName: "prod" })}---\n${merge({ cniPlugin: "" })}`,
				},
			],
		}),
		`target-not-editable undefined undefined patches[0].patch: ${CNI}: HelmRelease ako has a patch which takes it away...`,
	],
	[
		"that replaces a mapping",
		patched({
			patches: [
				{ patch: merge({ $patch: "replace", clusterName: "prod" }) },
				{ patch: merge({ cniPlugin: "cilium" }) },
			],
		}),
	],
	[
		"that replaces a mapping and leaves out what is needed",
		patched({
			patches: [{ patch: merge({ $patch: "replace", clusterName: "prod" }) }],
		}),
		`target-not-editable undefined undefined patches[0].patch: ${CNI}: HelmRelease ako has a patch which takes it away...`,
	],
	[
		"that shares the value by an anchor, which is not edited",
		patched({
			patches: [
				{
					patch: merge(RIGHT).replace("cilium", '&a ""\n      other: *a'),
				},
			],
		}),
		`target-not-editable undefined undefined patches[0].patch: ${CNI}: HelmRelease ako has a patch which takes it away...`,
	],
	[
		"that deletes a mapping, so that what was right in it is unset",
		patched({
			patches: [
				{ patch: merge({ $patch: "delete" }) },
				{ patch: merge({ clusterName: "prod" }) },
			],
		}),
		`target-not-editable undefined undefined patches[0].patch: ${CNI}: HelmRelease ako has a patch which takes it away...`,
	],
	[
		"of other fields, of a release that sops has encrypted",
		patched(
			{
				patches: [
					{ target, patch: '[{"op": "remove", "path": "/spec/interval"}]' },
				],
			},
			{},
		).map((one) =>
			one.kind === "HelmRelease" ? { ...one, sops: { mac: "x" } } : one,
		),
		`target-not-editable HelmRelease ako ${CNI}: HelmRelease ako is encrypted by sops...`,
	],
	[
		"that deletes the object",
		patched({
			patches: [
				{
					patch: dump({ ...PATCHED, $patch: "delete" }),
				},
			],
		}),
	],
	...[
		{ parameters: [{ name: "AKOSettings.cniPlugin", value: "" }] },
		{ parameters: [{ name: "other", value: "" }] },
		{ values: text({ cniPlugin: "" }) },
	].map(
		(helm): TargetRow => [
			`of an Application, which is not edited in ${JSON.stringify(helm)}`,
			[
				application({}),
				kustomization("prod", {
					resources: ["../application-ako.yaml"],
					patches: [{ patch: JSON.stringify(application(helm)) }],
				}),
			],
			"target-not-editable undefined undefined patches[0].patch: ...",
		],
	),
	[
		"of operations that move the parameter that is wrong",
		[
			application({
				parameters: [
					{ name: "AKOSettings.cniPlugin", value: "" },
					{ name: "other", value: "" },
				],
			}),
			kustomization("prod", {
				resources: ["../application-ako.yaml"],
				patches: [
					{
						target: { kind: "Application" },
						patch: dump([
							{
								op: "add",
								path: "/spec/source/helm/parameters/0",
								value: { name: "first", value: "1" },
							},
						]),
					},
				],
			}),
		],
		"target-not-editable undefined undefined patches[0].patch: spec.source.helm.parameters[1].value: Application ako has a JSON 6902 patch...",
	],
	[
		"of operations that test the value",
		patched(
			{
				patches: [
					{
						target,
						patch: operations(
							["add", "/clusterName", "prod"],
							["test", "/cniPlugin", ""],
						),
					},
				],
			},
			{ cniPlugin: "" },
		),
		byHand("patches[0].patch", '""'),
	],
	[
		"of operations with a wrong value",
		patched({
			patches: [
				{ patch: NAMING, target },
				{ patch: operations(["replace", "/cniPlugin", ""]), target },
			],
		}),
		byHand("patches[1].patch", '""'),
	],
	[
		"of operations that take a value away",
		patched({
			patches: [
				{
					patch: operations(
						["remove", "/cniPlugin"],
						["add", "/clusterName", "prod"],
					),
					target,
				},
			],
		}),
		byHand("patches[0].patch", "not set"),
	],
	[
		"of a ConfigMap with values",
		[
			release({ valuesFrom: [{ kind: "ConfigMap", name: "values" }] }),
			config("values", { "values.yaml": text(CHANGEME) }),
			kustomization("prod", {
				resources: ["../configmap-values.yaml"],
				patches: [
					{
						patch: dump({
							apiVersion: "v1",
							kind: "ConfigMap",
							metadata: { name: "values" },
							data: { "values.yaml": text(RIGHT) },
						}),
					},
				],
			}),
		],
		"target-not-editable HelmRelease ako spec.valuesFrom[0]: HelmRelease ako: AKOSettings.cniPlugin and AKOSettings.clusterName may be set in ConfigMap values, which prod/kustomization.yaml patches, and are not compared...",
	],
]);

const including = (resources: string[], own: object) => ({
	resources,
	patches: [{ patch: merge(own) }],
});
const TOLD: readonly Told[] = [
	[
		"of two clusters and one for both, which is not edited for one of them",
		[
			...TWO_CLUSTERS,
			base({}),
			kustomization(
				"common",
				including(["../helmrelease-ako.yaml"], { cniPlugin: "" }),
			),
			kustomization("a", including(["../common"], { clusterName: "east" })),
			kustomization(
				"b",
				including(["../common"], { ...RIGHT, clusterName: "west" }),
			),
		],
		{},
		`target-not-editable common/kustomization.yaml: HelmRelease ako is shared by clusters east and west ${SHARED}`,
	],
	[
		"of two that name one cluster, whose base is not edited",
		[
			...TWO_CLUSTERS,
			base({ cniPlugin: "" }),
			kustomization("a", {
				patches: [{ patch: merge({ clusterName: "east" }) }],
			}),
			kustomization("b", {
				patches: [{ patch: merge({ clusterName: "east" }) }],
			}),
		],
		{},
		`target-not-editable helmrelease-ako.yaml: HelmRelease ako is shared by the kustomizations in a and b ${SHARED}`,
	],
	[
		"of two clusters that their clusterName names",
		[
			...TWO_CLUSTERS,
			base({ cniPlugin: "" }),
			kustomization("a", {
				patches: [{ patch: merge({ clusterName: "east", cniPlugin: "" }) }],
			}),
			kustomization("b", {
				patches: [{ patch: merge({ clusterName: "west" }) }],
			}),
		],
		{},
		'edit a/kustomization.yaml: Kustomization: AKOSettings.cniPlugin goes from "" to "cilium"',
		"target-not-editable helmrelease-ako.yaml: HelmRelease ako is shared by clusters east and west and is not edited: ...",
	],
];
tellInAnyOrder(test, TOLD, ({ tags: { check }, file, message }) =>
	["edit", "target-not-editable", "ako-target-mismatch"].includes(check)
		? `${check} ${file?.path}: ${message}`
		: undefined,
);
test.run();
