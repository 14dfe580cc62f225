import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { checkCommand, renderCommand } from "../support/commands.ts";
import { runItems } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const packaged = (text: string, path = "apps/own.yaml") =>
	packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
		[path]: text,
	});

const object = (rest: string, kind = "Deployment") =>
	`# own\napiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: shop\n${rest}`;

const release =
	"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: ako\nspec:\n  chart: {spec: {chart: ako}}\n  values: {}\n  values: {}\n";
const listed = `apiVersion: v1\nkind: List\nitems:\n-\n${release.replace(/^/gm, "  ").trimEnd()}\n`;

type Invalid = readonly [
	lesson: string,
	text: string,
	says: string,
	path?: string,
];

/** Texts that no YAML reader takes, in what is read here, and where and what is said, once. */
const OF_USE: readonly Invalid[] = [
	[
		"an edit target",
		release,
		"apps/own.yaml:8: HelmRelease ako: a key appears twice in one mapping",
	],
	[
		"an edit target in a List",
		listed,
		"apps/own.yaml:12: HelmRelease ako: a key appears twice in one mapping",
	],
	[
		"the configuration",
		"apiVersion: avi-routes.dev/v1alpha1\nkind: AviRoutes\nmetadata:\n  name: avi-routes\nspec:\n  sctp: Auto\n  sctp: Auto\n",
		"avi-routes.yaml:7: AviRoutes avi-routes: a key appears twice in one mapping",
		"avi-routes.yaml",
	],
	[
		"a merge conflict, wherever it is",
		object("spec:\n<<<<<<< HEAD\n  a: 1\n=======\n  a: 2\n>>>>>>> x\n"),
		"apps/own.yaml:7: Deployment shop: the line is left of a merge conflict",
	],
];

/** The same in what is not read. */
const OF_NO_USE: readonly Invalid[] = [
	[
		"a quote that is not closed",
		object('spec:\n  a: "b\n  c: d\n'),
		"apps/own.yaml:8: Deployment shop: not valid YAML",
	],
	[
		"in the second document",
		`${object("spec: 1\n")}---\n${object("spec: [1\n")}`,
		"apps/own.yaml:13: Deployment shop: not valid YAML",
	],
	[
		"a Service, of which only the SCTP ports are read",
		"apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [}\n",
		"apps/own.yaml:6: Service web: not valid YAML",
	],
	[
		"a template",
		object("spec:\n  replicas: {{ .Values.replicas }}\n"),
		"apps/own.yaml:7: Deployment shop: the line is of a template",
	],
	[
		"a log line",
		object(
			"spec:\nW1126 12:00:00.123456   12345 warnings.go:70] old\n  a: 1\n",
		),
		'apps/own.yaml:7: Deployment shop: "W1126 12:00:00.123456   12345 warnings.go:70] old" is a log line',
	],
	[
		"a key twice",
		object("spec:\n  a: 1\n  a: 2\n"),
		"apps/own.yaml:8: Deployment shop: a key appears twice",
	],
	[
		"an object behind another one",
		object("kind: Other\n"),
		"apps/own.yaml:6: Deployment shop: a key appears twice in one mapping; remove it, or put --- above it if another object begins here",
	],
	[
		"an alias without its anchor",
		object("spec:\n  a: *b\n"),
		"Deployment shop: a YAML alias without its anchor",
	],
];

/** Valid YAML that this tool does not read. */
const VALID: readonly (readonly [lesson: string, text: string])[] = [
	["a tag", object("data:\n  a: !!binary aGk=\n  b: !Ref c\n")],
	["many aliases", object(`a: &a 1\nb: [${"*a, ".repeat(30)}]\n`)],
	["depth", object(`a: ${"[".repeat(200)}${"]".repeat(200)}\n`)],
	["a merge key", object("a: &a {b: 1}\nc: {<<: *a, d: 2}\n")],
	["braces in a text", object('a: |\n  {{ x }}\nb: "{{ y }}"\n')],
	[
		"a bracket that is closed where its key stands",
		object("spec:\n  command: [\n    a\n  ]\n  note: 'a\n  b'\n"),
	],
	[
		"an alias as a key, as kpt prints it",
		object("a: &a b\nspec:\n  *a:\n    c: 1\n  d: {x: [\n    *a\n  ]}\n"),
	],
	[
		"a name that is made up",
		"apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: x-\n",
	],
];

const test = suite("texts that nothing reads");

for (const [cases, severity] of [
	[OF_USE, "error"],
	[OF_NO_USE, "warning"],
] as const)
	for (const [lesson, text, says, path] of cases)
		test(`invalid: ${lesson}`, async () => {
			const root = packaged(text, path);
			const ends = (args: string[], as: string) => {
				const { exitCode, stdout, stderr } = renderCommand([...args, root]);
				const told = stderr.filter((line) => line.startsWith(`${as}: `));
				assert.is(told.length, 1, stderr.join("\n"));
				assert.match(told[0] ?? "", says);
				assert.equal([exitCode, stdout], [as === "error" ? 1 : 0, ""]);
			};
			ends([], "error");
			ends(["-o", "json"], "error");
			ends(["--in-place"], severity);
			const run = await checkCommand([root], async () => Buffer.of());
			assert.is(run.exitCode, severity === "error" ? 1 : 0);
			assert.match(run.stdout, ` ${severity}: [`);
		});

test("what is of no use here is passed over, all in one warning", async () => {
	const root = packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
		"a.yaml": object("a: [\n"),
		"b.yaml": `kind: {{ b }}\n---\n${object("a: {{ b }}\n")}`,
		"chart/Chart.yaml": "name: x\n",
		"chart/templates/c.yaml": "c: {{ c }}",
		"apps/Chart.yaml": "name: y\n",
		"apps/templates/ako.yaml": "AKOSettings: {{ a }}",
	});
	const { exitCode, stdout } = await checkCommand([root], async () =>
		Buffer.of(),
	);
	assert.is(exitCode, 0);
	assert.match(stdout, "\n2 warnings in 1 cluster");
	assert.match(stdout, "apps/templates/ako.yaml is a template of a Helm chart");
	assert.match(
		stdout,
		"4 files and objects can't be read, and are passed over because they mention nothing that is read here (chart/templates/c.yaml, b.yaml, a.yaml:6, and 1 more)",
	);
	const { stderr } = renderCommand([root]);
	const errors = stderr.filter((line) => line.startsWith("error: "));
	assert.is(errors.length, 5);
});

test("what git-crypt has encrypted is passed over", async () => {
	const root = packaged("\0GITCRYPT\0\u0001\u0002\0x");
	const says =
		"apps/own.yaml is encrypted by git-crypt; unlock it (git-crypt unlock), or name it in .krmignore";
	const run = await checkCommand([root], async () => Buffer.of());
	assert.is(run.exitCode, 0);
	assert.match(run.stdout, says);
	const { exitCode, stderr } = renderCommand([root]);
	assert.is(exitCode, 1);
	assert.match(stderr.join("\n"), `error: [input-invalid] ${says}`);
	assert.is(renderCommand(["--in-place", root]).exitCode, 0);
});

test("a Node without a name is told once, with its line", async () => {
	const root = packaged(`${object("")}---\napiVersion: v1\nkind: Node\n`);
	const { stdout } = await checkCommand([root], async () => Buffer.of());
	assert.match(
		stdout,
		"/own.yaml:7:1\n    a resource of kind Node has no metadata.name",
	);
	assert.match(stdout, "\n1 error in 0 clusters");
});

test("invalid: in what render leaves out, nothing is said", () => {
	const text = object('spec: "\n').replace(
		"metadata:\n",
		'metadata:\n  annotations:\n    config.kubernetes.io/local-config: "true"\n',
	);
	assert.is(renderCommand([packaged(text)]).exitCode, 0);
});

for (const [lesson, text] of VALID)
	test(`valid: ${lesson}`, () => {
		const { exitCode, stdout, stderr } = renderCommand([packaged(text)]);
		assert.is(exitCode, 0, stderr.join("\n"));
		assert.ok(stdout.includes(text), stdout);
	});

test("a valid text that JSON can't tell is an error with -o json, and not null", () => {
	const root = packaged(object("a: !Ref b\n"));
	const { exitCode, stdout, stderr } = renderCommand(["-o", "json", root]);
	assert.is(exitCode, 1);
	assert.is(stdout, "");
	assert.match(
		stderr[0] ?? "",
		"Deployment shop (apps/own.yaml) can't be printed as JSON: a YAML tag",
	);
});

for (const [lesson, text, warning] of [
	[
		"another tool's",
		"apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n",
		"a Cluster without metadata.name can't be applied, and render leaves it out",
	],
	[
		"kustomize's",
		"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n",
		"",
	],
] as const)
	test(`what has no name is not rendered: ${lesson}`, () => {
		const { exitCode, stdout, stderr } = renderCommand([packaged(text)]);
		assert.is(exitCode, 0);
		assert.not.ok(stdout.includes(text));
		const warnings = stderr.filter((line) => line.startsWith("warning"));
		assert.is(warnings.length, warning === "" ? 0 : 1);
		assert.ok(warnings.join().includes(warning));
	});

const place = (path: string) => ({
	annotations: { "internal.config.kubernetes.io/path": path },
});

test("the function passes on what has no name, and names the file where it needs one", () => {
	const kustomization = {
		apiVersion: "kustomize.config.k8s.io/v1beta1",
		kind: "Kustomization",
		metadata: place("kustomization.yaml"),
	};
	const bare = { apiVersion: "v1", kind: "Config", clusters: [] };
	const numbered = {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: 1 },
	};
	const snapshot = {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "ClusterSnapshot",
		metadata: { name: "prod" },
		spec: clusterPool(),
	};
	const untyped = {
		resources: ["a.yaml"],
		metadata: place("base/kustomization.yml"),
	};
	const halfTyped = { kind: "Kustomization", metadata: place("k.yaml") };
	const nothing = { a: "b" };
	const passed = [
		...[kustomization, bare, numbered],
		...[untyped, halfTyped, nothing],
	];
	const run = runItems([snapshot, ...passed]);
	assert.is(run.exitCode, 0);
	assert.equal(run.items.slice(1, 7), passed);
	assert.equal(
		run.results.filter(({ severity }) => severity !== "info"),
		[],
	);
	for (const [kind, spec] of [
		["Node", {}],
		["Service", { ports: [{ port: 1, protocol: "SCTP" }] }],
		["HelmRelease", { chart: { spec: { chart: "ako" } } }],
		["Service", undefined],
	] as const) {
		const apiVersion =
			kind === "HelmRelease" ? "helm.toolkit.fluxcd.io/v2" : "v1";
		const nameless = { apiVersion, kind, metadata: place("live/a.yaml"), spec };
		const { exitCode, results } = runItems([snapshot, nameless]);
		if (spec === undefined) {
			assert.is(exitCode, 0, "a template of a Service without SCTP");
			continue;
		}
		assert.is(exitCode, 1);
		assert.equal(results[0]?.file, { path: "live/a.yaml" });
		assert.is(results[0]?.line, undefined);
		assert.match(
			results[0]?.message ?? "",
			`a resource of kind ${kind} has no metadata.name`,
		);
	}
});

test.run();
