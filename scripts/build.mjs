// Bundles the tool into dist/: avi-routes.cjs with what every run needs, and a file beside it for each module that the
// source asks for inside a function (`import()` of a command, `require` of a package), so that a run loads no more than
// it uses. CommonJS, not minified; avi-routes.cjs has a shebang and the run bit.
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

/** The files of dist/ that are still to be built: name to entry point. */
const entries = new Map([["avi-routes", "src/main.ts"]]);

/** Leaves modules that are loaded late to files of their own. */
const loadedLate = {
	name: "loaded-late",
	setup({ onResolve }) {
		onResolve({ filter: /./ }, ({ path, kind, importer, resolveDir }) => {
			const isLate = kind === "dynamic-import" || kind === "require-call";
			if (!isLate || !importer.startsWith(`${root}src/`)) return undefined;
			if (path.startsWith("node:")) return undefined;
			const isOwn = path.startsWith(".");
			const name = isOwn ? basename(path, extname(path)) : path;
			const entry = isOwn ? resolve(resolveDir, path) : path;
			const known = entries.get(name);
			if (known !== undefined && known !== entry)
				throw new Error(`${known} and ${entry} are both dist/${name}.cjs`);
			entries.set(name, entry);
			return { path: `./${name}.cjs`, external: true };
		});
	},
};

rmSync(`${root}dist`, { recursive: true, force: true });
for (const [name, entry] of entries) {
	const outfile = `${root}dist/${name}.cjs`;
	await build({
		absWorkingDir: root,
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: "node",
		target: "node20",
		format: "cjs",
		// The CommonJS builds of packages, so that a default export is what `require` gives.
		mainFields: ["main"],
		define: { AVI_ROUTES_VERSION: JSON.stringify(version) },
		plugins: [loadedLate],
		logLevel: "warning",
		...(name === "avi-routes" ? { banner: { js: "#!/usr/bin/env node" } } : {}),
	});
}
chmodSync(`${root}dist/avi-routes.cjs`, 0o755);
