import { cpSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mustRun, needing, run } from "./support.ts";
import { edit, workspace } from "./workspace.ts";

const BUILD = ["kustomize", "build", "--enable-alpha-plugins", "--enable-exec"];

interface Built {
	kind: string;
	metadata: { name: string; namespace?: string };
	spec?: { routes: unknown[] };
}

/** The example package, in a repository of its own. */
function example(): string {
	return workspace((root) =>
		cpSync("examples/kustomize", join(root, "examples/kustomize"), {
			recursive: true,
		}),
	);
}

const test = suite("kustomize");
const kustomizeTest = needing(test, "kustomize");

kustomizeTest("builds the outputs and drops the snapshots", () => {
	const { stdout, stderr } = mustRun(example(), [
		...BUILD,
		"examples/kustomize",
	]);
	assert.match(stderr, "warning: [cni-plugin-mismatch]");
	const built = loadAll(stdout) as Built[];
	assert.equal(
		built.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(),
		[
			"AviRouteTable prod-east",
			"ConfigMap cilium-config",
			"ConfigMap prod-east-ako-values",
		],
	);
	const table = built.find(({ kind }) => kind === "AviRouteTable");
	assert.is(table?.spec?.routes.length, 8);
	assert.not.match(stdout, "internal.config.kubernetes.io");
});

kustomizeTest("fails with the reason on standard error", () => {
	const root = example();
	edit(
		root,
		"examples/kustomize/cluster-snapshot.yaml",
		"10.0.3.0/24",
		"10.0.0.0/24",
	);
	const { status, stderr } = run(root, [...BUILD, "examples/kustomize"]);
	assert.is.not(status, 0);
	assert.match(stderr, "pod-cidr-duplicate");
});

test.run();
