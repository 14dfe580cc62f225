/** Text that is printed as it is. */
export class Verbatim {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** What a Kubernetes object holds; keys whose value is undefined are left out. */
export type Value =
	| string
	| number
	| boolean
	| null
	| Verbatim
	| ValueList
	| ValueMap;
type ValueList = readonly Value[];
/** A mapping whose keys are in the order in which kubectl prints them. */
export interface ValueMap {
	readonly [key: string]: Value | undefined;
}

/** A text longer than this many columns is folded, as kubectl does. */
const WIDTH = 80;

/** The lines of a mapping as kubectl prints it: block style, dashes below their key, quotes where YAML needs them. */
export function kubectlYaml(value: ValueMap, indent = ""): string {
	let text = "";
	for (const key in value) {
		const field = value[key];
		if (field !== undefined)
			text += entry(`${indent}${scalar(key)}:`, field, indent);
	}
	return text;
}

/** A key, or a dash, with its value. */
function entry(head: string, value: Value, indent: string): string {
	if (typeof value === "string") return `${head} ${text(value, head, indent)}`;
	if (typeof value !== "object" || value === null) return `${head} ${value}\n`;
	if (value instanceof Verbatim) return `${head} ${value.text}\n`;
	if (Array.isArray(value)) return `${head}${listLines(value, indent)}`;
	const lines = kubectlYaml(value as ValueMap, `${indent}  `);
	return lines === "" ? `${head} {}\n` : `${head}\n${lines}`;
}

function listLines(list: ValueList, indent: string): string {
	if (list.length === 0) return " []\n";
	let text = "\n";
	for (const value of list) text += listItem(value, indent);
	return text;
}

/** An entry of a list, its dash at the column of the indentation. */
export function listItem(value: Value, indent: string): string {
	const isMap =
		typeof value === "object" &&
		value !== null &&
		!(value instanceof Verbatim) &&
		!Array.isArray(value);
	if (!isMap) return entry(`${indent}-`, value, indent);
	const lines = kubectlYaml(value as ValueMap, `${indent}  `);
	return lines === ""
		? `${indent}- {}\n`
		: `${indent}- ${lines.slice(indent.length + 2)}`;
}

/** A text behind its key: folded where it is long, a literal block where it has lines. */
function text(value: string, head: string, indent: string): string {
	if (ESCAPED.test(value)) return `${JSON.stringify(value)}\n`;
	if (!value.includes("\n")) {
		const line = folded(`${head} ${scalar(value)}`, indent);
		return `${line.slice(head.length + 1)}\n`;
	}
	const chomping = value.endsWith("\n\n")
		? "+"
		: value.endsWith("\n")
			? ""
			: "-";
	const lines = value.replace(/\n$/, "").replaceAll(/^(?=.)/gm, `${indent}  `);
	return `|${chomping}\n${lines}\n`;
}

/** What kubectl prints with escapes: tabs and their like, and lines that begin or end with a space. */
const ESCAPED =
	/[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]| \n|^[\n ].*\n/;

/** Breaks a line at the first space behind the width, again and again. */
function folded(line: string, indent: string): string {
	if (line.length <= WIDTH) return line;
	const broken = line.indexOf(" ", WIDTH + 1);
	return broken < 0
		? line
		: `${line.slice(0, broken)}\n${folded(`${indent}  ${line.slice(broken + 1)}`, indent)}`;
}

/** What would be read as something else than a text. */
const OTHER_TYPE =
	/^(?:|~|null|true|false|yes|no|on|off|[yn]|[-+]?(?:\.\d+|\d[\d_]*(?:\.\d*)?)(?:e[-+]?\d+)?|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|0x[\da-f]+|\d{4}-\d\d-\d\d(?:T.*)?)$/i;

/** What can't stand without quotes. */
const SPECIAL = /^[-?:](?: |$)|^[#,[\]{}&*!|>'"%@`]|: |:$| #|^ | $/;

/** A text without line breaks as a scalar, in the quotes that kubectl uses. */
function scalar(text: string): string {
	if (OTHER_TYPE.test(text)) return `"${text}"`;
	return SPECIAL.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}
