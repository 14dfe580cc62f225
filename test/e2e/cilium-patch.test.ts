import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";
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

test.run();
