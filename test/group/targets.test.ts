import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	type AnyResource,
	resultsOf,
	runItems,
} from "../support/function-run.ts";

/** A cluster-pool cluster `prod-east` whose AKO needs `cniPlugin: cilium`. */
const SNAPSHOT = load(
	readFileSync("examples/quickstart/cluster-snapshot.yaml", "utf8"),
) as AnyResource;

const release = (spec: object, annotations: object = {}): AnyResource => ({
	apiVersion: "helm.toolkit.fluxcd.io/v2",
	kind: "HelmRelease",
	metadata: { name: "release", annotations },
	spec,
});
const chart = (name: string, more: object = {}) => ({
	chart: { spec: { chart: name } },
	...more,
});
const application = (spec: object, annotations: object = {}): AnyResource => ({
	apiVersion: "argoproj.io/v1alpha1",
	kind: "Application",
	metadata: { name: "app", annotations },
	spec,
});
const source = (helm: unknown, name = "ako") => ({
	source: { chart: name, helm },
});

/** The object after a run with SCTP enabled, and the messages of a check about it. */
function run(object: AnyResource, spec: object = {}) {
	const ran = runItems([SNAPSHOT, object], { sctp: "Enabled", ...spec });
	const after = ran.items.find(({ kind }) => kind === object.kind);
	return {
		...ran,
		after,
		tells: (check: string) =>
			resultsOf(ran, check)
				.map(({ message }) => message)
				.join("\n"),
	};
}

const NAMED = { clusterName: "prod-east" };
const test = suite("targets");

const WEST = { "avi-routes.dev/cluster": "west" };
for (const object of [
	release(chart("cilium", { values: { sctp: { enabled: false } } }), WEST),
	release(
		chart("ako", { values: { ControllerSettings: { vrfName: "west" } } }),
		WEST,
	),
	{
		apiVersion: "v1",
		kind: "Service",
		metadata: { name: "amf", namespace: "a", annotations: WEST },
		spec: { type: "LoadBalancer", ports: [{ port: 1, protocol: "SCTP" }] },
	},
])
	test(`${object.kind} ${object.spec.chart?.spec.chart ?? ""} of a cluster that is not here is left alone`, () => {
		const { after, tells, items } = run(object, { sctp: "Auto" });
		assert.equal(after, object);
		assert.match(
			tells("input-invalid"),
			"belongs to cluster west, which has no Node and no ClusterSnapshot here",
		);
		const emitted = ({ kind }: AnyResource) => kind !== object.kind;
		assert.equal(
			items.filter(emitted),
			runItems([SNAPSHOT], { sctp: "Auto" }).items,
		);
	});

/** Where the settings end up: the object, and its spec afterwards. */
for (const [lesson, object, spec] of [
	[
		"no helm block",
		application(source(undefined, "cilium")),
		source(
			{ valuesObject: { rollOutCiliumPods: true, sctp: { enabled: true } } },
			"cilium",
		),
	],
	[
		"a text of values beside a valuesObject that is null",
		application(
			source({
				valuesObject: null,
				values: "AKOSettings:\n  clusterName: prod-east\nx: y\n",
			}),
		),
		source({
			valuesObject: null,
			values:
				"AKOSettings:\n  clusterName: prod-east\n  cniPlugin: cilium\nx: y\n",
		}),
	],
	[
		"a parameter that stands twice",
		application(
			source({
				parameters: [
					{ name: "AKOSettings.clusterName", value: "prod-east" },
					{ name: "AKOSettings.cniPlugin", value: "cilium" },
					{ name: "AKOSettings.cniPlugin", value: "" },
				],
			}),
		),
		source({
			parameters: [
				{ name: "AKOSettings.clusterName", value: "prod-east" },
				{ name: "AKOSettings.cniPlugin", value: "cilium" },
				{ name: "AKOSettings.cniPlugin", value: "cilium" },
			],
		}),
	],
	[
		"parameters alone",
		application(
			source({
				parameters: [{ name: "AKOSettings.clusterName", value: "prod-east" }],
			}),
		),
		source({
			parameters: [
				{ name: "AKOSettings.clusterName", value: "prod-east" },
				{ name: "AKOSettings.cniPlugin", value: "cilium" },
			],
		}),
	],
	[
		"one of several sources",
		application({
			sources: [
				{ ref: "values" },
				{ chart: "cilium", helm: { valuesObject: {} } },
			],
		}),
		{
			sources: [
				{ ref: "values" },
				{
					chart: "cilium",
					helm: {
						valuesObject: { rollOutCiliumPods: true, sctp: { enabled: true } },
					},
				},
			],
		},
	],
] as const) {
	test(`edits ${lesson}`, () => {
		const { exitCode, after, results } = run(object);
		assert.is(exitCode, 0, results[0]?.message);
		assert.equal(after.spec, JSON.parse(JSON.stringify(spec)));
	});
}

test("writes truth values where the field has one", () => {
	const config = {
		apiVersion: "ako.vmware.com/v1alpha1",
		kind: "AKOConfig",
		metadata: { name: "ako" },
		spec: { akoSettings: { ...NAMED, disableStaticRouteSync: false } },
	};
	const { after } = run(config, { routeOwner: "GitOps", routeController: "x" });
	assert.equal(after.spec.akoSettings, {
		...NAMED,
		cniPlugin: "cilium",
		disableStaticRouteSync: true,
	});
	const helm = run(
		release(
			chart("ako", {
				values: { AKOSettings: { ...NAMED, disableStaticRouteSync: "false" } },
			}),
		),
		{ routeOwner: "GitOps", routeController: "x" },
	);
	assert.is(helm.after.spec.values.AKOSettings.disableStaticRouteSync, "true");
});

/** Objects whose shape is not what their kind says: an error, and nothing else changes. */
for (const [lesson, object, says] of [
	[
		"values that are a text",
		release(chart("ako", { values: "AKOSettings: {}" })),
		"spec.values is",
	],
	[
		"values that are a list",
		application(source({ valuesObject: [] })),
		"spec.source.helm.valuesObject is an array",
	],
	[
		"a text that is no YAML",
		application(source({ values: "a: [" })),
		"is not editable as YAML",
	],
	[
		"a text without end",
		application(source({ values: `a: ${"x".repeat(2 * 1024 * 1024)}` })),
		"characters, and more than 1048576 are not read",
	],
	[
		"charts that are no list",
		{
			apiVersion: "fn.kpt.dev/v1alpha1",
			kind: "RenderHelmChart",
			metadata: { name: "a" },
			helmCharts: {},
		},
		"helmCharts is not an array",
	],
	[
		"a mark that is unknown",
		release(chart("x"), { "avi-routes.dev/target": "ako,cilium" }),
		"want one of ako, cilium",
	],
	[
		"a mark for the other one",
		release(chart("cilium"), { "avi-routes.dev/target": "ako" }),
		"but its chart is cilium",
	],
] as const) {
	test(`refuses ${lesson}`, () => {
		const { exitCode, after, tells } = run(object);
		assert.is(exitCode, 1);
		assert.match(tells("input-invalid"), says);
		assert.ok(tells("input-invalid").length < 500);
		assert.equal(after, object);
	});
}

/** Objects that look like a target and can't be edited: an info that says what to set by hand. */
for (const [lesson, object, says] of [
	[
		"an ApplicationSet",
		{
			apiVersion: "argoproj.io/v1alpha1",
			kind: "ApplicationSet",
			metadata: { name: "all" },
			spec: { template: { spec: { source: { chart: "ako" } } } },
		},
		'set AKOSettings.cniPlugin: "cilium" by hand',
	],
	[
		"a chartRef",
		release({ chartRef: { name: "ako" } }),
		"annotate it with avi-routes.dev/target: ako",
	],
	[
		"a patch for kustomize, which has no chart",
		release({ values: { AKOSettings: { cniPlugin: "" } } }),
		"annotate it with avi-routes.dev/target: ako",
	],
	[
		"a chart of another name, by the text of its values",
		application(source({ values: "AKOSettings: {logLevel: INFO}" }, "alb")),
		"names no chart ako",
	],
	[
		"a patch of an Application's parameters",
		application({
			source: {
				helm: { parameters: [{ name: "AKOSettings.cniPlugin", value: "" }] },
			},
		}),
		"a patch for kustomize, whose values win",
	],
	[
		"an ApplicationSet whose generator has the values",
		{
			apiVersion: "argoproj.io/v1alpha1",
			kind: "ApplicationSet",
			metadata: { name: "all" },
			spec: {
				generators: [
					{
						list: { elements: [{ values: "AKOSettings:\n  cniPlugin: ''\n" }] },
					},
				],
				template: { spec: { source: { chart: "{{.chart}}" } } },
			},
		},
		"by hand in its template or generators",
	],
	[
		"a mark that does not say which of several sources",
		application(
			{
				sources: [
					{ chart: "my-ako", helm: { valuesObject: { AKOSettings: NAMED } } },
					{ chart: "other" },
				],
			},
			{ "avi-routes.dev/target": "ako" },
		),
		'it has 2 sources with a chart, and the mark "ako" does not say which',
	],
	[
		"an umbrella Application",
		application(source({ valuesObject: { cilium: { ipam: {} } } }, "platform")),
		"set sctp.enabled: true and rollOutCiliumPods: true by hand",
	],
	[
		"an umbrella Application, by the text of its values",
		application(source({ values: "ako:\n  AKOSettings: {}\n" }, "platform")),
		'it is an umbrella chart; set AKOSettings.cniPlugin: "cilium" by hand below spec.source.helm.values: ako',
	],
] as const) {
	test(`only speaks of ${lesson}`, () => {
		const { exitCode, after, tells } = run(object);
		assert.is(exitCode, 0);
		assert.match(tells("target-not-editable"), says);
		assert.equal(after, object);
	});
}

test("knows the chart of an OCIRepository, and tells of patches behind it", () => {
	const repository = {
		apiVersion: "source.toolkit.fluxcd.io/v1",
		kind: "OCIRepository",
		metadata: { name: "charts", namespace: "flux-system" },
		spec: { url: "oci://registry.example.com/charts/ako" },
	};
	const chartRef = {
		kind: "OCIRepository",
		name: "charts",
		namespace: "flux-system",
	};
	const patch = {
		target: { kind: "ConfigMap", name: "avi-k8s-config" },
		patch: "- {op: replace, path: /data/cniPlugin, value: calico}",
	};
	const object = release({
		chartRef,
		values: { AKOSettings: NAMED },
		postRenderers: [{ kustomize: { patches: [patch] } }],
	});
	object.metadata.namespace = "avi-system";
	const ran = runItems([SNAPSHOT, repository, object]);
	const after = ran.items.find(({ kind }) => kind === "HelmRelease");
	assert.equal(after?.spec.values.AKOSettings, {
		...NAMED,
		cniPlugin: "cilium",
	});
	assert.equal(
		resultsOf(ran, "target-not-editable").map(({ message }) => message),
		[
			'HelmRelease release: its postRenderers set values of AKO, which win over the chart\'s; set cniPlugin: "cilium" (now "calico") by hand there, if Cilium is the CNI there',
		],
	);
});

test("takes no definition of a kind and no value of another tool for a setting", () => {
	const objects = [
		{
			apiVersion: "apiextensions.k8s.io/v1",
			kind: "CustomResourceDefinition",
			metadata: { name: "akoconfigs.ako.vmware.com" },
			spec: { AKOSettings: {} },
		},
		{
			apiVersion: "kubermatic.k8c.io/v1",
			kind: "Cluster",
			metadata: { name: "a" },
			spec: { cniPlugin: { type: "cilium" } },
		},
		{
			apiVersion: "config.kubernetes.io/v1",
			kind: "ResourceList",
			metadata: { name: "kept" },
			items: [release({ values: { AKOSettings: NAMED } })],
		},
	];
	for (const object of objects)
		assert.is(run(object).tells("target-not-editable"), "");
});

test("leaves charts of other names alone, and only marks live dumps", () => {
	const live = { name: "release", uid: "live" };
	const annotations = { "config.kubernetes.io/local-config": "true" };
	const dumped = {
		apiVersion: "kustomize.toolkit.fluxcd.io/v1",
		kind: "Kustomization",
		metadata: live,
		spec: { patches: [{ patch: "spec: {values: {AKOSettings: {}}}" }] },
	};
	const objects = [
		[release(chart("nginx")), release(chart("nginx"))],
		[
			{ ...release(chart("ako")), metadata: live },
			{ ...release(chart("ako")), metadata: { ...live, annotations } },
		],
		[dumped, dumped],
	];
	for (const [object, wanted] of objects) {
		const { exitCode, after, tells } = run(object);
		assert.is(exitCode, 0);
		assert.equal([tells("edit"), tells("target-not-editable")], ["", ""]);
		assert.equal(after, wanted);
	}
});

test.run();
