import { suite } from "uvu";
import * as assert from "uvu/assert";
import { needing, render, renderCommand, run } from "./support.ts";
import { changedFiles, commit, edit, workspaceOf } from "./workspace.ts";

const PACKAGE = "kpt-raw-objects";
const CILIUM_NODES = `${PACKAGE}/snapshot/ciliumnodes.yaml`;
const [OF_WORKER_1, OF_WORKER_2] = [
	"    - 10.32.0.0/24\n",
	"    - 10.32.1.0/24\n",
];
const DUPLICATE =
	"nodes worker-1 (10.32.0.0/24) and worker-2 (10.32.0.0/24) claim the same network address";

/** Dumps to stamp, settings to edit, and two nodes with one pod CIDR. */
function failing(): string {
	const root = workspaceOf(PACKAGE);
	edit(root, CILIUM_NODES, OF_WORKER_2, OF_WORKER_1);
	commit(root);
	return root;
}

const test = suite("kpt fn render of two nodes with one pod CIDR");
const kptTest = needing(test, "kpt");

kptTest("fails and shows results, standard error and exit code", () => {
	const { status, stderr } = run(failing(), renderCommand(PACKAGE));
	assert.is(status, 1);
	for (const says of [
		'[FAIL] "avi-routes"',
		`  Results:\n    [error] cilium.io/v2/CiliumNode/worker-2 spec.ipam.podCIDRs[0]: [pod-cidr-duplicate] ${DUPLICATE}`,
		`  Stderr:\n    "error: [pod-cidr-duplicate] ${DUPLICATE}`,
		"  Exit code: 1\n",
	])
		assert.match(stderr, says);
});

kptTest("changes no byte", () => {
	const root = failing();
	run(root, renderCommand(PACKAGE));
	assert.equal(changedFiles(root), []);
});

kptTest("leaves the outputs of an earlier render", () => {
	const root = workspaceOf(PACKAGE);
	render(root, PACKAGE);
	edit(root, CILIUM_NODES, OF_WORKER_2, OF_WORKER_1);
	commit(root);
	assert.is(run(root, renderCommand(PACKAGE)).status, 1);
	assert.equal(changedFiles(root), []);
});

test.run();
