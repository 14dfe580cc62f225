import { dumpYaml, type OneLine } from "./dump-yaml.ts";
import { printPlain } from "./print-plain.ts";

/**
 * Prints a value as block-style YAML that reads the same under YAML 1.1 and 1.2, in the layout that kpt writes.
 * Mappings that `oneLine` picks are printed in flow style, with every text that holds a colon in quotes.
 */
export function printYaml(value: unknown, oneLine?: OneLine): string {
	return printPlain(value, "", oneLine) ?? dumpYaml(value, oneLine);
}

/** Prints a value as an entry of a block sequence whose dash is at column `indent`. */
export function printEntry(
	value: unknown,
	indent: number,
	oneLine?: OneLine,
): string {
	const dash = `${" ".repeat(indent)}- `;
	const margin = " ".repeat(indent + 2);
	return (
		printPlain(value, margin, oneLine, dash) ??
		dash +
			dumpYaml(value, oneLine)
				.replace(/^(?=.)/gm, margin)
				.slice(margin.length)
	);
}
