import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dnsName } from "../../src/krm/dns-name.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, fileOf, inFile } from "../support/clusters.ts";
import {
	type AnyResource,
	runItems,
	runText,
} from "../support/function-run.ts";

/** Names of clusters, and the names of their resources and folders. */
const NAMES: readonly [cluster: string, name: string][] = [
	["prod-east", "prod-east"],
	["a".repeat(44), "a".repeat(44)],
	["7", "7"],
	["prod_east", "prod-east-160ab618"],
	["Prod_East", "prod-east-24507718"],
	["prod.east", "prod-east-d5f63b17"],
	["a".repeat(45), `${"a".repeat(35)}-e3e5c520`],
	[`${"a".repeat(35)}-${"b".repeat(20)}`, `${"a".repeat(35)}-6d9405bd`],
	["---", "cluster-c4e4dc86"],
	["ü", "cluster-119dd44a"],
];

const test = suite("names of resources");

for (const [cluster, name] of NAMES) {
	test(`the cluster ${cluster} gives the name ${name}`, () => {
		assert.is(dnsName(cluster), name);
		assert.match(name, /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
		assert.ok(name.length <= 44);
	});
}

const one = (name: string, spec: object = {}) => {
	const cluster = clusterPool({ akoConfig: undefined }, 1);
	const run = runItems([clusterSnapshot(cluster, name)], spec);
	return run.items.find(({ kind }) => kind === "AviRouteTable");
};

test("what AKO reads has the cluster's own name, what Kubernetes reads a safe one", () => {
	const { metadata, spec } = one("Prod_East", { namespace: "avi" });
	assert.is(metadata.name, "prod-east-24507718");
	assert.is(metadata.namespace, "avi");
	assert.is(metadata.labels["avi-routes.dev/cluster"], "Prod_East");
	assert.is(
		fileOf({ metadata }),
		"avi-routes/prod-east-24507718/route-table.yaml",
	);
	assert.is(spec.clusterName, "Prod_East");
	assert.equal(spec.labels, [{ key: "clustername", value: "Prod_East" }]);
	assert.is(spec.routes[0].routeID, "Prod_East-10.0.1.0-24");
});

test("a name that is no label value becomes one", () => {
	for (const name of ["a".repeat(70), "_prod", "prod-"]) {
		const label = one(name, { checks: { "*": "info" } }).metadata.labels[
			"avi-routes.dev/cluster"
		];
		assert.is(label, dnsName(name));
	}
});

const files = (items: readonly AnyResource[]) => items.map(fileOf);
const FILES = ["route-table.yaml", "ako-values-configmap.yaml"];

test("each cluster has its folder", () => {
	const names = ["prod", "west"];
	const cluster = clusterPool({ akoConfig: undefined });
	const run = runItems(names.map((name) => clusterSnapshot(cluster, name)));
	assert.equal(
		files(run.items).slice(2),
		names.flatMap((name) => FILES.map((file) => `avi-routes/${name}/${file}`)),
	);
});

test("files are relative to the folder of the AviRoutes", () => {
	const config = inFile("clusters/avi.yaml", {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRoutes",
		metadata: { name: "mine" },
		spec: { output: { directory: "./generated/" } },
	});
	const list = { kind: "ResourceList", apiVersion: "config.kubernetes.io/v1" };
	const items = [clusterSnapshot(clusterPool()), config];
	const run = runText(JSON.stringify({ ...list, items }));
	assert.equal(
		files(run.items).slice(2),
		FILES.map((file) => `clusters/generated/prod/${file}`),
	);
});

test.run();
