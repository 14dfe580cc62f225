import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Cluster } from "../../src/group/cluster.ts";
import { idleSetting, resolveLiveAko } from "../../src/plan/live-ako.ts";

/** A cluster of one node with CIDRs of both modes, and the settings of its AKO. */
const clusterWith = (data: Record<string, string>, config = {}) =>
	({
		akoConfig: { data },
		versions: { ako: "1.13.1" },
		config,
		nodes: [
			{
				name: "worker-1",
				addresses: [{ type: "InternalIP", address: "192.168.0.1" }],
				podCIDR: "10.244.1.0/24",
				podCIDRs: ["10.244.1.0/24", "fd00::/64"],
			},
		],
		ciliumNodes: new Map([["worker-1", { podCIDRs: ["10.0.1.0/24"] }]]),
	}) as unknown as Cluster;

const OFF = { disableStaticRouteSync: "true" };

/** The settings of AKO, and the prefixes that it programs; undefined where they are in objects that are not here. */
const ROUTES: readonly [
	data: Record<string, string>,
	prefixes: readonly string[] | undefined,
][] = [
	[{}, ["10.244.1.0/24"]],
	[{ cniPlugin: "cilium" }, ["10.0.1.0/24"]],
	[{ cniPlugin: "Cilium" }, ["10.0.1.0/24"]],
	[{ cniPlugin: "antrea" }, ["10.244.1.0/24"]],
	[{ cniPlugin: "cilium", ...OFF }, []],
	[{ cniPlugin: "Calico" }, undefined],
	[{ cniPlugin: "openshift" }, undefined],
	[{ cniPlugin: "calico", ...OFF }, []],
	[{ cniPlugin: "cilium", ipFamily: "V6" }, []],
];

/** A setting, and whether AKO programs no routes because of it, and whether nothing uses them where the files own them. */
const IDLE: readonly [
	key: Parameters<Parameters<typeof idleSetting>[0]>[0],
	value: string,
	isIdle: boolean,
	isUseless: boolean,
][] = [
	["deleteConfig", "true", true, true],
	["deleteConfig", "True", false, false],
	["primaryInstance", "false", true, false],
	["primaryInstance", "F", true, false],
	["primaryInstance", "true", false, false],
	["disableStaticRouteSync", "1", true, false],
	["disableStaticRouteSync", "false", false, false],
	["disableStaticRouteSync", "yes", false, false],
	["advancedL4", "true", true, false],
	["advancedL4", "false", false, false],
	["serviceType", "NodePort", true, true],
	["serviceType", "NodePortLocal", true, true],
	["serviceType", "ClusterIP", false, false],
];

const test = suite("the routes of the running AKO");

for (const [data, prefixes] of ROUTES)
	test(`of ${JSON.stringify(data)}: ${prefixes ?? "unknown"}`, () => {
		const live = resolveLiveAko(clusterWith(data));
		assert.equal(
			live?.routes?.map(({ prefix }) => prefix.text),
			prefixes,
		);
		const isHere =
			data.cniPlugin !== "openshift" && !/^cal/i.test(data.cniPlugin ?? "");
		assert.is(live?.nodes?.length, isHere ? 1 : undefined);
	});

test("an empty ipFamily is what the configuration says", () => {
	const familyOf = (data: Record<string, string>, config = {}) =>
		resolveLiveAko(clusterWith(data, config))?.ipFamily;
	assert.is(familyOf({}), "V4_V6");
	assert.is(familyOf({}, { ipFamily: "V4" }), "V4");
	assert.is(familyOf({ ipFamily: "V6" }, { ipFamily: "V4" }), "V6");
});

for (const [key, value, isIdle, isUseless] of IDLE)
	test(`${key} ${value}: ${isIdle ? "none" : "all"}`, () => {
		const settingOf = (asked: string) => (asked === key ? value : undefined);
		const idle = idleSetting(settingOf);
		assert.is(idle?.key, isIdle ? key : undefined);
		assert.is(idle?.value, isIdle ? value : undefined);
		const owned = idleSetting(settingOf, "GitOps");
		assert.is(owned?.key, isUseless ? key : undefined);
	});

test.run();
