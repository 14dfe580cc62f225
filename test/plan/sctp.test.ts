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
import { resultsOf } from "../support/function-run.ts";

const service = (type: string) => ({
	kind: "Service",
	namespace: "telco",
	name: "amf",
	type,
	port: 38412,
});
const gateway = {
	kind: "Gateway",
	namespace: "telco",
	name: "n2",
	port: 38412,
};
const OLD = { nodes: { 2: { kernelVersion: "5.1.21" } } };

/** spec.sctp, the SCTP ports, the live value, and what is written; undefined when nothing is. */
const DECISIONS: readonly [
	sctp: string,
	ports: object[],
	live: string | undefined,
	written: string | undefined,
][] = [
	["Auto", [], "false", undefined],
	["Auto", [], "true", undefined],
	["Auto", [service("LoadBalancer")], "false", "true"],
	["Auto", [service("LoadBalancer")], "true", "true"],
	["Auto", [service("LoadBalancer")], undefined, "true"],
	["Auto", [gateway], "false", "true"],
	["Auto", [service("ClusterIP")], "false", undefined],
	["Auto", [service("NodePort")], "false", undefined],
	["Auto", [service("ClusterIP"), gateway], "false", "true"],
	["Enabled", [], "false", "true"],
	["Enabled", [], "true", "true"],
	["Disabled", [], "true", "false"],
	["Disabled", [service("LoadBalancer")], "true", "false"],
	["Disabled", [gateway], undefined, "false"],
];

const cluster = (live: string | undefined, ports: object[], more = {}) =>
	clusterSnapshot(
		clusterPool({
			ciliumConfig: {
				ipam: "cluster-pool",
				...(live === undefined ? {} : { "enable-sctp": live }),
			},
			sctpPorts: ports,
			...more,
		}),
	);

const test = suite("the SCTP switch");

for (const [sctp, ports, live, written] of DECISIONS) {
	const kinds = ports.map((port) => Object.values(port)[0]).join(" and ");
	const lesson = `${sctp}, live ${live}, ${kinds || "no port"}: ${written}`;

	test(`${lesson} in a patch`, () => {
		const { items, exitCode } = runCluster([cluster(live, ports)], { sctp });
		const found = items.find(
			({ metadata }) => metadata.name === "cilium-config",
		);
		assert.equal(found?.data, written && { "enable-sctp": written });
		assert.is(exitCode, 0);
	});

	test(`${lesson} in the desired cilium-config`, () => {
		const desired = configMap("cilium-config", { "enable-sctp": "unknown" });
		const items = [cluster(live, ports), desired];
		const run = runCluster(items, { sctp });
		const found = run.items.filter(
			({ metadata }) => metadata.name === "cilium-config",
		);
		assert.equal(
			found.map(({ data }) => data["enable-sctp"]),
			[written ?? "unknown"],
		);
	});
}

/** With something in the way: who still gets what, and how bad it is. */
const BLOCKED: readonly [
	sctp: string,
	severity: string | undefined,
	written: string | undefined,
][] = [
	["Auto", "warning", undefined],
	["Enabled", "error", undefined],
	["Disabled", undefined, "false"],
];

for (const [sctp, severity, written] of BLOCKED) {
	test(`${sctp} with an old kernel`, () => {
		const items = [cluster("true", [gateway], OLD)];
		const run = runCluster(items, { sctp });
		assert.is(resultsOf(run, "sctp-kernel-too-old")[0]?.severity, severity);
		const patch = run.items.find(
			({ metadata }) => metadata.name === "cilium-config",
		);
		assert.is(patch?.data["enable-sctp"], written);
		assert.is(run.exitCode, severity === "error" ? 1 : 0);
	});
}

/** The last version without SCTP, and the first with it. */
for (const [product, last, first] of [
	["cilium", "1.12.99", "1.13.0"],
	["ako", "1.9.0", "1.9.1"],
	["aviController", "22.1.2", "22.1.3"],
])
	test(`${product} has it since ${first}`, () => {
		const writes = (version: string | undefined) => {
			const versions = { [product as string]: version };
			const items = [cluster("false", [gateway], { versions })];
			const { items: written } = runCluster(items, { checks: { "*": "info" } });
			return written.some(({ metadata }) => metadata.name === "cilium-config");
		};
		assert.equal([last, first].map(writes), [false, true]);
	});

test("without an agent, or where nobody wants it, a kernel is never too old", () => {
	const windows = { nodes: { 2: { kernelVersion: "5.1.21", os: "windows" } } };
	const agentless = { ...windows, ciliumNodes: { 2: undefined } };
	for (const [sctp, changes] of [
		["Enabled", agentless],
		["Disabled", OLD],
		["Auto", OLD],
	] as const) {
		const items = [cluster("false", [], changes)];
		const run = runCluster(items, { sctp });
		assert.equal(resultsOf(run, "sctp-kernel-too-old"), [], sctp);
	}
});

test("Enabled with the check lowered switches it on all the same", () => {
	const run = runCluster([cluster("false", [], OLD)], {
		sctp: "Enabled",
		checks: { "sctp-kernel-too-old": "warning" },
	});
	assert.is(run.exitCode, 0);
	assert.ok(
		run.items.some(({ metadata }) => metadata.name === "cilium-config"),
	);
});

test("the patch is in the namespace of the live ConfigMap", () => {
	const { ciliumConfig: _, ...rest } = clusterPool();
	const live = configMap(
		"cilium-config",
		{ ipam: "cluster-pool" },
		{ uid: "1", namespace: "cilium" },
	);
	const items = [...rawObjects(rest), inFile("live/cilium.yaml", live)];
	const run = runCluster(items, { sctp: "Enabled" });
	const patch = run.items.find(
		(item) => fileOf(item) === "avi-routes/prod/cilium-config-patch.yaml",
	);
	assert.is(patch.metadata.namespace, "cilium");
});

test("a Service that the package holds beside the snapshot counts once, as the Service", () => {
	const ports = [{ ...service("LoadBalancer"), targetPort: 2905 }];
	const own = {
		apiVersion: "v1",
		kind: "Service",
		metadata: { name: "amf", namespace: "telco" },
		spec: {
			type: "LoadBalancer",
			ports: [{ protocol: "SCTP", port: 38412, targetPort: 2905 }],
		},
	};
	const snapshot = clusterSnapshot(clusterPool({ sctpPorts: ports }));
	for (const items of [
		[snapshot, own],
		[own, snapshot],
	]) {
		const told = resultsOf(runCluster(items), "sctp-port-rewritten");
		assert.equal(
			told.map(({ resourceRef }) => resourceRef?.kind),
			["Service"],
		);
	}
});

test.run();
