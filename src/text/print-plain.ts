import { dumpYaml, type OneLine } from "./dump-yaml.ts";
import { isPlainKey, literalBlock, printScalar } from "./print-scalar.ts";

type Mapping = Readonly<Record<string, unknown>>;

/** The context of a printed value: its path, and the spaces before its lines. */
interface PrintContext {
	readonly path: string;
	readonly margin: string;
	readonly oneLine: OneLine;
	/** The printed pieces so far: joining them once is cheaper than line after line. */
	readonly out: string[];
}

const BLOCKS: OneLine = () => false;

/**
 * Prints a mapping as js-yaml does with the settings of `printYaml`, with the margin before each line, and the lead
 * before the first one; undefined when the text might differ.
 */
export function printPlain(
	value: unknown,
	margin: string,
	oneLine: OneLine = BLOCKS,
	lead = margin,
): string | undefined {
	const out: string[] = [];
	if (!isMapping(value) || isEmpty(value) || oneLine("")) return undefined;
	return blockMapping(value, { path: "", margin, oneLine, out }, lead)
		? out.join("")
		: undefined;
}

// Each of these prints its value; false when the text might differ from js-yaml's.

function blockMapping(
	mapping: Mapping,
	place: PrintContext,
	lead: string,
): boolean {
	const { path, margin, oneLine, out } = place;
	let start = lead;
	for (const name of Object.keys(mapping)) {
		if (!isPlainKey(name)) return false;
		out.push(start, name, ":");
		start = margin;
		const inner = {
			path: path === "" ? name : `${path}.${name}`,
			margin,
			oneLine,
			out,
		};
		if (!valueOfKey(mapping[name], inner)) return false;
	}
	return true;
}

/** The value after the colon of a key, to the end of the line. */
function valueOfKey(value: unknown, place: PrintContext): boolean {
	const { path, margin, oneLine, out } = place;
	const deeper = `${margin}  `;
	if (Array.isArray(value) && value.length > 0) {
		out.push("\n");
		return blockSequence(value, place);
	}
	if (isMapping(value) && !isEmpty(value) && !oneLine(path)) {
		out.push("\n");
		return blockMapping(value, { ...place, margin: deeper }, deeper);
	}
	const isLong = typeof value === "string" && value.includes("\n");
	const text = isLong ? literalBlock(value, deeper) : lineText(value);
	return isPushed(" ", text, out);
}

/** The entries of a sequence, whose dashes stand at the margin. */
function blockSequence(
	sequence: readonly unknown[],
	place: PrintContext,
): boolean {
	const { path, margin, oneLine, out } = place;
	const inner = { ...place, path: `${path}[]`, margin: `${margin}  ` };
	const isOneLine = oneLine(inner.path);
	const dash = `${margin}- `;
	return sequence.every((value) => {
		if (Array.isArray(value)) return false;
		return isMapping(value) && !isEmpty(value) && !isOneLine
			? blockMapping(value, inner, dash)
			: isPushed(dash, lineText(value), out);
	});
}

function isPushed(lead: string, text: string | undefined, out: string[]) {
	if (text !== undefined) out.push(`${lead}${text}\n`);
	return text !== undefined;
}

// Each of these returns its value on one line; undefined when the text might differ from js-yaml's.

function lineText(value: unknown): string | undefined {
	const isScalar = typeof value !== "object" || value === null;
	return isScalar ? scalarText(value, false) : flowText(value);
}

function flowText(value: unknown): string | undefined {
	if (Array.isArray(value)) {
		const entries = value.map(flowText);
		return entries.includes(undefined) ? undefined : `[${entries.join(", ")}]`;
	}
	if (!isMapping(value)) return scalarText(value, true);
	let fields = "";
	for (const name in value) {
		const field = flowText(value[name]);
		if (field === undefined || !isPlainKey(name)) return undefined;
		fields += fields === "" ? `${name}: ${field}` : `, ${name}: ${field}`;
	}
	return `{${fields}}`;
}

/** A scalar in block or flow style, by js-yaml where it has an unusual form. */
function scalarText(value: unknown, isFlow: boolean): string | undefined {
	const text = printScalar(value, isFlow);
	const isUnusual = text === undefined && typeof value === "string";
	if (!isUnusual || value.includes("\n")) return text;
	const printed = dumpYaml({ k: value }, () => isFlow);
	return isFlow
		? printed.slice("{k: ".length, -"}\n".length)
		: printed.slice("k: ".length, -"\n".length);
}

function isMapping(value: unknown): value is Mapping {
	return (
		typeof value === "object" &&
		value !== null &&
		Object.getPrototypeOf(value) === Object.prototype
	);
}

const isEmpty = (mapping: Mapping) => Object.keys(mapping).length === 0;
