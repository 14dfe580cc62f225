// Bundles the tool into dist/: a file with what every run needs, and one for each module that the source asks for inside
// a function (`import()` of a command, `require` of a package), so that a run loads no more than it uses. CommonJS, not
// minified. dist/avi-routes.cjs, the one to call, loads the first with the code that V8 made of it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { everydayInput } from "./everyday-input.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

/** The files of dist/ that are still to be built: name to entry point. */
const entries = new Map([["main", "src/main.ts"]]);

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
mkdirSync(`${root}dist`);
let main = "";
for (const [name, entry] of entries) {
	const isMain = name === "main";
	const { outputFiles } = await build({
		absWorkingDir: root,
		entryPoints: [entry],
		outfile: `${root}dist/${name}.cjs`,
		write: !isMain,
		bundle: true,
		platform: "node",
		target: "node20",
		format: "cjs",
		// A script that the loader runs can't import; require gives the same here.
		supported: { "dynamic-import": false },
		// The CommonJS builds of packages, so that a default export is what `require` gives.
		mainFields: ["main"],
		define: { AVI_ROUTES_VERSION: JSON.stringify(version) },
		plugins: [loadedLate],
		logLevel: "warning",
	});
	if (isMain) main = writeMain(outputFiles[0].text);
}
saveCode(main);

/** Writes the main file and what loads it; its name tells what it holds, for code fits one text only. */
function writeMain(text) {
	const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
	const file = `${root}dist/main-${hash}`;
	if (Buffer.byteLength(text) > text.length)
		throw new Error("main holds more than ASCII, which the loader can't read");
	const script = `(function (exports, require, module) {${text}\n})`;
	writeFileSync(`${file}.js`, script);
	const loader = readFileSync(`${root}scripts/loader.cjs`, "utf8");
	writeFileSync(
		`${root}dist/avi-routes.cjs`,
		loader.replaceAll("MAIN", basename(file)),
		{ mode: 0o755 },
	);
	return file;
}

/** Saves the code of what a run needs, raw objects and snapshots read. */
function saveCode(file) {
	const first = everydayInput(root);
	const { stdout } = run([`${root}dist/avi-routes.cjs`], first);
	// What an earlier run emitted for one of the clusters is there already.
	const earlier = stdout
		.split(/^(?= {2}- )/m)
		.filter((item) => item.includes("avi-routes.dev/cluster: prod-east"))
		.map((item) => item.replace(/^\S[\s\S]*/m, ""));
	const end = "  # the end of the list\n";
	run(
		[`${root}scripts/save-code.cjs`, `${file}.js`, `${file}.code`],
		first.replace(end, (comment) => earlier.join("") + comment),
	);
}

function run(args, input) {
	const ran = spawnSync(process.execPath, args, { input, encoding: "utf8" });
	if (ran.status !== 0) throw new Error(`${args.join(" ")}: ${ran.stderr}`);
	return ran;
}
