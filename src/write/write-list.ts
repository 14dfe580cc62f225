import { RESOURCE_LIST_VERSIONS } from "../krm/api.ts";
import { type Result, wireResults } from "../krm/result.ts";
import type { Cut } from "../read/cut.ts";
import type { ItemText } from "../text/entry.ts";
import { printYaml } from "../text/print-yaml.ts";
import { wired } from "./output-text.ts";

/**
 * The parts of a ResourceList in the form of the one that was read; everything around the items is unchanged. A long list
 * is never copied as a whole.
 */
export function listParts(
	cut: Cut,
	items: readonly ItemText[],
	results: readonly Result[],
): string[] {
	const own = items.map(wired);
	return cut.form === "json"
		? [writeJson(cut, own, wireResults(results))]
		: writeYaml(cut, own, wireResults(results));
}

/** The key of the items without a list, and with an empty one. No other line end than YAML's begins a line. */
const NO_LIST = /(?<![^\n])((["']?)items\2:)(?!\S| *\[\])[^\r\n]*/;
const EMPTY_LIST = /(?<![^\n])((["']?)items\2:) *\[\][^\r\n]*/;

const HEADER = { apiVersion: RESOURCE_LIST_VERSIONS[0], kind: "ResourceList" };

function writeYaml(
	cut: Cut,
	items: readonly ItemText[],
	results: readonly Result[],
): string[] {
	const isList = cut.root.kind === HEADER.kind;
	const before = isList ? cut.before : `${printYaml(HEADER)}items:\n`;
	const after = isList ? cut.after : "";
	const head =
		items.length === 0
			? before.replace(NO_LIST, "$1 []")
			: before.replace(EMPTY_LIST, "$1");
	const parts = [endLine(head)];
	items.forEach((item) => {
		const { pieces, trailing } = item;
		if (pieces === undefined) parts.push(endLine(item.text));
		else parts.push(pieces[0], pieces[1], endLine(pieces[2]));
		if (trailing) parts.push(endLine(trailing));
	});
	parts.push(endLine(after));
	if (results.length > 0) parts.push(printYaml({ results }));
	if (isList && cut.end) parts.push(cut.end);
	return parts;
}

const endLine = (text: string) =>
	text === "" || text.endsWith("\n") ? text : `${text}\n`;

function writeJson(
	cut: Cut,
	items: readonly ItemText[],
	results: readonly Result[],
): string {
	const isList = cut.root.kind === HEADER.kind;
	const before = isList
		? cut.before
		: `{\n${JSON.stringify(HEADER).slice(1, -1)},\n`;
	const list = items
		.map(({ text }) => text)
		.filter((text) => text !== "")
		.join(",\n");
	const tail =
		results.length === 0 ? "" : `,\n"results": ${JSON.stringify(results)}`;
	return `${before}"items": [\n${list}\n]${tail}\n}\n`;
}
