import { spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { renderCommand } from "../support/commands.ts";
import { PROGRAM } from "../support/dist.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const CLUSTERS = Array.from({ length: 40 }, (_, i) => `prod-${i}`);

/** A repository with a package of many clusters, so that many files are written, and dumps of one of them. */
function repository(): string {
	const snapshots = CLUSTERS.map((name) => [
		`p/${name}.yaml`,
		snapshotText(clusterPool({}, 3), name),
	]);
	const root = packageOf({
		"p/avi-routes.yaml": configText({ checks: { "*": "off" } }),
		...Object.fromEntries(snapshots),
		"dumps/prod.yaml": snapshotText(clusterPool({}, 400), "prod"),
	});
	git(root, "init", "--quiet");
	git(root, "add", "--all");
	return root;
}

function git(root: string, ...args: string[]): string {
	const run = spawnSync("git", args, { cwd: root, encoding: "utf8" });
	assert.is(run.status, 0, run.stderr);
	return run.stdout;
}

/** The files of a folder, without git's own and those of runs that were killed. */
function filesOf(root: string): Map<string, string> {
	const paths = readdirSync(root, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => !/\.git\/|\.avi-routes-tmp/.test(path));
	return new Map(
		paths.sort().map((path) => [path, readFileSync(path, "utf8")]),
	);
}

const staged = (root: string) =>
	readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
		path.includes(".avi-routes-tmp"),
	);

/** What writes files, and how long it takes undisturbed. */
const RUNS: readonly (readonly [string, readonly string[]])[] = [
	["render --in-place", ["render", "--in-place", "p"]],
	["render -o dir", ["render", "-o", "dir", "--to", "out", "p"]],
	["import -o", ["import", "-o", "out.yaml", "dumps"]],
];

const start = (root: string, args: readonly string[]) =>
	spawn(process.execPath, [PROGRAM, ...args], { cwd: root, stdio: "ignore" });

const ended = (child: ReturnType<typeof start>) =>
	new Promise<number | null>((done) => child.once("exit", done));

const test = suite("runs that are killed");

for (const [what, args] of RUNS)
	for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const)
		test(`${what} and ${signal}: each file is old or new, and git adds no other`, async () => {
			const root = repository();
			const before = filesOf(root);
			const whole = repository();
			const begin = performance.now();
			assert.is(await ended(start(whole, args)), 0);
			const took = performance.now() - begin;
			const wanted = new Map(
				[...filesOf(whole)].map(([path, text]) => [
					path.replace(whole, root),
					text,
				]),
			);
			for (let round = 0; round < 4; round++) {
				const child = start(root, args);
				const end = ended(child);
				// Most of a run is reading; files are written at its end.
				const wait = took * (0.5 + randomInt(55) / 100);
				setTimeout(() => child.kill(signal), wait);
				await end;
				for (const [path, text] of filesOf(root))
					assert.ok(
						text === wanted.get(path) || text === before.get(path),
						`${path} is neither old nor new`,
					);
				git(root, "add", "--all");
				assert.not.match(git(root, "diff", "--cached", "--name-only"), /tmp/);
				assert.not.match(git(root, "ls-files"), "avi-routes-tmp");
			}
			assert.is(await ended(start(root, args)), 0);
			assert.equal(filesOf(root), wanted);
			assert.equal(staged(root), []);
		});

test("what a killed run left goes with the next run; what a running one writes stays", () => {
	const root = repository();
	const inPackage = join(root, "p");
	const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 1e5)"]);
	const run = () =>
		renderCommand(["--in-place", inPackage, "--set", "namespace=other"]);
	assert.is(renderCommand(["--in-place", inPackage]).exitCode, 0);
	const named = /^\.avi-routes-tmp-([0-9a-f]+)-\d+-/;
	// The host's part of the name, as a run that is killed shows it.
	const seen = spawnSync(process.execPath, ["-e", HOLD, PROGRAM, inPackage], {
		encoding: "utf8",
	}).stdout.trim();
	const [, host] = named.exec(seen) ?? [];
	assert.ok(host, `no staging folder was seen: ${seen}`);
	const leave = (pid: number, of = host) => {
		const name = `.avi-routes-tmp-${of}-${pid}-00`;
		mkdirSync(join(inPackage, name, ".git"), { recursive: true });
		writeFileSync(join(inPackage, name, ".git/0"), "half");
		return join(inPackage, name);
	};
	const dead = leave(2 ** 22 + 1);
	const alive = leave(other.pid ?? 0);
	const elsewhere = leave(1, "12345678");
	const old = leave(2, "12345678");
	utimesSync(old, 0, 0);
	assert.is(run().exitCode, 0);
	other.kill();
	assert.equal(
		[dead, alive, elsewhere, old].map((path) => existsSync(path)),
		[false, true, true, false],
	);
});

/** Runs the command with a rename that tells of its staging folder and ends the process, as a kill does. */
const HOLD = `
const [, program, folder] = process.argv;
const fs = require("node:fs");
fs.renameSync = (from) => {
	fs.writeSync(1, require("node:path").basename(from.split("/.git/")[0]));
	process.kill(process.pid, "SIGKILL");
};
process.argv = [process.argv[0], program, "render", "--in-place", folder, "--set", "namespace=new"];
require(program);
`;

test("two runs at once end as one", async () => {
	for (const [, args] of RUNS) {
		const [one, two] = [repository(), repository()];
		assert.is(await ended(start(one, args)), 0);
		const both = [start(two, args), start(two, args), start(two, args)];
		assert.equal(await Promise.all(both.map(ended)), [0, 0, 0]);
		const texts = (root: string) =>
			[...filesOf(root)].map(([path, text]) => [path.replace(root, ""), text]);
		assert.equal(texts(two), texts(one));
		assert.equal(staged(two), []);
	}
});

test("runs of many packages, and of many clusters, into one folder lose no line of its record", async () => {
	const names = ["a", "b", "c", "d", "e", "f"];
	const files = names.flatMap((name) => [
		[`${name}/avi-routes.yaml`, configText({ checks: { "*": "off" } })],
		...[1, 2].map((i) => [
			`${name}/${i}.yaml`,
			snapshotText(clusterPool({}, 3), `${name}-${i}`),
		]),
	]);
	const runs = names.flatMap((name) =>
		[1, 2].map((i) => [name, "--only", `${name}-${i}`]),
	);
	const [one, other] = [files, files].map((all) =>
		packageOf(Object.fromEntries(all)),
	) as [string, string];
	const into = ["render", "-o", "dir", "--to", "out"];
	for (const run of runs)
		assert.is(await ended(start(one, [...into, ...run])), 0);
	// What a run that was killed left behind.
	const lock = join(other, "out/.avi-routes-tmp-lock/.git");
	mkdirSync(lock, { recursive: true });
	writeFileSync(join(lock, "owner"), "12345678-1-00");
	utimesSync(join(lock, "owner"), 0, 0);
	const codes = runs.map((run) => ended(start(other, [...into, ...run])));
	assert.is((await Promise.all(codes)).join(""), "0".repeat(runs.length));
	const record = (root: string) =>
		readFileSync(join(root, "out/.avi-routes-files"), "utf8");
	assert.is(record(other), record(one));
	for (const [, , name] of runs) assert.match(record(one), `"${name}"`);
	assert.equal(staged(other), []);
});

test("nothing is written into git's folder", () => {
	const root = repository();
	const before = readdirSync(join(root, ".git"), { recursive: true });
	for (const args of [
		["import", "-o", ".git/a.yaml", "dumps"],
		["render", "-o", "dir", "--to", ".git/out", "p"],
		["init", ".git/new"],
	]) {
		const run = spawnSync(process.execPath, [PROGRAM, ...args], {
			cwd: root,
			encoding: "utf8",
		});
		assert.ok((run.status ?? 0) > 0, args.join(" "));
		assert.match(run.stderr, "git's own folder");
	}
	assert.equal(readdirSync(join(root, ".git"), { recursive: true }), before);
});

for (const args of [
	["render", "p"],
	["check", "p"],
	["import", "dumps"],
	["help", "function"],
]) {
	test(`${args[0]}: a reader that has gone is an error`, async () => {
		const child = spawn(process.execPath, [PROGRAM, ...args], {
			cwd: repository(),
			stdio: ["ignore", "pipe", "pipe"],
		});
		child.stdout?.destroy();
		let told = "";
		child.stderr?.on("data", (chunk) => {
			told += chunk;
		});
		assert.is(await ended(child as ReturnType<typeof start>), 2);
		assert.match(told, "standard output: the reader has closed the pipe");
	});

	test(`${args[0]}: a full disk behind standard output is an error`, () => {
		const full = openSync("/dev/full", "w");
		const run = spawnSync(process.execPath, [PROGRAM, ...args], {
			cwd: repository(),
			stdio: ["ignore", full, "pipe"],
			encoding: "utf8",
		});
		closeSync(full);
		assert.is(run.status, 2);
		assert.match(run.stderr, "standard output: the disk is full");
	});
}

test.run();
