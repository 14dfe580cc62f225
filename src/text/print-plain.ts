import { dumpYaml, type OneLine } from "./dump-yaml.ts";
import {
	blockScalar,
	flowScalar,
	isPlainKey,
	literalBlock,
} from "./print-scalar.ts";

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
	const { margin, out } = place;
	if (Array.isArray(value)) {
		out.push(value.length === 0 ? " []\n" : "\n");
		return blockSequence(value, place);
	}
	if (isMapping(value)) {
		const isFlow = isEmpty(value) || place.oneLine(place.path);
		if (isFlow) return flowLine(" ", value, out);
		out.push("\n");
		const deeper = `${margin}  `;
		return blockMapping(value, { ...place, margin: deeper }, deeper);
	}
	const text =
		typeof value === "string" && value.includes("\n")
			? literalBlock(value, `${margin}  `)
			: inBlock(value);
	if (text === undefined) return false;
	out.push(" ", text, "\n");
	return true;
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
	for (let i = 0; i < sequence.length; i++) {
		const value = sequence[i];
		if (isMapping(value)) {
			const isFlow = isOneLine || isEmpty(value);
			const isSure = isFlow
				? flowLine(dash, value, out)
				: blockMapping(value, inner, dash);
			if (!isSure) return false;
			continue;
		}
		const isShort =
			!Array.isArray(value) &&
			!(typeof value === "string" && value.includes("\n"));
		const text = isShort ? inBlock(value) : undefined;
		if (text === undefined) return false;
		out.push(dash, text, "\n");
	}
	return true;
}

function flowLine(lead: string, mapping: Mapping, out: string[]): boolean {
	const text = flowMapping(mapping);
	if (text !== undefined) out.push(`${lead}${text}\n`);
	return text !== undefined;
}

// Each of these returns its value in flow style; undefined when the text might differ from js-yaml's.

function flowMapping(mapping: Mapping): string | undefined {
	let fields = "";
	for (const name in mapping) {
		const value = flowValue(mapping[name]);
		if (value === undefined || !isPlainKey(name)) return undefined;
		fields += fields === "" ? `${name}: ${value}` : `, ${name}: ${value}`;
	}
	return `{${fields}}`;
}

function flowValue(value: unknown): string | undefined {
	if (typeof value !== "object" || value === null) return inFlow(value);
	if (isMapping(value)) return flowMapping(value);
	return Array.isArray(value) ? flowSequence(value) : inFlow(value);
}

function flowSequence(sequence: readonly unknown[]): string | undefined {
	const entries = sequence.map(flowValue);
	return entries.includes(undefined) ? undefined : `[${entries.join(", ")}]`;
}

/** A scalar in block style, by js-yaml where it has an unusual form; undefined for what is not on one line. */
function inBlock(value: unknown): string | undefined {
	const text = blockScalar(value);
	return text === undefined && isLine(value)
		? dumpYaml({ k: value }).slice("k: ".length, -1)
		: text;
}

/** As `inBlock`, in flow style. */
function inFlow(value: unknown): string | undefined {
	const text = flowScalar(value);
	return text === undefined && isLine(value)
		? dumpYaml({ k: value }, () => true).slice("{k: ".length, -"}\n".length)
		: text;
}

const isLine = (value: unknown) =>
	typeof value === "string" && !value.includes("\n");

function isMapping(value: unknown): value is Mapping {
	return (
		typeof value === "object" &&
		value !== null &&
		Object.getPrototypeOf(value) === Object.prototype
	);
}

const isEmpty = (mapping: Mapping) => Object.keys(mapping).length === 0;
