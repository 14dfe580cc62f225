import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";
import { unless } from "./cilium.ts";
import { linesOf, run } from "./support.ts";

const VERSIONS = ["20", "22", "24", "26"];

/** Where each version is; those that can't be had are missing, and a loud line says so. */
const nodes = new Map(
	VERSIONS.flatMap((major) => {
		const found = run(".", ["scripts/node-versions.sh", major]);
		const [, path = ""] = linesOf(found.stdout)[0]?.split(" ") ?? [];
		if (found.status === 0) return [[major, path] as const];
		console.log(`!!! Node.js ${major} can't be had here: it is NOT TESTED`);
		return [];
	}),
);

const cases = readdirSync("fixtures").flatMap((name) =>
	["yaml", "json"].flatMap((form) => {
		const path = (file: string) => `fixtures/${name}/${file}.${form}`;
		return existsSync(path("expected"))
			? [{ name, input: path("input"), expected: path("expected") }]
			: [];
	}),
);

/** What commands print, besides the function. */
const CALLS = [
	["check", "-o", "json", "examples/fleet"],
	["check", "examples/quickstart"],
	["render", "examples/quickstart"],
	["diff", "-o", "markdown", "examples/quickstart", "examples/flux"],
	["explain", "10.0.3.7", "examples/quickstart"],
	["import", "examples/quickstart/cluster-snapshot.yaml"],
	["picture", "examples/quickstart"],
	["help", "function"],
];

const test = suite("versions of Node.js");
for (const major of VERSIONS) {
	const node = nodes.get(major);
	const versionTest = unless(node === undefined, test);
	const call = (args: readonly string[], input = "") =>
		run(".", [node ?? "node", PROGRAM, ...args], input);

	// The unit tests try all of them on the oldest and the newest.
	versionTest(`${major}: golden cases byte for byte`, () => {
		assert.ok(cases.length > 50);
		for (const { name, input, expected } of cases.filter(
			(_, i) => i % 3 === 0,
		)) {
			const { stdout } = call([], readFileSync(input, "utf8"));
			assert.ok(stdout === readFileSync(expected, "utf8"), name);
		}
	});

	versionTest(`${major}: commands print what they print on this one`, () => {
		for (const args of CALLS) {
			const own = run(".", [process.execPath, PROGRAM, ...args]);
			assert.equal(call(args), own, args.join(" "));
			assert.not.match(own.stderr, "this is a bug");
		}
	});

	versionTest(`${major}: a build made on it works`, () => {
		const path = `${dirname(node ?? "")}:${process.env.PATH}`;
		const script = `import { buildTool } from "./scripts/build-tool.mjs"; await buildTool(process.argv[1])`;
		const to = resolve(`build/node-${major}`);
		const built = run(".", [
			...["env", `PATH=${path}`],
			...["node", "--input-type=module", "-e", script, to],
		]);
		assert.is(built.status, 0, built.stderr);
		const { stdout } = run(".", [
			node ?? "",
			`${to}/avi-routes.cjs`,
			"version",
		]);
		assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
		run(".", ["rm", "-r", to]);
	});
}

test.run();
