import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import {
	clusterPool,
	configMap,
	fileOf,
	inFile,
	runCluster,
} from "../support/clusters.ts";
import type { AnyResource, ParsedRun } from "../support/function-run.ts";

const patchOf = ({ items }: ParsedRun): AnyResource =>
	items.find(
		({ metadata }) =>
			metadata.name === "cilium-config" &&
			metadata.annotations["avi-routes.dev/owner"] !== undefined,
	);
const ENABLED = { sctp: "Enabled" };

const test = suite("the patch of cilium-config");

test("it is partial, and says so to Argo CD, Flux and kpt", () => {
	const patch = patchOf(runCluster([clusterSnapshot(clusterPool())], ENABLED));
	assert.equal(patch, {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: {
			name: "cilium-config",
			namespace: "kube-system",
			annotations: {
				"avi-routes.dev/owner": "avi-routes",
				"avi-routes.dev/cluster": "prod",
				"argocd.argoproj.io/sync-options":
					"ServerSideApply=true,Prune=false,Delete=false",
				"client.lifecycle.config.k8s.io/deletion": "detach",
				"kustomize.toolkit.fluxcd.io/prune": "disabled",
				"kustomize.toolkit.fluxcd.io/ssa": "Merge",
				"internal.config.kubernetes.io/path":
					"avi-routes/prod/cilium-config-patch.yaml",
				"internal.config.kubernetes.io/index": "0",
			},
		},
		data: { "enable-sctp": "true" },
	});
});

test("it is in the namespace of the live ConfigMap", () => {
	const { ciliumConfig: _, ...rest } = clusterPool();
	const live = configMap(
		"cilium-config",
		{ ipam: "cluster-pool" },
		{ uid: "1", namespace: "cilium" },
	);
	const run = runCluster(
		[...rawObjects(rest), inFile("live/cilium.yaml", live)],
		ENABLED,
	);
	assert.is(patchOf(run).metadata.namespace, "cilium");
});

test("a second run replaces it, and is no target of its own", () => {
	const first = runCluster([clusterSnapshot(clusterPool())], ENABLED);
	const second = runCluster(first.items, ENABLED);
	assert.equal(second.items, first.items);
	const off = runCluster(first.items, { sctp: "Disabled" });
	assert.equal(patchOf(off).data, { "enable-sctp": "false" });
	assert.is(off.items.length, first.items.length);
});

test("it goes when nobody asks for SCTP any more", () => {
	const first = runCluster([clusterSnapshot(clusterPool())], ENABLED);
	const run = runCluster(first.items, { sctp: "Auto" });
	assert.is(patchOf(run), undefined);
	assert.is(run.items.length, first.items.length - 1);
});

test("a live ConfigMap to which it was applied is a snapshot all the same", () => {
	const first = runCluster([clusterSnapshot(clusterPool())], ENABLED);
	const { ciliumConfig: _, ...rest } = clusterPool();
	const applied = configMap(
		"cilium-config",
		{ ipam: "cluster-pool", "enable-sctp": "true" },
		{ uid: "1", annotations: { "avi-routes.dev/owner": "avi-routes" } },
	);
	const run = runCluster([...rawObjects(rest), applied], ENABLED);
	assert.is(run.exitCode, 0);
	const patch = run.items.find(
		(item) => fileOf(item) === "avi-routes/prod/cilium-config-patch.yaml",
	);
	assert.equal(patch, patchOf(first));
});

test("a desired cilium-config takes its place", () => {
	const target = configMap("cilium-config", { "enable-sctp": "true" });
	const items = [clusterSnapshot(clusterPool()), target];
	assert.is(patchOf(runCluster(items, ENABLED)), undefined);
});

test.run();
