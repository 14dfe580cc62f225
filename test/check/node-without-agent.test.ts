import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rawObjects } from "../group/raw-objects.ts";
import { clusterPool, runCluster } from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

const label = (key: string, value: string) => ({
	metadata: { labels: { [key]: value } },
});
const annotation = (key: string) => ({
	metadata: { annotations: { [key]: "fake" } },
});
const taint = (key: string) => ({
	spec: { taints: [{ key, effect: "NoSchedule" }] },
});

/** What a Node without a CiliumNode bears, and whether that says that no agent runs on it. */
const MARKS: readonly [
	mark: { readonly metadata?: object; readonly spec?: object },
	isVirtual: boolean,
][] = [
	[label("type", "virtual-kubelet"), true],
	[label("type", "kwok"), true],
	[label("liqo.io/type", "virtual-node"), true],
	[label("eks.amazonaws.com/compute-type", "fargate"), true],
	[annotation("kwok.x-k8s.io/node"), true],
	[taint("virtual-kubelet.io/provider"), true],
	[label("type", "fargate"), false],
	[label("example.com/was", "virtual-kubelet"), false],
	[label("eks.amazonaws.com/compute-type", "not-fargate"), false],
	[annotation("example.com/fargate-kwok"), false],
	[taint("example.com/virtual-node"), false],
	[{ spec: { taints: null } }, false],
	[{}, false],
];

const test = suite("node-without-agent");

for (const [mark, isVirtual] of MARKS)
	test(`a node with ${JSON.stringify(mark)} ${isVirtual ? "has no" : "gets its"} agent`, () => {
		const cluster = clusterPool({ ciliumNodes: { 2: undefined } });
		const items = rawObjects(cluster).map((object) =>
			object.kind === "Node" && object.metadata.name === "worker-2"
				? {
						...object,
						metadata: { ...object.metadata, ...mark.metadata },
						spec: { ...object.spec, ...mark.spec },
					}
				: object,
		);
		const run = runCluster(items);
		const told = (check: string) => resultsOf(run, check).length;
		assert.is(told("node-without-agent"), isVirtual ? 1 : 0);
		assert.is(told("node-without-cilium-node"), isVirtual ? 0 : 1);
	});

test.run();
