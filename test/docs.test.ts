import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Command } from "../src/commands/command-line/command.ts";
import { parseCommand } from "../src/commands/command-line/parse-command.ts";
import { COMMANDS } from "../src/commands/command-line/table.ts";
import type { AnyResource } from "./support/function-run.ts";
import { blocksOf } from "./support/guide.ts";

/** What e2e/docs.test.ts can't run is held against what it is for; and what pages say in passing is true. */
const GENERATED = ["docs/checks.md", "docs/reference.md"];
const PAGES = [
	"README.md",
	"CONTRIBUTING.md",
	"SECURITY.md",
	"examples/README.md",
	"src/read/shape/README.md",
	...readdirSync("docs").map((file) => `docs/${file}`),
];
const GUIDES = PAGES.filter(
	(page) => !GENERATED.includes(page) && page !== "CONTRIBUTING.md",
);

const textOf = (page: string) => readFileSync(page, "utf8");

const test = suite("docs");

/** Where a link of a page leads, as GitHub makes anchors of headings. */
function anchorsOf(page: string): string[] {
	const headings = textOf(page).match(/^#+ .*$/gm) ?? [];
	return headings.map((heading) =>
		heading
			.replace(/^#+ /, "")
			.toLowerCase()
			.replace(/[^\w\- ]/g, "")
			.replaceAll(" ", "-"),
	);
}

for (const page of PAGES) {
	test(`${page}: every link leads somewhere`, () => {
		for (const [, link = ""] of textOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
			if (/^https?:/.test(link)) continue;
			const [path = "", anchor] = link.split("#");
			const target = path === "" ? page : join(dirname(page), path);
			assert.ok(existsSync(target), `${page} links to ${link}`);
			if (anchor === undefined || !statSync(target).isFile()) continue;
			assert.ok(anchorsOf(target).includes(anchor), `${page}: ${link}`);
		}
	});
}

for (const page of ["SECURITY.md", "docs/quality.md"])
	test(`${page}: every test that it names exists`, () => {
		const named = textOf(page).match(/(?<=`)test\/[\w./-]+/g) ?? [];
		assert.ok(named.length > 4);
		for (const path of named) assert.ok(existsSync(path), path);
	});

/** What is wrong with a command line of avi-routes but for its operands; undefined when nothing is. */
function problemOf(line: string): string | undefined {
	const words = line.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? [];
	const [name = "", ...args] = words.slice(1);
	if (/^(?:-|<)/.test(name)) return undefined;
	const command = (COMMANDS as readonly Command[]).find(
		(one) => one.name === name,
	);
	if (command === undefined) return `unknown command ${name}`;
	const plain = args.map((word) => word.replace(/^['"]|['"]$/g, ""));
	if (plain.includes("--help")) return undefined;
	const parsed = parseCommand(command, plain);
	if (!("problem" in parsed)) return undefined;
	return / (?:takes|needs) /.test(parsed.problem) ? undefined : parsed.problem;
}

/** The command lines of avi-routes in a text: in code of a line, or where a shell would run them. */
function commandsIn(page: string): string[] {
	const inline = [...textOf(page).matchAll(/`(avi-routes [^`\n]+)`/g)];
	const blocks = GUIDES.includes(page) ? blocksOf(page) : [];
	const run = blocks
		.filter(({ role }) => role === "run" || role === "not run")
		.flatMap(({ text }) => [
			...text.matchAll(
				/(?:^|[|;&] *|(?:run:|-) )(avi-routes [a-z][^|;&>#\n]*)/gm,
			),
		]);
	return [...inline, ...run].map(([, line = ""]) => line.trim());
}

test("every command that pages name is one, with its options", () => {
	const lines = PAGES.flatMap((page) =>
		commandsIn(page).map((line) => `${page}: ${line}`),
	);
	assert.ok(lines.length > 40, `${lines.length} commands`);
	const wrong = lines.flatMap((line) => {
		const problem = problemOf(line.slice(line.indexOf(": ") + 2));
		return problem === undefined ? [] : [`${line}: ${problem}`];
	});
	assert.equal(wrong, []);
});

/** What steps of a GitHub workflow must be, wherever in a value they stand. */
function steps(value: unknown): AnyResource[] {
	if (typeof value !== "object" || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(steps);
	const own = "uses" in value || "run" in value ? [value] : [];
	return [...own, ...Object.values(value).flatMap(steps)];
}

for (const page of GUIDES) {
	const others = blocksOf(page).filter(({ role }) => role === "not run");
	for (const { language, text, line, note } of others)
		test(`${page}:${line} (${note}) is well made`, () => {
			if (language === "sh") {
				const { status, stderr } = spawnSync("bash", ["-n"], { input: text });
				assert.is(status, 0, String(stderr));
				return;
			}
			assert.is(language, "yaml");
			const values = loadAll(text);
			assert.ok(values.length > 0);
			const { inputs } = load(textOf("action.yml")) as AnyResource;
			for (const { uses = "", run = "", with: given = {} } of steps(values)) {
				assert.is(spawnSync("bash", ["-n"], { input: run }).status, 0, run);
				if (!/\/avi-routes@/.test(uses)) continue;
				for (const name of Object.keys(given)) assert.ok(name in inputs, name);
			}
		});
}

const readme = textOf("README.md");

test("the README is short, and opens with the two commands", () => {
	assert.ok(readme.split("\n").length < 250);
	const [, first = ""] = /```sh\n([\s\S]*?)```/.exec(readme) ?? [];
	const commands = first
		.trim()
		.split("\n")
		.map((line) => line.replace(/ *#.*/, ""));
	assert.equal(commands, ["npm ci && npm start", "npm cit"]);
});

test("the README gives each dependency its line", () => {
	const { dependencies, devDependencies } = JSON.parse(textOf("package.json"));
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
	assert.not.match(textOf("package-lock.json"), '"resolved"');
});

test.run();
