import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";

/** Says at the end which modules were loaded, one a line. */
const TELL_MODULES =
	"data:text/javascript,import{createRequire}from'node:module';process.on('exit',()=>console.error(Object.keys(createRequire('/').cache).join('\\n')))";

/** The modules that a run loads. */
function loadedBy(args: readonly string[], input = ""): string {
	const { stderr } = spawnSync(
		process.execPath,
		["--import", TELL_MODULES, PROGRAM, ...args],
		{ input, encoding: "utf8", env: { HOME: "/nonexistent" } },
	);
	assert.match(stderr, "avi-routes.cjs");
	return stderr;
}

const PACKAGE = "examples/quickstart";
const RESOURCES = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items: []
`;

const test = suite("the client of Kubernetes");

for (const [args, input] of [
	[[], RESOURCES],
	[["render", PACKAGE]],
	[["check", PACKAGE]],
	[["diff", PACKAGE, PACKAGE]],
	[["explain", "control-1", PACKAGE]],
	[["import", `${PACKAGE}/cluster-snapshot.yaml`]],
	[["help", "snapshot"]],
	[["version"]],
] as const)
	test(`is not loaded by avi-routes ${args.join(" ")}`, () => {
		assert.not.match(loadedBy(args, input), /client-node/);
	});

test("is loaded by avi-routes snapshot", () => {
	assert.match(loadedBy(["snapshot"]), /client-node/);
});

test.run();
