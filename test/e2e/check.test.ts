import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";
import { mustRun, run } from "./support.ts";
import { edit, workspaceOf } from "./workspace.ts";

const TOOL = PROGRAM;
const root = workspaceOf("quickstart", "fleet");
const check = (...args: string[]) => run(root, [TOOL, "check", ...args]);

const test = suite("check and explain, as they are called");

test("shows warnings and passes", () => {
	const { status, stdout, stderr } = check("quickstart");
	assert.is(status, 0);
	assert.is(stderr, "");
	assert.match(
		stdout,
		/^cluster prod-east\n {2}warning: \[cni-plugin-mismatch\] quickstart\/cluster-snapshot\.yaml:21:16/,
	);
	assert.not.match(stdout, "\u001b");
	assert.is(check("--fail-on", "warning", "quickstart").status, 1);
});

test("checks what kpt hands on", () => {
	const { stdout: list } = mustRun(root, ["kpt", "fn", "source", "quickstart"]);
	const { status, stdout } = run(root, [TOOL, "check", "-"], list);
	assert.is(status, 0);
	assert.match(stdout, "cni-plugin-mismatch");
});

test("compares packages with each other", () => {
	const { status, stdout } = check("quickstart", "fleet");
	assert.is(status, 1);
	assert.match(stdout, "cluster-name-clash");
});

test("explains nodes and checks", () => {
	const { stdout } = mustRun(root, [TOOL, "explain", "worker-2", "quickstart"]);
	assert.match(stdout, /^worker-2 is a node in cluster prod-east\n/);
	const { stdout: text } = mustRun(root, [
		TOOL,
		"explain",
		"check",
		"pod-cidr-overlap",
	]);
	assert.match(text, "Why it matters:");
});

test("says by its exit code what is wrong", () => {
	assert.is(check("no-such-folder").status, 2);
	edit(root, "quickstart/cluster-snapshot.yaml", "nodes:", "nods:");
	const { status, stdout } = check("-o", "github", "quickstart");
	assert.is(status, 1);
	assert.match(
		stdout,
		/^::error file=quickstart\/cluster-snapshot\.yaml,line=\d+,col=\d+,title=avi-routes input-invalid::.*did you mean nodes\?/m,
	);
});

test.run();
