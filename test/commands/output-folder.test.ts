import {
	existsSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import {
	checkCommand,
	diffCommand,
	renderCommand,
} from "../support/commands.ts";
import {
	configText,
	copyPackage,
	packageOf,
	snapshotText,
} from "../support/packages.ts";

const cluster = (name: string) =>
	snapshotText(clusterPool({ akoConfig: undefined }), name);
const fleet = (...names: string[]) =>
	packageOf({
		"a.yaml": configText(),
		...Object.fromEntries(names.map((name) => [`${name}.yaml`, cluster(name)])),
	});
const render = (to: string, root: string, ...args: string[]) => {
	const run = renderCommand(["-o", "dir", "--to", to, ...args, root]);
	assert.is(run.exitCode, 0, run.stderr.join("\n"));
	return run;
};
const clustersIn = (to: string) =>
	readdirSync(join(to, "avi-routes"))
		.filter((name) => existsSync(join(to, "avi-routes", name, TABLE)))
		.sort();
const TABLE = "route-table.yaml";

const test = suite("render -o dir --to");

test("removes the outputs of a cluster that is gone, and says so", () => {
	const [root, to] = [fleet("a", "b"), packageOf({})];
	render(to, root);
	assert.equal(clustersIn(to), ["a", "b"]);
	rmSync(join(root, "b.yaml"));
	const { stderr } = render(to, root);
	assert.equal(clustersIn(to), ["a"]);
	assert.match(stderr[0] ?? "", `2 files written to ${to}, 2 removed`);
	assert.match(stderr.join("\n"), `removed ${to}/avi-routes/b/${TABLE}`);
	assert.not.match(render(to, root).stderr.join("\n"), "removed");
});

test("leaves the outputs of another package in the folder", () => {
	const [one, other, to] = [fleet("a"), fleet("b"), packageOf({})];
	render(to, one);
	render(to, other);
	assert.equal(clustersIn(to), ["a", "b"]);
	render(to, one);
	assert.equal(clustersIn(to), ["a", "b"]);
});

test("--only leaves the outputs of the other clusters", () => {
	const [root, to] = [fleet("a", "b"), packageOf({})];
	render(to, root);
	render(to, root, "--only", "a");
	assert.equal(clustersIn(to), ["a", "b"]);
	rmSync(join(root, "b.yaml"));
	render(to, root, "--only", "a");
	assert.equal(clustersIn(to), ["a", "b"]);
	render(to, root);
	assert.equal(clustersIn(to), ["a"]);
});

test("leaves what somebody put in the place of an output", () => {
	const [root, to] = [fleet("a", "b"), packageOf({})];
	render(to, root);
	rmSync(join(root, "b.yaml"));
	const own = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\n";
	packageOf({ [`avi-routes/b/${TABLE}`]: own }, to);
	render(to, root);
	assert.is(readFileSync(join(to, "avi-routes/b", TABLE), "utf8"), own);
});

test("a record that somebody changed leads nowhere else", () => {
	const [root, to] = [fleet("a"), packageOf({ "victim.yaml": cluster("x") })];
	render(to, root);
	const record = join(to, ".avi-routes-files");
	const [line = ""] = readFileSync(record, "utf8").split("\n");
	const [source, name] = JSON.parse(line);
	const changed = [
		[source, name, "../outside.yaml"],
		[source, name, "victim.yaml"],
		[source, name],
		"not JSON",
	].map((entry) => JSON.stringify(entry));
	packageOf({ ".avi-routes-files": `${changed.join("\n")}\n{\n` }, to);
	render(to, root);
	assert.ok(existsSync(join(to, "victim.yaml")));
});

/** Every file below a folder, with its text. */
const filesOf = (root: string) =>
	readdirSync(root, { recursive: true })
		.map((path) => join(root, String(path)))
		.filter((path) => statSync(path).isFile())
		.sort()
		.map((path) => `${path}\n${readFileSync(path, "utf8")}`);
const nobody = async () => new Uint8Array();

for (const example of ["quickstart", "flux", "argocd"])
	test(`a folder inside the package is no part of it: ${example}`, async () => {
		const root = packageOf({});
		copyPackage(example, root);
		const before = (await checkCommand([root], nobody)).stdout;
		render(join(root, "rendered"), root);
		const first = filesOf(root);
		assert.not.match(
			render(join(root, "rendered"), root).stderr.join(),
			"removed",
		);
		assert.equal(filesOf(root), first);
		assert.is((await checkCommand([root], nobody)).stdout, before);
		const written = filesOf(join(root, "rendered"));
		assert.is(renderCommand(["--in-place", root]).exitCode, 0);
		assert.equal(filesOf(join(root, "rendered")), written);
	});

test("a package of its own is read, whatever was rendered into its folder", async () => {
	const root = packageOf({
		"a/a.yaml": configText(),
		"a/prod.yaml": cluster("prod"),
		"b/Kptfile": "",
		"b/b.yaml": cluster("beta"),
	});
	render(join(root, "b"), join(root, "a"));
	const { stdout } = await checkCommand([root], nobody);
	assert.match(stdout, "cluster beta");
});

test("a folder with the package inside is read, and so is one that is named", async () => {
	const root = packageOf({
		"x/p/b.yaml": cluster("b"),
	});
	render(join(root, "x"), join(root, "x/p"));
	assert.match(
		(await checkCommand([root], nobody)).stdout,
		"in 1 cluster, 3 routes",
	);
	const inner = fleet("a");
	const to = join(inner, "rendered");
	render(to, inner);
	const same = await diffCommand([to, inner], nobody);
	assert.is(same.stdout, "no change\n");
});

test.run();
