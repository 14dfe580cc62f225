import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { packageOf } from "../support/packages.ts";
import { linesOf, mustRun, needing } from "./support.ts";

const SNAPSHOT = resolve("examples/quickstart/cluster-snapshot.yaml");
const GIT = "user.name=me -c user.email=me@example.com";

const test = suite("what init tells to do");
const kptTest = needing(test, "kpt");

/** Follows the printed steps in a shell; a copy of the quickstart's takes the place of a new snapshot. */
function followed(root: string, ...args: readonly string[]): string {
	const said = mustRun(root, ["avi-routes", "init", ...args]).stdout;
	const steps = (said.match(/^ {7}\S.*$/gm) ?? [])
		.filter((step) => !step.includes("avi-routes import"))
		.map((step) => step.replace(/avi-routes snapshot .*-o/, `cp ${SNAPSHOT}`))
		.map((step) => step.replace(" commit", ` -c ${GIT} commit --quiet`));
	assert.ok(steps.length >= 5, said);
	return mustRun(root, ["bash", "-ec", steps.join("\n")]).stdout;
}

for (const folder of ["my-package", "it's a $(touch pwned) pack", "."]) {
	kptTest(`can be copied into a shell, for the folder ${folder}`, () => {
		const root = packageOf({});
		mkdirSync(join(root, folder), { recursive: true });
		assert.match(followed(root, folder), /no change/);
		const log = ["git", "-C", folder, "log", "--name-only", "--format="];
		assert.equal(linesOf(mustRun(root, log).stdout).sort(), [
			".github/workflows/avi-routes.yaml",
			".krmignore",
			"Kptfile",
			"avi-routes.yaml",
			"avi-routes/prod-east/ako-values-configmap.yaml",
			"avi-routes/prod-east/cilium-config-patch.yaml",
			"avi-routes/prod-east/route-table.yaml",
			"aviroutes.schema.json",
			"cluster-snapshot.yaml",
		]);
		if (folder !== ".") assert.equal(readdirSync(root), [folder]);
	});
}

test("commits the package and the CI job of a repository, and nothing else", () => {
	const root = packageOf({ "other.txt": "mine" });
	mustRun(root, ["git", "init", "--quiet"]);
	followed(root, "clusters/east", "--argocd", "--cluster", "prod-east");
	const status = ["git", "status", "--porcelain"];
	assert.is(mustRun(root, status).stdout, "?? other.txt\n");
});

test.run();
