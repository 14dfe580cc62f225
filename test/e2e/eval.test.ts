import { rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mustRun, needing, run } from "./support.ts";
import { changedFiles, commit, read, workspaceOf } from "./workspace.ts";

const PACKAGE = "kpt-raw-objects";
const EVAL = [
	...["kpt", "fn", "eval", PACKAGE, "--truncate-output=false"],
	...["--exec", "dist/avi-routes.cjs", "--"],
];

/** A folder of objects: no Kptfile, no AviRoutes. */
function plainFolder(): string {
	const root = workspaceOf(PACKAGE);
	for (const file of ["Kptfile", "avi-routes.yaml"])
		rmSync(join(root, PACKAGE, file));
	commit(root);
	return root;
}

const test = suite("kpt fn eval with key=value arguments");
const kptTest = needing(test, "kpt");

kptTest("is configured by the arguments", () => {
	const root = plainFolder();
	rmSync(join(root, PACKAGE, "manifests/amf-service.yaml"));
	const args = ["clusterName=prod-west", "sctp=Enabled", "limits.minNodes=3"];
	const cidrs = "nextHop.cidrs=172.16.0.0/14,172.20.0.0/14";
	mustRun(root, [...EVAL, ...args, cidrs, "routeOwner=GitOps"]);
	const table = read(root, `${PACKAGE}/avi-routes/prod-west/route-table.yaml`);
	assert.match(table, "\n  managementPolicy: Manage\n");
	assert.match(table, "prefix: 10.32.0.0/24, nextHop: 172.20.4.11,");
	const cilium = read(root, `${PACKAGE}/manifests/cilium-config.yaml`);
	assert.match(cilium, "\n  enable-sctp: 'true' # the 5G core");
});

kptTest("run again, it changes nothing", () => {
	const root = plainFolder();
	mustRun(root, [...EVAL, "clusterName=prod-west"]);
	commit(root);
	mustRun(root, [...EVAL, "clusterName=prod-west"]);
	assert.equal(changedFiles(root), []);
});

const WRONG: readonly (readonly [argument: string, says: string])[] = [
	["clustername=prod-west", "did you mean clusterName?"],
	["nextHop.cidr=172.20.0.0/14", "did you mean nextHop.cidrs?"],
	["sctp=Enabeld", "want one of Auto, Enabled, Disabled"],
];

for (const [argument, says] of WRONG) {
	kptTest(`${argument} fails: ${says}`, () => {
		const root = plainFolder();
		const { status, stderr } = run(root, [...EVAL, argument]);
		assert.is.not(status, 0);
		assert.match(stderr, says);
		assert.equal(changedFiles(root), []);
	});
}

test.run();
