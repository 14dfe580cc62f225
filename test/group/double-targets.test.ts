import { suite } from "uvu";
import { clusterPool, inFile } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import {
	ako,
	object,
	release,
	type TargetRow,
	tellOfTargets,
} from "./target-objects.ts";
import { tellInAnyOrder } from "./tell-in-any-order.ts";

/** The object in a folder. */
const below = (folder: string, { metadata, ...rest }: AnyResource) =>
	inFile(`${folder}/${rest.kind}.yaml`, {
		...rest,
		metadata: { ...metadata, annotations: metadata.marks ?? {} },
	});
const cilium = (folder: string, namespace: string) =>
	below(folder, release({}, "cilium", { namespace }));
const application = (name: string, destination: object) =>
	object("Application", "argoproj.io/v1alpha1", name, {
		spec: {
			destination,
			source: { chart: "cilium", helm: { valuesObject: {} } },
		},
	});
const REMEDY = (set: string) =>
	`put the files of another cluster into .krmignore, set spec.clusters[].path to the folder of this one, or ${set} by hand`;
const SET = (values: string) =>
	`${values}.sctp.enabled is not set and ${values}.rollOutCiliumPods is not set; ${REMEDY(`set ${values}.sctp.enabled: true and set ${values}.rollOutCiliumPods: true`)}`;
const edits = (kind: string, name: string) =>
	["rollOutCiliumPods", "sctp.enabled"].map(
		() => `edit ${kind} ${name} spec...`,
	);
const DOUBLE =
	"target-not-editable HelmRelease cilium spec.values.sctp.enabled: HelmRelease cilium exists 2 times (prod/HelmRelease.yaml and stage/HelmRelease.yaml), which one cluster can't have, and is not edited: ";
const OTHER =
	"is one of several that install in different clusters (spec.destination.name prod and stage) and is not edited: ...";

const test = suite("objects that one cluster can't have");
const ROWS: readonly TargetRow[] = [
	[
		"releases of one identity in two folders",
		[cilium("prod", "kube-system"), cilium("stage", "kube-system")],
		DOUBLE + SET("spec.values"),
	],
	[
		"releases of one name in two namespaces",
		[cilium("prod", "kube-system"), cilium("stage", "other")],
		...edits("HelmRelease", "cilium"),
		...edits("HelmRelease", "cilium"),
	],
	[
		"Applications that install in different clusters",
		["prod", "stage"].map((name) => application(name, { name })),
		...["prod", "stage"].map(
			(name) =>
				`target-not-editable Application ${name} spec.source.helm.valuesObject.sctp.enabled: Application ${name} ${OTHER}`,
		),
	],
	[
		"Applications that install in one cluster, named in two ways",
		[
			application("a", { name: "in-cluster" }),
			application("b", { server: "https://kubernetes.default.svc" }),
		],
		...edits("Application", "a"),
		...edits("Application", "b"),
	],
	[
		"two releases of AKO, of which one has the name of another cluster",
		["prod", "stage"].map((clusterName) =>
			below(clusterName, release({ values: ako({ clusterName }) })),
		),
		'ako-target-mismatch HelmRelease ako spec.values.AKOSettings.clusterName: HelmRelease ako has clusterName "stage", here the cluster is prod; if it is of another cluster, put its folder into spec.clusters[].path of that, or into .krmignore; else correct the one that is wrong',
		"target-not-editable HelmRelease ako spec.values.AKOSettings.cniPlugin: HelmRelease ako exists 2 times ...",
	],
];
tellOfTargets(test, ROWS);
tellInAnyOrder(test, [
	[
		"releases of one identity, of which one asks for the mode that runs",
		[
			clusterSnapshot(clusterPool()),
			...["cluster-pool", "kubernetes"].map((mode) =>
				below(mode, release({ values: { ipam: { mode } } }, "cilium")),
			),
		],
		{},
	],
]);
tellInAnyOrder(
	test,
	[
		[
			"releases of one identity, of which one lies below the path of the cluster",
			[
				clusterSnapshot(clusterPool()),
				...["prod", "stage"].map((clusterName) =>
					below(clusterName, release({ values: ako({ clusterName }) })),
				),
			],
			{ clusters: [{ name: "prod", path: "prod" }] },
			"prod/HelmRelease.yaml",
		],
	],
	({ severity, tags, file }) =>
		severity === "error" || tags.check === "edit" ? file?.path : undefined,
);
test.run();
