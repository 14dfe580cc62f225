import { suite } from "uvu";
import * as assert from "uvu/assert";
import { transform } from "../../src/pipeline.ts";
import {
	hasCluster,
	leavesAkoSync,
	onlyCluster,
	type Plan,
} from "../../src/plan/plan.ts";
import { decodeInput, readInput } from "../../src/read/read-input.ts";
import type { NodeRoutes } from "../../src/resolve/routes.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { type Changes, clusterPool, internal } from "../support/clusters.ts";

/** The plan of clusters, all with the same configuration. */
function planOf(
	clusters: Readonly<Record<string, Changes>>,
	spec: object = {},
): Plan {
	const list = {
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items: Object.entries(clusters).map(([name, changes]) =>
			clusterSnapshot(clusterPool({ akoConfig: undefined, ...changes }), name),
		),
		functionConfig: {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRoutes",
			metadata: { name: "avi-routes" },
			spec: { checks: { "*": "info" }, ...spec },
		},
	};
	const bytes = new TextEncoder().encode(JSON.stringify(list));
	const read = readInput(decodeInput(bytes));
	const plan = "input" in read ? transform(read.input, []).plan : undefined;
	if (plan === undefined) throw new Error("no plan");
	return plan;
}

const TAKEN_OVER = { routeOwner: "GitOps", routeController: "rc" };
const NO_CIDRS: Changes = {
	ciliumNodes: { 1: undefined, 2: undefined, 3: undefined },
};

const test = suite("the plan");

test("one of its clusters", () => {
	const plan = planOf({ a: {}, b: {} });
	const namesOf = ({ clusters }: Plan) =>
		clusters.map(({ cluster }) => cluster.name);
	assert.equal(namesOf(onlyCluster(plan, undefined)), ["a", "b"]);
	assert.equal(namesOf(onlyCluster(plan, "b")), ["b"]);
	assert.equal(
		["a", "b", "c"].map((name) => hasCluster(plan, name)),
		[true, true, false],
	);
});

for (const [lesson, changes, spec, isLeft] of [
	["AKO owns the routes", {}, {}, false],
	["the files do", {}, TAKEN_OVER, false],
	["nobody writes them", {}, { routeOwner: "GitOps" }, false],
	["there are none to take over", NO_CIDRS, TAKEN_OVER, true],
	["no mode is known", { ciliumConfig: undefined }, TAKEN_OVER, false],
] as const)
	test(`AKO's sync is left on, ${lesson}: ${isLeft}`, () => {
		const [cluster] = planOf({ prod: changes }, spec).clusters;
		assert.is(cluster && leavesAkoSync(cluster), isLeft);
		const isOff = spec === TAKEN_OVER && changes !== NO_CIDRS;
		const sync = cluster?.ako?.disableStaticRouteSync;
		assert.is(sync, isOff && cluster?.ako ? "true" : undefined);
	});

test("who owns the routes decides what a contested prefix costs", () => {
	const podCIDRs = ["10.0.1.0/24", "10.0.7.0/24"];
	const routesWith = (spec: object) =>
		planOf({ prod: { ciliumNodes: { 2: { podCIDRs } } } }, spec).clusters[0]
			?.routes.length;
	assert.is(routesWith({}), 2);
	assert.is(routesWith(TAKEN_OVER), 3);
});

test("AKO programs its own choice, whatever the files say", () => {
	const both = internal("192.168.0.1", "10.4.0.1");
	const changes: Changes = {
		nodes: { 1: { addresses: both } },
		akoConfig: { cniPlugin: "cilium", ipFamily: "V4" },
	};
	const hops = (spec: object) => {
		const [cluster] = planOf({ prod: changes }, spec).clusters;
		return [cluster?.routes, cluster?.liveAko?.routes].map(
			(routes) => routes?.[0]?.nextHop,
		);
	};
	const GitOps = { routeOwner: "GitOps", nextHop: { cidrs: ["10.4.0.0/16"] } };
	assert.equal(hops(GitOps), ["10.4.0.1", "192.168.0.1"]);
	assert.equal(hops({}), ["192.168.0.1", "192.168.0.1"]);
});

/** CIDRs of the second node's CiliumNode; its routes are what they should be, or not. */
for (const [podCIDRs, isLacking] of [
	[["10.0.2.0/24"], false],
	[["10.0.2.0/24", "10.0.2.0/24"], false],
	[[], true],
	[["10.0.2.0/24", "bad"], true],
] as const)
	test(`a node with the CIDRs ${JSON.stringify(podCIDRs)} lacks routes: ${isLacking}`, () => {
		const ciliumNodes = { 2: { podCIDRs: [...podCIDRs] } };
		const [cluster] = planOf({ prod: { ciliumNodes } }).clusters;
		assert.equal(
			cluster?.nodesLackingRoutes.map(({ node }) => node.name),
			isLacking ? ["worker-2"] : [],
		);
	});

test("the claims of the families that are routed, and who has no agent", () => {
	const changes: Changes = {
		nodes: { 2: { os: "windows" } },
		ciliumNodes: {
			1: { podCIDRs: ["10.0.1.0/24", "fd00::/64", "bad"] },
			2: undefined,
			3: { podCIDRs: ["10.0.3.0/24"] },
		},
	};
	const told = (ipFamily: string) => {
		const [cluster] = planOf({ prod: changes }, { ipFamily }).clusters;
		return cluster?.claims.map(({ node, text }) => `${node} ${text}`);
	};
	assert.equal(told("V4"), ["worker-1 10.0.1.0/24", "worker-3 10.0.3.0/24"]);
	assert.equal(told("V6"), ["worker-1 fd00::/64"]);
	const [cluster] = planOf({ prod: changes }).clusters;
	const namesOf = (nodes: readonly NodeRoutes[] = []) =>
		nodes.map(({ node }) => node.name);
	assert.equal(namesOf(cluster?.agentNodes), ["worker-1", "worker-3"]);
	assert.equal(namesOf(cluster?.agentlessNodes), ["worker-2"]);
	assert.is(cluster?.nodeIPs.length, 3);
	assert.is(cluster?.claimIndex.nestings({ withSameAddress: true }).length, 0);
});

test("AKO's vrfName is what is configured, where AKO reads it", () => {
	const vrfName = (data: Record<string, string>) => {
		const akoConfig = { cniPlugin: "cilium", clusterName: "prod", ...data };
		const spec = { vrfContext: { name: "blue" } };
		return planOf({ prod: { akoConfig } }, spec).clusters[0]?.ako?.vrfName;
	};
	assert.is(vrfName({}), "blue");
	assert.is(vrfName({ nsxtT1LR: "t1" }), undefined);
});

/** How many nodes have CIDRs of Cilium while AKO is set for another CNI, and the cniPlugin that is written. */
for (const [ciliumNodes, cniPlugin] of [
	[{}, "cilium"],
	[{ 2: undefined }, undefined],
	[{ 1: undefined, 2: undefined, 3: undefined }, undefined],
] as const)
	test(`a cluster that moves to Cilium, ${Object.keys(ciliumNodes).length} nodes to go: ${cniPlugin}`, () => {
		const akoConfig = { cniPlugin: "calico", clusterName: "prod" };
		const [cluster] = planOf({ prod: { akoConfig, ciliumNodes } }).clusters;
		assert.is(cluster?.ako?.cniPlugin, cniPlugin);
	});

test.run();
