import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkCommand } from "../src/commands/check.ts";
import { explainCommand } from "../src/commands/explain.ts";
import { renderCommand } from "../src/commands/render.ts";

/** The blocks of the README behind a comment that names them are real output of the quickstart. */
const BLOCKS = ["routes", "values", "patch", "mismatch", "check", "explain"];

const test = suite("README");
const readme = readFileSync("README.md", "utf8");
const run = renderCommand(["examples/quickstart"]);
const nobody = async () => new Uint8Array();

async function realOutput(): Promise<string> {
	const check = await checkCommand(["examples/quickstart"], nobody);
	const explain = await explainCommand(
		["10.0.3.7", "examples/quickstart"],
		nobody,
	);
	return [run.stdout, ...run.stderr, check.stdout, explain.stdout, ""].join(
		"\n",
	);
}

for (const name of BLOCKS) {
	test(`the block ${name} is what the quickstart prints`, async () => {
		const real = await realOutput();
		const [, rest = ""] = readme.split(`<!-- ${name} -->\n`);
		const block = rest.split("```")[1]?.replace(/^.*\n/, "");
		assert.ok(block, `no block ${name}`);
		assert.ok(real.includes(block as string), `${block}\nis not in\n${real}`);
	});
}

test("opens with the two commands", () => {
	const first = readme.split("```")[1]?.replace(/^.*\n/, "") ?? "";
	const commands = first
		.trim()
		.split("\n")
		.map((line) => line.replace(/ *#.*/, ""));
	assert.equal(commands, ["npm ci && npm start", "npm cit"]);
});

test("gives each dependency its line", () => {
	const { dependencies, devDependencies } = JSON.parse(
		readFileSync("package.json", "utf8"),
	);
	for (const [name, version] of Object.entries({
		...dependencies,
		...devDependencies,
	})) {
		assert.match(String(version), /^\d+\.\d+\.\d+$/, `${name} is not pinned`);
		if (!name.startsWith("@types/"))
			assert.ok(readme.includes(`\`${name}\``), `${name} has no line`);
	}
});

test("the lockfile names no address", () => {
	assert.not.match(readFileSync("package-lock.json", "utf8"), '"resolved"');
});

test.run();
