import { suite } from "uvu";
import * as assert from "uvu/assert";
import { resultsOf, runItems } from "../support/function-run.ts";

/** What one cluster's dumps look like in a folder of their own. */
function dumps(cluster: string) {
	const at = (file: string) => ({
		"internal.config.kubernetes.io/path": `${cluster}/${file}.yaml`,
	});
	const config = (name: string, data: object) => ({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name, uid: "live", annotations: at(name) },
		data,
	});
	return [
		{
			apiVersion: "v1",
			kind: "Node",
			metadata: { name: "worker-1", annotations: at("worker-1") },
			spec: { podCIDR: "10.1.0.0/24", podCIDRs: ["10.1.0.0/24"] },
			status: { addresses: [{ type: "InternalIP", address: "192.168.0.1" }] },
		},
		config("avi-k8s-config", { clusterName: cluster }),
		config("cilium-config", { ipam: "kubernetes" }),
	];
}

const HEAP = [...dumps("prod-east"), ...dumps("prod-west")];
const test = suite("a heap of two clusters");

test("shows both clusters' evidence and the remedy", () => {
	const run = runItems(HEAP);
	assert.is(run.exitCode, 1);
	const [result] = resultsOf(run, "cluster-ambiguous");
	const says = [
		"avi-k8s-config in prod-east/avi-k8s-config.yaml says prod-east",
		"avi-k8s-config in prod-west/avi-k8s-config.yaml says prod-west",
		"spec.clusters[].path",
		"avi-routes.dev/cluster",
	];
	for (const part of says) assert.match(result?.message ?? "", part);
});

test("given one name for both, names the files of what stands twice", () => {
	const run = runItems(HEAP, { clusterName: "prod-east" });
	const messages = resultsOf(run, "cluster-ambiguous").map(
		({ message }) => message,
	);
	assert.ok(
		messages.some((message) =>
			message.includes("prod-east/worker-1.yaml and prod-west/worker-1.yaml"),
		),
		messages.join("\n"),
	);
});

test("is no trouble once the folders tell", () => {
	const clusters = ["prod-east", "prod-west"].map((name) => ({
		name,
		path: name,
	}));
	const run = runItems(HEAP, { clusters });
	assert.is(run.exitCode, 0, run.results[0]?.message);
	assert.is(run.items.filter(({ kind }) => kind === "AviRouteTable").length, 2);
});

test.run();
