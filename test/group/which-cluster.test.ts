import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool, inFile } from "../support/clusters.ts";
import {
	type AnyResource,
	resourceList,
	runText,
} from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import {
	coreObject as object,
	type Told,
	tellInAnyOrder,
} from "./tell-in-any-order.ts";

const node = (name: string, octet = 1) =>
	object("Node", name, {
		spec: { podCIDR: `10.${octet}.0.0/24` },
		status: { addresses: [{ type: "InternalIP", address: "192.168.0.1" }] },
	});
const dump = (name: string, data: object) =>
	object("ConfigMap", name, { data }, { uid: "live" });
const kubeSystem = (uid: string) =>
	object("Namespace", "kube-system", {}, { uid });
const of = (cluster: string, { metadata, ...rest }: AnyResource) => ({
	...rest,
	metadata: { ...metadata, annotations: { "avi-routes.dev/cluster": cluster } },
});
const service = (name: string, port: object, labels: object = {}) =>
	object("Service", name, { spec: { ports: [port] } }, { labels });
const SCTP = { port: 38412, protocol: "SCTP" };
/** Objects of one name in so many files, each with another pod CIDR. */
const differing = (name: string, count: number) =>
	Array.from({ length: count }, (_, i) =>
		inFile(`${i + 1}.yaml`, node(name, i)),
	);
const POOLS = clusterPool();
const SNAPSHOT = clusterSnapshot(POOLS);

const ROWS: readonly Told[] = [
	[
		"one object without a file",
		[node("w1")],
		{},
		"Node w1 belongs to no cluster; set spec.clusterName, or spec.clusters[].path to...",
	],
	[
		"two objects without files, of which one has the name of its cluster",
		[node("w1"), dump("avi-k8s-config", { clusterName: "east" })],
		{},
		"ConfigMap avi-k8s-config and 1 more object belong to no cluster; set spec.clusterName (avi-k8s-config says east), or...",
	],
	[
		"files with the names of two clusters",
		[
			inFile("b.yaml", dump("avi-k8s-config", { clusterName: "east" })),
			inFile("a.yaml", dump("cilium-config", { "cluster-name": "west" })),
			inFile("a.yaml", node("w1"), 1),
		],
		{},
		"a.yaml: ConfigMap cilium-config and 2 more objects belong to no cluster; set spec.clusterName (avi-k8s-config in b.yaml says east; cilium-config in a.yaml says west), or...",
	],
	[
		"places in one file",
		[inFile("a.yaml", node("w1"), 2), inFile("a.yaml", node("w2"), 1)],
		{},
		"a.yaml#1: Node w2 and 1 more object belong to no cluster; set spec.clusterName, or...",
	],
	[
		"desired state of a cluster, and no cluster at all",
		[of("west", service("amf", SCTP))],
		{},
		"no cluster found: ...",
	],
	[
		"desired state of two clusters, with and without SCTP",
		[
			of("east", node("w1")),
			of("west", node("w2")),
			service("web", { port: 80 }),
			service("labelled", { port: 80 }, { protocol: "SCTP" }),
			service("amf", SCTP),
		],
		{},
		"Service amf could belong to any of east, west; annotate it with avi-routes.dev/cluster, or...",
	],
	...[3, 4].map(
		(count): Told => [
			`${count} Nodes that differ in two files`,
			Array.from({ length: count }, (_, i) => differing(`w${i + 1}`, 2)).flat(),
			{ clusterName: "prod" },
			...(count === 3
				? ["w1", "w2", "w3"].map(
						(name) =>
							`2.yaml: Node ${name} exists 2 times for cluster prod: in 1.yaml and 2.yaml; keep one...`,
					)
				: [
						"2.yaml: Node w1 exists 2 times for cluster prod: in 1.yaml and 2.yaml (and so do 3 more objects); keep one...",
					]),
		],
	),
	[
		"a Node that differs in three files",
		differing("w1", 3),
		{ clusterName: "prod" },
		"2.yaml: Node w1 exists 3 times for cluster prod: in 1.yaml and 2.yaml and 3.yaml; keep one...",
	],
	[
		"a Node that differs in four files",
		differing("w1", 4),
		{ clusterName: "prod" },
		"2.yaml: Node w1 exists 4 times for cluster prod: in 1.yaml and 2.yaml and 3.yaml, ...; keep one...",
	],
	[
		"two Namespaces kube-system",
		[inFile("a.yaml", kubeSystem("u2")), inFile("b.yaml", kubeSystem("u1"))],
		{ clusterName: "prod" },
		"b.yaml: cluster prod has Namespaces kube-system of the uids u1 and u2: these are dumps of two clusters; keep those of one...",
	],
	[
		"a cluster without nodes",
		[
			inFile("a.yaml", service("amf", SCTP)),
			inFile("b.yaml", dump("avi-k8s-config", { clusterName: "prod" })),
			inFile("c.yaml", kubeSystem("u1")),
		],
		{ clusterName: "prod" },
		"cluster prod has 0 nodes...",
		"b.yaml: nothing in the snapshot of cluster prod is Cilium's...",
	],
	[
		"a dump of one node of a ClusterSnapshot",
		[inFile("d/n.yaml", node("worker-1")), SNAPSHOT],
		{},
		"d/n.yaml: Node worker-1 looks like the dumps that ClusterSnapshot prod was made from, and a cluster counts once; move them out of the package, or put d/ into .krmignore",
	],
	[
		"a dump of one node of a ClusterSnapshot, beside desired state",
		[inFile("d/n.yaml", node("worker-1")), service("amf", SCTP), SNAPSHOT],
		{ clusterName: "prod" },
		"d/n.yaml: Node worker-1 looks like the dumps...",
	],
	[
		"pools of one name that differ, of which one is to be applied",
		[
			clusterSnapshot({
				...POOLS,
				podIPPools: [{ name: "a", cidrs: ["10.0.0.0/8"] }],
			}),
			{
				...object("CiliumPodIPPool", "a", {
					spec: { ipv4: { cidrs: ["10.0.0.0/8", "10.9.0.0/16"] } },
				}),
				apiVersion: "cilium.io/v2alpha1",
			},
		],
		{ clusterName: "prod" },
	],
	[
		"dumps of two nodes, of which a ClusterSnapshot has one",
		[
			inFile("d/n.yaml", node("worker-1")),
			inFile("e.yaml", node("other")),
			SNAPSHOT,
		],
		{},
		"d/n.yaml: Node worker-1 and 1 more object belong to no cluster (the package has prod); set...",
	],
	[
		"folders within folders, and a cluster without one",
		[
			inFile("x/y/n.yaml", node("w1")),
			inFile("x/n.yaml", node("w2", 2)),
			inFile("x/z/n.yaml", node("w3", 2)),
			node("w4"),
		],
		{
			clusters: [
				{ name: "south" },
				{ name: "west", path: "x/y" },
				{ name: "east", path: "x" },
				{ name: "north", path: "x/z" },
			],
		},
		"Node w4 belongs to no cluster (the package has east, north, west); ...",
		"spec.clusters[0] names cluster south, but no Node or ClusterSnapshot belongs to it; ...",
	],
];

const test = suite("which cluster an object belongs to");
tellInAnyOrder(test, ROWS);

for (const [beside, says] of [
	[
		[],
		"no cluster; no AviRoutes names it: make a package with avi-routes init",
	],
	[
		[of("east", node("w2"))],
		"no cluster (the package has east); set spec.clusterName, or",
	],
] as const)
	test(`without an AviRoutes, beside ${beside.length} with a cluster`, () => {
		const { functionConfig: _, ...list } = JSON.parse(
			resourceList([node("w1"), ...beside], {}),
		);
		const { results } = runText(JSON.stringify(list));
		assert.match(results[0]?.message ?? "", says);
	});
test.run();
