import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readConfig } from "../../src/config/read-config.ts";

const configMap = (data: unknown) => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name: "function-input" },
	data,
});
const typed = (spec: unknown) => ({
	apiVersion: "avi-routes.dev/v1alpha1",
	kind: "AviRoutes",
	metadata: { name: "avi-routes" },
	spec,
});

/** Every dotted key, and what it means in the typed form. */
const KEYS: readonly [key: string, text: string, spec: object][] = [
	["clusterName", "prod", { clusterName: "prod" }],
	["namespace", "avi", { namespace: "avi" }],
	["vrfContext.name", "vrf", { vrfContext: { name: "vrf" } }],
	["vrfContext.cloud", "vcenter", { vrfContext: { cloud: "vcenter" } }],
	["vrfContext.tenant", "ops", { vrfContext: { tenant: "ops" } }],
	["ipFamily", "V4_V6", { ipFamily: "V4_V6" }],
	["ipamMode", "kubernetes", { ipamMode: "kubernetes" }],
	["routeOwner", "GitOps", { routeOwner: "GitOps" }],
	["routeController", "avi", { routeController: "avi" }],
	["deletionPolicy", "Delete", { deletionPolicy: "Delete" }],
	["serviceEngineGroups", "a, b", { serviceEngineGroups: ["a", "b"] }],
	[
		"nextHop.addressType",
		"ExternalIP",
		{ nextHop: { addressType: "ExternalIP" } },
	],
	[
		"nextHop.cidrs",
		"10.4.0.0/14, 10.8.0.0/14,",
		{ nextHop: { cidrs: ["10.4.0.0/14", "10.8.0.0/14"] } },
	],
	["sctp", "Enabled", { sctp: "Enabled" }],
	["limits.maxRemovedRoutes", "50", { limits: { maxRemovedRoutes: 50 } }],
	["limits.maxRemovedRoutes", "50%", { limits: { maxRemovedRoutes: "50%" } }],
	["limits.maxChangedRoutes", "9", { limits: { maxChangedRoutes: 9 } }],
	["limits.maxChangedRoutes", "9%", { limits: { maxChangedRoutes: "9%" } }],
	["limits.minNodes", "3", { limits: { minNodes: 3 } }],
	["output.directory", "out/", { output: { directory: "out" } }],
];

const test = suite("configuration as a ConfigMap");

for (const [key, text, spec] of KEYS) {
	test(`${key}=${text}`, () => {
		const read = readConfig(configMap({ [key]: text }), []);
		const { source: _, ...value } = read.value;
		const { source: __, ...expected } = readConfig(typed(spec), []).value;
		assert.equal(read.results, []);
		assert.equal(value, expected);
	});
}

/** Data that is wrong: the path that the result names, and what it says. */
const WRONG: readonly [data: unknown, path: string, ...says: string[]][] = [
	[
		{ sctpp: "Auto" },
		"data.sctpp",
		"data.sctpp is not a known field",
		"did you mean sctp?",
	],
	[
		{ "nexthop.cidrs": "10.0.0.0/8" },
		"data.nexthop.cidrs",
		"did you mean nextHop.cidrs?",
	],
	[{ minNodes: "3" }, "data.minNodes", "did you mean limits.minNodes?"],
	[{ toString: "3" }, "data.toString", "known field; accepted: clusterName,"],
	[
		{ clusters: "a" },
		"data.clusters",
		"clusters and checks need a typed AviRoutes",
	],
	[{ sctp: true }, "data.sctp", "the boolean true; want a text, in quotes"],
	[
		{ "limits.minNodes": "three" },
		"data.limits.minNodes",
		'data.limits.minNodes is the string "three"; want an integer',
	],
	[{ "limits.minNodes": "" }, "data.limits.minNodes", "want an integer"],
	[
		{ sctp: "On" },
		"data.sctp",
		'data.sctp is the string "On"; want one of Auto, Enabled, Disabled',
	],
	["sctp=Auto", "data", "want a mapping of texts"],
];

for (const [data, path, ...says] of WRONG) {
	test(`refuses ${JSON.stringify(data)}`, () => {
		const { results } = readConfig(configMap(data), []);
		assert.equal(
			results.map(({ tags, field }) => [tags.check, field?.path]),
			[["config-invalid", path]],
		);
		for (const part of says) assert.match(results[0]?.message ?? "", part);
	});
}

test.run();
