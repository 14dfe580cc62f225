import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Command } from "../../src/commands/command-line/command.ts";
import { commandHelp, overview } from "../../src/commands/command-line/help.ts";
import { parseCommand } from "../../src/commands/command-line/parse-command.ts";
import { COMMANDS } from "../../src/commands/command-line/table.ts";
import { dispatch } from "../../src/commands/dispatch.ts";
import { KINDS } from "../../src/model/kinds.ts";

const run = (line: string) =>
	dispatch(
		line === ""
			? []
			: line.split(" ").map((word) => (word === '""' ? "" : word)),
		async ({ timings }) => ({
			exitCode: 0 as const,
			stdout: `function ${timings}`,
			stderr: [],
		}),
	);

const test = suite("arguments");

for (const [line, says] of [
	["rendr .", 'unknown command "rendr"; did you mean render?'],
	["examples", "did you mean avi-routes render examples, or avi-routes check"],
	["frobnicate", 'unknown command "frobnicate" (commands: init, snapshot,'],
	["help rendr", 'unknown command "rendr"; did you mean render?'],
	["--timing", "function has no option --timing; did you mean --timings?"],
	["render --onyl x", "render has no option --onyl; did you mean --only?"],
	["check --failon error", "did you mean --fail-on?"],
	["check -x", "check has no option -x; did you mean -o?"],
	["snapshot --contexts a", "did you mean --context?"],
	["render -o yml", "unknown -o yml; did you mean yaml? known: yaml, json"],
	["render --output=xyz", "unknown --output xyz; known: yaml, json"],
	["picture -o a.svg", "known: svg, html, text; for a file: -o FORMAT > a.svg"],
	["render -o=json", 'write -o json, without "="'],
	["render -o", "-o has no value; want yaml, json, dir, helm-values"],
	["render --only", "--only has no value; want CLUSTER"],
	['render --only ""', "--only has no value; want CLUSTER"],
	["render --only= .", "--only has no value; want CLUSTER"],
	["render --only --in-place", "--only has no value; want CLUSTER"],
	["render --in-place=yes", '--in-place takes no value, not "yes"'],
	["render --only a --only b", "--only is given twice, as a and as b"],
	["render a b", 'render takes one package folder, not "a" "b"'],
	['diff --base HEAD ""', "an argument of diff is empty; is the variable"],
	['init ""', "an argument of init is empty"],
	["import", "import needs files or folders with kubectl's output"],
	["explain", "explain needs a node, an IP address, a CIDR, or check ID"],
	["version now", 'version takes no argument, not "now"'],
] as const)
	test(`${line}: ${says}`, async () => {
		const { exitCode, stdout, stderr } = await run(line);
		assert.equal([exitCode, stdout], [2, ""]);
		assert.ok(stderr[0]?.startsWith("error: "), stderr[0]);
		assert.ok(stderr[0]?.includes(says), stderr[0]);
		assert.not.match(stderr.join("\n"), /ERR_|--help.*--help/);
	});

for (const { name } of COMMANDS)
	test(`a wrong option of ${name} names its help`, async () => {
		const { stderr } = await run(`${name} --wrong`);
		assert.is(stderr[1], `run avi-routes ${name} --help for its options`);
	});

for (const [line, says] of [
	["", "usage: avi-routes COMMAND"],
	["--help", "usage: avi-routes COMMAND"],
	["-h", "usage: avi-routes COMMAND"],
	["help", "usage: avi-routes COMMAND"],
	["help render", "usage: avi-routes render"],
	["render --help", "usage: avi-routes render"],
	["render --onyl x -h", "usage: avi-routes render"],
	["--version", "0.0.0-test"],
	["version", "0.0.0-test"],
	["--timings", "function true"],
	["function", "function false"],
	["function --timings", "function true"],
	["function --help", "spec.limits.maxRemovedRoutes"],
	["--timings --help", "pod-cidr-overlap"],
] as const)
	test(`${line}: prints ${says}`, async () => {
		const { exitCode, stdout, stderr } = await run(line);
		assert.equal([exitCode, stderr], [0, []]);
		assert.ok(stdout.includes(says), stdout);
	});

test("the help of the function names every kind that is read", async () => {
	const { stdout } = await run("function --help");
	for (const { kind } of Object.values(KINDS)) assert.match(stdout, kind);
});

const lines = (text: string) => text.trimEnd().split("\n");
const isNarrow = (text: string) =>
	lines(text).every((line) => line.length <= 80);

test("the help fits a screen", () => {
	assert.ok(lines(overview()).length <= 24);
	assert.ok(isNarrow(overview()), overview());
	for (const { name } of COMMANDS)
		assert.match(overview(), name === "version" ? "--version" : `\n  ${name} `);
});

for (const command of COMMANDS as readonly Command[])
	test(`the help of ${command.name} has every option, and its examples are right`, () => {
		const text = commandHelp(command);
		if (command.name !== "function") assert.ok(isNarrow(text), text);
		for (const name of Object.keys(command.options))
			assert.match(text, `--${name}`);
		for (const example of Object.keys(command.examples)) {
			const [, name, ...args] =
				/avi-routes[^)>]*/.exec(example)?.[0].trim().split(" ") ?? [];
			if (name !== command.name) continue;
			const parsed = parseCommand(command, args);
			assert.ok(!("problem" in parsed), example);
		}
	});

test.run();
