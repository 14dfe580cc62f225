import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool, configMap, inFile } from "../support/clusters.ts";
import {
	type AnyResource,
	resultsOf,
	runItems,
} from "../support/function-run.ts";
import { clusterSnapshot, rawObjects } from "./raw-objects.ts";

/** What one cluster's dumps look like in a folder of their own. */
function dumps(cluster: string) {
	const at = (file: string) => ({
		"internal.config.kubernetes.io/path": `${cluster}/${file}.yaml`,
	});
	const config = (name: string, data: object) => ({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name, uid: "live", annotations: at(name) },
		data,
	});
	return [
		{
			apiVersion: "v1",
			kind: "Node",
			metadata: { name: "worker-1", annotations: at("worker-1") },
			spec: { podCIDR: "10.1.0.0/24", podCIDRs: ["10.1.0.0/24"] },
			status: { addresses: [{ type: "InternalIP", address: "192.168.0.1" }] },
		},
		config("avi-k8s-config", { clusterName: cluster }),
		config("cilium-config", { ipam: "kubernetes" }),
	];
}

const HEAP = [...dumps("prod-east"), ...dumps("prod-west")];
const test = suite("a heap of two clusters");

test("shows both clusters' evidence and the remedy", () => {
	const run = runItems(HEAP);
	assert.is(run.exitCode, 1);
	const [result] = resultsOf(run, "cluster-ambiguous");
	const says = [
		"avi-k8s-config in prod-east/avi-k8s-config.yaml says prod-east",
		"avi-k8s-config in prod-west/avi-k8s-config.yaml says prod-west",
		"spec.clusters[].path",
		"avi-routes.dev/cluster",
	];
	for (const part of says) assert.match(result?.message ?? "", part);
});

test("given one name for both, names the files of what stands twice", () => {
	const run = runItems(HEAP, { clusterName: "prod-east" });
	const messages = resultsOf(run, "cluster-ambiguous").map(
		({ message }) => message,
	);
	assert.ok(
		messages.some((message) =>
			message.includes(
				"prod-east/avi-k8s-config.yaml and prod-west/avi-k8s-config.yaml",
			),
		),
		messages.join("\n"),
	);
});

/** The dumps of a cluster, and all of them again in another folder, changed as named. */
function twice(change: (object: AnyResource) => AnyResource = (same) => same) {
	const copies = dumps("prod").map((object) => {
		const { annotations, ...metadata } = object.metadata;
		const file = Object.values(annotations)[0] as string;
		const at = { "internal.config.kubernetes.io/path": `copies/${file}` };
		return change({ ...object, metadata: { ...metadata, annotations: at } });
	});
	const pool = { cidrs: ["10.0.0.0/8"] };
	const pools = ["a.yaml", "b.yaml"].map((file) => ({
		apiVersion: "cilium.io/v2alpha1",
		kind: "CiliumPodIPPool",
		metadata: {
			name: "default",
			annotations: { "internal.config.kubernetes.io/path": file },
		},
		spec: { ipv4: pool },
	}));
	return [...dumps("prod"), ...copies, ...pools];
}

test("the same object in two files is one", () => {
	const run = runItems(twice(), { clusterName: "prod" });
	assert.is(run.exitCode, 0, run.results[0]?.message);
	const table = run.items.find(({ kind }) => kind === "AviRouteTable");
	assert.is(table?.spec.routes.length, 1);
});

for (const [second, says] of [
	["false", undefined],
	["0", undefined],
	["true", "ConfigMap avi-k8s-config exists 2 times for cluster prod"],
] as const)
	test(`of two AKO instances, primaryInstance ${second} of the second: the primary one counts`, () => {
		const instance = (namespace: string, data: object) => ({
			...configMap("avi-k8s-config", { clusterName: "prod", ...data }),
			metadata: { name: "avi-k8s-config", namespace, uid: namespace },
		});
		const run = runItems(
			[
				...dumps("prod").filter(({ kind }) => kind === "Node"),
				configMap("cilium-config", { ipam: "kubernetes" }),
				instance("blue", { primaryInstance: second, cniPlugin: "cilium" }),
				instance("avi-system", { cniPlugin: "" }),
			],
			{ clusterName: "prod" },
		);
		const [told] = resultsOf(run, "cluster-ambiguous");
		assert.is(told?.message.slice(0, says?.length), says);
		assert.equal(resultsOf(run, "cni-plugin-mismatch"), []);
	});

test("a copy of desired state is applied, too", () => {
	const desired = {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "avi-k8s-config" },
		data: { clusterName: "prod" },
	};
	const items = [...dumps("prod").slice(0, 1), desired, desired];
	const run = runItems(items, { clusterName: "prod" });
	assert.match(
		resultsOf(run, "cluster-ambiguous")[0]?.message ?? "",
		"ConfigMap avi-k8s-config exists 2 times for cluster prod",
	);
});

const CLUSTER = clusterPool();
const inDumps = (folder: string) =>
	rawObjects(CLUSTER).map((object) =>
		inFile(`${folder}/${object.kind}-${object.metadata.name}.yaml`, object),
	);

/** Dumps and a ClusterSnapshot in one package, and what is said. */
const KEPT: readonly [
	lesson: string,
	items: readonly AnyResource[],
	spec: object,
	says: string,
][] = [
	[
		"of its cluster",
		[...inDumps("dumps"), clusterSnapshot(CLUSTER, "prod")],
		{},
		"CiliumNode worker-1 and 7 more objects look like the dumps that ClusterSnapshot prod was made from, and a cluster counts once; move them out of the package, or put dumps/ into .krmignore",
	],
	[
		"of its cluster, and its name",
		[...inDumps("dumps"), clusterSnapshot(CLUSTER, "prod")],
		{ clusterName: "prod" },
		"CiliumNode worker-1 and 7 more objects look like the dumps that ClusterSnapshot prod",
	],
	[
		"of its cluster in several folders",
		[
			...inDumps("a").slice(0, 4),
			...inDumps("b").slice(4),
			clusterSnapshot(CLUSTER, "prod"),
		],
		{},
		"CiliumNode worker-1 and 7 more objects look like the dumps that ClusterSnapshot prod was made from, and a cluster counts once; move them out of the package, or put the names of their files into .krmignore",
	],
	[
		"of other nodes with these names",
		[
			...inDumps("dumps"),
			clusterSnapshot(
				clusterPool({ nodes: { 1: { uid: "a" }, 2: { uid: "b" } } }),
				"east",
			),
		],
		{},
		"CiliumNode worker-1 and 7 more objects belong to no cluster (the package has east); set spec.clusterName",
	],
];

for (const [lesson, items, spec, says] of KEPT)
	test(`dumps beside a ClusterSnapshot: ${lesson}`, () => {
		for (const all of [items, [...items].reverse()]) {
			const run = runItems(all, spec);
			const told = resultsOf(run, "cluster-ambiguous");
			assert.equal(
				told.map(({ message }) => message.slice(0, says.length)),
				[says],
			);
		}
	});

/** How the second one of two differs, and what is said. */
const CLASHES: readonly [
	change: (object: AnyResource) => AnyResource,
	says: readonly string[],
][] = [
	[
		({ kind, spec, ...object }) =>
			kind === "Node"
				? { ...object, kind, spec: { podCIDR: "10.2.0.0/24" } }
				: { ...object, kind, spec },
		[
			"Node worker-1 exists 2 times for cluster prod: in copies/prod/worker-1.yaml and prod/worker-1.yaml; keep one, or",
		],
	],
	[
		({ metadata, ...object }) => ({
			...object,
			metadata: { ...metadata, namespace: "cilium" },
		}),
		[
			"ConfigMap cilium-config exists 2 times for cluster prod: in copies/prod/cilium-config.yaml (namespace cilium) and prod/cilium-config.yaml (namespace not set); keep",
			"ConfigMap avi-k8s-config exists 2 times for cluster prod: in copies/prod/avi-k8s-config.yaml (namespace cilium) and",
		],
	],
];

for (const [change, says] of CLASHES)
	test(`objects of one name that differ: ${says[0]}`, () => {
		for (const items of [twice(change), twice(change).reverse()]) {
			const run = runItems(items, { clusterName: "prod" });
			const told = resultsOf(run, "cluster-ambiguous");
			assert.equal(
				told.map(({ message }, i) => message.slice(0, says[i]?.length)),
				says,
			);
		}
	});

test("is no trouble once the folders tell", () => {
	const clusters = ["prod-east", "prod-west"].map((name) => ({
		name,
		path: name,
	}));
	const run = runItems(HEAP, { clusters });
	assert.is(run.exitCode, 0, run.results[0]?.message);
	assert.is(run.items.filter(({ kind }) => kind === "AviRouteTable").length, 2);
});

test.run();
