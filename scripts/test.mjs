// Runs the tests of one suite (unit or e2e), a process a file, and fails when a file ran no test.
// usage: node scripts/test.mjs unit|e2e [part of a file name]...
// FAIL_ON_SKIP=1 makes a skipped test a failure. The last line is `unit: N passed, M failed`, which .ci/run adds up.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
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

const isSkipFailure = process.env.FAIL_ON_SKIP === "1";
let [passed, failed, skipped] = [0, 0, 0];
for (const file of files) {
	const script = join("build/test", file.replace(/\.ts$/, ".cjs"));
	const run = spawnSync(process.execPath, ["--enable-source-maps", script], {
		encoding: "utf8",
		env: { ...process.env, FORCE_COLOR: "0" }, // the counts below are read from plain text
		maxBuffer: 1 << 28,
		timeout: 600_000,
	});
	const count = (word) =>
		[...run.stdout.matchAll(new RegExp(`^ {2}${word}: +(\\d+)`, "gm"))].reduce(
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
	const ok = run.status === 0 && bad === 0 && good + skips > 0;
	if (!ok && bad === 0) failed++;
	console.log(
		`${ok ? "ok  " : "FAIL"} ${file} (${good} of ${total}${skips > 0 ? `, ${skips} SKIPPED` : ""})`,
	);
	if (!ok || skips > 0) process.stdout.write(run.stdout + run.stderr);
	if (!ok && total === 0) console.log(`${file} ran no test`);
}
if (passed + failed === 0) failed++;
console.log(
	`${suite}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exitCode = failed === 0 ? 0 : 1;
