import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Cluster } from "../../src/group/cluster.ts";
import { readsOwnValues } from "../../src/plan/own-values.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, configMap, runCluster } from "../support/clusters.ts";

type Data = Record<string, string>;

/** What is configured, what an AKO target and what the live AKO say, and what comes of it: name, cloud, tenant. */
const ADOPTIONS: readonly [
	lesson: string,
	sources: { spec?: object; target?: Data; live?: Data; versions?: Data },
	expected: string,
][] = [
	["nothing is known", {}, "global Default-Cloud admin"],
	[
		"the live AKO",
		{
			live: {
				vrfName: "vrf-l",
				cloudName: "cloud-l",
				tenantName: "tenant-l",
			},
		},
		"vrf-l cloud-l tenant-l",
	],
	[
		"a target goes before the live AKO, key by key",
		{
			target: { vrfName: "vrf-t" },
			live: { vrfName: "vrf-l", cloudName: "cloud-l" },
		},
		"vrf-t cloud-l admin",
	],
	[
		"the configuration goes before both, key by key",
		{
			spec: { vrfContext: { name: "vrf-c" }, ipFamily: "V4" },
			target: { vrfName: "vrf-t", cloudName: "cloud-t" },
			live: { tenantName: "tenant-l" },
		},
		"vrf-c cloud-t tenant-l",
	],
	[
		"an empty text says nothing",
		{
			target: { vrfName: "", tenantName: "" },
			live: { vrfName: "", tenantName: "tenant-l" },
		},
		"global Default-Cloud tenant-l",
	],
	[
		"AKO 1.12.0 does not read vrfName",
		{ live: { vrfName: "vrf-l" }, versions: { ako: "1.12.0" } },
		"global Default-Cloud admin",
	],
	[
		"AKO 1.12.1 does",
		{ live: { vrfName: "vrf-l" }, versions: { ako: "1.12.1" } },
		"vrf-l Default-Cloud admin",
	],
	[
		"with NodePort every AKO does, and in every cloud",
		{
			live: { vrfName: "vrf-l", serviceType: "NodePort", nsxtT1LR: "t1" },
			versions: { ako: "1.12.0" },
		},
		"vrf-l Default-Cloud admin",
	],
	[
		"a T1 router goes before vrfName",
		{ live: { vrfName: "vrf-l", nsxtT1LR: "t1" } },
		"global Default-Cloud admin",
	],
	[
		"a part of the configuration is enough",
		{ spec: { vrfContext: { tenant: "tenant-c" } } },
		"global Default-Cloud tenant-c",
	],
];

const run = ({
	spec,
	target,
	live,
	versions = {},
}: (typeof ADOPTIONS)[number][1]) =>
	runCluster(
		[
			clusterSnapshot(
				clusterPool({
					versions,
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
		const { items } = run(sources);
		const table = items.find(({ kind }) => kind === "AviRouteTable");
		const { name, cloud, tenant } = table.spec.vrfContext;
		assert.is(`${name} ${cloud} ${tenant}`, expected);
	});
}

test("one of two targets that uses the values of our ConfigMap is enough", () => {
	const target = (configMap?: string) => ({
		unknown: { cniPlugin: { configMap } },
	});
	const reads = (...akoTargets: object[]) =>
		readsOwnValues({ name: "prod", akoTargets } as unknown as Cluster);
	assert.is(reads(target("prod-ako-values"), target()), true);
	assert.is(reads(target("other"), target()), false);
});

const BOTH = { ipFamily: "V4_V6" };
const OLD = { ako: "1.11.5" };

for (const [lesson, sources, [kind, field, says]] of [
	[
		"of the live AKO",
		{ live: { ipFamily: "IPv4" } },
		["ClusterSnapshot", "spec.akoConfig.ipFamily", "V4, V6, V4_V6 or none"],
	],
	[
		"of a target",
		{ target: { ipFamily: "V46" }, live: { ipFamily: "V4" } },
		["ConfigMap", "data.ipFamily", "V4, V6, V4_V6 or none"],
	],
	[
		"of both families, which this AKO does not know",
		{ live: BOTH, versions: OLD },
		["ClusterSnapshot", "spec.akoConfig.ipFamily", "V4, V6 or none"],
	],
	[
		"of both families, configured for such an AKO",
		{ live: {}, versions: OLD, spec: BOTH },
		["AviRoutes", "spec.ipFamily", "AKO 1.11.5 syncs nothing"],
	],
] as const)
	test(`an ipFamily ${lesson} with which AKO syncs nothing is an error`, () => {
		const result = run({
			...sources,
			spec: { checks: {}, ...("spec" in sources ? sources.spec : {}) },
		});
		const [found, ...more] = result.results.filter(
			({ severity }) => severity === "error",
		);
		assert.equal(more, []);
		assert.is(found?.tags.check, "ip-family-unsupported");
		assert.is(found?.resourceRef?.kind, kind);
		assert.is(found?.field?.path, field);
		assert.ok(found?.message.includes(says), found?.message);
		assert.is(result.exitCode, 1);
	});

test("a family that is configured goes over one that AKO would refuse", () => {
	const spec = { ipFamily: "V4" };
	assert.is(run({ spec, live: { ipFamily: "IPv4" } }).exitCode, 0);
});

test.run();
