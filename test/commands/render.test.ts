import {
	cpSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { renderCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	configText,
	copyPackage,
	packageOf,
	snapshotText,
} from "../support/packages.ts";

const scratch = mkdtempSync(join(tmpdir(), "avi-routes-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** The resources that a package folder comes to, by kind and name. */
function rendered(...args: string[]): Map<string, AnyResource> {
	const { exitCode, stdout, stderr } = renderCommand(args);
	assert.is(exitCode, 0, stderr.join("\n"));
	const resources = loadAll(stdout) as AnyResource[];
	return new Map(
		resources.map((resource) => [
			`${resource.kind} ${resource.metadata.name}`,
			resource,
		]),
	);
}

const test = suite("render");

test("prints what can be applied, and no snapshots or configs", () => {
	const names = [...rendered("examples/quickstart").keys()];
	assert.equal(names, [
		"AviRouteTable prod-east",
		"ConfigMap prod-east-ako-values",
		"ConfigMap cilium-config",
	]);
	const { stdout } = renderCommand(["examples/quickstart"]);
	assert.not.match(stdout, "internal.config.kubernetes.io");
});

test("gives the same as JSON", () => {
	const yaml = [...rendered("examples/quickstart").values()];
	const { stdout } = renderCommand(["-o", "json", "examples/quickstart"]);
	assert.equal(JSON.parse(stdout), {
		apiVersion: "v1",
		kind: "List",
		items: yaml,
	});
});

test("gives plain values for helm -f", () => {
	const { stdout } = renderCommand([
		"-o",
		"helm-values",
		"examples/quickstart",
	]);
	assert.equal(load(stdout), {
		AKOSettings: { clusterName: "prod-east", cniPlugin: "cilium" },
	});
	const own = join(scratch, "with-own-values");
	cpSync("examples/quickstart", own, { recursive: true });
	writeFileSync(
		join(own, "own.yaml"),
		`apiVersion: v1
kind: ConfigMap
metadata:
  name: my-ako-values
  annotations: {avi-routes.dev/cluster: prod-east}
`,
	);
	assert.is(renderCommand(["-o", "helm-values", own]).stdout, stdout);
	const inPlace = renderCommand(["-o", "helm-values", "examples/flux"]);
	assert.is(inPlace.exitCode, 1);
	assert.match(inPlace.stderr[0] ?? "", "edited in place");
});

test("writes files", () => {
	const to = join(scratch, "out");
	const { stdout } = renderCommand([
		"-o",
		"dir",
		"--to",
		to,
		"examples/quickstart",
	]);
	const table = join(to, "avi-routes/prod-east/route-table.yaml");
	assert.ok(stdout.split("\n").includes(table));
	const written = load(readFileSync(table, "utf8")) as AnyResource;
	assert.is(written.spec.routes.length, 8);
});

test("what is switched off is counted, and is not nothing", () => {
	const root = packageOf({}, join(scratch, "switched-off"));
	copyPackage("quickstart", root);
	packageOf(
		{ "avi-routes.yaml": configText({ checks: { "*": "off" } }) },
		root,
	);
	const { stderr } = renderCommand([root]);
	assert.match(stderr[0] ?? "", /; 3 results switched off \(spec\.checks\)$/);
});

const web = (annotations: object = {}) =>
	`${JSON.stringify({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "web", annotations },
	})}\n`;
const WEB = "ConfigMap web is deployed twice, from";

/** Files of a package, its arguments, and what is said of objects that are there twice. */
const TWICE: readonly [
	lesson: string,
	files: Readonly<Record<string, string>>,
	args: readonly string[],
	says: string,
][] = [
	[
		"overlays of one cluster",
		{ "overlays/a/cm.yaml": web(), "overlays/b/cm.yaml": web() },
		[],
		`${WEB} overlays/a/cm.yaml and overlays/b/cm.yaml; remove one of them or name its file in .krmignore, or both files where kustomize builds what is applied`,
	],
	[
		"one file",
		{ "cm.yaml": `${web()}---\n${web()}` },
		[],
		`${WEB} cm.yaml; remove one of them`,
	],
	[
		"two clusters",
		{
			"a.yaml": web({ "avi-routes.dev/cluster": "a" }),
			"b.yaml": web({ "avi-routes.dev/cluster": "b" }),
		},
		[],
		`${WEB} a.yaml (cluster a) and b.yaml (cluster b); render one cluster at a time with --only CLUSTER`,
	],
	[
		"one of the selected cluster, one of any",
		{
			"a.yaml": web({ "avi-routes.dev/cluster": "prod" }),
			"b.yaml": web(),
		},
		["--only", "prod"],
		`${WEB} a.yaml (cluster prod) and b.yaml; remove one of them`,
	],
];

TWICE.forEach(([lesson, files, args, says], i) => {
	test(`says where it is deployed from: ${lesson}`, () => {
		const snapshot = snapshotText(clusterPool());
		const root = packageOf(
			{ ...files, "prod.yaml": snapshot },
			join(scratch, `twice-${i}`),
		);
		const { exitCode, stderr } = renderCommand([...args, root]);
		assert.is(exitCode, 1);
		assert.ok(stderr[0]?.startsWith(`error: ${says}`), stderr[0]);
	});
});

test("prints no patches of kustomize, and tells what it does not build", () => {
	const object = (name: string) => web().replace('"web"', `"${name}"`);
	const root = packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
		"base/kustomization.yaml": "resources: [a.yaml]\n",
		"base/a.yaml": object("a"),
		"prod/kustomization.yaml":
			"namespace: x\nresources: [../base]\npatches: [{path: patch.yaml}]\ntransformers: [own.yaml]\n",
		"prod/patch.yaml": object("a"),
		"prod/own.yaml":
			"apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: own}\n",
	});
	const { exitCode, stdout, stderr } = renderCommand([root]);
	assert.is(exitCode, 0, stderr.join("\n"));
	assert.is(stdout.split('"name":"a"').length, 2);
	assert.not.match(stdout, "LabelTransformer");
	assert.match(
		stderr.join("\n"),
		"warning: [input-invalid] render builds no kustomization: what prod/kustomization.yaml makes of the objects is missing from what is printed (patches, namespace); write the files with render --in-place, and let kustomize build them (prod/kustomization.yaml)",
	);
	const inPlace = renderCommand(["--in-place", root]);
	assert.not.match(inPlace.stderr.join("\n"), "kustomization");
});

test("names what else is there twice", () => {
	const names = ["a", "b", "c", "d", "e"];
	const text = names
		.map((name) => web().replace('"web"', `"${name}"`))
		.join("---\n");
	const root = packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
		"x.yaml": text,
		"y.yaml": text,
	});
	assert.is(
		renderCommand([root]).stderr[0],
		"error: ConfigMap a is deployed twice, from x.yaml and y.yaml; remove one of them or name its file in .krmignore, or both files where kustomize builds what is applied; so are ConfigMap b (y.yaml), ConfigMap c (y.yaml), ConfigMap d (y.yaml), 1 more",
	);
});

test("renders one cluster of a fleet, and says so when all together can't be applied", () => {
	const all = renderCommand(["examples/fleet"]);
	assert.is(all.exitCode, 1);
	assert.match(all.stderr[0] ?? "", "cilium-config is deployed twice");
	assert.match(all.stderr[0] ?? "", "--only CLUSTER");
	const west = rendered("--only", "prod-west", "examples/fleet");
	assert.is(
		west.get("AviRouteTable prod-west")?.spec.managementPolicy,
		"Manage",
	);
	assert.is(west.get("ConfigMap cilium-config")?.data["enable-sctp"], "false");
	assert.is(west.has("AviRouteTable prod-east"), false);
	const wrong = renderCommand(["--only", "prod-nort", "examples/fleet"]);
	assert.match(
		wrong.stderr[0] ?? "",
		/unknown cluster; did you mean prod-\w+\? known: prod-east, prod-west/,
	);
});

test("edits an Argo CD Application with sources and a text of values", () => {
	const found = rendered("examples/argocd");
	const ako = found.get("Application ako")?.spec.source.helm.valuesObject;
	assert.is(ako.AKOSettings.cniPlugin, "cilium");
	const values = found.get("Application cilium")?.spec.sources[1].helm.values;
	assert.match(values, "# What differs from the chart.\n");
	assert.match(values, "enabled: true # beta\n");
	assert.match(values, "rollOutCiliumPods: true\n");
	assert.is(found.has("ConfigMap prod-west-ako-values"), false);
});

test("edits Flux HelmReleases", () => {
	const found = rendered("examples/flux");
	const settings = found.get("HelmRelease ako")?.spec.values.AKOSettings;
	assert.equal(settings, { clusterName: "prod-west", cniPlugin: "cilium" });
	assert.is(found.get("HelmRelease cilium")?.spec.values.sctp.enabled, true);
});

test("in place, changes the wanted lines only, and nothing the second time", () => {
	const root = join(scratch, "flux");
	cpSync("examples/flux", root, { recursive: true });
	const first = renderCommand(["--in-place", root]);
	assert.is(first.exitCode, 0);
	const lines = readFileSync(join(root, "ako.yaml"), "utf8").split("\n");
	const before = readFileSync("examples/flux/ako.yaml", "utf8").split("\n");
	assert.equal(
		lines.filter((line) => !before.includes(line)),
		["      cniPlugin: cilium"],
	);
	const second = renderCommand(["--in-place", root]);
	assert.not.match(second.stderr.join("\n"), "wrote");
});

for (const name of ["quickstart", "kpt-raw-objects", "argocd", "flux"])
	test(`in place, keeps every file of ${name}`, () => {
		const root = join(scratch, `keeps-${name}`);
		copyPackage(name, root);
		const first = renderCommand(["--in-place", root]);
		assert.match(first.stderr.join("\n"), /^wrote /m);
		assert.not.match(first.stderr.join("\n"), /^removed /m);
		const second = renderCommand(["--in-place", root]);
		assert.is(second.exitCode, 0);
		assert.not.match(second.stderr.join("\n"), /^(wrote|removed) /m);
	});

for (const [args, says] of [
	[["fixtures/nowhere"], "fixtures/nowhere is not a folder"],
	[["-o", "xml", "examples/quickstart"], "known: yaml, json, dir, helm-values"],
	[["-o", "dir", "examples/quickstart"], "--to DIR"],
	[["a", "b"], "one package folder"],
] as const) {
	test(`refuses ${args.join(" ")}`, () => {
		const { exitCode, stdout, stderr } = renderCommand(args);
		assert.equal([exitCode, stdout], [2, ""]);
		assert.match(stderr.join("\n"), says);
	});
}

test.run();
