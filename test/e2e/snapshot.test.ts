import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { liveCluster } from "../kube/live-cluster.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import type { AnyResource } from "../support/function-run.ts";
import { findApiServer, withApiServer } from "./api-server.ts";
import { mustRun, run } from "./support.ts";

const COUNT = 1000;

/** A CRD of Cilium's, as far as the API server needs one. */
function crd(kind: string, version: string, isNamespaced = false): object {
	const plural = `${kind.toLowerCase()}s`;
	const schema = {
		openAPIV3Schema: {
			type: "object",
			"x-kubernetes-preserve-unknown-fields": true,
		},
	};
	return {
		apiVersion: "apiextensions.k8s.io/v1",
		kind: "CustomResourceDefinition",
		metadata: { name: `${plural}.cilium.io` },
		spec: {
			group: "cilium.io",
			scope: isNamespaced ? "Namespaced" : "Cluster",
			names: { kind, plural, listKind: `${kind}List` },
			versions: [{ name: version, served: true, storage: true, schema }],
		},
	};
}

const CRDS = [
	crd("CiliumNode", "v2"),
	crd("CiliumPodIPPool", "v2alpha1"),
	crd("CiliumNodeConfig", "v2", true),
];

/** What the server is given, fit for it; Gateways are left out, to see a CRD that is not there. */
function objectsOf(count: number): AnyResource[] {
	const selector = { matchLabels: { app: "x" } };
	return Object.values(liveCluster(count))
		.flat()
		.filter(({ kind }) => kind && kind !== "Namespace" && kind !== "Gateway")
		.map((object) => {
			const { uid: _, resourceVersion: __, ...metadata } = object.metadata;
			const { managedFields: ___, annotations, ...rest } = metadata;
			const { spec } = object;
			if (!/Set$/.test(object.kind)) return { ...object, metadata: rest };
			const template = {
				...spec.template,
				metadata: { labels: selector.matchLabels },
			};
			const more = { selector, template, serviceName: "x" };
			return { ...object, metadata: rest, spec: { ...spec, ...more } };
		});
}

const list = (items: readonly object[]) =>
	JSON.stringify({ apiVersion: "v1", kind: "List", items });

const namespace = (name: string) => ({
	apiVersion: "v1",
	kind: "Namespace",
	metadata: { name },
});

const DUMPS = [
	["nodes,ciliumnodes,ciliumpodippools"],
	["ciliumnodeconfigs,services", "-A"],
	["configmap/cilium-config", "daemonset/cilium", "-n", "kube-system"],
	["configmap/avi-k8s-config", "statefulset/ako", "-n", "avi-system"],
	["namespace/kube-system"],
];

const test = suite("snapshot of a real API server");
const programs = findApiServer();
if (programs === undefined)
	console.log(
		"!!! there is no kube-apiserver and etcd: snapshot against a real API server is NOT TESTED",
	);
const serverTest = programs === undefined ? test.skip : test;

serverTest(
	`has the bytes of import of kubectl's dump of ${COUNT} nodes, and tells drift`,
	() =>
		withApiServer(programs as NonNullable<typeof programs>, (kubeconfig) => {
			const folder = scratchFolder();
			const kubectl = (args: readonly string[], input = "") =>
				mustRun(".", ["kubectl", `--kubeconfig=${kubeconfig}`, ...args], input);
			const snapshot = (...args: string[]) =>
				run(".", [
					"dist/avi-routes.cjs",
					"snapshot",
					`--kubeconfig=${kubeconfig}`,
					...args,
				]);
			kubectl(["create", "-f", "-"], list(CRDS));
			kubectl(["wait", "--for=condition=Established", "crd", "--all"]);
			kubectl(
				["create", "-f", "-"],
				list(["avi-system", "telco"].map(namespace)),
			);
			const objects = objectsOf(COUNT);
			// In steps, for kubectl takes its time; the Nodes lack what a kubelet would fill in.
			for (let at = 0; at < objects.length; at += 500) {
				const some = list(objects.slice(at, at + 500));
				kubectl(["create", "--validate=false", "-f", "-"], some);
			}
			const dumps = DUMPS.map((what, i) => {
				const path = join(folder, `${i}.json`);
				writeFileSync(path, kubectl(["get", ...what, "-o", "json"]).stdout);
				return path;
			});
			const file = join(folder, "snapshot.yaml");
			const taken = snapshot("-o", file);
			assert.is(taken.status, 0, taken.stderr);
			assert.match(
				taken.stderr,
				`prod-east: ${COUNT} nodes, ${COUNT} CiliumNodes`,
			);
			const imported = mustRun(".", [
				"dist/avi-routes.cjs",
				"import",
				...dumps,
			]);
			assert.is(snapshot().stdout, imported.stdout);
			assert.is(snapshot("--check", file).status, 0);
			kubectl(["delete", "node/node-7", "ciliumnode/node-7"]);
			const drift = snapshot("--check", file);
			assert.is(drift.status, 1, drift.stderr);
			assert.match(drift.stdout, "10.0.7.0/24");
		}),
);

test.run();
