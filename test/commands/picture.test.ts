import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { pictureCommand, renderCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const nobody = async () => new Uint8Array();
const text = (...args: string[]) =>
	pictureCommand(["-o", "text", ...args], nobody);

const prod = (count: number, changes = {}, config = {}) =>
	packageOf({
		"avi-routes.yaml": configText(config),
		"prod.yaml": snapshotText(clusterPool(changes, count)),
	});

const git = (root: string, ...args: string[]) => {
	const name = ["-c", "user.name=me", "-c", "user.email=me@example.com"];
	const { status, stderr } = spawnSync("git", [...name, ...args], {
		cwd: root,
	});
	assert.is(status, 0, String(stderr));
};

const test = suite("picture");

test("--base is a git revision, or a folder or file of that name", async () => {
	const root = prod(3);
	git(root, "init", "--quiet", "--initial-branch=main");
	git(root, "add", ".");
	git(root, "commit", "--quiet", "--message=x");
	packageOf({ "prod.yaml": snapshotText(clusterPool({}, 4)) }, root);
	for (const base of ["HEAD", "main", prod(3), `${prod(3)}/prod.yaml`]) {
		const { stdout, exitCode, stderr } = await text("--base", base, root);
		assert.equal([exitCode, stderr], [0, []]);
		assert.match(stdout, /^prod: \+1 ~0 -0 routes\n/);
	}
	const { exitCode, stderr, stdout } = await text("--base", "HEAD~9", root);
	assert.equal([exitCode, stdout], [2, ""]);
	assert.match(stderr[0] ?? "", 'unknown git revision "HEAD~9"');
});

test("draws what has errors, and says so", async () => {
	const changes = { ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } } };
	const { stdout, exitCode, stderr } = await text(prod(3, changes));
	assert.is(exitCode, 1);
	assert.match(stdout, "conflict: 10.0.1.0/24");
	assert.is(stderr.length, 1);
	assert.match(stderr[0] ?? "", /^error: \[pod-cidr-duplicate\] /);
	const lowered = { checks: { "pod-cidr-duplicate": "warning" } };
	const fine = await text(prod(3, changes, lowered));
	assert.equal([fine.exitCode, fine.stderr], [0, []]);
	assert.is(fine.stdout, stdout);
});

test("what can't be read is an error; the page tells it all the same", async () => {
	const broken = packageOf({
		"a.yaml": configText(),
		"prod.yaml": "kind: ClusterSnapshot\nspec: [",
	});
	const { stdout, exitCode, stderr } = await text(broken);
	assert.equal([exitCode, stdout], [2, ""]);
	assert.match(stderr[0] ?? "", "[input-invalid]");
	const page = await pictureCommand(["-o", "html", broken], nobody);
	assert.is(page.exitCode, 2);
	assert.match(page.stdout, "<h1>avi-routes: not planned</h1>");
	assert.match(page.stdout, "<td>input-invalid</td>");
	assert.is((await text("nowhere")).exitCode, 2);
	const base = await text("--base", broken, prod(3));
	assert.is(base.exitCode, 2);
	assert.match(base.stderr[0] ?? "", "side base: error: [input-invalid]");
});

test("rendered files are drawn as they are", async () => {
	const [before, after] = [3, 4].map((count) => {
		const out = packageOf({});
		const { exitCode } = renderCommand(["-o", "dir", "--to", out, prod(count)]);
		assert.is(exitCode, 0);
		return out;
	});
	const alone = await text(after as string);
	assert.equal([alone.exitCode, alone.stderr], [0, []]);
	assert.match(
		alone.stdout,
		/^prod: 4 routes\n\npod CIDRs in 10\.0\.0\.0\/21: 4 of 8/,
	);
	const change = await text("--base", before as string, after as string);
	assert.match(change.stdout, /^prod: \+1 ~0 -0 routes\n/);
});

test("rendered files that can't be read are an error", async () => {
	const out = packageOf({});
	renderCommand(["-o", "dir", "--to", out, prod(2)]);
	const path = join(out, "avi-routes/prod/route-table.yaml");
	const table = readFileSync(path, "utf8");
	const broken = table.replace(/nextHop: [\d.]+/, "nextHop: 1234");
	writeFileSync(join(out, "west.yaml"), broken);
	const { exitCode, stdout, stderr } = await text(out);
	assert.equal([exitCode, stdout], [1, ""]);
	assert.match(stderr.join("\n"), "nextHop is the number 1234");
});

test("--base FOLDER reads both sides as diff does", async () => {
	const out = packageOf({ "a.yaml": configText() });
	renderCommand(["-o", "dir", "--to", out, prod(3)]);
	const rendered = await text("--base", prod(3), out);
	assert.equal([rendered.exitCode, rendered.stderr], [0, []]);
	assert.match(rendered.stdout, "prod: no route changes, 3 routes");
	const blank = packageOf({ "prod.yaml": "" });
	for (const [base, head, exit] of [
		[blank, prod(3), 2],
		[prod(3), blank, 1],
	] as const) {
		const { exitCode, stdout, stderr } = await text("--base", base, head);
		assert.equal([exitCode, stdout], [exit, ""]);
		assert.match(stderr.join(), "prod.yaml is empty, and no other file");
	}
});

test("--only leaves the others out of the page, too", async () => {
	const folder = (count: number) =>
		packageOf({
			"a.yaml": configText({ checks: { "*": "warning" } }),
			...Object.fromEntries(
				["east", "west"].map((name) => [
					`${name}.yaml`,
					snapshotText(clusterPool({ akoConfig: undefined }, count), name),
				]),
			),
		});
	const args = ["-o", "html", "--only", "east", "--base", folder(2), folder(3)];
	const { stdout } = await pictureCommand(args, nobody);
	assert.match(stdout, "<h1>east: +1 ~0 -0 routes</h1>");
	const names = [...stdout.matchAll(/<(?:summary|h3)>(\w+)/g)].map(
		([, name]) => name,
	);
	assert.equal(new Set(names), new Set(["east"]));
	assert.match(stdout, "in cluster west");
});

test("an unknown cluster is refused", async () => {
	const { exitCode, stderr } = await text("--only", "prd", prod(3));
	assert.is(exitCode, 2);
	assert.match(
		stderr[0] ?? "",
		"--only prd: unknown cluster; did you mean prod?",
	);
});

test("standard input is one side, not both", async () => {
	const list = snapshotText(clusterPool());
	const read = async () => new TextEncoder().encode(list);
	const { stdout } = await pictureCommand(["-o", "text", "-"], read);
	assert.match(stdout, /^prod: 3 routes\n/);
	const both = await pictureCommand(["--base", "-", "-"], read);
	assert.match(both.stderr[0] ?? "", "only one side can be standard input");
});

test("conflicts of clusters in several packages are told", async () => {
	const kptfile =
		"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: x}\n";
	const files = (name: string) => ({
		[`${name}/Kptfile`]: kptfile,
		[`${name}/a.yaml`]: configText(),
		[`${name}/s.yaml`]: snapshotText(
			clusterPool({ akoConfig: undefined }, 1),
			name,
		),
	});
	const root = packageOf({ ...files("east"), ...files("west") });
	const page = await pictureCommand(["-o", "html", root], nobody);
	assert.match(page.stdout, "<td>vrf-prefix-conflict</td>");
	assert.match(page.stdout, "overlaps 10.0.1.0/24 of worker-1 in cluster west");
});

test.run();
