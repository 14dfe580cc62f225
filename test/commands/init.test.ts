import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { validateAviRoutes } from "../../schemas/generated/validators.js";
import { clusterPool } from "../support/clusters.ts";
import {
	checkCommand,
	initCommand,
	renderCommand,
} from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import { packageOf, snapshotText } from "../support/packages.ts";

const nobody = async () => new Uint8Array();

/** The ids of the checks that find something in a package, and the exit code. */
async function checked(folder: string) {
	const { exitCode, stdout } = await checkCommand(
		["-o", "json", folder],
		nobody,
	);
	const { results } = JSON.parse(stdout) as { results: { check: string }[] };
	return { exitCode, ids: results.map(({ check }) => check) };
}

const filesIn = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();

const valueIn = (folder: string, file: string) =>
	load(readFileSync(join(folder, file), "utf8")) as AnyResource;

const test = suite("init");

const COMMON = [
	".github/workflows/avi-routes.yaml",
	".krmignore",
	"Kptfile",
	"avi-routes.yaml",
	"aviroutes.schema.json",
];

/** What each way of delivery adds. */
const TOOLS = [
	["--kpt", []],
	["--argocd", ["argocd-application.yaml"]],
	["--flux", ["flux-kustomization.yaml"]],
] as const;

for (const [flag, more] of TOOLS) {
	test(`${flag} writes what check finds nothing in, once there is a snapshot`, async () => {
		const folder = join(packageOf({}), "clusters/east");
		const run = initCommand([folder, "--cluster", "prod", flag]);
		assert.equal(
			{ ...run, stdout: "" },
			{ exitCode: 0, stdout: "", stderr: [] },
		);
		assert.equal(filesIn(folder), [...COMMON, ...more].sort());
		assert.equal(await checked(folder), {
			exitCode: 1,
			ids: ["snapshot-too-small"],
		});
		const healthy = clusterPool({ akoConfig: { cniPlugin: "cilium" } });
		packageOf({ "cluster-snapshot.yaml": snapshotText(healthy) }, folder);
		assert.equal(await checked(folder), { exitCode: 0, ids: [] });
	});
}

test("the configuration fits the schema that it names", () => {
	const folder = packageOf({});
	initCommand([folder, "--cluster", "prod"]);
	const text = readFileSync(join(folder, "avi-routes.yaml"), "utf8");
	const [, schema = ""] =
		/^# yaml-language-server: \$schema=(.*)\n/.exec(text) ?? [];
	assert.equal(
		JSON.parse(readFileSync(join(folder, schema), "utf8")),
		JSON.parse(readFileSync("schemas/aviroutes.schema.json", "utf8")),
	);
	const value = load(text) as AnyResource;
	assert.ok(validateAviRoutes(value), JSON.stringify(validateAviRoutes.errors));
	assert.is(value.spec.clusterName, "prod");
});

test("Argo CD and Flux are pointed at what render writes", () => {
	for (const [flag, file, pathOf] of [
		[
			"--argocd",
			"argocd-application.yaml",
			(app: AnyResource) => app.spec.source.path,
		],
		["--flux", "flux-kustomization.yaml", ({ spec }: AnyResource) => spec.path],
	] as const) {
		const root = packageOf({ ".git/HEAD": "" });
		const folder = join(root, "clusters/east");
		initCommand([folder, flag]);
		const snapshot = snapshotText(clusterPool());
		packageOf({ "cluster-snapshot.yaml": snapshot }, folder);
		const { exitCode } = renderCommand(["--in-place", folder]);
		assert.is(exitCode, 0);
		const deployed = join(root, pathOf(valueIn(folder, file)));
		assert.equal(filesIn(deployed), [
			"prod/ako-values-configmap.yaml",
			"prod/route-table.yaml",
		]);
		const { stdout } = renderCommand([folder]);
		assert.not.match(stdout, /kind: (?:Application|Kustomization|Kptfile)/);
	}
});

test("the CI job gives the action what it takes, of every package", () => {
	const root = packageOf({ ".git/HEAD": "" });
	for (const name of ["a b", "clusters/#1"]) initCommand([join(root, name)]);
	const job = valueIn(root, ".github/workflows/avi-routes.yaml");
	const [, action] = job.jobs.routes.steps;
	const { inputs } = load(readFileSync("action.yml", "utf8")) as AnyResource;
	assert.equal(
		Object.keys(action.with).filter((name) => !(name in inputs)),
		[],
	);
	assert.is(action.with.path, "a b\n");
	assert.ok(existsSync(join(root, "clusters/#1/Kptfile")));
});

test("a second package keeps the CI job and says what to add to it", () => {
	const root = packageOf({ ".git/HEAD": "" });
	initCommand([join(root, "east")]);
	const job = ".github/workflows/avi-routes.yaml";
	const before = readFileSync(join(root, job), "utf8");
	const { stdout } = initCommand([join(root, "west")]);
	assert.match(
		stdout,
		/avi-routes\.yaml exists already:\n +add west to its packages/,
	);
	assert.is(readFileSync(join(root, job), "utf8"), before);
});

test("overwrites nothing", () => {
	for (const file of [...COMMON.slice(1), "flux-kustomization.yaml"]) {
		const folder = packageOf({ [file]: "mine\n" });
		const { exitCode, stdout, stderr } = initCommand([folder, "--flux"]);
		assert.is(exitCode, 2);
		assert.is(stdout, "");
		assert.match(
			stderr[0] ?? "",
			`${file} exists, and init overwrites nothing`,
		);
		assert.equal(filesIn(folder), [file]);
		assert.is(readFileSync(join(folder, file), "utf8"), "mine\n");
	}
});

test("refuses what it can't make a package of", () => {
	const folder = packageOf({ file: "" });
	for (const [args, problem] of [
		[["a", "b"], 'init takes one folder, not "a" "b"'],
		[["--argocd", "--flux"], "--argocd and --flux exclude each other"],
		[
			["--cluster", "prod.east"],
			'--cluster "prod.east" is not a valid cluster name for AKO',
		],
		[[join(folder, "file")], "file is not a folder"],
		[[join(folder, "file/in/it")], "file is not a folder"],
		[["my-package"], "my-package is in the clone of avi-routes"],
		[[join(folder, "a\nb")], "a\\u{a}b has control characters"],
	] as const) {
		const { exitCode, stderr } = initCommand(args);
		assert.is(exitCode, 2);
		assert.match(stderr.join("\n"), problem);
	}
	assert.equal(filesIn(folder), ["file"]);
});

test.run();
