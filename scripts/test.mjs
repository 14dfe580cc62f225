// Runs the tests of one suite (unit side by side on all cores, or e2e), a process a file; a file that ran no test fails.
// usage: node scripts/test.mjs unit|e2e [part of a file name]...
// FAIL_ON_SKIP=1 makes a skipped test a failure. The last line is `unit: N passed, M failed`, which .ci/run adds up.
import { execFile } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import "./build.mjs";

const [suite = "unit", ...filters] = process.argv.slice(2);
const files = readdirSync("test", { recursive: true })
	.filter((file) => file.endsWith(".test.ts"))
	.filter(
		(file) =>
			filters.length === 0 || filters.some((part) => file.includes(part)),
	)
	.filter((file) => file.startsWith("e2e/") === (suite === "e2e"))
	.sort();

rmSync("build/test", { recursive: true, force: true });
await build({
	entryPoints: files.map((file) => join("test", file)),
	outdir: "build/test",
	outbase: "test",
	outExtension: { ".js": ".cjs" },
	bundle: true,
	packages: "external",
	platform: "node",
	target: "node20",
	format: "cjs",
	define: { AVI_ROUTES_VERSION: '"0.0.0-test"' },
	logLevel: "warning",
});

/** Files that hold times against each other; nothing else runs beside them. */
const ALONE = /speed|fleet-size|told-once|cut-json/;
const isSkipFailure = process.env.FAIL_ON_SKIP === "1";
let [passed, failed, skipped] = [0, 0, 0];
const beside = files.filter((file) => suite === "unit" && !ALONE.test(file));
const queue = [...beside];
await Promise.all(Array.from({ length: availableParallelism() }, work));
for (const file of files.filter((file) => !beside.includes(file)))
	report(file, await run(file));

/** Runs files side by side, one after the other. */
async function work() {
	// The others take from the same list.
	for (let file = queue.shift(); file !== undefined; file = queue.shift())
		report(file, await run(file));
}

/** Runs a test file; what it printed and its exit code. */
function run(file) {
	const script = join("build/test", file.replace(/\.ts$/, ".cjs"));
	const args = ["--enable-source-maps", script];
	const options = {
		encoding: "utf8",
		env: { ...process.env, FORCE_COLOR: "0" }, // the counts are read from plain text
		maxBuffer: 1 << 28,
		timeout: 600_000,
	};
	return new Promise((done) =>
		execFile(process.execPath, args, options, (error, stdout, stderr) =>
			done({ isGood: error === null, stdout, stderr }),
		),
	);
}

/** Counts what a file's tests came to, and prints it; all of what it said when something is wrong. */
function report(file, { isGood, stdout, stderr }) {
	const count = (word) =>
		[...stdout.matchAll(new RegExp(`^ {2}${word}: +(\\d+)`, "gm"))].reduce(
			(sum, match) => sum + Number(match[1]),
			0,
		);
	const [total, good, skips] = [
		count("Total"),
		count("Passed"),
		count("Skipped"),
	];
	// uvu's total leaves out what test.skip skipped.
	const bad = total - good + (isSkipFailure ? skips : 0);
	passed += good;
	skipped += isSkipFailure ? 0 : skips;
	failed += bad;
	const ok = isGood && bad === 0 && good + skips > 0;
	if (!ok && bad === 0) failed++;
	console.log(
		`${ok ? "ok  " : "FAIL"} ${file} (${good} of ${total}${skips > 0 ? `, ${skips} SKIPPED` : ""})`,
	);
	if (!ok || skips > 0) process.stdout.write(stdout + stderr);
	if (!ok && total === 0) console.log(`${file} ran no test`);
}

if (passed + failed === 0) failed++;
console.log(
	`${suite}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exitCode = failed === 0 ? 0 : 1;
