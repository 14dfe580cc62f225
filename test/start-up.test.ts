import { spawnSync } from "node:child_process";
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Script } from "node:vm";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DIST, PROGRAM } from "./support/dist.ts";

/** Says on standard error which scripts of dist/ the process loaded. */
const TELL_SCRIPTS = `data:text/javascript,
import vm from "node:vm";
const loaded = [];
const { Script } = vm;
vm.Script = class extends Script {
	constructor(text, options) {
		super(text, options);
		loaded.push(options.filename);
	}
};
process.on("exit", () => console.error("LOADED " + loaded.join(" ")));
`;

/** The scripts of dist/ that a run loads, but for the first. */
function loadedBy(args: readonly string[], input: string): string[] {
	const { stderr } = spawnSync(
		process.execPath,
		["--import", TELL_SCRIPTS, PROGRAM, ...args],
		{ input, encoding: "utf8" },
	);
	const paths = /^LOADED (.*)$/m.exec(stderr)?.[1] ?? stderr;
	const [main, ...others] = paths
		.split(" ")
		.map((path) => basename(path).replace(/-[0-9a-f]{12}\.js$/, ""));
	assert.is(main, "main", stderr);
	return others;
}

const fixture = (name: string) =>
	readFileSync(`fixtures/${name}/input.yaml`, "utf8");

/** The list as a run leaves it. */
const rendered = (input: string) =>
	spawnSync(PROGRAM, { input, encoding: "utf8" }).stdout;

const QUICKSTART = "examples/quickstart";
const test = suite("start-up");

// What the function needs of src/ is in the first script, the rest in one for the commands; a package, or the validators,
// is loaded by the runs that need it.
for (const [what, args, input, wanted] of [
	["the version", ["--version"], "", ["commands"]],
	["the help", ["--help"], "", ["commands"]],
	["the help of a command", ["help", "snapshot"], "", ["commands"]],
	["a ClusterSnapshot", [], fixture("cluster-pool"), []],
	["raw objects", [], fixture("raw-objects-from-kubectl"), []],
	["a second run", [], rendered(fixture("cluster-pool")), []],
	[
		"a value of the wrong type",
		[],
		fixture("field-of-the-wrong-type"),
		["js-yaml", "validators"],
	],
	["an edit", [], fixture("flux-helmreleases"), ["js-yaml", "yaml"]],
	["check", ["check", QUICKSTART], "", ["commands", "ignore", "js-yaml"]],
	["render", ["render", QUICKSTART], "", ["commands", "ignore"]],
	[
		"import",
		["import", `${QUICKSTART}/cluster-snapshot.yaml`],
		"",
		["commands", "ignore"],
	],
	[
		"explain",
		["explain", "worker-2", QUICKSTART],
		"",
		["commands", "ignore", "js-yaml"],
	],
	[
		"diff",
		["diff", QUICKSTART, QUICKSTART],
		"",
		["commands", "ignore", "js-yaml"],
	],
	["picture", ["picture", QUICKSTART], "", ["commands", "ignore", "js-yaml"]],
	[
		"snapshot",
		["snapshot", "--kubeconfig", "none"],
		"",
		["client-node", "commands", "ignore"],
	],
] as const)
	test(`${what} loads no more than it needs`, () => {
		const loaded = loadedBy(args, input);
		assert.equal(loaded.sort(), wanted);
	});

const dist = mkdtempSync(join(tmpdir(), "avi-routes-dist-"));
process.on("exit", () => rmSync(dist, { recursive: true, force: true }));
cpSync(DIST, dist, { recursive: true });
const main = readdirSync(dist).find((name) => /^main-.*\.js$/.test(name));
const script = join(dist, main ?? "");
const code = script.replace(/js$/, "code");

test("V8 takes the code that was saved", () => {
	const { cachedDataRejected } = new Script(readFileSync(script, "utf8"), {
		cachedData: readFileSync(code),
	});
	assert.is(cachedDataRejected, false);
});

for (const [what, change] of [
	["it is of another V8", () => writeFileSync(code, "other")],
	["there is none", () => rmSync(code)],
] as const)
	test(`runs without saved code, when ${what}`, () => {
		change();
		const { stdout } = spawnSync(join(dist, "avi-routes.cjs"), ["--version"]);
		assert.match(stdout.toString(), /^\d/);
	});

/** In bytes, without the Kubernetes client, and without V8's code, whose size is Node.js's. */
const MAX_BYTES = 1_350_000;

test("what is installed stays small", () => {
	const files = readdirSync(DIST).filter(
		(name) => !/client|\.code$/.test(name),
	);
	const sizes = files.map((name) => readFileSync(join(DIST, name)).length);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	assert.ok(total < MAX_BYTES, `dist/ has ${total} bytes`);
});

test.run();
