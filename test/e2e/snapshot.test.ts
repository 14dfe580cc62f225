import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { PROGRAM } from "../support/dist.ts";
import {
	type ApiServer,
	needingApiServer,
	withApiServer,
} from "./api-server.ts";
import { type Cilium, findCilium, unless } from "./cilium.ts";
import { fill } from "./live-objects.ts";
import { mustRun, type Ran, run } from "./support.ts";

const COUNT = 1000;
const WHAT = `a snapshot of ${COUNT} nodes of a real API server`;

const DUMPS = [
	["nodes,ciliumnodes,ciliumpodippools"],
	["ciliumnodeconfigs,services", "-A"],
	["configmap/cilium-config", "daemonset/cilium", "-n", "kube-system"],
	["configmap/avi-k8s-config", "statefulset/ako", "-n", "avi-system"],
	["namespace/kube-system"],
];

const tool = (...args: string[]) => [PROGRAM, ...args];

/** What kubectl dumps of the cluster, one file a call. */
function dumpAll({ kubectl }: ApiServer, folder: string): string[] {
	return DUMPS.map((what, i) => {
		const path = join(folder, `${i}.json`);
		writeFileSync(path, kubectl(["get", ...what, "-o", "json"]));
		return path;
	});
}

/** Applies what the package comes to, twice: the second time nothing may change. */
function applyTwice({ kubectl }: ApiServer, root: string): void {
	const rendered = mustRun(".", tool("render", root)).stdout;
	const apply = () =>
		kubectl(
			["apply", "--server-side", "--force-conflicts", "-o", "json", "-f", "-"],
			rendered,
		);
	const first = apply();
	assert.match(first, '"kind": "AviRouteTable"');
	assert.is(apply(), first, "the second apply changes nothing");
}

const test = suite("snapshot of a real API server");
const cilium = findCilium(WHAT);
const serverTest = unless(cilium === undefined, needingApiServer(test, WHAT));

serverTest(
	`${COUNT} nodes: the bytes of import, drift, and a render that applies`,
	() =>
		withApiServer((server) => {
			const { kubeconfig, kubectl } = server;
			fill(server, cilium as Cilium, COUNT);
			const snapshot = (...args: string[]): Ran =>
				run(".", tool("snapshot", `--kubeconfig=${kubeconfig}`, ...args));
			const root = scratchFolder();
			const file = join(root, "clusters", "prod-east.yaml");
			writeFileSync(
				join(root, "avi-routes.yaml"),
				"apiVersion: avi-routes.dev/v1alpha1\nkind: AviRoutes\nmetadata: {name: avi-routes}\nspec: {sctp: Enabled}\n",
			);
			const taken = snapshot("-o", join(root, "clusters/"));
			assert.is(taken.status, 0, taken.stderr);
			assert.match(
				taken.stderr,
				`prod-east: ${COUNT} nodes, ${COUNT} CiliumNodes, 1 SCTP port, Kubernetes v1.`,
			);
			const dumps = join(scratchFolder(), "dumps");
			mkdirSync(dumps);
			const imported = mustRun(".", tool("import", ...dumpAll(server, dumps)));
			const { stdout } = snapshot();
			assert.is(stdout, imported.stdout);
			assert.match(stdout, "no CIDR left");
			assert.is(snapshot("--check", file).status, 0);

			kubectl([
				"apply",
				"-f",
				"schemas/crds/avi-routes.dev_aviroutetables.yaml",
			]);
			kubectl(["wait", "--for=condition=Established", "crd", "--all"]);
			applyTwice(server, root);

			kubectl(["delete", "node/node-7", "ciliumnode/node-7"]);
			const drift = snapshot("--check", file);
			assert.is(drift.status, 1, drift.stderr);
			assert.match(drift.stdout, "10.0.7.0/24");
		}),
);

test.run();
