import type { TextProblem } from "../text/lines.ts";
import { parseYaml } from "../text/parse-text.ts";
import { printEntry, printYaml } from "../text/print-yaml.ts";
import { type Cut, type CutItem, isMapping } from "./cut.ts";

/**
 * A list document of a form that `cutBlock` does not cut (flow style, tags, complex keys), printed anew from the value
 * that js-yaml reads.
 */
export function cutParsed(text: string): Cut | TextProblem {
	const parsed = parseYaml(text);
	if ("problem" in parsed)
		return { problem: parsed.problem, line: parsed.line + 1 };
	const { value } = parsed;
	if (!isMapping(value))
		return {
			problem: `the input is ${kindOfValue(value)}, not a mapping`,
			line: 1,
		};
	const { items, results: _, ...root } = value;
	const { functionConfig, ...header } = root;
	const values: readonly unknown[] = Array.isArray(items) ? items : [];
	return {
		form: "yaml",
		items: values.map((value) => new ParsedEntry(value)),
		indent: 0,
		before: `${printYaml(header)}items:\n`,
		after: functionConfig === undefined ? "" : printYaml({ functionConfig }),
		root,
		...(Array.isArray(items) ? {} : { badItems: { value: items } }),
	};
}

/** An item that was parsed with its list; what asks for its text has it printed. */
class ParsedEntry implements CutItem {
	readonly form = "yaml";
	readonly indent = 0;
	readonly line = 1;
	readonly value: unknown;
	#text: string | undefined;

	constructor(value: unknown) {
		this.value = value;
	}

	get text(): string {
		this.#text ??= printEntry(this.value, 0);
		return this.#text;
	}
}

/** A scalar is not repeated: it may be a Secret's. */
function kindOfValue(value: unknown): string {
	if (Array.isArray(value)) return "a sequence";
	return value === null ? "null" : `a scalar (${typeof value})`;
}
