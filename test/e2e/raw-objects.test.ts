import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mustRun, needing, render } from "./support.ts";
import {
	changedFiles,
	changedLines,
	commit,
	read,
	readAll,
	workspaceOf,
} from "./workspace.ts";

const PACKAGE = "kpt-raw-objects";
const STAMP = '+    config.kubernetes.io/local-config: "true"';

/** What each file of the package differs in after a render, but for what kpt itself makes of it. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
	"manifests/avi-k8s-config.yaml": [
		`-  cniPlugin: "" # AKO's default`,
		`+  cniPlugin: "cilium" # AKO's default`,
	],
	"manifests/cilium-config.yaml": [
		"-  enable-sctp: 'false' # the 5G core asks for it",
		"+  enable-sctp: 'true' # the 5G core asks for it",
	],
	"snapshot/cilium-config.yaml": [STAMP],
	"snapshot/ciliumnodes.yaml": [1, 2, 3].flatMap(() => [
		"+  annotations:",
		STAMP,
	]),
	"snapshot/node-control-1.yaml": [STAMP],
	"snapshot/node-worker-1.yaml": [STAMP],
	"snapshot/node-worker-2.yaml": [STAMP],
};

/** The package as kpt writes it when the function changes nothing. */
function asKptWritesIt(): string {
	const root = workspaceOf(PACKAGE);
	mustRun(root, ["kpt", "fn", "eval", PACKAGE, "--exec", "/bin/cat"]);
	commit(root);
	return root;
}

const test = suite("kpt fn render of objects as kubectl prints them");
const kptTest = needing(test, "kpt");

kptTest("stamps snapshots, edits settings, and changes no other byte", () => {
	const root = asKptWritesIt();
	render(root, PACKAGE);
	assert.equal(changedFiles(root), [
		`?? ${PACKAGE}/avi-routes/prod-west/route-table.yaml`,
		...Object.keys(CHANGES).map((file) => ` M ${PACKAGE}/${file}`),
	]);
	for (const [file, changes] of Object.entries(CHANGES))
		assert.equal(changedLines(root, `${PACKAGE}/${file}`), changes, file);
});

kptTest("comes to the same whether kpt wrote the files before or not", () => {
	const root = asKptWritesIt();
	render(root, PACKAGE);
	const fresh = workspaceOf(PACKAGE);
	render(fresh, PACKAGE);
	assert.equal(readAll(fresh, PACKAGE), readAll(root, PACKAGE));
});

kptTest("takes the routes from the CiliumNodes", () => {
	const root = workspaceOf(PACKAGE);
	render(root, PACKAGE);
	const table = read(root, `${PACKAGE}/avi-routes/prod-west/route-table.yaml`);
	assert.equal(
		[...table.matchAll(/prefix: (\S+), nextHop: (\S+), node: (\S+),/g)].map(
			([, ...route]) => route,
		),
		[
			["10.32.2.0/24", "172.20.4.10", "control-1"],
			["10.32.0.0/24", "172.20.4.11", "worker-1"],
			["10.32.1.0/24", "172.20.4.12", "worker-2"],
		],
	);
});

kptTest("a second render changes nothing", () => {
	const root = workspaceOf("quickstart", PACKAGE);
	for (const path of ["quickstart", PACKAGE]) render(root, path);
	commit(root);
	for (const path of ["quickstart", PACKAGE]) render(root, path);
	assert.equal(changedFiles(root), []);
});

test.run();
