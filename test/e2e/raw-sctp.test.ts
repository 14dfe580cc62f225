import { rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { needing, render } from "./support.ts";
import { changedFiles, commit, workspaceOf } from "./workspace.ts";

const PACKAGE = "kpt-raw-objects";
const OUTPUTS = `${PACKAGE}/avi-routes/prod-west`;

/** Dumps and an SCTP Service, and no settings of AKO and Cilium to edit. */
function dumpsOnly(): string {
	const root = workspaceOf(PACKAGE);
	for (const name of ["avi-k8s-config", "cilium-config"])
		rmSync(join(root, PACKAGE, `manifests/${name}.yaml`));
	commit(root);
	return root;
}

const test = suite("kpt fn render of dumps with an SCTP Service");
const kptTest = needing(test, "kpt");

kptTest("emits the patch beside the dump that it stamps", () => {
	const root = dumpsOnly();
	render(root, PACKAGE);
	const added = changedFiles(root).filter((line) => line.startsWith("??"));
	assert.equal(added, [
		`?? ${OUTPUTS}/ako-values-configmap.yaml`,
		`?? ${OUTPUTS}/cilium-config-patch.yaml`,
		`?? ${OUTPUTS}/route-table.yaml`,
	]);
});

kptTest("a second render changes nothing", () => {
	const root = dumpsOnly();
	render(root, PACKAGE);
	commit(root);
	render(root, PACKAGE);
	assert.equal(changedFiles(root), []);
});

test.run();
