import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { checkCommand, renderCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const TABLE = "avi-routes/prod/route-table.yaml";
const VALUES = "avi-routes/prod/ako-values-configmap.yaml";
const SNAPSHOT = snapshotText(
	clusterPool({ akoConfig: { cniPlugin: "" } }),
	"prod",
);

/** A package with other files, in a folder of its own below a scratch folder. */
function packaged(files: Readonly<Record<string, string>> = {}): string {
	return join(
		packageOf({
			"p/avi-routes.yaml": configText(),
			"p/prod.yaml": SNAPSHOT,
			...files,
		}),
		"p",
	);
}

const release = (annotations: object) => `# why
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ako
  annotations: ${JSON.stringify(annotations)}
spec:
  chart: {spec: {chart: ako}}
  values:
    AKOSettings:
      cniPlugin: ""   # keep
`;

const inPlace = (root: string) => renderCommand(["--in-place", root]);
const read = (root: string, path: string) =>
	readFileSync(join(root, path), "utf8");

/** Every file below a folder, with its text. */
function filesOf(root: string): Record<string, string> {
	const paths = readdirSync(root, { recursive: true }).map(String);
	const files = paths.filter((path) => lstatSync(join(root, path)).isFile());
	return Object.fromEntries(
		files.sort().map((path) => [path, read(root, path)]),
	);
}

const test = suite("render --in-place");

for (const annotations of [
	{ "internal.config.kubernetes.io/path": "../outside.yaml" },
	{ "internal.config.kubernetes.io/path": "prod.yaml" },
	{ "internal.config.kubernetes.io/index": "5" },
	{ "config.kubernetes.io/path": "../outside.yaml" },
])
	test(`writes a file where it is, whatever it says: ${JSON.stringify(annotations)}`, () => {
		const root = packaged({
			"outside.yaml": "precious: 1\n",
			"p/ako.yaml": release(annotations),
		});
		assert.is(inPlace(root).exitCode, 0);
		assert.match(read(root, "ako.yaml"), 'cniPlugin: "cilium"   # keep');
		assert.is(read(root, "prod.yaml"), SNAPSHOT);
		assert.is(read(root, "../outside.yaml"), "precious: 1\n");
		const before = filesOf(root);
		assert.is(inPlace(root).exitCode, 0);
		assert.equal(filesOf(root), before);
	});

test("leaves a kustomization without apiVersion and kind as it is", () => {
	const kustomization = "resources: [prod.yaml]\nnamePrefix: x- # why\n";
	const root = packaged({
		"p/kustomization.yaml": kustomization,
		"p/base/Kustomization.yaml": "a: b\n",
		"p/ako.yaml": release({}),
	});
	assert.is(inPlace(root).exitCode, 0);
	assert.is(read(root, "kustomization.yaml"), kustomization);
	assert.match(read(root, "ako.yaml"), 'cniPlugin: "cilium"   # keep');
	assert.match(read(root, TABLE), "kind: AviRouteTable");
	assert.match(inPlace(root).stderr.join(), "no file changed");
});

test("names the file that an object is in, whatever it says", async () => {
	const root = packaged({
		"p/ako.yaml": release({
			"internal.config.kubernetes.io/path": "elsewhere.yaml",
			"internal.config.kubernetes.io/index": "3",
		}),
	});
	const { stdout } = await checkCommand(["-o", "json", root], async () =>
		Buffer.of(),
	);
	assert.match(stdout, "prod.yaml");
	assert.not.match(stdout, "elsewhere");
});

/** What stands where an output goes, and what is said of it. */
const IN_THE_WAY: readonly (readonly [
	lesson: string,
	put: (root: string) => void,
	says: string,
])[] = [
	[
		"an empty file",
		(root) => packageOf({ [TABLE]: "" }, root),
		`${TABLE} exists and is not an output of this tool`,
	],
	[
		"values",
		(root) => packageOf({ [TABLE]: "foo: bar\n" }, root),
		`${TABLE} exists and is not an output of this tool`,
	],
	[
		"a file that .krmignore hides",
		(root) =>
			packageOf({ [TABLE]: "foo: bar\n", ".krmignore": "avi-routes/\n" }, root),
		`.krmignore hides ${TABLE} from the package, so no run would see it again; set another spec.output.directory, or change .krmignore`,
	],
	[
		"a file of a subpackage",
		(root) =>
			packageOf(
				{ [TABLE]: "foo: bar\n", "avi-routes/Kptfile": "a: b\n" },
				root,
			),
		`avi-routes/Kptfile hides ${TABLE} from the package`,
	],
	[
		"a folder",
		(root) => mkdirSync(join(root, TABLE), { recursive: true }),
		`${TABLE} is not a file; move it away`,
	],
	[
		"a file where a folder goes",
		(root) => writeFileSync(join(root, "avi-routes"), ""),
		"avi-routes is not a folder; move it away",
	],
	[
		"a link to a folder outside",
		(root) => {
			mkdirSync(join(root, "../outside"));
			symlinkSync("../outside", join(root, "avi-routes"));
		},
		"avi-routes is a symbolic link; put a folder there",
	],
	[
		"a link to a file outside",
		(root) => {
			writeFileSync(join(root, "../victim"), "secret: 1\n");
			mkdirSync(join(root, "avi-routes/prod"), { recursive: true });
			symlinkSync("../../../victim", join(root, TABLE));
		},
		`${TABLE} is a symbolic link; put a file there`,
	],
];
for (const [lesson, put, says] of IN_THE_WAY)
	test(`writes nothing where an output can't go: ${lesson}`, () => {
		const root = packaged({ "p/ako.yaml": release({}) });
		put(root);
		const before = filesOf(join(root, ".."));
		const { exitCode, stderr } = inPlace(root);
		assert.is(exitCode, 2);
		assert.match(stderr.join("\n"), says);
		assert.equal(filesOf(join(root, "..")), before);
	});

test("writes through no link that waits for a name of its own", () => {
	const root = packaged({ victim: "secret: 1\n" });
	mkdirSync(join(root, "avi-routes/prod"), { recursive: true });
	symlinkSync("../../../victim", join(root, `${TABLE}.avi-routes-new`));
	assert.is(inPlace(root).exitCode, 0);
	assert.is(read(root, "../victim"), "secret: 1\n");
	assert.ok(lstatSync(join(root, TABLE)).isFile());
});

test("refuses bytes that are no text, and leaves them", () => {
	const root = packaged();
	const bytes = Buffer.from(release({}).replace("why", "warum: für"), "latin1");
	writeFileSync(join(root, "ako.yaml"), bytes);
	const { exitCode, stderr } = inPlace(root);
	assert.is(exitCode, 2);
	assert.match(
		stderr.join(),
		"ako.yaml is neither UTF-8 nor UTF-16 text; convert it (iconv",
	);
	assert.equal(readFileSync(join(root, "ako.yaml")), bytes);
	assert.not.ok(existsSync(join(root, VALUES)));
});

test("keeps the mode of a file", () => {
	const root = packaged({ "p/ako.yaml": release({}) });
	chmodSync(join(root, "ako.yaml"), 0o600);
	assert.is(inPlace(root).exitCode, 0);
	assert.is(statSync(join(root, "ako.yaml")).mode & 0o777, 0o600);
	assert.match(read(root, "ako.yaml"), '"cilium"');
});

for (const args of [
	["--only", "prod"],
	["--to", "out"],
	["-o", "json"],
])
	test(`is refused together with ${args.join(" ")}`, () => {
		const root = packaged();
		const { exitCode, stderr } = renderCommand(["--in-place", ...args, root]);
		assert.is(exitCode, 2);
		assert.match(stderr.join(), "--in-place writes the package's own files");
		assert.not.ok(existsSync(join(root, TABLE)));
	});

test("-o dir leads to no file outside of its folder", () => {
	const root = packaged({ victim: "secret: 1\n" });
	mkdirSync(join(root, "../out/avi-routes/prod"), { recursive: true });
	symlinkSync("../../../victim", join(root, "../out", TABLE));
	const to = join(root, "../out");
	const { exitCode, stderr } = renderCommand(["-o", "dir", "--to", to, root]);
	assert.is(exitCode, 1);
	assert.match(stderr.join(), `${TABLE} is a symbolic link`);
	assert.is(read(root, "../victim"), "secret: 1\n");
});

test.run();
