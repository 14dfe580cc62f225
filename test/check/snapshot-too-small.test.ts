import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import { clusterPool, inFile } from "../support/clusters.ts";
import { resultsOf, runItems, runText } from "../support/function-run.ts";

/** What a List says of itself, and what the check says then. */
const LISTS: readonly [metadata: object, says: string | undefined][] = [
	[{}, undefined],
	[{ continue: "" }, undefined],
	[{ remainingItemCount: 0 }, undefined],
	[{ resourceVersion: "1" }, undefined],
	[{ continue: "eyJ2" }, "its metadata.continue is set"],
	[{ remainingItemCount: 7 }, "its metadata.remainingItemCount is 7"],
	[
		{ continue: "eyJ2", remainingItemCount: 7 },
		"its metadata.remainingItemCount is 7",
	],
];

const config = inFile("avi-routes.yaml", {
	apiVersion: "avi-routes.dev/v1alpha1",
	kind: "AviRoutes",
	metadata: { name: "avi-routes" },
	spec: { clusterName: "prod" },
});

const test = suite("snapshot-too-small");

for (const [metadata, says] of LISTS) {
	test(`a List of ${JSON.stringify(metadata)}`, () => {
		const items = [...rawObjects(clusterPool()), config];
		const list = { apiVersion: "v1", kind: "List", metadata, items };
		const run = runText(JSON.stringify(list));
		const results = resultsOf(run, "snapshot-too-small");
		assert.is(run.exitCode, says === undefined ? 0 : 1);
		assert.is(results.length, says === undefined ? 0 : 1);
		if (says === undefined) return;
		const { severity, message = "" } = results[0] ?? {};
		assert.is(severity, "error");
		assert.match(message, says);
		assert.match(message, "; fetch it without --chunk-size or limit");
	});
}

test("no cluster at all", () => {
	const list = { kind: "List", apiVersion: "v1", items: [config] };
	const run = runText(JSON.stringify(list));
	const [result] = resultsOf(run, "snapshot-too-small");
	assert.is(run.exitCode, 1);
	assert.is(result?.severity, "error");
	assert.is(result?.resourceRef?.kind, "AviRoutes");
	assert.equal(result?.file, { path: "avi-routes.yaml" });
	assert.match(result?.message ?? "", "no ClusterSnapshot and no Node");
	assert.match(
		result?.message ?? "",
		"avi-routes import reads what kubectl printed",
	);
});

test("no cluster in a kustomization, whose generators see none", () => {
	const annotations = { "config.kubernetes.io/function": "exec: {path: x}" };
	const functionConfig = {
		...config,
		metadata: { ...config.metadata, annotations },
	};
	const list = {
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items: [],
		functionConfig,
	};
	const [result] = resultsOf(
		runText(JSON.stringify(list)),
		"snapshot-too-small",
	);
	assert.match(result?.message ?? "", "the AviRoutes under transformers");
});

test("a cluster name alone makes no cluster", () => {
	const run = runItems([], { clusterName: "prod" });
	assert.is(resultsOf(run, "snapshot-too-small").length, 1);
});

test("each cluster has its own minNodes", () => {
	const items = ["east", "west"].map((name) =>
		clusterSnapshot(clusterPool({ akoConfig: undefined }), name),
	);
	const run = runItems(items, {
		limits: { minNodes: 5 },
		clusters: [{ name: "east", limits: { minNodes: 1 } }],
	});
	assert.equal(
		resultsOf(run, "snapshot-too-small").map(({ tags }) => tags.cluster),
		["west"],
	);
});

test("a cluster without a Node is too small", () => {
	const spec = { ...clusterPool(), nodes: [], ciliumNodes: [] };
	const run = runItems([clusterSnapshot(spec)]);
	const [result] = resultsOf(run, "snapshot-too-small");
	assert.match(result?.message ?? "", "cluster prod has 0 nodes");
	assert.is(result?.field?.path, "spec.limits.minNodes");
});

test.run();
