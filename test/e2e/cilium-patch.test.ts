import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findApiServer, withApiServer } from "./api-server.ts";
import { mustRun, needing, run } from "./support.ts";

/** What a chart renders; Helm is its field manager. */
const CHART = JSON.stringify({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: {
		name: "cilium-config",
		namespace: "kube-system",
		labels: { "app.kubernetes.io/managed-by": "Helm" },
	},
	data: { ipam: "cluster-pool", "enable-sctp": "false" },
});

/** The patch alone, of all that the quickstart emits. */
function patch(): string {
	const { stdout } = mustRun(".", [
		"dist/avi-routes.cjs",
		"render",
		"examples/quickstart",
	]);
	return stdout.split("---\n").at(-1) ?? "";
}

const test = suite("the patch of cilium-config");
const kubectlTest = needing(test, "kubectl");
const programs = findApiServer();
if (programs === undefined)
	console.log(
		"!!! there is no kube-apiserver and etcd: applying the patch is NOT TESTED",
	);

if (programs !== undefined)
	kubectlTest("takes Helm's key by force alone, and no other key", () =>
		withApiServer(programs, (kubeconfig) => {
			const kubectl = (args: readonly string[], input = "") =>
				run(".", ["kubectl", `--kubeconfig=${kubeconfig}`, ...args], input);
			const data = () => {
				const get = ["get", "configmap", "cilium-config", "-o", "json"];
				return JSON.parse(kubectl([...get, "-n", "kube-system"]).stdout).data;
			};
			const apply = (...args: readonly string[]) =>
				kubectl(["apply", "--server-side", "-f", "-", ...args], patch());
			const created = kubectl(
				["create", "--field-manager=helm", "-f", "-"],
				CHART,
			);
			assert.is(created.status, 0, created.stderr);

			const plain = apply();
			assert.is(plain.status, 1);
			assert.match(plain.stderr, 'conflict with "helm"');
			assert.match(plain.stderr, ".data.enable-sctp");
			assert.is(data()["enable-sctp"], "false");

			const forced = apply("--force-conflicts");
			assert.is(forced.status, 0, forced.stderr);
			assert.equal(data(), { ipam: "cluster-pool", "enable-sctp": "true" });

			const upgrade = kubectl(
				["apply", "--server-side", "--field-manager=helm", "-f", "-"],
				CHART,
			);
			assert.is(upgrade.status, 1, "a server-side upgrade, as of Helm 4");
			assert.match(upgrade.stderr, ".data.enable-sctp");
		}),
	);

test.run();
