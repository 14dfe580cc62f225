import { suite } from "uvu";
import { clusterPool, inFile } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import {
	ako,
	config,
	kustomization,
	NAMED,
	object,
	release,
	type TargetRow,
	TWO_CLUSTERS,
	tellOfTargets,
	text,
	variable,
} from "./target-objects.ts";
import { type Told, tellInAnyOrder } from "./tell-in-any-order.ts";

/** The object in another file than its own. */
const at = (path: string, { metadata, ...rest }: AnyResource): AnyResource => {
	const { annotations = {}, ...own } = metadata;
	const { "internal.config.kubernetes.io/path": _, ...others } = annotations;
	return inFile(path, { ...rest, metadata: { ...own, annotations: others } });
};
const BASE = kustomization("base", { resources: ["ako.yaml"] });
/** A release in the base with these settings. */
const base = (own: object, more: object = {}) =>
	at("base/ako.yaml", release({ values: ako(own), ...more }));
/** A patch of the release in an overlay. */
const patch = (folder: string, own: object) =>
	at(`${folder}/patch.yaml`, {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name: "ako" },
		spec: { values: ako(own) },
	});
const overlay = (folder: string, rest: object = {}) =>
	kustomization(folder, {
		resources: ["../base"],
		patches: [{ path: "patch.yaml" }],
		...rest,
	});
const application = (value: string) =>
	object("Application", "argoproj.io/v1alpha1", "ako", {
		spec: {
			destination: {},
			source: { chart: "ako", helm: { parameters: [{ name: CNI, value }] } },
		},
	});
const LABELS = { labels: { app: "ako", tier: "x" } };
const RIGHT = { clusterName: "prod", cniPlugin: "cilium" };
const CHANGEME = { clusterName: "CHANGEME" };
const CNI = "AKOSettings.cniPlugin";
const DIFFER =
	"patches of kustomize, which differ between prod, stage and test, and are not compared or edited here";
const MISMATCH = (name: string) =>
	`ako-target-mismatch HelmRelease ako spec.values.AKOSettings.clusterName: HelmRelease ako has clusterName "${name}", ...`;

const test = suite("patches of kustomize");
tellOfTargets(test, [
	[
		"a base with another clusterName",
		[BASE, base(CHANGEME), overlay("prod"), patch("prod", RIGHT)],
	],
	[
		"a base that the overlay names by its file",
		[
			base(CHANGEME),
			overlay("prod", { resources: ["./../base/ako.yaml"] }),
			patch("prod", RIGHT),
		],
	],
	[
		"patchesStrategicMerge and bases",
		[
			BASE,
			base(CHANGEME),
			kustomization("prod", {
				bases: ["../base/"],
				patchesStrategicMerge: ["patch.yaml", "kind: Deployment\n"],
			}),
			patch("prod", RIGHT),
		],
	],
	[
		"a patch with another clusterName",
		[BASE, base(RIGHT), overlay("prod"), patch("prod", { clusterName: "x" })],
		MISMATCH("x"),
	],
	[
		"a wrong cniPlugin in the patch, which is edited there",
		[
			BASE,
			base(CHANGEME),
			overlay("prod"),
			patch("prod", { clusterName: "prod", cniPlugin: "" }),
		],
		`edit HelmRelease ako spec.values.${CNI}: HelmRelease ako: ${CNI} goes from "" to "cilium"`,
	],
	[
		"null, which takes a value of the base away",
		[BASE, base(RIGHT), overlay("prod"), patch("prod", { cniPlugin: null })],
		`edit HelmRelease ako spec.values.${CNI}: ...`,
	],
	[
		"the patch of a component",
		[
			BASE,
			base(CHANGEME),
			kustomization("prod", {
				resources: ["../base"],
				components: ["../named"],
			}),
			{
				...kustomization("named", { patches: [{ path: "patch.yaml" }] }),
				kind: "Component",
			},
			patch("named", RIGHT),
		],
	],
	[
		"an overlay of an overlay, whose patch wins",
		[
			BASE,
			base({}),
			overlay("named"),
			patch("named", { clusterName: "x", cniPlugin: "cilium" }),
			overlay("prod", { resources: ["../named"] }),
			patch("prod", { clusterName: "prod" }),
		],
	],
	...(
		[
			[{ kind: "HelmRelease" }, true],
			[{ kind: "HelmRelease", name: "a.*" }, true],
			[{ kind: "Application|HelmRelease", name: "x|ak.*o" }, true],
			[{ kind: "HelmRelease", name: "ak" }, false],
			[{ kind: "HelmRelease", name: "x.*" }, false],
			[{ name: "a.*k.*o" }, true],
			[{ name: "ako.*o" }, false],
			[{ name: "ako-*" }, true],
			[{ name: ".k." }, true],
			[{ name: "^(avi|ako)$" }, true],
			[{ name: "a(b|ako|c)" }, false],
			[{ name: "*" }, false],
			[{ name: "ak+o" }, true],
			[{ kind: "Deployment" }, false],
			[{ group: "helm.toolkit.fluxcd.io", version: "v2" }, true],
			[{ group: "argoproj.io" }, false],
			[{ labelSelector: "app=ako, tier == x" }, true],
			[{ labelSelector: "app=cilium" }, false],
			[{ labelSelector: "app=ako,team=none" }, false],
			[{ labelSelector: "app in (ako)" }, false],
			[{ annotationSelector: "app=ako" }, false],
			[{ name: "(cilium|ako)" }, true],
			[{ name: "^ako(-.+)?$" }, true],
			[{ name: "[a-z]k\\w" }, true],
			[{ name: "ako-.+" }, false],
			[{ name: "ako(" }, false],
			[{ name: "(a+)+b" }, false],
		] as const
	).map(
		([target, isOfAko]): TargetRow => [
			`a patch with the target ${JSON.stringify(target).slice(0, 80)}`,
			[
				BASE,
				at("base/ako.yaml", release({ values: ako(CHANGEME) }, "ako", LABELS)),
				overlay("prod", { patches: [{ path: "patch.yaml", target }] }),
				at("prod/patch.yaml", {
					apiVersion: "helm.toolkit.fluxcd.io/v2",
					kind: "HelmRelease",
					metadata: { name: "any" },
					spec: { values: ako(RIGHT) },
				}),
			],
			...(isOfAko ? [] : [MISMATCH("CHANGEME")]),
		],
	),
	...(
		[
			["the name that a layer below makes", { name: "eu-ako-1" }, true],
			["the namespace that a layer below sets", { namespace: "avi" }, true],
			["the name in the file", { name: "ako" }, true],
			["another name", { name: "eu-ako" }, false],
		] as const
	).map(
		([what, target, isOfAko]): TargetRow => [
			`a target with ${what}`,
			[
				BASE,
				base(CHANGEME),
				kustomization("eu", {
					resources: ["../base"],
					namePrefix: "eu-",
					nameSuffix: "-1",
					namespace: "avi",
				}),
				overlay("prod", {
					resources: ["../eu"],
					patches: [{ path: "patch.yaml", target }],
				}),
				patch("prod", RIGHT),
			],
			...(isOfAko ? [] : [MISMATCH("CHANGEME")]),
		],
	),
	[
		"a patch with the name that a layer below makes",
		[
			BASE,
			base(CHANGEME),
			kustomization("eu", { resources: ["../base"], namePrefix: "eu-" }),
			overlay("prod", { resources: ["../eu"] }),
			{
				...patch("prod", RIGHT),
				metadata: { ...patch("prod", RIGHT).metadata, name: "eu-ako" },
			},
		],
	],
	...[
		release({ values: ako({ ...RIGHT, cniPlugin: "calico" }) }),
		config("avi-k8s-config", { ...RIGHT, cniPlugin: "calico" }),
	].map(
		(own): TargetRow => [
			`a ${own.kind} as a patch whose target selects nothing`,
			[
				at("base/ako.yaml", {
					...own,
					...(own.kind === "ConfigMap"
						? { data: RIGHT }
						: { spec: release({ values: ako(RIGHT) }).spec }),
				}),
				BASE,
				overlay("prod", {
					patches: [{ path: "patch.yaml", target: { name: "akoo" } }],
				}),
				at("prod/patch.yaml", own),
			],
			`target-not-editable ${own.kind} ${own.metadata.name} undefined: ${own.kind} ${own.metadata.name}: a kustomization patches values of AKO with it in what a target selects, which is nothing here; ...`,
		],
	),
	...(
		[
			["fill in", { kind: "HelmRelease" }, true],
			["in a file fill in", { name: "ako" }, true],
			["leave alone", { kind: "ConfigMap" }, false],
		] as const
	).map(([what, select, isFilled]): TargetRow => {
		const fieldPaths = ["spec.values.AKOSettings.clusterName"];
		const own = {
			source: { kind: "ConfigMap", name: "cluster", fieldPath: "data.name" },
			targets: [{ select, fieldPaths }],
		};
		const isFile = what.includes("file");
		return [
			`a clusterName that replacements ${what}`,
			[
				BASE,
				base({ ...RIGHT, ...CHANGEME }),
				overlay("prod", {
					patches: [],
					replacements: [isFile ? { path: "../r.yaml" } : own],
				}),
				...(isFile ? [inFile("r.yaml", { metadata: {}, ...own })] : []),
			],
			isFilled
				? "target-not-editable undefined undefined spec.values.AKOSettings.clusterName: HelmRelease ako: AKOSettings.clusterName is {{replacements of prod/kustomization.yaml}}, which is filled in later and not compared or edited here; make sure that ..."
				: MISMATCH("CHANGEME"),
		];
	}),
	[
		"two overlays, of which one has the name of the cluster",
		[
			BASE,
			base(CHANGEME),
			overlay("prod"),
			patch("prod", RIGHT),
			overlay("stage"),
			patch("stage", { clusterName: "stage" }),
		],
	],
	[
		"three overlays, of which none has the name of the cluster",
		[
			BASE,
			base({}),
			overlay("prod"),
			patch("prod", { clusterName: "x", cniPlugin: "cilium" }),
			overlay("stage"),
			patch("stage", { clusterName: "y" }),
			overlay("test"),
			patch("test", { clusterName: "x", cniPlugin: "cilium", ipFamily: "V4" }),
		],
		`target-not-editable HelmRelease ako spec.values.${CNI}: HelmRelease ako: ${CNI} and AKOSettings.clusterName may be set in ${DIFFER}; make sure that ...`,
	],
	[
		"two overlays, of which one is of a cluster that is not here, and whose base is not edited",
		[
			BASE,
			base({ cniPlugin: "" }),
			overlay("prod"),
			patch("prod", { clusterName: "prod" }),
			overlay("stage"),
			patch("stage", { clusterName: "stage" }),
		],
		`target-not-editable HelmRelease ako spec.values.${CNI}: HelmRelease ako is shared by clusters prod and stage and is not edited: spec.values.${CNI} is ""; set spec.values.${CNI}: cilium in a patch of the cluster's own kustomization`,
	],
	[
		"two overlays, of which one has the name of the cluster, whose value may be elsewhere",
		[
			BASE,
			base({}, { valuesFrom: [{ kind: "Secret", name: "x" }] }),
			overlay("prod"),
			patch("prod", NAMED),
			overlay("stage"),
			patch("stage", { clusterName: "stage" }),
		],
		'target-not-editable HelmRelease ako spec.valuesFrom[0]: HelmRelease ako: AKOSettings.cniPlugin may be set in Secret x, and is not compared or edited here; make sure that AKOSettings.cniPlugin is "cilium" there, or set it in spec.values, which wins',
	],
	[
		"two overlays that leave what is wrong to the base, which is edited",
		[
			BASE,
			base({ clusterName: "prod", cniPlugin: "" }),
			overlay("prod"),
			patch("prod", { ipFamily: "V4" }),
			overlay("stage"),
			patch("stage", { ipFamily: "V6" }),
		],
		`edit HelmRelease ako spec.values.${CNI}: HelmRelease ako: ${CNI} goes from "" to "cilium"`,
	],
	[
		"two overlays with the same wrong value, each in its own patch",
		[
			BASE,
			base({ clusterName: "prod" }),
			...["prod", "stage"].flatMap((name) => [
				overlay(name),
				patch(name, { cniPlugin: "", ipFamily: name }),
			]),
		],
		`target-not-editable HelmRelease ako spec.values.${CNI}: ...`,
	],
	[
		"three overlays with the same wrong value, one in its own patch",
		[
			BASE,
			base({ clusterName: "prod", cniPlugin: "" }),
			overlay("dev", { patches: [] }),
			overlay("prod"),
			patch("prod", { ipFamily: "V4" }),
			overlay("stage"),
			patch("stage", { cniPlugin: "" }),
		],
		`target-not-editable HelmRelease ako spec.values.${CNI}: ...`,
	],
	[
		"two overlays, of which one has a variable",
		[
			BASE,
			base({ clusterName: "prod" }),
			overlay("prod"),
			patch("prod", { cniPlugin: "cilium" }),
			overlay("stage"),
			patch("stage", { cniPlugin: variable("CNI") }),
		],
		`target-not-editable HelmRelease ako spec.values.${CNI}: HelmRelease ako: ${CNI} is $\{CNI}, which is filled in later and not compared or edited here; make sure that ...`,
	],
	[
		"an AKOConfig",
		[
			at(
				"base/ako.yaml",
				object("AKOConfig", "ako.vmware.com/v1beta1", "ako", {
					spec: { akoSettings: CHANGEME },
				}),
			),
			BASE,
			overlay("prod"),
			at(
				"prod/patch.yaml",
				object("AKOConfig", "ako.vmware.com/v1beta1", "ako", {
					spec: { akoSettings: RIGHT },
				}),
			),
		],
	],
	[
		"a ConfigMap avi-k8s-config",
		[
			at("base/ako.yaml", config("avi-k8s-config", CHANGEME)),
			BASE,
			overlay("prod"),
			at("prod/patch.yaml", config("avi-k8s-config", RIGHT)),
		],
	],
	[
		"a patch of a ConfigMap whose data are no mapping",
		[
			at("base/ako.yaml", config("avi-k8s-config", RIGHT)),
			BASE,
			overlay("prod"),
			at("prod/patch.yaml", config("avi-k8s-config", "x" as never)),
		],
		"input-invalid ConfigMap avi-k8s-config data: ...",
	],
	[
		"a patch of a ConfigMap that a generator makes",
		[
			base({}, { valuesFrom: [{ kind: "ConfigMap", name: "values" }] }),
			kustomization("base", {
				resources: ["ako.yaml"],
				configMapGenerator: [{ name: "values", files: ["values.yaml"] }],
			}),
			overlay("stage"),
			at(
				"stage/patch.yaml",
				config("values", { "values.yaml": text({ clusterName: "stage" }) }),
			),
		],
		`target-not-editable HelmRelease ako spec.valuesFrom[0]: HelmRelease ako: ${CNI} and AKOSettings.clusterName may be set in ConfigMap values, which base/kustomization.yaml generates ...`,
	],
	[
		"a patch of a ConfigMap with values",
		[
			base({}, { valuesFrom: [{ kind: "ConfigMap", name: "values" }] }),
			kustomization("base", { resources: ["ako.yaml", "values.yaml"] }),
			at(
				"base/values.yaml",
				config("values", { "values.yaml": text(CHANGEME) }),
			),
			overlay("prod"),
			at(
				"prod/patch.yaml",
				config("values", { "values.yaml": text({ clusterName: "prod" }) }),
			),
		],
		`edit ConfigMap values data[values.yaml]: ${CNI}: ...`,
	],
	[
		"kustomizations that include each other",
		[
			base(RIGHT),
			...["base", "prod", "stage"].map((name) =>
				kustomization(name, {
					resources: ["ako.yaml", "../base", "../prod", "../stage"],
					components: ["../prod", "https://github.com/a/b"],
				}),
			),
		],
	],
	...[99, 100].map(
		(last): TargetRow => [
			`the patch of the last of ${last + 2} kustomizations above each other`,
			[
				BASE,
				base(CHANGEME),
				...Array.from({ length: last + 1 }, (_, i) =>
					kustomization(`k${i}`, {
						resources: [i === 0 ? "../base" : `../k${i - 1}`],
						...(i === last && { patches: [{ path: "patch.yaml" }] }),
					}),
				),
				patch(`k${last}`, RIGHT),
			],
			...(last === 99 ? [] : [MISMATCH("CHANGEME")]),
		],
	),
	[
		"two patches in a file, of which the last one wins",
		[
			BASE,
			base(CHANGEME),
			overlay("prod"),
			patch("prod", { clusterName: "x", cniPlugin: "cilium" }),
			inFile("prod/patch.yaml", patch("prod", NAMED), 1),
		],
	],
	[
		"null, which takes all settings away",
		[
			BASE,
			base(RIGHT),
			overlay("prod"),
			at("prod/patch.yaml", release({ values: { AKOSettings: null } })),
		],
		`target-not-editable HelmRelease ako spec.values.${CNI}: HelmRelease ako has a patch which takes it away...`,
	],
	[
		"a list, which the patch replaces as a whole",
		[
			at("base/ako.yaml", application("cilium")),
			BASE,
			overlay("prod"),
			at("prod/patch.yaml", application("")),
		],
		"edit Application ako spec.source.helm.parameters[0].value: ...",
	],
	[
		"a patch of what is not here, marked as a target",
		[
			overlay("prod"),
			{
				...patch("prod", { clusterName: "prod" }),
				...at("prod/patch.yaml", {
					...patch("prod", {}),
					metadata: {
						name: "ako",
						annotations: { "avi-routes.dev/target": "ako" },
					},
				}),
				spec: { values: ako({ clusterName: "prod" }) },
			},
		],
		`edit HelmRelease ako spec.values.${CNI}: ...`,
	],
]);

const BY_FILE = { resources: ["../base/ako.yaml"], patches: [] };
const LEFT_OUT =
	"target-not-editable HelmRelease ako kind: HelmRelease ako: base/kustomization.yaml does not list its file, and no other kustomization of the package does: if nothing else applies it, what is read and edited here has no effect; list the file there, or put it into .krmignore";
tellOfTargets(test, [
	[
		"a file that the kustomization beside it does not list",
		[kustomization("base", { resources: [] }), base(CHANGEME)],
		'ako-target-mismatch HelmRelease ako spec.values.AKOSettings.clusterName: HelmRelease ako has clusterName "CHANGEME", here the cluster is prod; if nothing applies its file, put that into .krmignore; else correct the one that is wrong',
		LEFT_OUT,
	],
	...(
		[
			["does not say what it builds", { namePrefix: "a-" }, []],
			[
				"has it in a generator",
				{ resources: [], generators: ["ako.yaml"], patches: null },
				[],
			],
			[
				"makes a ConfigMap of it",
				{
					resources: [],
					configMapGenerator: [{ name: "a", files: ["values.yaml=ako.yaml"] }],
				},
				[],
			],
			["is another one", { resources: [] }, [overlay("prod", BY_FILE)]],
		] as const
	).map(
		([what, rest, others]): TargetRow => [
			`a file whose kustomization ${what}`,
			[kustomization("base", rest), base(RIGHT), ...others],
		],
	),
]);

const EAST = {
	clusters: [
		{ name: "east", path: "east" },
		{ name: "west", path: "west" },
	],
};
const info =
	(check: string) =>
	(result: {
		readonly tags: { readonly check: string };
		readonly message: string;
		readonly file?: { readonly path: string };
	}) =>
		[
			check,
			"edit",
			"ako-target-mismatch",
			"cluster-ambiguous",
			"ipam-mode-unknown",
		].includes(result.tags.check)
			? `${result.file?.path}: ${result.message}`
			: undefined;
const ROWS: readonly Told[] = [
	[
		"a base of two clusters, each named by its own patch",
		[
			...TWO_CLUSTERS,
			BASE,
			base({ ...CHANGEME, cniPlugin: "" }),
			...["east", "west"].flatMap((name) => [
				overlay(name),
				patch(name, {
					clusterName: name,
					...(name === "west" && { cniPlugin: "" }),
				}),
			]),
		],
		EAST,
		'base/ako.yaml: HelmRelease ako is shared by clusters east and west and is not edited: spec.values.AKOSettings.cniPlugin is ""; set spec.values.AKOSettings.cniPlugin: cilium in a patch of the cluster\'s own kustomization',
		'west/patch.yaml: HelmRelease ako: AKOSettings.cniPlugin goes from "" to "cilium"',
	],
	[
		"a base of two clusters, each named by the patch of a folder below its own",
		[
			...TWO_CLUSTERS,
			BASE,
			base({ cniPlugin: "" }),
			...["east", "west"].flatMap((name) => [
				kustomization(name, { resources: ["ako"] }),
				overlay(`${name}/ako`, {
					resources: ["../../base"],
					patches: [{ path: "p/patch.yaml" }],
				}),
				kustomization(`${name}/ako/p`, {}),
				patch(`${name}/ako/p`, {
					clusterName: name,
					cniPlugin: name === "west" ? "" : "cilium",
				}),
			]),
		],
		EAST,
		'west/ako/p/patch.yaml: HelmRelease ako: AKOSettings.cniPlugin goes from "" to "cilium"',
	],
	[
		"a base of one of two clusters and of one that is not here",
		[
			...TWO_CLUSTERS,
			BASE,
			base({ cniPlugin: "" }),
			overlay("east"),
			patch("east", { clusterName: "east" }),
			overlay("north"),
			patch("north", { clusterName: "north" }),
		],
		EAST,
		`base/ako.yaml: HelmRelease ako is shared by the kustomizations in east and north and is not edited: spec.values.${CNI} is ""; set spec.values.${CNI}: cilium in a patch of the cluster's own kustomization`,
	],
	[
		"a patch in a file that two clusters share",
		[
			...TWO_CLUSTERS,
			BASE,
			base({}),
			...["east", "west"].map((name) =>
				overlay(name, { patches: [{ path: "../patch/patch.yaml" }] }),
			),
			patch("patch", { cniPlugin: "" }),
		],
		EAST,
		...["east", "west"].map(
			(name) =>
				`base/ako.yaml: HelmRelease ako has no clusterName; the chart's default is my-cluster, here it is ${name}; ...`,
		),
		...["east", "west"].map(
			() =>
				"patch/patch.yaml: HelmRelease ako is shared by clusters east and west and is not edited: ...",
		),
	],
	[
		"an object of one of two clusters, whose overlays leave what is wrong to it",
		[
			...TWO_CLUSTERS,
			BASE,
			at(
				"base/ako.yaml",
				release(
					{ values: ako({ clusterName: "east", cniPlugin: "" }) },
					"ako",
					{
						annotations: { "avi-routes.dev/cluster": "east" },
					},
				),
			),
			...["a", "b"].flatMap((ipFamily) => [
				overlay(ipFamily),
				patch(ipFamily, { ipFamily }),
			]),
		],
		{},
		'base/ako.yaml: HelmRelease ako: AKOSettings.cniPlugin goes from "" to "cilium"',
	],
	[
		"a base of two clusters with the name of neither",
		[
			...TWO_CLUSTERS,
			BASE,
			base({ ...RIGHT, ...CHANGEME }),
			...["east", "west"].map((name) => overlay(name, { patches: [] })),
		],
		EAST,
		...["east", "west"].map(
			(name) =>
				`base/ako.yaml: HelmRelease ako has clusterName "CHANGEME", here the cluster is ${name}; set it in a patch of the cluster's own kustomization, in a file; if something that is not read here sets it, put the shared file into .krmignore`,
		),
	],
	...["cluster-pool", "kubernetes"].map(
		(ipam): Told => [
			`two overlays, whose cilium-config has ${ipam} in one and cluster-pool in the other`,
			[
				clusterSnapshot(
					clusterPool({ akoConfig: undefined, ciliumConfig: undefined }),
				),
				at("base/ako.yaml", config("cilium-config", {})),
				BASE,
				...["cluster-pool", ipam].flatMap((ipam, i) => [
					overlay(`${i}`),
					at(`${i}/patch.yaml`, config("cilium-config", { ipam })),
				]),
			],
			{},
			...(ipam === "cluster-pool"
				? []
				: [
						"undefined: cluster prod has only a cilium-config whose ipam can't be read (it is patches of kustomize, which differ between 0 and 1)...",
					]),
		],
	),
	[
		"an object that may be of either of two clusters, which is told once",
		[...TWO_CLUSTERS, at("ako.yaml", release({ values: ako({}) }))],
		EAST,
		"ako.yaml: HelmRelease ako may be for any of clusters east and west and is not edited: spec.values.AKOSettings.cniPlugin is not set; set spec.values.AKOSettings.cniPlugin: cilium by hand, or annotate it with avi-routes.dev/cluster or put it below a spec.clusters[].path if it is for one of them",
	],
	[
		"objects of one name that each name their cluster",
		[
			...TWO_CLUSTERS,
			...["east", "west"].map((clusterName) =>
				at(`${clusterName}.yaml`, release({ values: ako({ clusterName }) })),
			),
			object("ConfigMap", "v1", "avi-k8s-config", {
				data: { clusterName: "west", cniPlugin: "" },
			}),
		],
		{},
		'east.yaml: HelmRelease ako: AKOSettings.cniPlugin is set to "cilium"',
		'configmap-avi-k8s-config.yaml: ConfigMap avi-k8s-config: cniPlugin goes from "" to "cilium"',
		'west.yaml: HelmRelease ako: AKOSettings.cniPlugin is set to "cilium"',
	],
];
tellInAnyOrder(test, ROWS, info("target-not-editable"));
test.run();
