import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readConfig } from "../src/config/read-config.ts";
import { clusterSnapshot } from "./group/raw-objects.ts";
import { clusterPool, inFile } from "./support/clusters.ts";
import {
	type AnyResource,
	resultsOf,
	runText,
} from "./support/function-run.ts";

const typed = (spec: unknown, name = "avi-routes"): AnyResource => ({
	apiVersion: "avi-routes.dev/v1alpha1",
	kind: "AviRoutes",
	metadata: { name },
	spec,
});

/** Runs the function on a cluster, more items and a functionConfig. */
const run = (functionConfig: unknown, ...items: AnyResource[]) =>
	runText(
		JSON.stringify({
			apiVersion: "config.kubernetes.io/v1",
			kind: "ResourceList",
			functionConfig,
			items: [clusterSnapshot(clusterPool()), ...items],
		}),
	);

const test = suite("configuration");

/** functionConfigs that are no configuration, and what is said of them. */
const FOREIGN: readonly [value: unknown, ...says: string[]][] = [
	[
		{ apiVersion: "v1", kind: "Secret", metadata: { name: "a" } },
		"Secret of v1; accepted: AviRoutes of avi-routes.dev/v1alpha1, ConfigMap of v1",
	],
	[
		{ ...typed({}), apiVersion: "avi-routes.dev/v1" },
		"AviRoutes of avi-routes.dev/v1; accepted",
	],
	[{ ...typed({}), metadata: {} }, "functionConfig", "name"],
	["text", "functionConfig"],
	[[], "functionConfig"],
];

for (const [value, ...says] of FOREIGN) {
	test(`refuses the functionConfig ${JSON.stringify(value)}`, () => {
		const { exitCode, results } = run(value);
		assert.is(exitCode, 1);
		assert.is(results[0]?.tags.check, "config-invalid");
		for (const part of says) assert.match(results[0]?.message ?? "", part);
	});
}

/** What stands for no configuration at all. */
const NONE = [
	undefined,
	null,
	...[undefined, null, {}].map((data) => ({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "function-input" },
		data,
	})),
];

for (const functionConfig of NONE) {
	test(`takes the package's AviRoutes without ${JSON.stringify(functionConfig)}`, () => {
		const own = inFile("conf/avi.yaml", typed({ sctp: "Enabled" }, "mine"));
		const { exitCode, items } = run(functionConfig, own);
		assert.is(exitCode, 0);
		const patch = items.find(
			({ metadata }) => metadata.name === "cilium-config",
		);
		assert.is(patch.metadata.annotations["avi-routes.dev/owner"], "mine");
		assert.is(run(functionConfig).exitCode, 0);
	});
}

test("two AviRoutes are an error that names both files", () => {
	const two = ["a", "b"].map((name) => inFile(`${name}.yaml`, typed({}, name)));
	const [result] = resultsOf(run(undefined, ...two), "config-invalid");
	assert.match(
		result?.message ?? "",
		"the package holds 2 AviRoutes: a (a.yaml), b (b.yaml)",
	);
	assert.is(run(typed({}), ...two).exitCode, 0);
});

test("of many AviRoutes three are named", () => {
	const many = ["a", "b", "c", "d", "e"].map((name) =>
		inFile(`${name}/avi.yaml`, typed({}, name)),
	);
	const [result] = resultsOf(run(undefined, ...many), "config-invalid");
	assert.match(
		result?.message ?? "",
		"holds 5 AviRoutes: a (a/avi.yaml), b (b/avi.yaml), c (c/avi.yaml), and 2 more; keep one",
	);
});

test("arguments in place of the package's AviRoutes are told", () => {
	const own = {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRoutes",
		metadata: { name: "own" },
		spec: { routeOwner: "GitOps" },
	};
	const { results } = runText(
		JSON.stringify({
			apiVersion: "config.kubernetes.io/v1",
			kind: "ResourceList",
			items: [own],
			functionConfig: {
				apiVersion: "v1",
				kind: "ConfigMap",
				metadata: { name: "function-input" },
				data: { sctp: "Disabled" },
			},
		}),
	);
	assert.ok(
		results.some(
			({ severity, message }) =>
				severity === "warning" &&
				message ===
					"AviRoutes own is ignored: the function got ConfigMap function-input as its configuration; remove one of them",
		),
	);
});

test("an AviRoutes without spec has the defaults", () => {
	for (const spec of [undefined, null, {}])
		assert.equal(
			readConfig(typed(spec), []).value.defaults,
			readConfig(undefined, []).value.defaults,
		);
});

test.run();
