import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { load, loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scratchFolder } from "../kube/run-snapshot.ts";
import type { AnyResource } from "../support/function-run.ts";
import { copyPackage } from "../support/packages.ts";
import { unless } from "./cilium.ts";
import { mustRun, needing, type Ran, run } from "./support.ts";
import { readAll } from "./workspace.ts";

const IMAGE = "localhost/avi-routes:test";
const TOOLS = resolve("scripts/image-tools.sh");

/** Builds the image; undefined, and a loud line, where podman and runc are missing or not allowed to. */
function builtImage(): string | undefined {
	const isThere = ["podman", "runc"].every(
		(tool) => spawnSync(tool, ["--version"]).error === undefined,
	);
	// The image is made of dist/.
	mustRun(".", ["node", "scripts/build.mjs"]);
	const built = isThere ? run(".", [TOOLS, "build", IMAGE]) : undefined;
	const started =
		built?.status === 0
			? inContainer(["version"], { entrypoint: "avi-routes" })
			: built;
	if (started?.status === 0) return IMAGE;
	console.log(
		`!!! no container runs here (podman and runc; ${started?.stderr.trim().split("\n").at(-1)}): the image is NOT TESTED`,
	);
	return undefined;
}

interface Container {
	readonly user?: string;
	readonly entrypoint?: string;
	readonly mounts?: readonly string[];
	readonly input?: string;
	readonly folder?: string;
}

/** Runs the image without a network, with nothing to write to. */
function inContainer(
	args: readonly string[],
	{ user, entrypoint, mounts = [], input = "", folder }: Container = {},
): Ran {
	return run(
		".",
		[
			...[TOOLS, "with", "podman", "run", "--rm", "--interactive"],
			...["--network=none", "--read-only", "--cap-drop=all"],
			...(user === undefined ? [] : [`--user=${user}`]),
			...(entrypoint === undefined ? [] : [`--entrypoint=${entrypoint}`]),
			...(folder === undefined ? [] : [`--workdir=${folder}`]),
			...mounts.map((mount) => `--volume=${mount}`),
			...[IMAGE, ...args],
		],
		input,
	);
}

const INPUT = readFileSync("fixtures/cluster-pool/input.yaml", "utf8");
const EXPECTED = readFileSync("fixtures/cluster-pool/expected.yaml", "utf8");

const test = suite("the image");
const image = builtImage();
const imageTest = unless(image === undefined, test);
const kptTest = unless(image === undefined, needing(test, "kpt"));
const kpt = (folder: string, ...args: string[]) =>
	mustRun(folder, [TOOLS, "with", "kpt", "fn", ...args]);

for (const user of ["65532", "nobody", "999"])
	imageTest(
		`is the function for user ${user}, read-only and without a network`,
		() => {
			const { status, stdout, stderr } = inContainer([], {
				user,
				input: INPUT,
			});
			assert.is(status, 0, stderr);
			assert.is(stdout, EXPECTED);
		},
	);

imageTest("is the commands, for a user of its own", () => {
	assert.is(inContainer(["--version"]).stdout, inContainer(["version"]).stdout);
	const mounts = [`${resolve("examples/quickstart")}:/package:ro`];
	const checked = inContainer(["check", "/package"], { mounts });
	assert.is(checked.status, 0, checked.stderr);
	assert.match(checked.stdout, "cni-plugin-mismatch");
	const who = inContainer(["-u"], { entrypoint: "id" });
	assert.is(who.stdout, "65532\n");
});

kptTest("kpt fn doc prints the function's documentation", () => {
	const { stdout } = kpt(".", "doc", "--image", IMAGE);
	const { stdout: own } = inContainer(["help", "function"]);
	assert.match(own, "FUNCTIONCONFIG");
	assert.is(stdout.trim(), own.trim());
});

kptTest(
	"kpt fn eval and kpt fn render do with it what they do with exec",
	() => {
		const folder = mkdtempSync(join(scratchFolder(), "kpt-"));
		for (const name of ["eval", "render", "exec"])
			copyPackage("quickstart", join(folder, name));
		const flags = ["--image-pull-policy=never", "--truncate-output=false"];
		kpt(folder, "eval", "eval", `--image=${IMAGE}`, ...flags);
		const pipeline = (how: string) =>
			writeFileSync(
				join(folder, how === "exec" ? "exec" : "render", "Kptfile"),
				`apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: p}\npipeline:\n  mutators:\n  - {${how}: ${how === "exec" ? "avi-routes" : IMAGE}, configPath: avi-routes.yaml}\n`,
			);
		pipeline("image");
		pipeline("exec");
		kpt(folder, "render", "render", ...flags);
		kpt(folder, "render", "exec", "--allow-exec", ...flags);
		const outputs = (name: string) => readAll(folder, `${name}/avi-routes`);
		assert.ok(Object.keys(outputs("exec")).length > 0);
		assert.equal(outputs("render"), outputs("exec"));
		assert.equal(outputs("eval"), outputs("exec"));
	},
);

/** Does for an Application what the plugin server does that Argo CD mounts: discover, then generate. */
const SERVER = `#!/bin/sh
set -eu
[ -n "$(eval "$DISCOVER")" ]
exec $GENERATE
`;

imageTest(
	"is the sidecar: the mounted server runs the plugin's commands",
	() => {
		const { spec } = load(
			readFileSync("deploy/argocd/plugin.yaml", "utf8"),
		) as AnyResource;
		const patch = load(
			readFileSync("deploy/argocd/sidecar-patch.yaml", "utf8"),
		) as AnyResource;
		const [sidecar] = patch.spec.template.spec.containers;
		const folder = mkdtempSync(join(tmpdir(), "avi-routes-sidecar-"));
		mkdirSync(join(folder, "bin"));
		const discover = spec.discover.find.command.at(-1);
		const server = SERVER.replace("$DISCOVER", () =>
			discover.replaceAll('"', '\\"').replaceAll("$", "\\$"),
		).replace("$GENERATE", spec.generate.command.join(" "));
		writeFileSync(join(folder, "bin/argocd-cmp-server"), server, {
			mode: 0o755,
		});
		mustRun("/", ["chmod", "-R", "a+rX", folder]);
		const { status, stdout, stderr } = inContainer([], {
			user: String(sidecar.securityContext.runAsUser),
			entrypoint: sidecar.command[0],
			mounts: [
				`${join(folder, "bin")}:/var/run/argocd:ro`,
				`${resolve("examples/quickstart")}:/work:ro`,
			],
			folder: "/work",
		});
		assert.is(status, 0, stderr);
		assert.match(stdout, "kind: AviRouteTable");
		mustRun("/", ["rm", "-r", folder]);
	},
);

imageTest("is the controller, as its Deployment calls it", () => {
	const [{ args, command }] = (
		loadAll(
			readFileSync("deploy/sync/deployment.yaml", "utf8"),
		) as AnyResource[]
	).flatMap(({ kind, spec }) =>
		kind === "Deployment" ? spec.template.spec.containers : [],
	);
	assert.is(command, undefined);
	const { status, stderr } = inContainer(args, { user: "65532" });
	assert.is(status, 2);
	// It starts, and misses what a cluster gives it.
	assert.match(stderr, /^error: /);
	assert.not.match(stderr, /this is a bug|unknown/);
});

test.run();
