import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import {
	type Changes,
	type ClusterSpec,
	clusterPool,
	configMap,
	dualStack,
	runCluster,
} from "../support/clusters.ts";
import { routesOf } from "../support/function-run.ts";

/** The clouds of Avi as far as AKO's settings tell them: NSX-T by its T1 router. */
const CLOUDS: Readonly<Record<string, Record<string, string>>> = {
	vCenter: { vipNetworkList: '[{"networkName":"vip"}]' },
	"NSX-T": { nsxtT1LR: "/infra/tier-1s/t1" },
	"no-access": { vipNetworkList: '[{"networkUUID":"vip"}]' },
};

/** AKO's versions and what each takes an empty ipFamily for. */
const VERSIONS: readonly (readonly [string | undefined, "V4" | "V4_V6"])[] = [
	["1.9.3", "V4"],
	["1.11.5", "V4"],
	["1.12.0", "V4"],
	["1.12.1", "V4_V6"],
	["v1.13.4", "V4_V6"],
	["2.1.1", "V4_V6"],
	["latest", "V4_V6"],
	[undefined, "V4_V6"],
];

/** What ipFamily says; undefined: the ConfigMap lacks the key. */
const TOLD = ["", undefined, "V4", "V6", "V4_V6"] as const;

const v6Only = [{ type: "InternalIP", address: "fd11::1" }];
const v4Only = [{ type: "InternalIP", address: "192.168.0.1" }];

/** What the nodes have, and the families of the routes that follow when both are routed. */
const NODES: Readonly<
	Record<string, Pick<Changes, "nodes" | "ciliumNodes"> & { has: string }>
> = {
	"both families": { has: "V4 V6" },
	"IPv4 addresses only": { nodes: { 1: { addresses: v4Only } }, has: "V4" },
	"IPv6 addresses only": { nodes: { 1: { addresses: v6Only } }, has: "V6" },
	"IPv4 pod CIDRs only": {
		ciliumNodes: { 1: { podCIDRs: ["10.0.1.0/24"] } },
		has: "V4",
	},
};

const familiesIn = (run: ReturnType<typeof runCluster>) =>
	[
		...new Set(
			routesOf(run).map(({ prefix }) => (prefix.includes(":") ? "V6" : "V4")),
		),
	].sort();

const test = suite("the families that are routed");

/** Runs the cluster so that nothing but the routes counts. */
const run = (cluster: ClusterSpec, spec: object, form = clusterSnapshot) =>
	runCluster([form(cluster)].flat(), {
		...spec,
		checks: { "*": "info" },
	});

for (const [cloud, settings] of Object.entries(CLOUDS))
	for (const [version, byDefault] of VERSIONS)
		for (const told of TOLD)
			for (const [nodes, { has, ...changes }] of Object.entries(NODES)) {
				const name = `${cloud}, AKO ${version ?? "unknown"}, ipFamily ${told ?? "absent"}, ${nodes}`;
				// Before 1.12.1 AKO syncs nothing with both families.
				const isRefused = told === "V4_V6" && byDefault === "V4";
				const family = (!isRefused && told) || byDefault;
				const wanted = has
					.split(" ")
					.filter((one) => family === "V4_V6" || family === one);
				const cluster = dualStack(
					{
						...changes,
						versions: version === undefined ? {} : { ako: version },
						akoConfig: {
							cniPlugin: "cilium",
							clusterName: "prod",
							...settings,
							...(told === undefined ? {} : { ipFamily: told }),
						},
					},
					1,
				);
				for (const owner of ["AKO", "GitOps"])
					test(`${name}, ${owner}`, () => {
						const seen = run(cluster, { routeOwner: owner });
						assert.equal(familiesIn(seen), wanted);
						const tells = (check: string) =>
							seen.results.some(({ tags }) => tags.check === check);
						// ako-too-old says it of 1.9.3.
						const isTold = owner === "AKO" && version !== "1.9.3";
						const lacks = isRefused && isTold && wanted.length > 0;
						assert.is(tells("live-routes-differ"), lacks);
						if (isRefused) assert.is(tells("ip-family-unsupported"), true);
					});
			}

test("the configuration goes before AKO's settings", () => {
	const akoConfig = { cniPlugin: "cilium", ipFamily: "V4_V6" };
	const cluster = dualStack({ akoConfig });
	assert.equal(familiesIn(run(cluster, { ipFamily: "V4" })), ["V4"]);
});

test("a target goes before the running AKO, also where it is empty", () => {
	const akoConfig = { cniPlugin: "cilium", ipFamily: "V4" };
	const items = [clusterSnapshot(dualStack({ akoConfig }))];
	for (const [ipFamily, wanted] of [
		["V6", ["V6"]],
		["", ["V4", "V6"]],
	] as const) {
		const target = configMap("avi-k8s-config", {
			cniPlugin: "cilium",
			ipFamily,
		});
		const seen = runCluster([...items, target], { checks: { "*": "info" } });
		assert.equal(familiesIn(seen), wanted);
	}
});

test("raw objects say the same", () => {
	const versions = { ako: "1.13.1" };
	const items = rawObjects(dualStack({ versions }));
	assert.equal(familiesIn(runCluster(items)), ["V4", "V6"]);
});

test("an IPv4 cluster is told as one", () => {
	const { results } = run(clusterPool(), {});
	const summary = results.find(({ tags }) => tags.check === "summary");
	assert.match(summary?.message ?? "", "(cluster-pool, V4)");
});

test.run();
