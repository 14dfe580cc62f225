import { parseArgs } from "node:util";
import { defined } from "../../krm/defined.ts";
import type { Problem } from "../../krm/problem.ts";
import { didYouMean, nearest } from "../../read/nearest.ts";
import type { Command, Option, OptionValues } from "./command.ts";

/** Reads the arguments of a command. Guarantees that every option is known, has a valid value, and is given once. */
export function parseCommand<Of extends Command>(
	command: Of,
	args: readonly string[],
): { values: OptionValues<Of>; operands: readonly string[] } | Problem {
	const { tokens, values, positionals } = parseArgs({
		args: args.map((arg, i) =>
			isWithoutValue(command.options, arg, args[i + 1]) ? `${arg}=` : arg,
		),
		options: parserOptions(command.options),
		allowPositionals: true,
		strict: false,
		tokens: true,
	});
	const given = new Map<string, string | true>();
	for (const token of tokens) {
		if (token.kind !== "option") continue;
		const { name, rawName, value, inlineValue } = token;
		const option = Object.hasOwn(command.options, name)
			? command.options[name]
			: undefined;
		const problem =
			option === undefined
				? unknownOption(command, rawName)
				: wrongValue(rawName, option, value, inlineValue === true);
		if (problem !== undefined) return { problem };
		const now = value ?? true;
		const before = given.get(name) ?? now;
		if (!option?.isList && before !== now)
			return {
				problem: `${rawName} is given twice, as ${before} and as ${now}; give it once`,
			};
		given.set(name, now);
	}
	const problem = wrongOperands(command, positionals);
	if (problem !== undefined) return { problem };
	const known = values as Record<string, unknown> as OptionValues<Of>;
	return { values: known, operands: positionals };
}

function wrongOperands(
	{ name, operands }: Command,
	given: readonly string[],
): string | undefined {
	const { min = 0, max = Number.POSITIVE_INFINITY, names, choices } = operands;
	if (given.length < min) return `${name} needs ${names}`;
	if (given.length > max)
		return `${name} takes ${names}, not ${given.map((one) => JSON.stringify(one)).join(" ")}`;
	if (given.includes(""))
		return `an argument of ${name} is empty; is the variable that it comes from set?`;
	const unknown = choices && given.find((one) => !choices.includes(one));
	return unknown === undefined
		? undefined
		: `${name} takes ${names} (${choices?.join(", ")}), not ${JSON.stringify(unknown)}`;
}

type Options = Command["options"];

/** The options as Node's parser takes them. */
const parserOptions = (options: Options) =>
	Object.fromEntries(
		Object.entries(options).map(([name, { value, short, isList, ...own }]) => [
			name,
			defined({
				type: value === undefined ? ("boolean" as const) : ("string" as const),
				short,
				multiple: isList,
				default: value === undefined ? false : isList ? [] : own.default,
			}),
		]),
	);

/** True for an option without its optional value: it is the last argument, or an option follows. */
function isWithoutValue(
	options: Options,
	arg: string,
	next: string | undefined,
): boolean {
	const own = arg.startsWith("--") ? options[arg.slice(2)] : undefined;
	return own?.isOptional === true && (next === undefined || /^-./.test(next));
}

/** The forms of an option: --output, -o. */
export const formsOf = ([name, { short }]: readonly [string, Option]) => [
	`--${name}`,
	...(short === undefined ? [] : [`-${short}`]),
];

function unknownOption({ name, options }: Command, given: string): string {
	const names = Object.entries(options).flatMap(formsOf);
	return `${name} has no option ${given}${didYouMean(nearest(given, names), ";")}`;
}

/** What is wrong with an option's value, or that it takes none; undefined when it is valid. */
function wrongValue(
	rawName: string,
	{ value: wanted, choices, isOptional }: Option,
	given: string | undefined,
	isInline: boolean,
): string | undefined {
	if (wanted === undefined)
		return given === undefined
			? undefined
			: `${rawName} takes no value, not ${JSON.stringify(given)}`;
	const want = choices === undefined ? wanted : choices.join(", ");
	if (given === "" && isOptional) return undefined;
	if (given === undefined || given === "")
		return `${rawName} has no value; want ${want}`;
	// A short option takes its value without "=".
	if (rawName.length === 2 && isInline && given.startsWith("="))
		return `write ${rawName} ${given.slice(1)}, without "="`;
	if (!isInline && given.startsWith("-") && given !== "-")
		return `${rawName} has no value; want ${want} (for a value that begins with "-": ${rawName}=${given})`;
	if (choices === undefined || choices.includes(given)) return undefined;
	const hint = didYouMean(nearest(given, choices));
	const toFile = /[./\\]/.test(given)
		? `; for a file: ${rawName} FORMAT > ${given}`
		: "";
	return `unknown ${rawName} ${given};${hint} known: ${want}${toFile}`;
}
