/** An option of a command; a switch where it takes no value. */
export interface Option {
	/** The letter that may stand for it. */
	readonly short?: string;
	/** What the help calls its value. */
	readonly value?: string;
	/** True where the value may be left out; it is the empty text then. */
	readonly isOptional?: true;
	/** The values that it takes; any text where they are absent. */
	readonly choices?: readonly string[];
	readonly default?: string;
	/** True for an option that may be given more than once. */
	readonly isList?: true;
	readonly text: string;
}

/** A command: how it is called, and what its help and the completion of shells say. */
export interface Command {
	readonly name: string;
	/** What it does, for the list of commands: at most 60 characters. */
	readonly summary: string;
	/** What stands behind its name, a line each. */
	readonly usage: readonly string[];
	/** What else there is to know, a paragraph each. */
	readonly about: readonly string[];
	/** How many arguments that are no options it takes. */
	readonly operands: { readonly min: number; readonly max: number };
	/** What these are, for messages and for completion. */
	readonly operandNames: string;
	/** The words that an argument can be; any text where they are absent. */
	readonly operandChoices?: readonly string[];
	readonly options: Readonly<Record<string, Option>>;
	readonly examples: readonly (readonly [command: string, purpose: string])[];
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
