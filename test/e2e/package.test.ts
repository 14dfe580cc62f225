import { spawnSync } from "node:child_process";
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { linesOf, mustRun, run } from "./support.ts";

const { version, dependencies } = JSON.parse(
	readFileSync("package.json", "utf8"),
);

const scratch = mkdtempSync(join(tmpdir(), "avi-routes-package-"));
chmodSync(scratch, 0o755);
process.on("exit", () => {
	mustRun("/", ["chmod", "-R", "u+w", scratch]);
	rmSync(scratch, { recursive: true, force: true });
});
mustRun(".", ["node", "scripts/package.mjs", scratch]);
const PACKAGE = join(scratch, `avi-routes-${version}.tgz`);
const STANDALONE = join(scratch, `avi-routes-${version}-standalone.tar.gz`);

const INPUT = readFileSync("fixtures/cluster-pool/input.yaml", "utf8");
const EXPECTED = readFileSync("fixtures/cluster-pool/expected.yaml", "utf8");

/** Where this process is root: nobody. */
const NOBODY = 65534;
const nobody =
	process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
if (nobody === undefined)
	console.log("!!! not root: the package is NOT TESTED as another user");

/** Runs a command as nobody, with a home that can't be written to. */
function asNobody(argv: readonly string[], input = ""): string {
	const [command = "", ...args] = argv;
	const { status, stdout, stderr } = spawnSync(command, args, {
		cwd: "/",
		input,
		encoding: "utf8",
		env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: "/" },
		...nobody,
	});
	assert.is(status, 0, stderr);
	return stdout;
}

const contents = (archive: string) =>
	linesOf(mustRun("/", ["tar", "-tzf", archive]).stdout)
		.filter((path) => !path.endsWith("/"))
		.map((path) => path.replace(/-[0-9a-f]{12}\./, "-HASH."))
		.sort();

const DIST = [
	"avi-routes.cjs",
	...["main", "commands", "ignore", "js-yaml"].map(
		(name) => `${name}-HASH.code`,
	),
	...["main", "commands", "ignore", "js-yaml", "client-node", "yaml"]
		.concat("fastest-levenshtein", "ip-num", "validators")
		.map((name) => `${name}-HASH.js`),
].map((file) => `dist/${file}`);
const SCHEMAS = [
	...["aviroutes", "aviroutetable", "check-report", "clustersnapshot"],
	...["explanation", "route-diff"],
].map((name) => `schemas/${name}.schema.json`);
const CRD = "schemas/crds/avi-routes.dev_aviroutetables.yaml";
const docs = readdirSync("docs").map((file) => `docs/${file}`);

const test = suite("the packages");

test("hold what a run and its reader need, and nothing else", () => {
	const own = ["CHANGELOG.md", "LICENSE", "README.md", "metadata.yaml"];
	assert.equal(
		contents(PACKAGE),
		[...own, "package.json", ...DIST, ...SCHEMAS, CRD, ...docs]
			.map((path) => `package/${path}`)
			.sort(),
	);
	assert.equal(
		contents(STANDALONE),
		["LICENSE", "README.md", "avi-routes", ...DIST, CRD, ...docs]
			.map((path) => `avi-routes-${version}/${path}`)
			.sort(),
	);
	assert.is(dependencies, undefined);
});

test("have no fault that publint knows", () => {
	const { stdout } = mustRun(".", [
		...["npx", "--no-install", "publint", "run", PACKAGE],
	]);
	assert.match(stdout, "All good!");
});

test("install offline, and run read-only as another user", () => {
	const prefix = join(scratch, "global");
	const cache = join(scratch, "cache");
	const offline = ["--offline", "--cache", cache, "--prefix", prefix];
	mustRun(scratch, ["npm", "install", "--global", ...offline, PACKAGE]);
	mustRun(scratch, ["chmod", "-R", "a-w,a+rX", prefix]);
	const program = join(prefix, "bin/avi-routes");
	assert.ok(lstatSync(program).isSymbolicLink());
	assert.not.ok(
		existsSync(join(prefix, "lib/node_modules/avi-routes/node_modules")),
	);
	assert.is(asNobody([program, "--version"]), `${version}\n`);
	assert.is(asNobody([program], INPUT), EXPECTED);
	assert.match(asNobody([program, "help", "function"]), "FUNCTIONCONFIG");
});

test("run from an unpacked archive, by way of links, and say what Node.js they need", () => {
	const root = join(scratch, "opt");
	mkdirSync(root);
	mustRun(root, ["tar", "-xzf", STANDALONE]);
	const program = join(root, `avi-routes-${version}/avi-routes`);
	symlinkSync(program, join(root, "one"));
	symlinkSync("one", join(root, "two"));
	mustRun(root, ["chmod", "-R", "a-w,a+rX", root]);
	assert.is(asNobody([join(root, "two")], INPUT), EXPECTED);
	const none = run("/", ["env", "AVI_ROUTES_NODE=/none", program]);
	assert.is(none.status, 2);
	assert.match(
		none.stderr,
		"error: avi-routes needs Node.js 20 or newer; /none is not there: put node on PATH",
	);
});

test("are the same each time", () => {
	const again = join(scratch, "again");
	mustRun(".", ["node", "scripts/package.mjs", again]);
	const list = (archive: string) =>
		mustRun("/", ["tar", "--exclude=*.code", "-xzOf", archive]).stdout;
	assert.ok(list(STANDALONE) === list(STANDALONE.replace(scratch, again)));
});

test("the version stands wherever it is named, and can be raised", () => {
	const { stdout, status } = run(".", ["node", "scripts/release.mjs"]);
	assert.is(status, 0, stdout);
	const copy = join(scratch, "clone");
	mustRun(".", ["git", "clone", "--quiet", "--no-hardlinks", ".", copy]);
	// What is not committed yet counts, too.
	mustRun(".", [
		"sh",
		"-c",
		`git diff HEAD | (cd '${copy}' && git apply --allow-empty)`,
	]);
	const release = (...args: string[]) =>
		run(copy, ["node", join(process.cwd(), "scripts/release.mjs"), ...args]);
	assert.is(release("9.8.7").status, 1);
	assert.is(
		mustRun(copy, ["git", "status", "--porcelain", "--", "CHANGELOG.md"])
			.stdout,
		"",
	);
	assert.is(release("9.8.7", "--write").status, 0);
	assert.is(release().stdout, "all places name 9.8.7\n");
	const changed = linesOf(
		mustRun(copy, ["git", "grep", "-l", "9\\.8\\.7"]).stdout,
	);
	for (const path of ["package.json", "package-lock.json", "CHANGELOG.md"])
		assert.ok(changed.includes(path), path);
	assert.is(release("1.0").status, 2);
});

test("the bill of materials names what is shipped, and none of the build tools", () => {
	const { stdout } = mustRun(".", ["scripts/image-tools.sh", "sbom"]);
	const bom = JSON.parse(stdout);
	assert.is(bom.bomFormat, "CycloneDX");
	const names = new Set(bom.components.map(({ purl }: Purl) => purl));
	const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
	const purl = (name: string) =>
		`pkg:npm/${name.replace("@", "%40")}@${packages[`node_modules/${name}`].version}`;
	for (const name of ["yaml", "js-yaml", "ajv", "@kubernetes/client-node"])
		assert.ok(names.has(purl(name)), name);
	for (const name of ["esbuild", "typescript", "@biomejs/biome", "uvu"])
		assert.not.ok(names.has(purl(name)), name);
});

interface Purl {
	readonly purl: string;
}

test.run();
