// Builds the tool, the benchmark and its generator into build/bench, and runs the benchmark, or with `sync-soak` the soak of
// the sync controller. Arguments are its own.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { build } from "esbuild";
import { buildTool } from "./build-tool.mjs";

await buildTool(resolve("build/bench/dist"));
await build({
	entryPoints: ["run", "generate", "api-server", "sync-soak"].map(
		(name) => `bench/${name}.ts`,
	),
	outdir: "build/bench",
	outExtension: { ".js": ".cjs" },
	bundle: true,
	platform: "node",
	target: "node20",
	format: "cjs",
	define: {
		TEST_DIST: JSON.stringify(resolve("build/bench/dist")),
		AVI_ROUTES_VERSION: '"bench"',
	},
	logLevel: "warning",
});
const rest = process.argv.slice(2);
const isSoak = rest[0] === "sync-soak";
const { status } = spawnSync(
	process.execPath,
	isSoak
		? ["build/bench/sync-soak.cjs", ...rest.slice(1)]
		: ["build/bench/run.cjs", ...rest],
	{ stdio: "inherit" },
);
process.exitCode = status ?? 1;
