// Builds the tool, the benchmark and its generator into build/bench, and runs the benchmark. Arguments are its own.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { build } from "esbuild";
import { buildTool } from "./build-tool.mjs";

await buildTool(resolve("build/bench/dist"));
await build({
	entryPoints: ["bench/run.ts", "bench/generate.ts", "bench/api-server.ts"],
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
