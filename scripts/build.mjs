// Bundles the tool into dist/avi-routes.cjs: one file, not minified, with a shebang and the run bit.
import { chmodSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../", import.meta.url);
const outfile = fileURLToPath(new URL("dist/avi-routes.cjs", root));
const { version } = JSON.parse(
	readFileSync(new URL("package.json", root), "utf8"),
);

await build({
	absWorkingDir: fileURLToPath(root),
	entryPoints: ["src/main.ts"],
	outfile,
	bundle: true,
	platform: "node",
	target: "node20",
	format: "cjs",
	// The CommonJS builds, so that `require` inside a function loads nothing before it is called.
	mainFields: ["main"],
	define: { AVI_ROUTES_VERSION: JSON.stringify(version) },
	banner: { js: "#!/usr/bin/env node" },
	logLevel: "warning",
});
chmodSync(outfile, 0o755);
