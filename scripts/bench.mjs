// Builds the tool, the benchmark and its generator, and runs the benchmark. Arguments are the benchmark's.
import { spawnSync } from "node:child_process";
import { build } from "esbuild";
import "./build.mjs";

await build({
	entryPoints: ["bench/run.ts", "bench/generate.ts"],
	outdir: "build/bench",
	outExtension: { ".js": ".cjs" },
	bundle: true,
	platform: "node",
	target: "node20",
	format: "cjs",
	logLevel: "warning",
});
const { status } = spawnSync(
	process.execPath,
	["build/bench/run.cjs", ...process.argv.slice(2)],
	{ stdio: "inherit" },
);
process.exitCode = status ?? 1;
