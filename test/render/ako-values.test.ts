import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, hostScope, runCluster } from "../support/clusters.ts";

const GITOPS = { routeOwner: "GitOps" };
const CONTROLLED = { ...GITOPS, routeController: "avi-route-controller" };

/** The configuration, and the lines of the chart's values; the same with `cniPlugin: ""` in mode kubernetes. */
const VALUES: readonly [spec: object, settings: string[], vrfName?: string][] =
	[
		[{}, []],
		[{ routeController: "nobody-asks" }, []],
		[GITOPS, []],
		[CONTROLLED, ['disableStaticRouteSync: "true"']],
		[{ ipFamily: "V4_V6" }, ["ipFamily: V4_V6"]],
		[{ vrfContext: { name: "vrf-k8s" } }, [], "vrf-k8s"],
		[{ vrfContext: { cloud: "vcenter", tenant: "ops" } }, []],
		[
			{ ...GITOPS, ipFamily: "V6", vrfContext: { name: "on" } },
			["ipFamily: V6"],
			'"on"',
		],
		[
			{ ...CONTROLLED, ipFamily: "V4", vrfContext: { name: "vrf-k8s" } },
			['disableStaticRouteSync: "true"', "ipFamily: V4"],
			"vrf-k8s",
		],
	];

const MODES = [
	{ build: clusterPool, cniPlugin: "cilium" },
	{ build: hostScope, cniPlugin: '""' },
] as const;

const test = suite("values of the chart ako");

for (const { build, cniPlugin } of MODES) {
	for (const [spec, settings, vrfName] of VALUES) {
		test(`cniPlugin ${cniPlugin} with ${JSON.stringify(spec)}`, () => {
			const cluster = build({ akoConfig: undefined });
			const run = runCluster([clusterSnapshot(cluster)], {
				...spec,
				checks: { "*": "info" },
			});
			const [values, ...more] = run.items.filter(
				({ kind }) => kind === "ConfigMap",
			);
			assert.equal(more, []);
			const lines = [
				"AKOSettings:",
				"  clusterName: prod",
				`  cniPlugin: ${cniPlugin}`,
				...settings.map((line) => `  ${line}`),
				...(vrfName === undefined
					? []
					: ["ControllerSettings:", `  vrfName: ${vrfName}`]),
			];
			assert.equal(values.data, { "values.yaml": `${lines.join("\n")}\n` });
		});
	}
}

test("what AKO uses already is adopted for the routes, not written down", () => {
	const akoConfig = {
		clusterName: "prod",
		cniPlugin: "cilium",
		ipFamily: "V4_V6",
		vrfName: "vrf-k8s",
		disableStaticRouteSync: "true",
	};
	const run = runCluster([clusterSnapshot(clusterPool({ akoConfig }))]);
	const { data } = run.items.find(({ kind }) => kind === "ConfigMap");
	assert.is(
		data["values.yaml"],
		"AKOSettings:\n  clusterName: prod\n  cniPlugin: cilium\n",
	);
});

test.run();
