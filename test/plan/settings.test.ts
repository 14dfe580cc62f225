import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, configMap, runCluster } from "../support/clusters.ts";

type Data = Record<string, string>;

/** What is configured, what an AKO target and what the live AKO say, and what comes of it: name, cloud, tenant, family. */
const ADOPTIONS: readonly [
	lesson: string,
	sources: { spec?: object; target?: Data; live?: Data },
	expected: string,
][] = [
	["nothing is known", {}, "global Default-Cloud admin V4"],
	[
		"the live AKO",
		{
			live: {
				vrfName: "vrf-l",
				cloudName: "cloud-l",
				tenantName: "tenant-l",
				ipFamily: "V6",
			},
		},
		"vrf-l cloud-l tenant-l V6",
	],
	[
		"a target goes before the live AKO, key by key",
		{
			target: { vrfName: "vrf-t", ipFamily: "V4_V6" },
			live: { vrfName: "vrf-l", cloudName: "cloud-l", ipFamily: "V6" },
		},
		"vrf-t cloud-l admin V4_V6",
	],
	[
		"the configuration goes before both, key by key",
		{
			spec: { vrfContext: { name: "vrf-c" }, ipFamily: "V4" },
			target: { vrfName: "vrf-t", cloudName: "cloud-t", ipFamily: "V4_V6" },
			live: { tenantName: "tenant-l", ipFamily: "V6" },
		},
		"vrf-c cloud-t tenant-l V4",
	],
	[
		"an empty text says nothing",
		{
			target: { vrfName: "", ipFamily: "", tenantName: "" },
			live: { vrfName: "", ipFamily: "V6", tenantName: "tenant-l" },
		},
		"global Default-Cloud tenant-l V6",
	],
	[
		"a part of the configuration is enough",
		{ spec: { vrfContext: { tenant: "tenant-c" } } },
		"global Default-Cloud tenant-c V4",
	],
];

const run = ({ spec, target, live }: (typeof ADOPTIONS)[number][1]) =>
	runCluster(
		[
			clusterSnapshot(
				clusterPool({
					akoConfig: live && { clusterName: "prod", ...live },
				}),
			),
			...(target === undefined
				? []
				: [configMap("avi-k8s-config", { clusterName: "prod", ...target })]),
		],
		{ checks: { "*": "info" }, ...spec },
	);

const test = suite("settings that are adopted from AKO");

for (const [lesson, sources, expected] of ADOPTIONS) {
	test(lesson, () => {
		const { items, results } = run(sources);
		const table = items.find(({ kind }) => kind === "AviRouteTable");
		const { name, cloud, tenant } = table.spec.vrfContext;
		const summary = results.find(({ tags }) => tags.check === "summary");
		const family = summary?.message.match(/\(cluster-pool, (\w+)\)/)?.[1];
		assert.is(`${name} ${cloud} ${tenant} ${family}`, expected);
	});
}

test("a family with which AKO does not start is an error where it stands", () => {
	const results = [
		...run({ live: { ipFamily: "IPv4" } }).results,
		...run({ target: { ipFamily: "V46" }, live: { ipFamily: "V4" } }).results,
	].filter(({ severity }) => severity === "error");
	assert.equal(
		results.map(({ tags, resourceRef, field }) => [
			tags.check,
			resourceRef?.kind,
			field?.path,
			field?.currentValue,
		]),
		[
			["input-invalid", "ClusterSnapshot", "spec.akoConfig.ipFamily", "IPv4"],
			["input-invalid", "ConfigMap", "data.ipFamily", "V46"],
		],
	);
	for (const { message } of results)
		assert.match(message, "want V4, V6, V4_V6 or empty");
});

test("a family that is configured goes over one that AKO would refuse", () => {
	const spec = { ipFamily: "V4" };
	assert.is(run({ spec, live: { ipFamily: "IPv4" } }).exitCode, 0);
});

test.run();
