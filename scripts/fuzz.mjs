// Builds the fuzzer, and runs it. usage: npm run fuzz [-- SECONDS [SEED]]; without a seed, half of the time goes to a
// fixed one and half to a fresh one. An input that breaks a property is written, shrunk, to build/fuzz.
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

await build({
	entryPoints: ["test/fuzz/fuzz.ts"],
	outfile: "build/fuzz/fuzz.cjs",
	bundle: true,
	packages: "external",
	platform: "node",
	target: "node20",
	format: "cjs",
	sourcemap: true,
	define: { AVI_ROUTES_VERSION: '"0.0.0-test"' },
	logLevel: "warning",
});
const { status } = spawnSync(
	process.execPath,
	["--enable-source-maps", "build/fuzz/fuzz.cjs", ...process.argv.slice(2)],
	{ stdio: "inherit" },
);
process.exitCode = status ?? 1;
