import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Cluster } from "../../src/group/cluster.ts";
import {
	hasSignOfCilium,
	haveAllMoved,
	otherCni,
} from "../../src/plan/other-cni.ts";

const BARE = {
	versions: {},
	nodes: [{ name: "a" }, { name: "b" }],
	ciliumNodes: new Map<string, object>(),
	podIPPools: [],
	ciliumNodeConfigs: [],
	ciliumTargets: [],
};
const clusterWith = (more: object) =>
	({ ...BARE, ...more }) as unknown as Cluster;
const akoWith = (cniPlugin: string) => ({ akoConfig: { data: { cniPlugin } } });

const test = suite("another CNI than Cilium");

for (const [lesson, more, expected] of [
	["nothing", {}, false],
	["AKO that is set for another", akoWith("calico"), false],
	["AKO that is set for it", akoWith("Cilium"), true],
	["its configuration", { ciliumConfig: { data: {} } }, true],
	["its version", { versions: { cilium: "1.18.3" } }, true],
	["a CiliumNode", { ciliumNodes: new Map([["x", {}]]) }, true],
	["a pool", { podIPPools: [{}] }, true],
	["a CiliumNodeConfig", { ciliumNodeConfigs: [{}] }, true],
	["its chart", { ciliumTargets: [{}] }, true],
	[
		"an annotation of one node",
		{
			nodes: [
				{ name: "a" },
				{
					name: "b",
					annotations: { "network.cilium.io/ipv6-pod-cidr": "fd00::/64" },
				},
			],
		},
		true,
	],
] as const)
	test(`a sign of Cilium: ${lesson}`, () =>
		assert.is(hasSignOfCilium(clusterWith(more)), expected));

for (const [plugin, ciliumNodes, expected] of [
	["cilium", {}, undefined],
	["", {}, undefined],
	["Calico", {}, { plugin: "calico", moved: 0, total: 2 }],
	[
		"ncp",
		{ a: { podCIDRs: [] }, b: { pools: [] } },
		{ plugin: "ncp", moved: 0, total: 2 },
	],
	[
		"antrea",
		{ a: { podCIDRs: ["x"] } },
		{ plugin: "antrea", moved: 1, total: 2 },
	],
	["antrea", { b: { pools: [{}] } }, { plugin: "antrea", moved: 1, total: 2 }],
	[
		"flannel",
		{ a: { podCIDRs: ["x"] }, b: { pools: [{}] }, c: { podCIDRs: ["x"] } },
		{ plugin: "flannel", moved: 2, total: 2 },
	],
] as const)
	test(`cniPlugin ${plugin}, with ${Object.keys(ciliumNodes).length} CiliumNodes`, () => {
		const nodes = new Map(Object.entries(ciliumNodes));
		const cluster = clusterWith({ ...akoWith(plugin), ciliumNodes: nodes });
		assert.equal(otherCni(cluster), expected);
	});

test("nodes on which no agent runs need no CIDR of Cilium", () => {
	const nodes = [{ name: "a" }, { name: "b", os: "windows" }];
	const cluster = (ciliumNodes: object) =>
		clusterWith({
			...akoWith("calico"),
			nodes,
			ciliumNodes: new Map(Object.entries(ciliumNodes)),
		});
	const moved = otherCni(cluster({ a: { podCIDRs: ["x"] } }));
	assert.equal(moved, { plugin: "calico", moved: 1, total: 1 });
	assert.ok(moved && haveAllMoved(moved));
	const unmoved = otherCni(cluster({}));
	assert.ok(unmoved && !haveAllMoved(unmoved));
	assert.not.ok(haveAllMoved({ plugin: "calico", moved: 0, total: 0 }));
});

test.run();
