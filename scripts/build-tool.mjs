// Bundles the tool: one file with all modules of src/, and a file for each package and for the validators, so that a run
// loads no more than it uses: what a module requires or imports inside a function does not run before. CommonJS, minified,
// but src/ keeps its names for stack traces. avi-routes.cjs, the one to call, loads the first file with the code that V8
// made of it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { everydayInput } from "./everyday-input.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

/** Leaves packages and validators to files of their own. */
const filesOfTheirOwn = (entries) => ({
	name: "files-of-their-own",
	setup({ onResolve }) {
		onResolve({ filter: /./ }, ({ path, importer, resolveDir }) => {
			const isOwn = importer.startsWith(`${root}src/`);
			if (!isOwn || path.startsWith("node:")) return undefined;
			const isPackage = !path.startsWith(".");
			if (!isPackage && !path.endsWith("/validators.js")) return undefined;
			const [name] = isPackage
				? /[^/@]+/.exec(path.replace(/^@[^/]+\//, ""))
				: ["validators"];
			entries.set(name, isPackage ? path : resolve(resolveDir, path));
			return { path: `./${name}.cjs`, external: true };
		});
	},
});

/** Drops what nothing uses of the Kubernetes client: its modules do nothing when they are loaded. */
const lessOfTheClient = {
	name: "less-of-the-client",
	setup({ onResolve, resolve }) {
		onResolve({ filter: /^\.\// }, async ({ path, pluginData, ...from }) => {
			const isClient = from.importer.includes("/@kubernetes/client-node/");
			if (!isClient || pluginData === "client") return undefined;
			const found = await resolve(path, { ...from, pluginData: "client" });
			return { ...found, sideEffects: false };
		});
	},
};

/** Builds the tool into a folder, which is emptied before; returns the folders of the packages that became part of it. */
export async function buildTool(folder) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	/** What is still to be built: name to entry point. */
	const entries = new Map([["main", "src/main.ts"]]);
	const packages = new Set();
	let main = "";
	for (const [name, entry] of entries) {
		const isMain = name === "main";
		const { outputFiles, metafile } = await build({
			absWorkingDir: root,
			entryPoints: [entry],
			outfile: join(folder, `${name}.cjs`),
			write: !isMain,
			bundle: true,
			metafile: true,
			minifyWhitespace: true,
			minifySyntax: true,
			minifyIdentifiers: !isMain,
			platform: "node",
			target: "node20",
			format: "cjs",
			// A script that the loader runs can't import; require gives the same here.
			supported: { "dynamic-import": false },
			// The CommonJS builds of packages, so that a default export is what `require` gives.
			mainFields: ["main"],
			// Node.js 22 and newer warn of their own punycode, which the Kubernetes client asks for.
			alias: { punycode: "punycode/punycode.js" },
			define: { AVI_ROUTES_VERSION: JSON.stringify(version) },
			plugins: [filesOfTheirOwn(entries), lessOfTheClient],
			logLevel: "warning",
		});
		for (const { inputs } of Object.values(metafile.outputs))
			for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
				const [folder] = PACKAGE.exec(path) ?? [];
				if (folder !== undefined && bytesInOutput > 0) packages.add(folder);
			}
		if (isMain) main = writeMain(folder, outputFiles[0].text);
	}
	saveCode(folder, main);
	return packages;
}

/** The folder of a package at the start of a path, also of one in another. */
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Writes the main file and what loads it; its name tells what it holds, for code fits one text only. */
function writeMain(folder, text) {
	const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
	const file = join(folder, `main-${hash}`);
	if (Buffer.byteLength(text) > text.length)
		throw new Error("main holds more than ASCII, which the loader can't read");
	const script = `(function (exports, require, module) {${text}\n})`;
	writeFileSync(`${file}.js`, script);
	const loader = readFileSync(`${root}scripts/loader.cjs`, "utf8");
	writeFileSync(
		join(folder, "avi-routes.cjs"),
		loader.replaceAll("MAIN", basename(file)),
		{ mode: 0o755 },
	);
	return file;
}

/** Saves the code of what a run needs, raw objects and snapshots read. */
function saveCode(folder, file) {
	const first = everydayInput(root);
	const { stdout } = run([join(folder, "avi-routes.cjs")], first);
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
