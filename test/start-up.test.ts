import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Script } from "node:vm";
import { suite } from "uvu";
import * as assert from "uvu/assert";

/** Says on standard error which files of dist/ the process loaded. */
const TELL =
	"process.on('exit', () => console.error('LOADED ' + Object.keys(require.cache).map((path) => require('path').basename(path)).join(' ')))";

/** The files of dist/ that a run loads, but for the first. */
function loadedBy(args: readonly string[], input: string): string[] {
	const { stderr } = spawnSync(
		process.execPath,
		["-e", `${TELL}; require('./dist/avi-routes.cjs')`, "--", ...args],
		{ input, encoding: "utf8" },
	);
	const names = /^LOADED (.*)$/m.exec(stderr)?.[1] ?? stderr;
	return names
		.split(" ")
		.filter((name) => basename(name, ".cjs") !== "avi-routes");
}

const fixture = (name: string) =>
	readFileSync(`fixtures/${name}/input.yaml`, "utf8");

/** The list as a run leaves it. */
const rendered = (input: string) =>
	spawnSync("dist/avi-routes.cjs", { input, encoding: "utf8" }).stdout;

const test = suite("start-up");

for (const [what, args, input, wanted] of [
	["the version", ["--version"], "", []],
	["the help", ["--help"], "", ["help.cjs"]],
	["a ClusterSnapshot", [], fixture("cluster-pool"), []],
	["raw objects", [], fixture("raw-objects-from-kubectl"), []],
	["a second run", [], rendered(fixture("cluster-pool")), []],
	[
		"a value of the wrong type",
		[],
		fixture("field-of-the-wrong-type"),
		["js-yaml.cjs", "validators.cjs"],
	],
	["an edit", [], fixture("flux-helmreleases"), ["js-yaml.cjs", "yaml.cjs"]],
] as const)
	test(`${what} loads no more than it needs`, () => {
		const loaded = loadedBy(args, input);
		for (const file of loaded)
			assert.ok((wanted as readonly string[]).includes(file), `loads ${file}`);
	});

const main = readdirSync("dist").find((name) => /^main-.*\.js$/.test(name));
const script = `dist/${main}`;
const code = script.replace(/js$/, "code");

test("V8 takes the code that was saved", () => {
	const { cachedDataRejected } = new Script(readFileSync(script, "utf8"), {
		cachedData: readFileSync(code),
	});
	assert.is(cachedDataRejected, false);
});

for (const [what, change] of [
	["there is none", () => rmSync(code)],
	["it is of another V8", () => writeFileSync(code, "other")],
] as const)
	test(`runs without saved code, when ${what}`, () => {
		const saved = readFileSync(code);
		try {
			change();
			const { stdout } = spawnSync("dist/avi-routes.cjs", ["--version"]);
			assert.match(stdout.toString(), /^\d/);
		} finally {
			writeFileSync(code, saved);
		}
	});

test.run();
