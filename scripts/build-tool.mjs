// Bundles the tool: two scripts with the modules of src/, what the function on standard input needs and what the commands
// need besides, and a script for each package and for the validators, so that a run loads no more than it uses: what a
// module requires or imports inside a function does not run before. CommonJS, minified, but src/ keeps its names for stack
// traces. avi-routes.cjs, the one to call, loads them with the code that V8 made of them.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { everydayInput } from "./everyday-input.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

/** What the first script has, and what that loads late, all in one script of its own. */
const MAIN = "src/main.ts";
const COMMANDS = "src/commands/dispatch.ts";

/**
 * The file that `require` of the package gives, where there is one: js-yaml has a build of its own for `import`, which takes
 * four times as long for a short document.
 */
function forRequire(name) {
	try {
		return createRequire(`${root}package.json`).resolve(name);
	} catch (error) {
		if (error.code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
		return name;
	}
}

/** Leaves commands, packages and validators to scripts of their own; `entries` gets them, name to entry point. */
const scriptsOfTheirOwn = (entries) => ({
	name: "scripts-of-their-own",
	setup({ onResolve }) {
		onResolve({ filter: /./ }, ({ path, importer, resolveDir, kind }) => {
			const isOwn = importer.startsWith(`${root}src/`);
			if (!isOwn || path.startsWith("node:")) return undefined;
			const isPackage = !path.startsWith(".");
			const entry = isPackage
				? path
				: relative(root, resolve(resolveDir, path));
			const isLate = entry === COMMANDS && kind === "dynamic-import";
			if (!isPackage && !isLate && !path.endsWith("/validators.js"))
				return undefined;
			const [name] = isPackage
				? /[^/@]+/.exec(path.replace(/^@[^/]+\//, ""))
				: [isLate ? "commands" : "validators"];
			entries.set(name, isPackage ? forRequire(path) : entry);
			return { path: name, external: true };
		});
	},
});

/**
 * Takes modules from the main script, which has them already; `exported` has the names that each exports, `taken` gets the
 * modules.
 */
const takenFromMain = (exported, taken) => ({
	name: "taken-from-main",
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^(?:\.|main$)/ }, ({ path, resolveDir }) => {
			if (path === "main") return { path, external: true };
			const module = relative(root, resolve(resolveDir, path));
			if (!exported.has(module)) return undefined;
			taken.add(module);
			return { path: module, namespace: "main" };
		});
		onLoad({ filter: /./, namespace: "main" }, ({ path }) => ({
			contents: `import { modules } from "main";
				export const { ${exported.get(path)} } = modules()["${path}"];`,
		}));
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
	/** What is built besides the main script: name to entry point. */
	const entries = new Map();
	const options = {
		absWorkingDir: root,
		write: false,
		metafile: true,
		bundle: true,
		minifyWhitespace: true,
		minifySyntax: true,
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
		plugins: [scriptsOfTheirOwn(entries), lessOfTheClient],
		logLevel: "warning",
	};
	const exported = await exportsOfMain(options);
	const taken = new Set();
	const packages = new Set();
	const scripts = {};
	const bundle = async (name, own) => {
		const { metafile, outputFiles } = await build({ ...options, ...own });
		for (const one of packagesIn(metafile)) packages.add(one);
		scripts[name] = writeScript(folder, name, outputFiles[0].text);
	};
	for (const [name, entry] of entries)
		await bundle(
			name,
			name === "commands"
				? {
						entryPoints: [entry],
						plugins: [takenFromMain(exported, taken), ...options.plugins],
					}
				: { entryPoints: [entry], minifyIdentifiers: true },
		);
	const given = givenToCommands([...taken].sort(), exported);
	await bundle("main", {
		entryPoints: [MAIN],
		plugins: [addedTo(MAIN, given), ...options.plugins],
	});
	writeFileSync(
		join(folder, "avi-routes.cjs"),
		readFileSync(`${root}scripts/loader.cjs`, "utf8").replace(
			"{}",
			JSON.stringify(Object.fromEntries(Object.entries(scripts).sort())),
		),
		{ mode: 0o755 },
	);
	saveCode(folder);
	return packages;
}

/** The names that the modules of the main script export, by the path of the module. */
async function exportsOfMain(options) {
	const main = await build({ ...options, entryPoints: [MAIN] });
	const entryPoints = Object.keys(main.metafile.inputs).filter((path) =>
		path.startsWith("src/"),
	);
	const { metafile } = await build({
		...options,
		entryPoints,
		bundle: false,
		format: "esm",
		alias: {},
		plugins: [],
		outdir: "none",
		logLevel: "error",
	});
	return new Map(
		Object.values(metafile.outputs)
			.filter(({ exports }) => exports.length > 0)
			.map(({ entryPoint, exports }) => [entryPoint, exports]),
	);
}

/** The code of a function that returns the modules with the names that each exports. */
function givenToCommands(modules, exported) {
	const own = (name, i) => `_${i}_${name}`;
	const imports = modules.map((path, i) => {
		const names = exported
			.get(path)
			.map((name) => `${name} as ${own(name, i)}`);
		return `import { ${names} } from "./${relative("src", path)}";`;
	});
	const objects = modules.map((path, i) => {
		const names = exported.get(path).map((name) => `${name}: ${own(name, i)}`);
		return `"${path}": { ${names} }`;
	});
	return `${imports.join("\n")}
let all; export const modules = () => (all ??= { ${objects} });`;
}

/** Adds code to the end of a file. */
const addedTo = (file, code) => ({
	name: "added-code",
	setup({ onLoad }) {
		onLoad({ filter: /\.ts$/ }, ({ path }) =>
			relative(root, path) === file
				? { contents: `${readFileSync(path, "utf8")}\n${code}`, loader: "ts" }
				: undefined,
		);
	},
});

/** The folder of a package at the start of a path, also of one in another. */
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The folders of the packages that a build has code of. */
const packagesIn = (metafile) =>
	Object.values(metafile.outputs).flatMap(({ inputs }) =>
		Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
			bytesInOutput > 0 ? (PACKAGE.exec(path) ?? []) : [],
		),
	);

/** Writes a script under a name that tells what it holds, for V8's code fits one text only; returns the name. */
function writeScript(folder, name, text) {
	const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
	if (Buffer.byteLength(text) > text.length)
		throw new Error(
			`${name} holds more than ASCII, which the loader can't read`,
		);
	const wrapped = `(function (exports, require, module) {${text}\n})`;
	writeFileSync(join(folder, `${name}-${hash}.js`), wrapped);
	return `${name}-${hash}`;
}

/** Saves the code of what the function needs, raw objects and snapshots read, and of what the usual commands need. */
function saveCode(folder) {
	const program = join(folder, "avi-routes.cjs");
	const save = (args, input) =>
		run([`${root}scripts/save-code.cjs`, program, ...args], input);
	const first = everydayInput(root);
	const { stdout } = run([program], first);
	// What an earlier run emitted for one of the clusters is there already.
	const earlier = stdout
		.split(/^(?= {2}- )/m)
		.filter((item) => item.includes("avi-routes.dev/cluster: prod-east"))
		.map((item) => item.replace(/^\S[\s\S]*/m, ""));
	const end = "  # the end of the list\n";
	save(
		[],
		first.replace(end, (comment) => earlier.join("") + comment),
	);
	const example = `${root}examples/quickstart`;
	for (const args of [
		["import", `${example}/cluster-snapshot.yaml`],
		["check", example],
		["render", example],
		["diff", example, example],
	])
		save(args);
}

function run(args, input) {
	const ran = spawnSync(process.execPath, args, { input, encoding: "utf8" });
	if (ran.status !== 0) throw new Error(`${args.join(" ")}: ${ran.stderr}`);
	return ran;
}
