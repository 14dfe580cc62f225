import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	nameLocation,
	settingLocation,
	versionLocation,
} from "../../src/check/location.ts";
import { readConfig } from "../../src/config/read-config.ts";
import type { Cluster } from "../../src/group/cluster.ts";

const item = (kind: string, annotations = {}) => ({
	apiVersion: "v1",
	kind,
	name: kind.toLowerCase(),
	annotations,
});

const configOf = (resource?: object) => readConfig(resource, []).value;
const typed = (spec: object) =>
	configOf({
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRoutes",
		metadata: { name: "own" },
		spec,
	});
const configMap = configOf({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name: "own" },
	data: { clusterName: "prod", sctp: "Enabled" },
});
const none = configOf();
const named = typed({ clusterName: "prod" });
const fleet = typed({
	sctp: "Enabled",
	clusters: [{ name: "lab" }, { name: "prod", sctp: "Disabled" }],
});

/** A cluster of the name, with what its locations are made of. */
const cluster = (name: string, config = none, more: object = {}) =>
	({
		name,
		config:
			config.clusters.find((one) => one.name === name)?.config ??
			config.defaults,
		source: item("Node"),
		versionSources: {},
		...more,
	}) as unknown as Cluster;

/** The kind of the object, and the field. */
const seen = ({ item: at, field }: ReturnType<typeof nameLocation>) => [
	at?.kind,
	field,
];

const test = suite("the location of a finding");

test("of a setting", () => {
	const of = (config: typeof none, name: string) =>
		seen(settingLocation(config, cluster(name, config), "sctp"));
	assert.equal(of(none, "prod"), ["Node", undefined]);
	assert.equal(of(configMap, "prod"), ["ConfigMap", "data.sctp"]);
	assert.equal(of(fleet, "prod"), ["AviRoutes", "spec.clusters[1].sctp"]);
	assert.equal(of(fleet, "lab"), ["AviRoutes", "spec.sctp"]);
	assert.equal(of(fleet, "other"), ["AviRoutes", "spec.sctp"]);
	const first = typed({ clusters: [{ name: "lab", sctp: "Disabled" }] });
	assert.equal(of(first, "lab"), ["AviRoutes", "spec.clusters[0].sctp"]);
});

test("of a cluster's name", () => {
	const of = (config: typeof none, name: string, source = item("Node")) =>
		seen(nameLocation(config, cluster(name, config, { source })));
	const key = "avi-routes.dev/cluster";
	const annotated = item("Node", { [key]: "prod" });
	const snapshot = item("ClusterSnapshot");
	assert.equal(of(named, "prod", snapshot), [snapshot.kind, "metadata.name"]);
	const annotation = ["Node", `metadata.annotations[${key}]`];
	assert.equal(of(named, "prod", annotated), annotation);
	assert.equal(of(fleet, "prod"), ["AviRoutes", "spec.clusters[1].name"]);
	assert.equal(of(fleet, "lab"), ["AviRoutes", "spec.clusters[0].name"]);
	assert.equal(of(named, "prod"), ["AviRoutes", "spec.clusterName"]);
	assert.equal(of(configMap, "prod"), ["ConfigMap", "data.clusterName"]);
	assert.equal(of(named, "other", annotated), ["Node", undefined]);
	assert.equal(of(none, "prod"), ["Node", undefined]);
});

test("of a version", () => {
	const of = (more: object, product: "cilium" | "ako") =>
		seen(versionLocation(cluster("prod", none, more), product));
	const source = (kind: string) => ({ source: { item: item(kind) } });
	const containers = "spec.template.spec.containers";
	const workload = { versionSources: { ako: item("StatefulSet") } };
	assert.equal(of(workload, "ako"), ["StatefulSet", containers]);
	const snapshot = { versionSources: { cilium: item("ClusterSnapshot") } };
	const version = ["ClusterSnapshot", "spec.versions.cilium"];
	assert.equal(of(snapshot, "cilium"), version);
	const configs = { ciliumConfig: source("A"), akoConfig: source("B") };
	assert.equal(of(configs, "cilium"), ["A", undefined]);
	assert.equal(of(configs, "ako"), ["B", undefined]);
	assert.equal(of({}, "ako"), ["Node", undefined]);
});

test.run();
