import {
	chmodSync,
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { packageOf } from "../support/packages.ts";
import { linesOf, mustRun, needing } from "./support.ts";

const RELEASE = ".github/workflows/release.yml";

/** A step of a workflow, as far as those of the release go. */
interface Step {
	readonly uses?: string;
	readonly run?: string;
	readonly if?: string;
	readonly env?: Readonly<Record<string, string>>;
}

/** Stands in for a program: notes how it is called, and what it reads. */
const STUB = `#!/usr/bin/env bash
[[ "$*" == *--password-stdin* ]] && read -r password
printf '%s\\n' "$(basename "$0") $* $password" >> "$CALLS"
`;

/** A clone of what is here, at another version, with the tools to build it. */
function cloneAt(version: string): string {
	const root = packageOf({});
	const clone = join(root, "clone");
	mustRun(".", ["git", "clone", "--quiet", "--no-hardlinks", ".", clone]);
	// What is not committed yet counts, too.
	const files = ["ls-files", "--cached", "--others", "--exclude-standard"];
	for (const file of linesOf(mustRun(".", ["git", ...files]).stdout))
		cpSync(file, join(clone, file));
	mustRun(clone, ["ln", "-s", join(process.cwd(), "node_modules")]);
	mustRun(clone, ["node", "scripts/release.mjs", version, "--write"]);
	return clone;
}

/** Runs the steps as the runner does, but for those that CI runs itself; what they called. */
function release(clone: string, values: Record<string, string>): string[] {
	const bin = join(clone, "../bin");
	const calls = join(clone, "../calls");
	mkdirSync(bin);
	writeFileSync(calls, "");
	for (const name of ["docker", "gh"]) {
		writeFileSync(join(bin, name), STUB);
		chmodSync(join(bin, name), 0o755);
	}
	const workflow = load(readFileSync(RELEASE, "utf8")) as {
		jobs: { release: { steps: Step[] } };
	};
	const given = (text: string) =>
		text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
			assert.ok(name in values, `unknown expression ${name}`);
			return values[name] ?? "";
		});
	for (const step of workflow.jobs.release.steps) {
		if (step.run === undefined || step.run === "npm cit") continue;
		assert.not.match(step.run, "${{");
		const name = step.if && /^(\S+) != ''$/.exec(step.if)?.[1];
		if (name && values[name] === "") continue;
		const env = Object.entries(step.env ?? {}).map(
			([key, value]) => `${key}=${given(value)}`,
		);
		mustRun(clone, [
			...["env", `PATH=${bin}:${process.env.PATH}`, `CALLS=${calls}`],
			...["GITHUB_REF_NAME=v9.8.7", ...env],
			...["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.run],
		]);
	}
	return linesOf(readFileSync(calls, "utf8"));
}

const VALUES = {
	"vars.REGISTRY": "registry.example.com",
	"vars.REGISTRY_USER": "me",
	"secrets.REGISTRY_PASSWORD": "secret",
	"github.token": "token",
};
const FILES = ["-standalone.tar.gz", ".cdx.json", ".tgz"];

const test = suite("workflows");
const lintTest = needing(test, "actionlint");

lintTest("are what GitHub reads, ours and those that users copy", () => {
	const init = packageOf({});
	mustRun(init, ["avi-routes", "init"]);
	const folder = "deploy/snapshot";
	const copied = readdirSync(folder).filter((file) =>
		readFileSync(join(folder, file), "utf8").includes("\njobs:\n"),
	);
	assert.is(copied.length, 2);
	mustRun(".", [
		...["actionlint", RELEASE, join(init, ".github/workflows/avi-routes.yaml")],
		...copied.map((file) => join(folder, file)),
	]);
});

test("a tag becomes a release with the packages, the bill of materials, the notes and the image", () => {
	const clone = cloneAt("9.8.7");
	const image = "registry.example.com/avi-routes:9.8.7";
	const [login, build, push, create = "", ...rest] = release(clone, VALUES);
	assert.is(
		login,
		"docker login registry.example.com --username me --password-stdin secret",
	);
	assert.is(build, `docker build --tag ${image} . `);
	assert.is(push, `docker push ${image} `);
	assert.match(create, /^gh release create v9\.8\.7 --title v9\.8\.7 /);
	for (const file of create.match(/build\/release\/\S+/g) ?? [])
		assert.ok(readFileSync(join(clone, file)).length > 1000, file);
	const released = readdirSync(join(clone, "build/release"));
	assert.is(released.length, FILES.length);
	for (const end of FILES)
		assert.ok(
			released.some((file) => file.endsWith(end)),
			end,
		);
	assert.equal(rest, []);
	const notes = readFileSync(join(clone, "build/notes.md"), "utf8");
	assert.match(notes, /^- [A-Z`]/);
	assert.not.match(notes, /^## /m);
});

test("without a registry there is no image, and a tag of another version is no release", () => {
	const clone = cloneAt("9.8.7");
	const calls = release(clone, { ...VALUES, "vars.REGISTRY": "" });
	assert.equal(
		calls.map((call) => call.split(" ", 3).join(" ")),
		["gh release create"],
	);
	const other = cloneAt("9.8.6");
	assert.throws(() => release(other, VALUES), /would write package\.json/);
});

test.run();
