import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool, inFile } from "../support/clusters.ts";
import { type AnyResource, runText } from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import {
	coreObject as object,
	type Told,
	tellInAnyOrder,
} from "./tell-in-any-order.ts";

const OWN = "avi-routes.dev/v1alpha1";
const SNAPSHOT = clusterSnapshot(clusterPool());
const live = { uid: "live" };
const pod = (metadata: object) => object("Pod", "shop", {}, metadata);
const ciliumConfig = object("ConfigMap", "cilium-config", {}, live);
const list = (path: string, ...items: AnyResource[]) =>
	inFile(path, { ...object("List", undefined, { items }) });
const kptfile = (folder: string) =>
	inFile(`${folder}/Kptfile`, {
		...object("Kptfile", folder),
		apiVersion: "kpt.dev/v1",
	});
const ofKpt = (resource: AnyResource) => {
	const { annotations } = resource.metadata;
	const packagePath = "internal.config.kubernetes.io/package-path";
	return {
		...resource,
		metadata: {
			...resource.metadata,
			annotations: { ...annotations, [packagePath]: "/p" },
		},
	};
};
const OF_THIS_FUNCTION = {
	annotations: { "avi-routes.dev/owner": "avi-routes" },
};
const status = (rest: object, index = 0, apiVersion = "v1") =>
	inFile("s.yaml", { ...object("Status", "s", rest), apiVersion }, index);
const nameless = (path: string, index: number) =>
	inFile(path, object("Node", undefined), index);
const LACKS =
	"a resource of kind Node has no metadata.name; every item that is read needs apiVersion, kind and metadata.name as texts";

const test = suite("objects that are wrong");
tellInAnyOrder(test, [
	[
		"kinds and versions that are unknown",
		[
			SNAPSHOT,
			inFile("a.yaml", { ...object("ClusterSnapshots", "x"), apiVersion: OWN }),
			inFile("b.yaml", { ...object("Job", "y"), apiVersion: OWN }),
			inFile("c.yaml", object("Job", "z")),
			inFile("d.yaml", {
				...object("AviRouteTable", "t"),
				apiVersion: "avi-routes.dev/v1",
			}),
		],
		{},
		`a.yaml: ClusterSnapshots x: ${OWN} has no kind ClusterSnapshots; did you mean ClusterSnapshot?`,
		`b.yaml: Job y: ${OWN} has no kind Job; accepted: AviRoutes, ClusterSnapshot, AviRouteTable`,
		`d.yaml: AviRouteTable t: apiVersion is "avi-routes.dev/v1"; want ${OWN}`,
	],
	[
		"subpackages without a configuration",
		[
			SNAPSHOT,
			...["lab", "dev"].map(kptfile),
			inFile("lab/b.yaml", object("Node", "lab-2")),
			inFile("lab/a.yaml", object("Node", "lab-1")),
			inFile("lab/a.yaml", object("Pod", "a"), 1),
			inFile("dev/a.yaml", object("Node", "dev-1")),
		],
		{},
		"dev/a.yaml: the subpackage dev is not read, and it has Node dev-1 but no AviRoutes; put...",
		"lab/a.yaml: the subpackage lab is not read, and it has Node lab-1 and 1 more but no AviRoutes; put...",
	],
	[
		"subpackages with a configuration, below a package without clusters",
		[
			...["west", "east"].flatMap((folder) => [
				kptfile(folder),
				inFile(`${folder}/a.yaml`, object("Node", folder)),
				inFile(`${folder}/b.yaml`, {
					...object("AviRoutes", "own"),
					apiVersion: OWN,
				}),
			]),
		],
		{},
		"no cluster found: the package holds no ClusterSnapshot and no Node; put one beside the AviRoutes...",
		"east/a.yaml: the clusters are in subpackages, which their own pipelines render (east, west); the package above them needs no AviRoutes, and no avi-routes in its pipeline",
	],
	[
		"a part of a package, by the selectors of a Kptfile",
		[ofKpt(SNAPSHOT)],
		{},
		"kpt gives this function a part of the package, without the Kptfile and earlier outputs: each render...",
	],
	[
		"a whole package, as kpt renders it",
		[ofKpt(SNAPSHOT), ofKpt(object("Kptfile", "p"))],
		{},
	],
	[
		"a part of a package with what this function wrote",
		[
			ofKpt(SNAPSHOT),
			ofKpt(object("ConfigMap", "prod-ako-values", {}, OF_THIS_FUNCTION)),
		],
		{},
	],
	[
		"what the API server refused, and what is like it",
		[
			SNAPSHOT,
			status({ status: "Failure", message: "no" }),
			status({ status: "Failure", message: "no" }, 10),
			status({ status: "Failure" }, 1),
			status({ status: "Success", message: "deleted" }),
			status({ status: "Failure", message: "no" }, 0, "backup.example/v1"),
			object("Backup", "b", { status: "Failure", message: "no" }),
		],
		{},
		"s.yaml: the API server refused what was to be dumped: no; dump again as...",
		"s.yaml#1: the API server refused what was to be dumped: no message; dump again as...",
		"s.yaml#10: the API server refused what was to be dumped: no; dump again as...",
	],
	[
		"objects without names",
		[
			nameless("b.yaml", 0),
			nameless("a.yaml", 1),
			nameless("a.yaml", 10),
			nameless("a.yaml", 2),
			object("Node", undefined),
			list("c.yaml", object("Pod", undefined), object("Node", undefined)),
			object("Pod", undefined),
		],
		{},
		`line 1 of the input: ${LACKS}`,
		`a.yaml#1: ${LACKS}`,
		`a.yaml#2: ${LACKS}`,
		`a.yaml#10: ${LACKS}`,
		`b.yaml: ${LACKS}`,
		`c.yaml: items[1]: ${LACKS}`,
	],
	...(
		[
			[100, ""],
			[101, "; 1 more object has none"],
			[103, "; 3 more objects have none"],
		] as const
	).map(
		([count, more]): Told => [
			`${count} objects without names`,
			Array.from({ length: count }, (_, i) => nameless("a.yaml", i + 1)),
			{},
			`a.yaml#1: ${LACKS}${more}`,
			...Array.from({ length: 99 }, (_, i) => `a.yaml#${i + 2}: ${LACKS}`),
		],
	),
	[
		"Lists of dumps that hold others",
		[
			list("b.yaml", ciliumConfig, pod({}), object("Secret", "s")),
			list("a.yaml", pod(live), object("Job", "j"), ciliumConfig),
			list("c.yaml", ciliumConfig, pod(live)),
			list("d.yaml", pod({}), pod({})),
			pod({}),
		],
		{ clusterName: "prod" },
		"a.yaml: List list holds dumps of a live cluster, which must not be applied, and beside them Job j, which is not a dump (it has no metadata.uid); put...",
		"b.yaml: List list holds dumps of a live cluster, which must not be applied, and beside them Pod shop, which...",
	],
	[
		"clusters that are not there",
		[SNAPSHOT],
		{ clusters: [{ name: "a" }, { name: "b", path: "b" }, { name: "prod" }] },
		"spec.clusters[0] names cluster a, but no Node or ClusterSnapshot belongs to it; known: ...",
		"spec.clusters[1].path of cluster b is b, where no object of this package is; known: prod; correct it (it is relative to the folder of the AviRoutes), or remove it",
	],
	[
		"paths of clusters that hold nothing",
		[
			inFile("clusters/east/a.yaml", clusterSnapshot(clusterPool(), "east")),
			inFile("clusters/west/a.yaml", clusterSnapshot(clusterPool(), "west")),
			inFile("clusters/west/sub/a.yaml", object("Pod", "a")),
		],
		{
			clusters: [
				{ name: "east", path: "fleet/clusters/east" },
				{ name: "west", path: "cluster/west/" },
				{ name: "north", path: "clusters/wset" },
				{ name: "south", path: "clusters/west/sub" },
			],
		},
		"spec.clusters[2].path of cluster north is clusters/wset, where no object of this package is; known: east, west; did you mean clusters/west?",
		"spec.clusters[3] names cluster south, but no Node or ClusterSnapshot below clusters/west/sub belongs to it; known: ...",
		"spec.clusters[0].path of cluster east is fleet/clusters/east, where no object of this package is; did you mean clusters/east?",
		"spec.clusters[1].path of cluster west is cluster/west, where no object of this package is; did you mean clusters/west?",
	],
	[
		"a path that is not meant to be another cluster's",
		[
			inFile("clusters/eu/a.yaml", SNAPSHOT),
			inFile("clusters/west/a.yaml", object("Pod", "a")),
		],
		{
			clusters: [
				{ name: "east", path: "clusters/east" },
				{ name: "west", path: "clusters/west" },
			],
		},
		"spec.clusters[0].path of cluster east is clusters/east, where no object of this package is; known: prod; did you mean clusters/eu?",
		"spec.clusters[1] names cluster west, but no Node or ClusterSnapshot below clusters/west belongs to it; known: ...",
	],
	[
		"a path, and objects without files",
		[
			object(
				"Node",
				"w1",
				{ spec: {} },
				{ annotations: { "avi-routes.dev/cluster": "x" } },
			),
		],
		{ clusters: [{ name: "a", path: "a" }] },
		"spec.clusters[0] names cluster a, but no Node or ClusterSnapshot below a belongs to it; known: x; annotate its objects with avi-routes.dev/cluster: they come without the paths of their files",
	],
]);
test.run();

const inList = suite("objects that are wrong, in a list without files");

inList("are told by what is wrong, then by line", () => {
	const items = ["Node", "Node", "CiliumNode", "Node", "Node"].map((kind) => {
		const apiVersion = kind === "Node" ? "v1" : "cilium.io/v2";
		return `- apiVersion: ${apiVersion}\n  kind: ${kind}\n`;
	});
	const { results } = runText(
		`apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${items.join("")}`,
	);
	assert.equal(
		results.map(({ message }) =>
			message.replace(/(line \d+).* of kind (\w+).*/, "$1 $2"),
		),
		[
			...["line 8 CiliumNode", "line 4 Node", "line 6 Node"],
			...["line 10 Node", "line 12 Node"],
		],
	);
});

inList.run();
