/** An option of a command; a switch where it takes no value. */
export interface Option {
	/** Its one-letter form. */
	readonly short?: string;
	/** The name of its value in the help. */
	readonly value?: string;
	/** True where the value may be left out; it is the empty text then. */
	readonly isOptional?: true;
	/** The values that it accepts; any text when absent. */
	readonly choices?: readonly string[];
	readonly default?: string;
	/** True for an option that may be given more than once. */
	readonly isList?: true;
	readonly text: string;
}

/** The arguments of a command besides options. */
interface Operands {
	/** How many there are at least, and at most: by default none, and any number. */
	readonly min?: number;
	readonly max?: number;
	/** What they are, for messages. */
	readonly names: string;
	/** The values that one can have; any text when absent. */
	readonly choices?: readonly string[];
}

/** A command: its arguments, and the texts for help and shell completion. */
export interface Command {
	readonly name: string;
	/** What it does, for the list of commands: at most 60 characters. */
	readonly summary: string;
	/** Its arguments as the help shows them, a line each. */
	readonly usage: readonly string[];
	/** More help, in paragraphs. */
	readonly about?: string;
	readonly operands: Operands;
	readonly options: Readonly<Record<string, Option>>;
	/** Commands, each with its purpose. */
	readonly examples: Readonly<Record<string, string>>;
	/** What each exit code means, from 0 on; empty for one that does not occur. */
	readonly exitCodes: readonly string[];
}

type Text<Own extends Option> = Own extends {
	readonly choices: readonly (infer Choice)[];
}
	? Choice
	: string;

type OptionValue<Own extends Option> = Own extends { readonly value: string }
	? Own extends { readonly isList: true }
		? readonly Text<Own>[]
		: Own extends { readonly default: string }
			? Text<Own>
			: Text<Own> | undefined
	: boolean;

/** The values of a command's options, by name: a default where one was not given, undefined where it has none. */
export type OptionValues<Of extends Command> = {
	readonly [Name in keyof Of["options"]]: OptionValue<Of["options"][Name]>;
};
