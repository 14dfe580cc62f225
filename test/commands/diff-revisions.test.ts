import {
	chmodSync,
	cpSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Run } from "../../src/commands/command-line/run.ts";
import { clusterPool } from "../support/clusters.ts";
import { diffCommand, renderCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";
import { commit, git, repository } from "../support/repository.ts";

const diff = (args: readonly string[]): Promise<Run> =>
	diffCommand(args, async () => new Uint8Array());

const ip = (address: string) => [{ type: "InternalIP", address }];

const test = suite("diff of git revisions");

const PACKAGE = {
	"p/avi-routes.yaml": configText(),
	"p/clusters/prod.yaml": snapshotText(clusterPool()),
};

test("compares with a git revision", async () => {
	const root = repository(PACKAGE);
	git(root, "tag", "v1");
	const path = join(root, "p");
	assert.is((await diff(["--base", "main", path])).stdout, "no change\n");
	packageOf(
		{
			"clusters/prod.yaml": snapshotText(
				clusterPool({ nodes: { 2: { addresses: ip("192.168.0.99") } } }),
			),
		},
		path,
	);
	const line = "~ 10.0.2.0/24  next hop 192.168.0.2 -> 192.168.0.99 (worker-2)";
	assert.match((await diff(["--base", "main", path])).stdout, line);
	commit(root);
	assert.is((await diff(["--base", "HEAD", path])).stdout, "no change\n");
	assert.match((await diff(["--base", "v1", path])).stdout, line);
	assert.match(
		(await diff(["--base", "HEAD~1", join(path, "clusters/prod.yaml")])).stdout,
		line,
	);
	rmSync(join(path, "clusters"), { recursive: true });
	assert.match(
		(await diff(["--base", "v1", path])).stdout,
		"cluster prod: gone",
	);
});

test("an empty file in the revision is no error: it can't be changed any more", async () => {
	const root = repository({ "p/prod.yaml": "" });
	packageOf(PACKAGE, root);
	const { stdout, exitCode } = await diff(["--base", "main", join(root, "p")]);
	assert.is(exitCode, 1);
	assert.match(stdout, "cluster prod: new, +3 ~0 -0 routes");
});

test("takes a package that the revision does not have for new", async () => {
	const root = repository({ "README.md": "x" });
	packageOf(PACKAGE, root);
	const { stdout, exitCode } = await diff(["--base", "main", join(root, "p")]);
	assert.is(exitCode, 1);
	assert.match(stdout, "cluster prod: new, +3 ~0 -0 routes");
});

const BROKEN = "kind: Node\nmetadata: [\n";
/** UTF-16 that ends within a character. */
const NO_TEXT = "a\u0000b";

for (const [name, text] of Object.entries({ BROKEN, NO_TEXT }))
	test(`passes over what can't be read in a base without a package: ${name}`, async () => {
		const root = repository({ "p/broken.yaml": text, "p/a.yaml": "a: 1\n" });
		packageOf({ ...PACKAGE, "p/.krmignore": "broken.yaml\n" }, root);
		const first = await diff(["--base", "main", join(root, "p")]);
		assert.match(
			first.stdout,
			"cluster prod: new, +3 ~0 -0 routes",
			first.stderr.join(),
		);
		assert.is(first.exitCode, 1);
	});

test("a broken snapshot in the base is an error", async () => {
	const text = "kind: ClusterSnapshot\nspec: [\n";
	const root = repository({ "p/clusters/prod.yaml": text });
	packageOf(PACKAGE, root);
	for (const path of ["p", "p/clusters/prod.yaml"]) {
		const { stderr } = await diff(["--base", "main", join(root, path)]);
		assert.match(stderr.join(), "side base: error: [input-invalid]");
	}
});

for (const [name, text] of Object.entries({ BROKEN, NO_TEXT }))
	test(`passes over what the base can't read and the head ignores: ${name}`, async () => {
		const root = repository({ ...PACKAGE, "p/broken.yaml": text });
		const args = ["--base", "main", join(root, "p")];
		rmSync(join(root, "p/broken.yaml"));
		const removed = await diff(args);
		assert.is(removed.exitCode, 2);
		assert.match(
			removed.stderr.join(),
			/side base: error: \[input-invalid\] .*p\/broken\.yaml/,
		);
		packageOf({ "p/broken.yaml": text, "p/.krmignore": "broken.*\n" }, root);
		const { stdout, stderr } = await diff(args);
		assert.is(stdout, "no change\n", stderr.join());
		packageOf({ "p/.krmignore": "broken.*\nclusters\n" }, root);
		assert.match((await diff(args)).stdout, "no cluster found");
	});

test("warns where neither side has a cluster", async () => {
	const root = repository({ ...PACKAGE, "docs/a.yaml": "kind: Other\n" });
	const { exitCode, stdout, stderr } = await diff([
		"--base=main",
		join(root, "docs"),
	]);
	assert.equal([exitCode, stdout], [0, "no change\n"]);
	assert.match(stderr.join(), /^warning: nothing to compare: neither side/);
});

test("compares with the file that Git LFS keeps for the base", async () => {
	const [path = "", text = ""] = Object.entries(PACKAGE)[1] ?? [];
	const pointer = "version https://git-lfs.github.com/spec/v1\noid x\nsize 1\n";
	const root = repository({ ...PACKAGE, [path]: pointer });
	packageOf({ [path]: text }, root);
	const args = ["--base", "main", join(root, "p")];
	const before = process.env.PATH;
	// A git-lfs that has lost the file, and one that has it.
	for (const [script, stdout] of [
		["exit 2", ""],
		[`cat ${join(root, path)}`, "no change\n"],
	]) {
		const bin = packageOf({ "git-lfs": `#!/bin/sh\n${script}\n` });
		chmodSync(join(bin, "git-lfs"), 0o755);
		process.env.PATH = `${bin}:${before}`;
		assert.is((await diff(args)).stdout, stdout, script);
	}
	process.env.PATH = before;
});

test("compares with the file that git-crypt has encrypted in the base", async () => {
	const root = repository(PACKAGE);
	const filter = (name: string, command: string) =>
		git(root, "config", `filter.git-crypt.${name}`, command);
	filter("clean", "printf '\\0GITCRYPT\\0' && tac");
	filter("smudge", "tail -c +11 | tac");
	const path = "p/clusters/prod.yaml";
	packageOf({ ".gitattributes": `${path} filter=git-crypt\n` }, root);
	git(root, "add", "--renormalize", ".");
	commit(root);
	const args = ["--base", "HEAD", join(root, "p")];
	assert.is((await diff(args)).stdout, "no change\n");
	// Without the key, both sides are as git has them.
	git(root, "config", "--remove-section", "filter.git-crypt");
	rmSync(join(root, path));
	git(root, "checkout", "--", path);
	assert.match(readFileSync(join(root, path), "latin1"), "\0GITCRYPT\0");
	assert.match((await diff(args)).stderr.join(), "nothing to compare");
});

test("reads a revision as it reads a folder", async () => {
	const other = snapshotText(
		clusterPool({ ciliumNodes: { 1: { podCIDRs: ["10.9.0.0/24"] } } }),
	);
	const root = repository({
		...PACKAGE,
		"p/.krmignore": "ignored.yaml\n",
		"p/ignored.yaml": other,
		"p/sub/Kptfile":
			"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: sub}\n",
		"p/sub/west.yaml": snapshotText(clusterPool(), "west"),
		"p/ünï code.yaml": snapshotText(
			clusterPool(
				{
					akoConfig: undefined,
					ciliumNodes: { 1: { podCIDRs: ["10.7.0.0/24"] } },
				},
				1,
			),
			"east",
		),
		"q/prod.yaml": other,
		"p/rendered/.avi-routes-files": '["..","prod","prod.yaml"]\n',
		"p/rendered/prod.yaml": other,
		"p/rendered/sub/Kptfile":
			"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: sub}\n",
		"p/rendered/sub/north.yaml": snapshotText(clusterPool(), "north"),
	});
	const copy = packageOf({});
	cpSync(join(root, "p"), copy, { recursive: true });
	const { stdout, stderr } = await diff(["--base", "main", join(root, "p")]);
	assert.is(stdout, "no change\n", stderr.join("\n"));
	assert.is((await diff([copy, join(root, "p")])).stdout, "no change\n");
});

const KPTFILE = "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: x}\n";
const fleet = () =>
	Object.fromEntries(
		["fra1", "muc2"].flatMap((name, i) => [
			[`clusters/${name}/Kptfile`, KPTFILE],
			[`clusters/${name}/avi-routes.yaml`, configText()],
			[
				`clusters/${name}/snapshot.yaml`,
				snapshotText(
					clusterPool({
						ciliumNodes: { 1: { podCIDRs: [`10.${i + 1}.1.0/24`] } },
						akoConfig: { cniPlugin: "cilium", vrfName: name },
					}),
					name,
				),
			],
		]),
	);

for (const path of [".", "clusters", "clusters/fra1"])
	test(`looks into the packages below ${path}`, async () => {
		const root = repository({ ...fleet(), "other/Kptfile": KPTFILE });
		packageOf(
			{
				"clusters/fra1/snapshot.yaml": snapshotText(
					clusterPool({
						ciliumNodes: { 1: { podCIDRs: ["10.1.9.0/24"] } },
						akoConfig: { cniPlugin: "cilium", vrfName: "fra1" },
					}),
					"fra1",
				),
			},
			root,
		);
		const { stdout, stderr } = await diff(["--base", "main", join(root, path)]);
		assert.equal(stderr, []);
		assert.match(stdout, "cluster fra1: +1 ~0 -1 routes");
		assert.not.match(stdout, "muc2");
	});

for (const paths of [["clusters"], ["clusters/fra1", "clusters/muc2"]])
	test(`tells of a package that is gone from ${paths}`, async () => {
		const root = repository(fleet());
		rmSync(join(root, "clusters/muc2"), { recursive: true });
		const given = paths.map((path) => join(root, path));
		const { stdout, exitCode } = await diff(["--base", "main", ...given]);
		assert.is(exitCode, 1);
		assert.match(stdout, "cluster muc2: gone, +0 ~0 -3 routes");
	});

for (const [path, own] of [
	["fleet/clusters/prod-west", {}],
	["fleet/clusters/prod-west", { Kptfile: KPTFILE }],
	["fleet/clusters", { Kptfile: KPTFILE }],
] as const)
	test(`plans a folder that was part of a package with that: ${path} ${Object.keys(own)}`, async () => {
		const snapshot = (name: string, nodes: number) =>
			snapshotText(clusterPool({ akoConfig: undefined }, nodes), name);
		const gitOps = { routeOwner: "GitOps", routeController: "r" };
		const clusters = ["prod-east", "prod-west"].map((name) => ({
			name,
			...gitOps,
		}));
		const root = repository({
			"fleet/avi-routes.yaml": configText({ clusters }),
			"fleet/clusters/prod-west/snapshot.yaml": snapshot("prod-west", 3),
			"fleet/clusters/prod-east/snapshot.yaml": snapshot("prod-east", 3),
		});
		packageOf(
			Object.fromEntries(
				["prod-east", "prod-west"].flatMap((name) =>
					Object.entries({ ...own, "avi-routes.yaml": configText() }).map(
						([file, text]) => [`fleet/clusters/${name}/${file}`, text],
					),
				),
			),
			root,
		);
		const all = path === "fleet/clusters";
		const args = ["--base=main", join(root, path)];
		const { stdout, stderr } = await diff(args);
		assert.equal(stderr, []);
		const flips = stdout.match(/~ cluster routeOwner: "GitOps" -> "AKO"/g);
		assert.is(flips?.length, all ? 2 : 1, stdout);
		assert.is(stdout.includes("prod-east"), all, stdout);
		assert.not.match(stdout, /gone|new/);
		// Named together, the package that they were part of is planned once.
		const each = ["prod-east", "prod-west"].map((name) =>
			join(root, "fleet/clusters", name),
		);
		const both = await diff(["--base=main", ...each]);
		assert.match(both.stdout, "in 2 clusters", both.stderr.join());
		const within = await diff(["--base=main", join(root, "fleet"), ...each]);
		assert.not.match(within.stderr.join(), "in several packages");
	});

/** A package whose first node has the address. */
const prodFiles = (last: number) => ({
	Kptfile: KPTFILE,
	"prod.yaml": snapshotText(
		clusterPool({ nodes: { 1: { addresses: ip(`192.168.9.${last}`) } } }),
	),
});

test("compares the packages of a folder that moved", async () => {
	const root = repository(fleet());
	renameSync(join(root, "clusters"), join(root, "sites"));
	const paths = ["sites", "clusters"].map((path) => join(root, path));
	const { stdout, exitCode } = await diff(["--base", "main", ...paths]);
	assert.is(exitCode, 0, stdout);
});

for (const [to, path] of [
	["sites", "sites"],
	["eu/sites", "eu/sites/fra1"],
	["sites", "sites/fra1/snapshot.yaml"],
] as const)
	test(`compares ${path} of a folder that git knows as moved`, async () => {
		const root = repository(fleet());
		mkdirSync(join(root, dirname(to)), { recursive: true });
		git(root, "mv", "clusters", to);
		const snapshot = join(root, to, "fra1/snapshot.yaml");
		const text = readFileSync(snapshot, "utf8");
		writeFileSync(snapshot, text.replace("10.1.1.0/24", "10.1.9.0/24"));
		const { stdout, stderr } = await diff(["--base=main", join(root, path)]);
		assert.match(stdout, "cluster fra1: +1 ~0 -1 routes", stderr.join());
		assert.not.match(stdout, "muc2");
		assert.match(
			stderr.join(),
			`is compared with ${path.replace(to, "clusters")} in main: git says that it was moved from there`,
		);
	});

for (const [from, to] of [
	["kubernetes", "kubernetes/main"],
	[".", "main"],
] as const)
	test(`follows a package from ${from} into ${to}`, async () => {
		const own = { "avi-routes.yaml": configText(), ...prodFiles(1) };
		const at = (folder: string, files: Readonly<Record<string, string>>) =>
			Object.fromEntries(
				Object.entries(files).map(([name, text]) => [join(folder, name), text]),
			);
		const stays = clusterPool({
			akoConfig: { cniPlugin: "cilium", vrfName: "other" },
		});
		const root = repository({
			...at(from, own),
			...at(join(from, "other"), {
				Kptfile: KPTFILE,
				"other.yaml": snapshotText(stays, "other"),
			}),
			...at(from, { "README.md": "x" }),
		});
		mkdirSync(join(root, to), { recursive: true });
		for (const name of Object.keys(own))
			git(root, "mv", join(from, name), join(to, name));
		writeFileSync(
			join(root, to, "prod.yaml"),
			prodFiles(1)["prod.yaml"].replace("192.168.9.1", "192.168.9.7"),
		);
		const { stdout, stderr } = await diff(["--base=main", join(root, to)]);
		assert.match(stdout, "cluster prod: +0 ~1 -0 routes", stderr.join());
		assert.match(stdout, "in 1 cluster\n");
		assert.match(stderr.join(), `is compared with ${from} in main`);
		packageOf(at(from, { "prod.yaml": prodFiles(1)["prod.yaml"] }), root);
		const kept = await diff(["--base=main", join(root, to)]);
		assert.match(kept.stdout, "cluster prod: new");
	});

test("a link that leads to itself is no path", async () => {
	const root = repository(fleet());
	const loop = join(root, "loop");
	symlinkSync("loop", loop);
	const { exitCode, stderr } = await diff(["--base=main", loop]);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "loop does not exist, neither here nor in main");
});

test("passes over a link that leads nowhere in a folder that moved", async () => {
	const root = repository(fleet());
	symlinkSync("missing", join(root, "clusters/link.yaml"));
	git(root, "add", ".");
	git(root, "commit", "-qm", "link");
	git(root, "mv", "clusters", "sites");
	const { exitCode } = await diff(["--base=HEAD", join(root, "sites")]);
	assert.is(exitCode, 0);
});

test("lets the files of a package decide from where it was moved", async () => {
	const notes = ["a", "b", "c", "d"].map((name) => `${name}.md`);
	const root = repository({
		...PACKAGE,
		...Object.fromEntries(notes.map((name) => [`docs/${name}`, `# ${name}\n`])),
	});
	git(root, "mv", "p", "q");
	for (const name of notes) git(root, "mv", `docs/${name}`, "q");
	const { stdout, stderr } = await diff(["--base=main", join(root, "q")]);
	assert.is(stdout, "no change\n");
	assert.match(stderr.join(), "is compared with p in main");
});

test("compares with nothing what came out of a folder that is still there", async () => {
	const root = repository(fleet());
	mkdirSync(join(root, "new"));
	git(root, "mv", "clusters/fra1/snapshot.yaml", "new");
	const { stdout, stderr } = await diff(["--base=main", join(root, "new")]);
	assert.match(stdout, "cluster fra1: new");
	assert.equal(stderr, []);
});

for (const gitDir of [".git", undefined])
	test(`finds the repository of a path, whatever git set for a hook: ${gitDir}`, async () => {
		const root = repository(fleet());
		rmSync(join(root, "clusters/muc2"), { recursive: true });
		const here = process.cwd();
		process.chdir(root);
		process.env.GIT_DIR = gitDir ?? join(root, ".git");
		process.env.GIT_INDEX_FILE = "no/such/index";
		const runs = ["clusters/fra1", "clusters/muc2"].map((path) =>
			diff(["--base=main", path]),
		);
		const [kept, gone] = await Promise.all(runs);
		delete process.env.GIT_DIR;
		delete process.env.GIT_INDEX_FILE;
		process.chdir(here);
		assert.is(kept?.stdout, "no change\n", kept?.stderr.join());
		assert.match(gone?.stdout ?? "", "cluster muc2: gone");
	});

test("runs git as often for many packages as for one", async () => {
	const ignored = { ".krmignore": "*.json\n" };
	const packages = (count: number) =>
		Object.fromEntries(
			Array.from({ length: count }, (_, i) =>
				Object.entries({ ...fleet(), ...ignored }).map((entry) =>
					entry.map((text, at) =>
						(at === 0 ? `${i}/${text}` : text).replace(/fra1|muc2/g, `$&-${i}`),
					),
				),
			).flat(),
		);
	const runsOf = async (count: number) => {
		const root = repository(packages(count));
		const trace = join(packageOf({}), "trace");
		process.env.GIT_TRACE = trace;
		const { exitCode } = await diff(["--base=main", root]);
		delete process.env.GIT_TRACE;
		assert.is(exitCode, 0);
		return readFileSync(trace, "utf8").match(/built-in: git/g)?.length;
	};
	assert.is(await runsOf(5), await runsOf(1));
});

test("fetches what a blobless clone lacks at once", async () => {
	const root = repository(fleet());
	git(root, "config", "uploadpack.allowFilter", "true");
	git(root, "config", "uploadpack.allowAnySHA1InWant", "true");
	rmSync(join(root, "clusters"), { recursive: true });
	commit(root);
	const clone = packageOf({});
	git(clone, "clone", "--quiet", "--filter=blob:none", `file://${root}`, ".");
	const trace = join(packageOf({}), "trace");
	process.env.GIT_TRACE = trace;
	const { stdout } = await diff([
		"--base=HEAD~1",
		join(clone, "clusters/fra1"),
		join(clone, "clusters/muc2"),
	]);
	delete process.env.GIT_TRACE;
	assert.match(stdout, "cluster fra1: gone");
	const fetches = readFileSync(trace, "utf8").match(/built-in: git fetch /g);
	assert.is(fetches?.length, 2, "one for each path");
});

test("reads the base's commit of a submodule", async () => {
	const [east, root] = [repository(prodFiles(1)), repository({ a: "" })];
	const allowed = ["-c", "protocol.file.allow=always"];
	git(root, ...allowed, "submodule", "--quiet", "add", east, "clusters/east");
	commit(root);
	packageOf(prodFiles(9), join(root, "clusters/east"));
	commit(join(root, "clusters/east"));
	for (const path of [root, join(root, "clusters")]) {
		const { stdout } = await diff(["--base", "main", path]);
		assert.match(stdout, "cluster prod: +0 ~1 -0 routes");
	}
});

test("refuses a submodule that lacks the base's commit, unless it is ignored", async () => {
	const [east, root] = [repository(prodFiles(1)), repository({ a: "" })];
	const file = ["-c", "protocol.file.allow=always"];
	git(root, ...file, "submodule", "--quiet", "add", east, "clusters/east");
	commit(root);
	packageOf(prodFiles(9), east);
	commit(east);
	const inside = join(root, "clusters/east");
	rmSync(inside, { recursive: true });
	rmSync(join(root, ".git/modules"), { recursive: true });
	git(root, ...file, "clone", "-q", "--depth=1", `file://${east}`, inside);
	for (const path of [root, join(root, "clusters")]) {
		const { exitCode, stderr } = await diff(["--base", "main", path]);
		assert.is(exitCode, 2);
		assert.match(
			stderr.join(),
			/submodule \S*clusters\/east lacks commit [0-9a-f]{40}; fetch it: git -C \S*clusters\/east fetch --depth=1 origin [0-9a-f]{40}$/,
		);
	}
	packageOf({ ".krmignore": "clusters/east\n", ...PACKAGE }, root);
	git(root, "add", ".krmignore", "p");
	git(root, "commit", "--quiet", "--message=x");
	const ignored = await diff(["--base", "main", root]);
	assert.is(ignored.stdout, "no change\n", ignored.stderr.join());
});

test("does not call clusters gone that a sparse checkout leaves out", async () => {
	const root = repository(fleet());
	git(root, "sparse-checkout", "set", "clusters/fra1");
	const given = ["--base", "main", root];
	assert.is((await diff(given)).stdout, "no change\n");
	rmSync(join(root, "clusters/fra1"), { recursive: true });
	const { stdout } = await diff(given);
	assert.match(stdout, "cluster fra1: gone, +0 ~0 -3 routes");
	assert.not.match(stdout, "muc2");
});

test("takes no file of a package below for one of the folder", async () => {
	const root = repository(fleet());
	const path = join(root, "clusters/snapshot.yaml");
	const { exitCode, stderr } = await diff(["--base", "main", path]);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "does not exist, neither here nor in main");
});

test("tells of a file that is gone, and refuses one that never was", async () => {
	const root = repository(PACKAGE);
	rmSync(join(root, "p/clusters/prod.yaml"));
	const path = (name: string) => join(root, "p/clusters", name);
	const gone = await diff(["--base", "main", path("prod.yaml")]);
	assert.match(gone.stdout, "cluster prod: gone");
	const never = await diff(["--base", "main", path("nope.yaml")]);
	assert.is(never.exitCode, 2);
	assert.match(
		never.stderr.join(),
		"nope.yaml does not exist, neither here nor in main",
	);
});

test("refuses a package that lost its snapshot and kept its outputs", async () => {
	const root = repository(PACKAGE);
	await renderCommand(["--in-place", join(root, "p")], {});
	commit(root);
	rmSync(join(root, "p/clusters/prod.yaml"));
	const { exitCode, stdout } = await diff(["--base", "HEAD", join(root, "p")]);
	assert.is(exitCode, 2);
	assert.match(stdout, "no cluster found");
});

test("refuses clusters of one name in several packages", async () => {
	const root = packageOf({
		...fleet(),
		"clusters/muc2/snapshot.yaml": snapshotText(clusterPool(), "fra1"),
	});
	const { exitCode, stderr } = await diff([root, root]);
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "cluster fra1 is in several packages");
});

test("a link that is on both sides is no change", async () => {
	const root = repository(PACKAGE);
	symlinkSync("clusters/prod.yaml", join(root, "p/link.yaml"));
	symlinkSync("clusters", join(root, "p/linked"));
	commit(root);
	const { stdout, exitCode } = await diff(["--base", "HEAD", join(root, "p")]);
	assert.equal([stdout, exitCode], ["no change\n", 0]);
});

test("follows a link that is named, where it led in the revision", async () => {
	const root = repository({
		...Object.fromEntries(
			[1, 2].map((n) => [`v${n}/prod.yaml`, prodFiles(n)["prod.yaml"]]),
		),
	});
	const link = (to: string, name: string) => {
		rmSync(join(root, name), { force: true });
		symlinkSync(to, join(root, name));
		return join(root, name);
	};
	const names = ["folder", "file.yaml"] as const;
	const targets = (n: number) => [`v${n}`, `v${n}/prod.yaml`] as const;
	const linked = (n: number) =>
		targets(n).map((to, i) => link(to, names[i] ?? ""));
	for (const path of linked(1))
		assert.is((await diff(["--base=main", path])).stdout, "no change\n");
	commit(root);
	for (const path of linked(1))
		assert.is((await diff(["--base=main", path])).stdout, "no change\n");
	for (const path of linked(2)) {
		const { stdout, stderr } = await diff(["--base=main", path]);
		assert.match(
			stdout,
			"next hop 192.168.9.1 -> 192.168.9.2 (worker-1)",
			stderr.join(),
		);
	}
});

test("tells git's own advice on one line, to be copied", async () => {
	const root = repository(PACKAGE);
	const set = {
		GIT_TEST_ASSUME_DIFFERENT_OWNER: "1",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_CONFIG_NOSYSTEM: "1",
	};
	Object.assign(process.env, set);
	const { stderr } = await diff(["--base=main", root]);
	for (const name of Object.keys(set)) delete process.env[name];
	assert.match(
		stderr.join(),
		/^error: git can't read \S+: fatal: detected dubious ownership .* git config --global --add safe\.directory \S+$/,
	);
});

test("says that there is no git", async () => {
	const root = repository(PACKAGE);
	const before = process.env.PATH;
	process.env.PATH = root;
	const { stderr, exitCode } = await diff(["--base=main", root]);
	process.env.PATH = before;
	assert.is(exitCode, 2);
	assert.match(stderr.join(), "there is no git on PATH; install it");
});

test("says that there is no commit yet", async () => {
	const root = packageOf(PACKAGE);
	git(root, "init", "--quiet");
	const { stderr, exitCode } = await diff(["--base=HEAD", join(root, "p")]);
	assert.is(exitCode, 2);
	assert.match(
		stderr.join("\n"),
		'unknown git revision "HEAD"; the repository has no commit yet: make one',
	);
});

/** Revisions that git must not take for options or paths. */
for (const revision of [
	"nope",
	"--output=/tmp/x",
	"-h",
	"--help",
	"main:p",
	"main p",
]) {
	test(`refuses the revision ${JSON.stringify(revision)}`, async () => {
		const root = repository(PACKAGE);
		const { exitCode, stderr } = await diff([
			`--base=${revision}`,
			join(root, "p"),
		]);
		assert.is(exitCode, 2);
		assert.match(
			stderr.join("\n"),
			`unknown git revision ${JSON.stringify(revision)}; fetch it first`,
		);
	});
}

for (const [revision, remedy] of [
	["main...HEAD", "it is a range: name one revision"],
	["0".repeat(40), "it stands for none"],
] as const) {
	test(`says what ${revision} is`, async () => {
		const root = repository(PACKAGE);
		const { stderr } = await diff(["--base", revision, join(root, "p")]);
		assert.match(
			stderr.join(),
			`unknown git revision "${revision}"; ${remedy}`,
		);
	});
}

test("tells a path from a revision", async () => {
	const root = repository(PACKAGE);
	const own = join(root, "p");
	const asBase = await diff(["--base", own, own]);
	assert.is(asBase.exitCode, 2);
	assert.match(asBase.stderr.join(), "it is a path: leave --base out");
	const asPath = await diff(["HEAD", own]);
	assert.is(asPath.exitCode, 2);
	assert.match(
		asPath.stderr.join(),
		"HEAD does not exist; a git revision goes",
	);
});

test("gives SARIF with paths from the root of the file's repository", async () => {
	const [east, root] = [repository(prodFiles(1)), repository(PACKAGE)];
	const allowed = ["-c", "protocol.file.allow=always"];
	git(root, ...allowed, "submodule", "--quiet", "add", east, "sub/east");
	commit(root);
	writeFileSync(
		join(root, "p/clusters/prod.yaml"),
		snapshotText(clusterPool({ nodes: { 3: undefined } })),
	);
	packageOf(prodFiles(9), join(root, "sub/east"));
	for (const [path, file] of [
		["p", "p/clusters/prod.yaml"],
		["sub", "sub/east/prod.yaml"],
	] as const) {
		const args = ["-o", "sarif", "--base=main", join(root, path)];
		const [run] = JSON.parse((await diff(args)).stdout).runs;
		for (const { locations } of run.results)
			assert.is(locations[0].physicalLocation.artifactLocation.uri, file);
		assert.ok(run.results.length > 0);
	}
});

test.run();
