import { EXPLAINED } from "../../check/explained.ts";
import type { Command, Option } from "./command.ts";
import { formsOf } from "./parse-command.ts";
import { type Call, printed, type Run } from "./run.ts";
import { COMMANDS, type COMPLETION } from "./table.ts";

/** The script by which a shell completes commands, options, and their values; files everywhere else. */
export const completion = ({
	operands: [shell],
}: Call<typeof COMPLETION>): Run =>
	printed(SHELLS[shell as keyof typeof SHELLS]());

const SHELLS = { bash, zsh, fish } as const;

const ALL = COMMANDS as readonly Command[];
const NAMES = ALL.map(({ name }) => name);

/** The values that a command's arguments can have; none when they are files or any text. */
function wordsOf({ name, operands }: Command): readonly string[] {
	if (name === "help") return NAMES;
	return name === "explain"
		? ["check", ...EXPLAINED.map(({ id }) => id)]
		: (operands.choices ?? []);
}

/** True where files can stand beside these values. */
const takesFiles = ({ name }: Command) => name === "explain";

const optionsOf = ({ options }: Command) => [
	...Object.entries(options),
	["help", { text: "options, examples and exit codes" }] as [string, Option],
];

function bash(): string {
	const valued = ALL.flatMap((command) =>
		optionsOf(command).flatMap((entry): string[] => {
			const [, { value, choices = [] }] = entry;
			if (value === undefined) return [];
			const calls = formsOf(entry).map((form) => `"${command.name} ${form}"`);
			return [`\t${calls.join(" | ")}) words="${choices.join(" ")}" ;;`];
		}),
	);
	const others = ALL.map((command) => {
		const options = optionsOf(command).flatMap(formsOf).join(" ");
		const words = wordsOf(command).join(" ");
		return `\t"${command.name} "*) options="${options}" words="${words}" ;;`;
	});
	return `# bash completion for avi-routes
_avi_routes() {
	local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} words= options=
	# bash takes --option=value apart.
	[ "$cur" = = ] && cur=
	[ "$prev" = = ] && prev=\${COMP_WORDS[COMP_CWORD - 2]}
	if [ "$COMP_CWORD" -eq 1 ]; then words="${NAMES.join(" ")}"
	else case "\${COMP_WORDS[1]} $prev" in
${[...valued, ...others].join("\n")}
	esac; fi
	case $cur in -*) words=$options ;; esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _avi_routes avi-routes
`;
}

/** A text within single quotes of a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function zsh(): string {
	const commands = ALL.map(
		({ name, summary }) => `\t\t${quoted(`${name}:${summary}`)}`,
	);
	const cases = ALL.map((command) => {
		const options = optionsOf(command).map((entry) => {
			const [, { text, value, choices, isList }] = entry;
			// Escape the characters that would end the text in [].
			const description = `[${text.replace(/[[\]:\\]/g, "\\$&")}]`;
			const action = choices ? `(${choices.join(" ")})` : "_files";
			const takes = value === undefined ? "" : `:${value}:${action}`;
			const forms = formsOf(entry);
			const once = isList ? "*" : `(${forms.join(" ")})`;
			return forms.map((form) =>
				quoted(`${once}${form}${description}${takes}`),
			);
		});
		const words = wordsOf(command).join(" ");
		const own = takesFiles(command)
			? `{compadd ${words}; _files}`
			: `(${words})`;
		const operand = words === "" ? "_files" : own;
		const all = [...options.flat(), quoted(`*:argument:${operand}`)];
		return `\t${command.name}) _arguments ${all.join(" ")} ;;`;
	});
	return `#compdef avi-routes
_avi-routes() {
	local -a commands=(
${commands.join("\n")}
	)
	if (( CURRENT == 2 )); then
		_describe command commands
		return
	fi
	shift words
	(( CURRENT-- ))
	case $words[1] in
${cases.join("\n")}
	esac
}
# A file of fpath is run as the function itself; one that is sourced only names it.
if [[ $funcstack[1] == _avi-routes ]]; then _avi-routes "$@"
else compdef _avi-routes avi-routes; fi
`;
}

function fish(): string {
	const commands = ALL.map(
		({ name, summary }) =>
			`complete -c avi-routes -f -n __fish_use_subcommand -a ${name} -d ${fishQuoted(summary)}`,
	);
	const options = ALL.flatMap((command) => {
		const start = `complete -c avi-routes -n "__fish_seen_subcommand_from ${command.name}"`;
		const words = wordsOf(command).join(" ");
		return [
			...optionsOf(command).map(([name, { short, text, value, choices }]) =>
				[
					start,
					`-l ${name}`,
					...(short === undefined ? [] : [`-s ${short}`]),
					...(value === undefined ? [] : ["-r"]),
					...(choices === undefined ? [] : [`-f -a "${choices.join(" ")}"`]),
					`-d ${fishQuoted(text)}`,
				].join(" "),
			),
			...(words === ""
				? []
				: [`${start}${takesFiles(command) ? "" : " -f"} -a "${words}"`]),
		];
	});
	return `# fish completion for avi-routes\n${[...commands, ...options].join("\n")}\n`;
}

/** A text within single quotes of fish. */
const fishQuoted = (text: string) => `'${text.replace(/['\\]/g, "\\$&")}'`;
