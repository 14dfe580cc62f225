import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";
import { configText, packageOf } from "../support/packages.ts";
import {
	type ApiServer,
	findProgram,
	needingApiServer,
	withApiServer,
} from "./api-server.ts";
import { type Cilium, findCilium, unless } from "./cilium.ts";
import { mustRun, run } from "./support.ts";

const WHAT = "the patch of a cilium-config that Helm owns";

/** The patch alone, of all that the quickstart emits. */
function patch(): string {
	const { stdout } = mustRun(".", [PROGRAM, "render", "examples/quickstart"]);
	return stdout.split("---\n").at(-1) ?? "";
}

const [helm3 = "", helm4 = ""] = [/^helm3$/, /^helm4$/].map(findProgram);
if (helm3 === "" || helm4 === "")
	console.log(
		`!!! there is no helm3 and helm4 (scripts/cluster-tools.sh helm brings them): ${WHAT} is NOT TESTED`,
	);
const cilium = findCilium(WHAT);
const test = suite("the patch of cilium-config");
const helmTest = unless(
	cilium === undefined || helm3 === "" || helm4 === "",
	needingApiServer(test, WHAT),
);

/** Cilium's release on a server, and its ConfigMap. */
function releaseOn({ kubeconfig, kubectl, tryKubectl }: ApiServer) {
	const { chart } = cilium as Cilium;
	return {
		/** Runs Helm for the release; its exit code is the caller's to judge. */
		helm: (program: string, verb: string, ...more: readonly string[]) =>
			run(".", [
				program,
				verb,
				"cilium",
				chart,
				"--namespace=kube-system",
				"--no-hooks",
				`--kubeconfig=${kubeconfig}`,
				...more,
			]),
		/** The keys of cilium-config. */
		keys: (): Record<string, string> =>
			JSON.parse(
				kubectl(["get", "cm/cilium-config", "-n", "kube-system", "-o", "json"]),
			).data,
		apply: (...more: readonly string[]) =>
			tryKubectl(["apply", "--server-side", "-f", "-", ...more], patch()),
	};
}

/** Applies the patch as the docs say: by force alone, and of the keys of the chart it changes one. */
function applyPatch({ keys, apply }: ReturnType<typeof releaseOn>): void {
	const before = keys();
	assert.ok(Object.keys(before).length > 100, "the chart's own ConfigMap");
	assert.is(before["enable-sctp"], "false");
	const plain = apply();
	assert.is(plain.status, 1);
	assert.match(plain.stderr, /conflict with "helm".*\n?.*\.data\.enable-sctp/);
	assert.equal(keys(), before);
	for (let i = 0; i < 2; i++) {
		const forced = apply("--force-conflicts");
		assert.is(forced.status, 0, forced.stderr);
		assert.equal(keys(), { ...before, "enable-sctp": "true" });
	}
}

for (const [installs, upgrades, isKept] of [
	["Helm 3", "Helm 3", false],
	["Helm 3", "Helm 4", false],
	["Helm 4", "Helm 4", true],
] as const)
	helmTest(
		`of a release that ${installs} installed, ${upgrades} ${isKept ? "fails at the upgrade" : "takes it back"}`,
		() =>
			withApiServer((server) => {
				const release = releaseOn(server);
				const { helm, keys } = release;
				const program = { "Helm 3": helm3, "Helm 4": helm4 };
				const installed = helm(program[installs], "install");
				assert.is(installed.status, 0, installed.stderr);
				applyPatch(release);

				const upgrade = helm(program[upgrades], "upgrade");
				assert.is(upgrade.status, isKept ? 1 : 0, upgrade.stderr);
				assert.is(keys()["enable-sctp"], String(isKept));
				if (isKept) assert.match(upgrade.stderr, /conflict.*enable-sctp/);

				const value = helm(
					program[upgrades],
					"upgrade",
					"--set=sctp.enabled=true",
				);
				assert.is(value.status, 0, value.stderr);
				assert.is(keys()["enable-sctp"], "true", "by the chart's value");
			}),
	);

const serverTest = needingApiServer(test, `${WHAT}, applied by others`);
const BY_ARGO_CD = "--field-manager=argocd-controller";
const SERVER_SIDE = ["--server-side", "--force-conflicts"];
const DATA = {
	ipam: "cluster-pool",
	"enable-ipv4": "true",
	"enable-sctp": "false",
};
const LIVE = JSON.stringify({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name: "cilium-config", namespace: "kube-system" },
	data: DATA,
});
const PATCHED = { ...DATA, "enable-sctp": "true" };
const DESTROYED = { "enable-sctp": "true" };

serverTest("of what kubectl or Argo CD has applied", () =>
	withApiServer(({ kubectl, tryKubectl }) => {
		const get = (...more: readonly string[]) =>
			kubectl(["get", "cm/cilium-config", "-n", "kube-system", ...more]);
		const keys = () => JSON.parse(get("-o", "json")).data;
		for (const [first, second, after, owner] of [
			[[], SERVER_SIDE, DESTROYED, "kubectl"],
			[[BY_ARGO_CD], [...SERVER_SIDE, BY_ARGO_CD], DESTROYED, "kubectl"],
			[SERVER_SIDE, SERVER_SIDE, DESTROYED, "kubectl"],
			[
				[...SERVER_SIDE, BY_ARGO_CD],
				[...SERVER_SIDE, BY_ARGO_CD],
				DESTROYED,
				"Argo CD",
			],
			// As the README says.
			[
				SERVER_SIDE,
				[...SERVER_SIDE, "--field-manager=avi-routes"],
				PATCHED,
				"",
			],
		] as const) {
			tryKubectl(["delete", "cm/cilium-config", "-n", "kube-system"], "");
			const made = tryKubectl(["apply", "-f", "-", ...first], LIVE);
			assert.is(made.status, 0, made.stderr);
			const dump = get("-o", "yaml", "--show-managed-fields");
			tryKubectl(["apply", "-f", "-", ...second], patch());
			assert.equal(keys(), after, `${first} and ${second}`);
			if (owner === "") continue;
			const root = packageOf({
				"avi-routes.yaml": configText({ clusterName: "prod", sctp: "Enabled" }),
				"cilium-config.yaml": dump,
				"nodes.yaml": readFileSync(
					"fixtures/field-cases/configs-of-other-tools/pkg/nodes.yaml",
					"utf8",
				),
			});
			const { stdout, stderr } = mustRun(".", [PROGRAM, "render", root]);
			assert.match(stderr, `${owner} applies cilium-config`);
			assert.not.match(stdout, "enable-sctp");
		}
		tryKubectl(["delete", "cm/cilium-config", "-n", "kube-system"], "");
		tryKubectl(["apply", "-f", "-"], LIVE);
		const byHand = `{"data":{"enable-sctp":"true"}}`;
		kubectl([
			...["patch", "configmap", "cilium-config", "-n", "kube-system"],
			...["--type", "merge", "-p", byHand],
		]);
		assert.equal(keys(), PATCHED);
	}),
);

test.run();
