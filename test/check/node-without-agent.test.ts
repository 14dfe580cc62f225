import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import { clusterPool, hostScope, runCluster } from "../support/clusters.ts";
import { type AnyResource, resultsOf } from "../support/function-run.ts";

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

/** Nodes without an agent whose pod CIDRs AKO routes, next to one with an agent: all with a link-local next hop. */
const routedByAko = hostScope(
	{
		ciliumNodes: { 2: undefined, 3: undefined },
		nodes: Object.fromEntries(
			[1, 2, 3].map((n) => [
				n,
				{
					addresses: [{ type: "InternalIP", address: `169.254.0.${n}` }],
					annotations: { "ako.vmware.com/pod-cidrs": `10.9.${n}.0/24` },
					...(n === 1 ? {} : { os: "windows" }),
				},
			]),
		),
	},
	3,
);

for (const check of [
	"next-hop-link-local",
	"pod-cidr-annotation",
	"needs-gitops-owner",
])
	test(`${check} counts nodes without an agent to which AKO programs routes`, () => {
		const run = runCluster([clusterSnapshot(routedByAko)], {
			nextHop: { cidrs: ["10.4.0.0/14"] },
		});
		const [told] = resultsOf(run, check);
		assert.match(told?.message ?? "", /all 3 nodes/);
	});

test("needs-gitops-owner leaves out nodes that get no routes", () => {
	const cluster = clusterPool({
		ciliumNodes: { 2: undefined, 3: undefined },
		nodes: { 2: { os: "windows" }, 3: { os: "windows" } },
	});
	const run = runCluster([clusterSnapshot(cluster)], {
		nextHop: { cidrs: ["10.4.0.0/14"] },
	});
	const [told, ...others] = resultsOf(run, "needs-gitops-owner");
	assert.match(told?.message ?? "", /as next hop of node worker-1,/);
	assert.is(others.length, 0);
});

test("version-unknown needs no kernel of a node without an agent", () => {
	const port = { port: 38412, targetPort: 38412, type: "LoadBalancer" };
	const amf = { kind: "Service", namespace: "telco", name: "amf", ...port };
	const kernelsOf = (mark: object) => {
		const cluster = clusterPool({
			sctpPorts: [amf as unknown as AnyResource],
			versions: { cilium: "1.18.3", ako: "1.13.1" },
			ciliumNodes: { 2: undefined },
			nodes: { 2: { kernelVersion: "custom", ...mark } },
		});
		const run = runCluster([clusterSnapshot(cluster)]);
		return resultsOf(run, "version-unknown").map(({ message }) => message);
	};
	assert.equal(kernelsOf({ virtual: true }), []);
	assert.match(kernelsOf({})[0] ?? "", /^1 of 3 nodes/);
});

test.run();
