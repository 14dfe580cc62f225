import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot, earlierTable } from "../group/raw-objects.ts";
import {
	type ClusterSpec,
	clusterPool,
	configMap,
	runCluster,
} from "../support/clusters.ts";
import { type AnyResource, resultsOf } from "../support/function-run.ts";

const noCIDRs = { 1: { podCIDRs: [] }, 2: { podCIDRs: [] } };
const noAddresses = { 1: { addresses: [] }, 2: { addresses: [] } };
const earlier = earlierTable("prod", ["10.0.1.0/24", "10.0.2.0/24"]);

/** A cluster without routes, and the ids of all results but the summary. */
const TOLD: readonly [
	lesson: string,
	cluster: ClusterSpec,
	spec: object,
	ids: string[],
][] = [
	[
		"no node has an address",
		clusterPool({ nodes: noAddresses }, 2),
		{},
		["no-routes"],
	],
	[
		"no node has a CIDR",
		clusterPool({ ciliumNodes: noCIDRs }, 2),
		{},
		["no-routes"],
	],
	[
		"another family",
		clusterPool(
			{
				ciliumNodes: { 1: { podCIDRs: ["fd00::/64"] } },
				akoConfig: { cniPlugin: "cilium", ipFamily: "V4" },
			},
			1,
		),
		{ ipFamily: "V4" },
		["no-routes"],
	],
	[
		"a cniPlugin that does not fit is a cause of its own",
		clusterPool(
			{
				ciliumNodes: noCIDRs,
				akoConfig: { cniPlugin: "", clusterName: "prod" },
			},
			2,
		),
		{},
		["no-routes", "cni-plugin-mismatch", "ako-needs-restart"],
	],
	[
		"lowered, it hides what is no worse",
		clusterPool({ nodes: noAddresses }, 2),
		{ checks: { "*": "warning" } },
		["no-routes"],
	],
	[
		"what is worse is told",
		clusterPool({ nodes: noAddresses }, 2),
		{ checks: { "no-routes": "info" } },
		["node-without-next-hop", "no-routes"],
	],
];

const test = suite("no-routes");

for (const [lesson, cluster, spec, ids] of TOLD) {
	test(lesson, () => {
		const { results } = runCluster([clusterSnapshot(cluster)], spec);
		const told = results.map(({ tags }) => tags.check);
		assert.equal(
			told.filter((id) => id !== "summary"),
			ids,
		);
	});
}

const owned = {
	routeOwner: "GitOps",
	routeController: "avi-route-controller",
};
const SYNC_OFF = 'disableStaticRouteSync: "true"';
const target = configMap("avi-k8s-config", {
	clusterName: "prod",
	cniPlugin: "cilium",
	disableStaticRouteSync: "false",
});

/** Everything that a run writes which is not a dump. */
const written = (items: readonly AnyResource[]) =>
	JSON.stringify(
		items.filter(({ kind }) => ["ConfigMap", "AviRouteTable"].includes(kind)),
	);

for (const severity of ["warning", "info", "off"] as const)
	for (const more of [[], [target], [earlier], [target, earlier]])
		test(`as ${severity}, nothing takes over from AKO (${more.length} items beside)`, () => {
			const cluster = clusterPool({ ciliumNodes: noCIDRs }, 2);
			const spec = { ...owned, checks: { "no-routes": severity } };
			const run = runCluster([clusterSnapshot(cluster), ...more], spec);
			assert.is(run.exitCode, 0);
			const text = written(run.items);
			assert.not.match(text, /disableStaticRouteSync\\?":? ?\\?"true/);
			assert.not.ok(text.includes(SYNC_OFF.replaceAll('"', '\\"')), text);
			const [summary] = resultsOf(run, "summary");
			assert.match(
				summary?.message ?? "",
				"owned by GitOps; with none to take over, AKO's static route sync is left alone",
			);
		});

test("with one route, the take-over goes out", () => {
	const cluster = clusterPool({ ciliumNodes: { 1: { podCIDRs: [] } } }, 2);
	const run = runCluster([clusterSnapshot(cluster)], owned);
	assert.is(run.exitCode, 0);
	assert.ok(written(run.items).includes(SYNC_OFF.replaceAll('"', '\\"')));
});

test.run();
