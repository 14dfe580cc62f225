import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, inFile, outputsOf } from "../support/clusters.ts";
import { type AnyResource, runItems } from "../support/function-run.ts";

const ENABLED = { sctp: "Enabled" };
const NAMES = ["prod", "Prod_East"];
const limits = { maxRemovedRoutes: "100%" };
const port = { kind: "Gateway", name: "n2", port: 38412 };

const snapshots = (changes: object = {}) =>
	NAMES.map((name) =>
		clusterSnapshot(clusterPool({ akoConfig: undefined, ...changes }), name),
	);
const first = outputsOf(runItems(snapshots(), ENABLED));
const sorted = (items: readonly AnyResource[]) =>
	items.map((item) => JSON.stringify(item)).sort();

const test = suite("outputs that are left alone");

test("there are three of each cluster", () => {
	assert.is(first.length, 6);
});

test("without an IPAM mode nothing is decided, so all stay", () => {
	const [undecided] = snapshots({ ciliumConfig: undefined });
	const [, decided] = snapshots();
	const run = runItems([undecided, decided, ...first], {
		...ENABLED,
		checks: { "*": "warning" },
		limits,
	});
	assert.is(run.exitCode, 0);
	assert.equal(sorted(outputsOf(run)), sorted(first));
});

test("those of a cluster that is decided are not", () => {
	const [undecided] = snapshots({ ciliumConfig: undefined });
	const [, decided] = snapshots();
	const run = runItems([undecided, decided, ...first], {
		checks: { "*": "warning" },
		limits,
		clusters: [{ name: "Prod_East", sctp: "Auto" }],
	});
	const gone = first.filter(
		({ metadata }) =>
			metadata.name === "cilium-config" &&
			metadata.annotations["avi-routes.dev/cluster"] === "Prod_East",
	);
	assert.is(gone.length, 1);
	assert.equal(
		sorted(outputsOf(run)),
		sorted(first.filter((item) => !gone.includes(item))),
	);
});

test("where SCTP is wanted and something is in the way, its patch stays", () => {
	const old = { nodes: { 1: { kernelVersion: "5.1.0" } }, sctpPorts: [port] };
	const run = runItems([...snapshots(old), ...first]);
	assert.is(run.exitCode, 0);
	assert.equal(sorted(outputsOf(run)), sorted(first));
});

test("and only its patch", () => {
	const old = { nodes: { 1: { kernelVersion: "5.1.0" } }, sctpPorts: [port] };
	const [table] = first;
	const copy = { ...table, metadata: { ...table.metadata, name: "old" } };
	const stale = inFile("old.yaml", copy);
	const run = runItems([...snapshots(old), ...first, stale], { limits });
	assert.equal(sorted(outputsOf(run)), sorted(first));
});

test("where nobody asks for SCTP any more the patches go", () => {
	const run = runItems([...snapshots(), ...first]);
	assert.equal(
		sorted(outputsOf(run)),
		sorted(first.filter(({ metadata }) => metadata.name !== "cilium-config")),
	);
});

test.run();
