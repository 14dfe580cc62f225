// Runs the tests of a suite, a process a file, side by side on all cores.
// usage: node scripts/test.mjs unit|e2e [PART OF A FILE'S NAME]... [--only PART OF A TEST'S NAME]
// A file that ran no test fails. FAIL_ON_SKIP=1 makes a skipped test a failure. The last line is
// `unit: N passed, M failed`, which .ci/run adds up. Each run builds the tool and the tests into a folder of its own.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { buildTool } from "./build-tool.mjs";

const { values, positionals } = parseArgs({
	options: { only: { type: "string" } },
	allowPositionals: true,
});
const [suite = "unit", ...parts] = positionals;
const isSkipFailure = process.env.FAIL_ON_SKIP === "1";

const files = readdirSync("test", { recursive: true })
	.filter((file) => file.endsWith(".test.ts"))
	.filter(
		(file) => parts.length === 0 || parts.some((part) => file.includes(part)),
	)
	.filter((file) => file.startsWith("e2e/") === (suite === "e2e"))
	.sort();

mkdirSync("build", { recursive: true });
const folder = mkdtempSync(join("build", "test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"])
	process.on(signal, () => process.exit(130));
await Promise.all([buildTool(resolve(folder, "dist")), buildTests()]);

/** Bundles each test file; with --only, uvu keeps the tests of that name. */
async function buildTests() {
	const standIn = fileURLToPath(new URL("./named-tests.mjs", import.meta.url));
	const chooseByName = {
		name: "choose-by-name",
		setup({ onResolve }) {
			onResolve({ filter: /^uvu$/ }, ({ importer }) =>
				importer === standIn ? undefined : { path: standIn },
			);
		},
	};
	await build({
		entryPoints: files.map((file) => join("test", file)),
		outdir: join(folder, "test"),
		outbase: "test",
		outExtension: { ".js": ".cjs" },
		bundle: true,
		packages: "external",
		platform: "node",
		target: "node20",
		format: "cjs",
		sourcemap: true,
		define: {
			AVI_ROUTES_VERSION: '"0.0.0-test"',
			TEST_DIST: JSON.stringify(resolve(folder, "dist")),
			TEST_NAME: JSON.stringify(values.only ?? ""),
		},
		plugins: values.only === undefined ? [] : [chooseByName],
		logLevel: "warning",
	});
}

/** Runs a test file; what it printed, its exit code, and how long it took. */
function run(file) {
	const script = join(folder, "test", file.replace(/\.ts$/, ".cjs"));
	const args = ["--enable-source-maps", script];
	const options = {
		encoding: "utf8",
		env: { ...process.env, FORCE_COLOR: "0" }, // the counts are read from plain text
		maxBuffer: 1 << 28,
		timeout: 600_000,
	};
	const start = performance.now();
	return new Promise((done) =>
		execFile(process.execPath, args, options, (error, stdout, stderr) =>
			done({
				isGood: error === null,
				output: stdout + stderr,
				seconds: (performance.now() - start) / 1000,
			}),
		),
	);
}

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Counts what a file's tests came to, and prints it; all of what it said when something is wrong. */
function report(file, { isGood, output, seconds }) {
	const count = (word) =>
		[...output.matchAll(new RegExp(`^ {2}${word}: +(\\d+)`, "gm"))].reduce(
			(sum, match) => sum + Number(match[1]),
			0,
		);
	const [total, good, skips] = ["Total", "Passed", "Skipped"].map(count);
	if (isGood && total + skips === 0 && values.only !== undefined) return;
	// uvu's total leaves out what test.skip skipped.
	const bad = total - good + (isSkipFailure ? skips : 0);
	counts.passed += good;
	counts.skipped += isSkipFailure ? 0 : skips;
	counts.failed += bad;
	const ok = isGood && bad === 0 && good + skips > 0;
	if (!ok && bad === 0) counts.failed++;
	const skipped = skips > 0 ? `, ${skips} SKIPPED` : "";
	console.log(
		`${ok ? "ok  " : "FAIL"} ${file} (${good} of ${total}${skipped}, ${seconds.toFixed(1)} s)`,
	);
	if (!ok || skips > 0) process.stdout.write(output);
	if (!ok && total === 0) console.log(`${file} ran no test`);
}

const queue = [...files];
/** Runs files, one after the other, until there are none left. */
async function work() {
	for (let file = queue.shift(); file !== undefined; file = queue.shift())
		report(file, await run(file));
}
// End-to-end tests start servers and other tools, which have cores of their own to keep busy.
const workers = Math.min(availableParallelism(), suite === "unit" ? 64 : 2);
await Promise.all(Array.from({ length: workers }, work));

const { passed, failed, skipped } = counts;
const none = passed + failed === 0 ? 1 : 0;
if (none) console.log("no test has that name");
console.log(
	`${suite}: ${passed} passed, ${failed + none} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exitCode = failed + none === 0 ? 0 : 1;
