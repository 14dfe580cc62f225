import { wrap } from "../../report/wrap.ts";
import type { Command } from "./command.ts";
import { COMMANDS, VERSION } from "./table.ts";

/** Fits the narrowest terminal in use. */
const WIDTH = 80;

/** The help on one screen: the commands, three examples, and where to find more. */
export function overview(): string {
	// The usage line has --version already.
	const commands = COMMANDS.filter((command) => command !== VERSION).map(
		({ name, summary }) => `  ${name.padEnd(12)}${summary}`,
	);
	return `avi-routes: Avi static routes and AKO settings for clusters that run Cilium

usage: avi-routes COMMAND [OPTION]... [PATH]... | --version
       avi-routes < resource-list.yaml      as a KRM function (kpt, kustomize)

${commands.join("\n")}

examples:
  avi-routes init my-package                      create a package
  avi-routes render --in-place                    write routes and settings
  avi-routes diff --base origin/main              what a pull request changes

avi-routes help function   every field of the configuration and every check
`;
}

/** The help of one command: usage, options with their defaults, examples, exit codes. */
export function commandHelp(command: Command): string {
	const { name, summary, usage, about, options, examples, exitCodes } = command;
	const calls = usage.map((line) => `avi-routes ${name} ${line}`.trimEnd());
	return [
		`${summary}\n`,
		`usage: ${calls
			.map((call) => wrap(call, { width: WIDTH - 7, indent: 4 }))
			.join("\n")
			.replaceAll("\n", "\n       ")}\n`,
		...(about === undefined ? [] : [`${wrap(about, { width: WIDTH })}\n`]),
		...section("options", optionLines(options)),
		...section(
			"examples",
			Object.entries(examples).flatMap(([call, purpose]) => [
				`  ${call}`,
				`      ${purpose}`,
			]),
		),
		...section(
			"exit codes",
			exitCodes.flatMap((text, code) =>
				text === "" ? [] : [`  ${code}  ${text}`],
			),
		),
	].join("\n");
}

const section = (title: string, lines: readonly string[]) =>
	lines.length === 0 ? [] : [`${title}:\n${lines.join("\n")}\n`];

const COLUMN = 26;

/** The options, each with its effect, values and default; no line is longer than 80 characters. */
export function optionLines(options: Command["options"]): string[] {
	return Object.entries(options).map(([name, option]) => {
		const { short, choices, text, isList } = option;
		const value = option.isOptional ? `[${option.value}]` : option.value;
		const letter = short === undefined ? "    " : `-${short}, `;
		const call = `  ${letter}--${name}${value === undefined ? "" : ` ${value}`}`;
		const facts = [
			...(choices === undefined ? [] : [choices.join(", ")]),
			...(option.default === undefined ? [] : [`default ${option.default}`]),
			...(isList ? ["may be repeated"] : []),
		];
		const described =
			facts.length === 0 ? text : `${text} (${facts.join("; ")})`;
		const start =
			call.length < COLUMN - 1
				? call.padEnd(COLUMN)
				: `${call}\n${" ".repeat(COLUMN)}`;
		return wrap(start + described, { width: WIDTH, indent: COLUMN });
	});
}
