import {
	blockScalar,
	flowScalar,
	keyAndColon,
	literalBlock,
} from "./print-scalar.ts";
import type { OneLine } from "./print-yaml.ts";

type Mapping = Readonly<Record<string, unknown>>;

/** Where a value is printed: the path of it, and the spaces in front of its lines. */
interface Place {
	readonly path: string;
	readonly margin: string;
	readonly oneLine: OneLine;
}

/**
 * Prints a mapping as js-yaml does with the settings of `printYaml`, every line behind the margin, the first one behind
 * the lead; undefined when this is not sure to print the same.
 */
export function printPlain(
	value: unknown,
	margin: string,
	oneLine: OneLine = () => false,
	lead = margin,
): string | undefined {
	if (!isMapping(value) || oneLine("")) return undefined;
	return blockMapping(value, { path: "", margin, oneLine }, lead);
}

function blockMapping(
	mapping: Mapping,
	place: Place,
	lead: string,
): string | undefined {
	const { path, margin, oneLine } = place;
	let lines = "";
	for (const [name, value] of Object.entries(mapping)) {
		const key = keyAndColon(name);
		if (key === undefined) return undefined;
		const inner = {
			path: path === "" ? name : `${path}.${name}`,
			margin,
			oneLine,
		};
		const text = valueText(value, inner);
		if (text === undefined) return undefined;
		lines += `${lines === "" ? lead : margin}${key}${text}`;
	}
	return lines === "" ? undefined : lines;
}

/** What stands behind the colon of a key at the margin, to the end of the line. */
function valueText(value: unknown, place: Place): string | undefined {
	if (Array.isArray(value)) {
		if (value.length === 0) return " []\n";
		const lines = blockSequence(value, place);
		return lines && `\n${lines}`;
	}
	if (isMapping(value)) {
		if (isFlow(value, place)) return endLine(flowMapping(value));
		const margin = `${place.margin}  `;
		const lines = blockMapping(value, { ...place, margin }, margin);
		return lines && `\n${lines}`;
	}
	return typeof value === "string" && value.includes("\n")
		? endLine(literalBlock(value, `${place.margin}  `))
		: endLine(blockScalar(value));
}

const endLine = (text: string | undefined) => text && ` ${text}\n`;

/** The entries of a sequence, whose dashes stand at the margin. */
function blockSequence(
	sequence: readonly unknown[],
	place: Place,
): string | undefined {
	const { margin } = place;
	const inner = { ...place, path: `${place.path}[]`, margin: `${margin}  ` };
	const isOneLine = place.oneLine(inner.path);
	const dash = `${margin}- `;
	let lines = "";
	for (let i = 0; i < sequence.length; i++) {
		const value = sequence[i];
		let text: string | undefined;
		if (!isMapping(value))
			text =
				Array.isArray(value) ||
				(typeof value === "string" && value.includes("\n"))
					? undefined
					: blockScalar(value);
		else if (isOneLine || Object.keys(value).length === 0)
			text = flowMapping(value);
		else {
			const body = blockMapping(value, inner, dash);
			if (body === undefined) return undefined;
			lines += body;
			continue;
		}
		if (text === undefined) return undefined;
		lines += `${dash}${text}\n`;
	}
	return lines;
}

function isFlow(value: Mapping, { path, oneLine }: Place): boolean {
	return Object.keys(value).length === 0 || oneLine(path);
}

function flowMapping(mapping: Mapping): string | undefined {
	let entries = "{";
	for (const name in mapping) {
		const key = keyAndColon(name);
		const text = flowValue(mapping[name]);
		if (key === undefined || text === undefined) return undefined;
		entries += entries === "{" ? `${key} ${text}` : `, ${key} ${text}`;
	}
	return `${entries}}`;
}

function flowValue(value: unknown): string | undefined {
	if (isMapping(value)) return flowMapping(value);
	if (!Array.isArray(value)) return flowScalar(value);
	const entries = value.map(flowValue);
	return entries.includes(undefined) ? undefined : `[${entries.join(", ")}]`;
}

function isMapping(value: unknown): value is Mapping {
	return (
		typeof value === "object" &&
		value !== null &&
		Object.getPrototypeOf(value) === Object.prototype
	);
}
