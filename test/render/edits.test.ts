import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import {
	clusterPool,
	configMap,
	hostScope,
	runCluster,
} from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

type Data = Record<string, string>;
const CONTROLLED = { routeOwner: "GitOps", routeController: "ctl" };

/** The desired avi-k8s-config, the configuration, and what changes in it. */
const AKO: readonly [data: Data, spec: object, changes: Data][] = [
	[{}, {}, { cniPlugin: "cilium" }],
	[{ cniPlugin: "" }, {}, { cniPlugin: "cilium" }],
	[{ cniPlugin: "cilium" }, {}, {}],
	[{ cniPlugin: "Cilium" }, {}, {}],
	[{ cniPlugin: "calico" }, CONTROLLED, {}],
	[
		{ cniPlugin: "cilium", disableStaticRouteSync: "false" },
		CONTROLLED,
		{ disableStaticRouteSync: "true" },
	],
	[{ cniPlugin: "cilium", disableStaticRouteSync: "true" }, CONTROLLED, {}],
	[
		{ cniPlugin: "cilium", disableStaticRouteSync: "true" },
		{ routeOwner: "AKO", routeController: "ctl" },
		{},
	],
	[
		{ cniPlugin: "cilium", disableStaticRouteSync: "false" },
		{ routeOwner: "GitOps" },
		{},
	],
	[
		{ cniPlugin: "cilium", ipFamily: "V4" },
		{ ipFamily: "V4_V6" },
		{ ipFamily: "V4_V6" },
	],
	[
		{ cniPlugin: "cilium", vrfName: "vrf-a", clusterName: "other" },
		{ vrfContext: { name: "vrf-b" } },
		{},
	],
];

const test = suite("edits of desired ConfigMaps");

for (const [data, spec, changes] of AKO) {
	test(`avi-k8s-config ${JSON.stringify(data)} with ${JSON.stringify(spec)}`, () => {
		const target = configMap("avi-k8s-config", {
			clusterName: "prod",
			...data,
		});
		const cluster = clusterPool({ akoConfig: undefined });
		const run = runCluster([clusterSnapshot(cluster), target], {
			...spec,
			checks: { "*": "info" },
		});
		assert.equal(run.items[1], {
			...target,
			data: { ...target.data, ...changes },
		});
		assert.equal(
			resultsOf(run, "edit").map(({ field, severity, file }) => [
				severity,
				file?.path,
				field,
			]),
			Object.entries(changes).map(([key, proposedValue]) => [
				"info",
				"desired/avi-k8s-config.yaml",
				{
					path: `data.${key}`,
					...(data[key] === undefined ? {} : { currentValue: data[key] }),
					proposedValue,
				},
			]),
		);
	});
}

test("in mode kubernetes cilium goes, and an absent key is good", () => {
	for (const [data, cniPlugin] of [
		[{ cniPlugin: "cilium" }, ""],
		[{}, undefined],
		[{ cniPlugin: "" }, ""],
	] as const) {
		const cluster = hostScope({ akoConfig: undefined });
		const run = runCluster([
			clusterSnapshot(cluster),
			configMap("avi-k8s-config", { clusterName: "prod", ...data }),
		]);
		assert.is(run.items[1].data.cniPlugin, cniPlugin);
	}
});

test("an object in a List is refused once, with what to do", () => {
	const targets = [
		configMap("avi-k8s-config", { clusterName: "prod" }),
		configMap("cilium-config", { "enable-sctp": "false" }),
	];
	const cluster = clusterPool({ akoConfig: undefined });
	const path = { "internal.config.kubernetes.io/path": "all.yaml" };
	const metadata = { name: "all", annotations: path };
	const list = { apiVersion: "v1", kind: "List", metadata, items: targets };
	const run = runCluster([clusterSnapshot(cluster), list], {
		sctp: "Enabled",
		routeOwner: "GitOps",
		routeController: "ctl",
	});
	assert.equal(
		resultsOf(run, "input-invalid").map(({ message }) => message),
		[
			"ConfigMap avi-k8s-config can't be edited at data.cniPlugin: it is in List all; put it into a document of its own",
			"ConfigMap cilium-config can't be edited at data.enable-sctp: it is in List all; put it into a document of its own",
		],
	);
	assert.equal(run.items[1], list);
});

test("a live dump is never edited, only stamped", () => {
	const live = [
		configMap("avi-k8s-config", { clusterName: "prod" }, { uid: "1" }),
		configMap(
			"cilium-config",
			{ ipam: "cluster-pool" },
			{ resourceVersion: "1" },
		),
	];
	const { ciliumConfig: _, akoConfig: __, ...rest } = clusterPool();
	const run = runCluster([clusterSnapshot(rest), ...live].map(claimed), {
		sctp: "Enabled",
	});
	assert.is(run.exitCode, 0);
	run.items.slice(1, 3).forEach(({ data, metadata }, i) => {
		assert.equal(data, live[i].data);
		assert.is(
			metadata.annotations["config.kubernetes.io/local-config"],
			"true",
		);
	});
	assert.is(resultsOf(run, "edit").length, 0);
});

/** The object with the annotation that claims it for the cluster `prod`. */
function claimed(resource: ReturnType<typeof configMap>) {
	const annotations = {
		...resource.metadata.annotations,
		"avi-routes.dev/cluster": "prod",
	};
	return { ...resource, metadata: { ...resource.metadata, annotations } };
}

test("other keys, labels and the order of keys stay", () => {
	const data = { z: "1", "enable-sctp": "false", a: "yes" };
	const target = configMap("cilium-config", data, { labels: { app: "x" } });
	const run = runCluster([clusterSnapshot(clusterPool()), target], {
		sctp: "Enabled",
	});
	const after = run.items[1];
	assert.equal(Object.entries(after.data), [
		["z", "1"],
		["enable-sctp", "true"],
		["a", "yes"],
	]);
	assert.equal({ ...after, data }, target);
	assert.is(run.items.length, 4);
});

test.run();
