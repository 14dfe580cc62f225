// Prints an input of the benchmark: node build/bench/generate.cjs --nodes 5000 --form list --detail managed > nodes.yaml
import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { DETAILS, type InputWish, inputParts, USUAL } from "./contents.ts";
import { FORMS } from "./forms.ts";
import { TWISTS } from "./twists.ts";

/** What an option may say, each with its meaning. */
const CHOICES: Readonly<
	Record<string, Readonly<Record<string, { what: string }>>>
> = {
	form: FORMS,
	detail: DETAILS,
	twist: TWISTS,
};

const options = Object.fromEntries(
	["help", ...Object.keys(USUAL), "twist"].map((name) => [
		name,
		{ type: name === "help" ? ("boolean" as const) : ("string" as const) },
	]),
);

function help(): string {
	const choices = Object.entries(CHOICES).flatMap(([option, names]) =>
		Object.entries(names).map(
			([name, { what }]) => `  --${option} ${name.padEnd(15)} ${what}\n`,
		),
	);
	const numbers = Object.entries(USUAL)
		.filter(([name]) => !(name in CHOICES))
		.map(([name, usual]) => `  --${name} ${usual}\n`);
	return `usage: node build/bench/generate.cjs [OPTION VALUE]...\n${choices.join("")}and, with what they are when not given:\n${numbers.join("")}`;
}

/** The input that the options ask for; why there is none. */
function wished(
	values: Readonly<Record<string, unknown>>,
): InputWish | { readonly problem: string } {
	for (const [option, names] of Object.entries(CHOICES)) {
		const value = values[option];
		if (value !== undefined && !Object.hasOwn(names, String(value)))
			return {
				problem: `unknown ${option} ${value}; known: ${Object.keys(names).join(", ")}`,
			};
	}
	const entries = Object.entries(values).map(([name, value]) => [
		name,
		typeof USUAL[name as keyof typeof USUAL] === "number"
			? Number(value)
			: value,
	]);
	return { ...USUAL, ...Object.fromEntries(entries) };
}

/** Writes all of the text; a pipe may take only a part of it at once. */
function write(text: string): void {
	let bytes = Buffer.from(text);
	while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
}

const { values } = parseArgs({ options });
const wish = wished(values);
if (values.help === true) write(help());
else if ("problem" in wish) {
	process.stderr.write(`error: ${wish.problem}\n`);
	process.exitCode = 2;
} else for (const part of inputParts(wish)) write(part);
