/** The text of an item as it is on the wire. */
export interface ItemText {
	/**
	 * YAML: whole lines, the first of which starts with the sequence dash at column `indent`.
	 * JSON: the object, from brace to brace.
	 */
	readonly text: string;
	/** The text in three pieces, when joining them would copy a long text. */
	readonly pieces?: readonly [head: string, line: string, tail: string];
	readonly form: "yaml" | "json";
	/** Column of the sequence dash; 0 for JSON. */
	readonly indent: number;
	/** Line of the input (from 1) that the text starts on. */
	readonly line: number;
	/**
	 * The annotations that an orchestrator would set, for an item from a file and for a new output. They are not in the
	 * text (they are written only to a ResourceList), and they override the text's own annotations of this kind.
	 */
	readonly wire?: Readonly<Record<string, string>> | undefined;
	/** Comment lines after the item that are kept when the item is removed. */
	readonly trailing?: string;
}

/** The value of a text, or why it can't be parsed. */
export type Parsed = { readonly value: unknown } | ParseProblem;

/** Why a text can't be parsed. */
export interface ParseProblem {
	readonly problem: string;
	/** The line of the text (from 0). */
	readonly line: number;
	/** True for valid YAML that this tool does not read (tags, many aliases, deep nesting). */
	readonly isValid?: true;
	/** True when an alias in it has its anchor elsewhere. */
	readonly isForeignAlias?: true;
}

/**
 * The fields to read: those named, each down to its own; `true` for the whole value. Of a sequence, the fields of every
 * entry.
 */
export type Fields = true | { readonly [name: string]: Fields };
