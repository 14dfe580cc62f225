import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EXPLAINED } from "../../src/check/explained.ts";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import { clusterPool, inFile, runCluster } from "../support/clusters.ts";
import {
	type AnyResource,
	type ParsedRun,
	resultsOf,
	runItems,
} from "../support/function-run.ts";

const badNode = {
	apiVersion: "v1",
	kind: "Node",
	metadata: { name: "worker-1" },
	spec: { podCIDRs: "10.0.1.0/24" },
};
const notes = {
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name: "notes" },
};
const snapshot = clusterSnapshot(clusterPool());
const squatter: AnyResource = inFile("avi-routes/prod/route-table.yaml", notes);

/** A run in which each id that is not a check comes up. */
const RUNS: Readonly<Record<string, () => ParsedRun>> = {
	"input-invalid": () => runCluster([badNode]),
	"config-invalid": () => runItems([snapshot], { routOwner: "AKO" }),
	"cluster-ambiguous": () =>
		runItems(rawObjects(clusterPool({ akoConfig: undefined }, 1))),
	"output-path-invalid": () => runCluster([snapshot, squatter]),
	"output-kept": () =>
		runItems(runCluster([snapshot]).items, { output: { directory: "routes" } }),
	summary: () => runCluster([snapshot]),
};

const test = suite("what results mean");

for (const [id, run] of Object.entries(RUNS)) {
	test(`${id} has the message of a real result as its example`, () => {
		const messages = resultsOf(run(), id).map(({ message }) => message);
		const example = EXPLAINED.find((known) => known.id === id)?.example ?? "-";
		assert.ok(
			messages.some((message) => message.startsWith(example)),
			`${messages.join("\n")}\nis not: ${example}`,
		);
	});
}

/** Golden cases in which what a run did comes up. */
const GOLDEN_CASES = {
	edit: "argo-applications",
	"output-removed": "cluster-gone",
};

for (const [id, folder] of Object.entries(GOLDEN_CASES)) {
	test(`${id} has the message of a golden case as its example`, () => {
		const { results } = load(
			readFileSync(`fixtures/${folder}/expected.yaml`, "utf8"),
		) as AnyResource;
		const example = EXPLAINED.find((known) => known.id === id)?.example;
		const message = `[${id}] ${example}`;
		assert.ok(results.some((one: AnyResource) => one.message === message));
	});
}

test("every id is explained once", () => {
	const ids = EXPLAINED.map(({ id }) => id);
	assert.is(new Set(ids).size, ids.length);
});

test("outputs of two clusters are never one object", () => {
	const big = Array.from({ length: 1001 }, (_, i) => ({
		name: `w${i}`,
		podCIDRs: [`10.${i >> 8}.${i & 255}.0/24`],
	}));
	const prod = {
		ciliumConfig: { ipam: "cluster-pool" },
		nodes: big.map(({ name }, i) => ({
			name,
			addresses: [
				{ type: "InternalIP", address: `192.168.${i >> 8}.${i & 255}` },
			],
		})),
		ciliumNodes: big,
	};
	const items = [
		clusterSnapshot(prod, "prod"),
		clusterSnapshot(clusterPool({ akoConfig: undefined }), "prod-00"),
	];
	const run = runItems(items, {});
	assert.is(run.exitCode, 1);
	assert.match(
		resultsOf(run, "output-path-invalid")[0]?.message ?? "",
		"AviRouteTable prod-00 is emitted for cluster prod and for cluster prod-00; rename one of the clusters",
	);
	const apart = { clusters: [{ name: "prod-00", namespace: "other" }] };
	assert.is(runItems(items, apart).exitCode, 0);
});

test.run();
