import { type Cut, isMapping } from "./cut.ts";
import {
	type Chunk,
	type CutItems,
	cutItems,
	endOfLine,
} from "./cut-block-items.ts";
import { parseYaml } from "./parse-text.ts";
import { readPlainDocument } from "./plain/read-plain.ts";

/** What the fast cutter leaves to the full parser, wherever it stands in the text: looked for where the sign is at all. */
const UNSURE: readonly (readonly [string, RegExp])[] = [
	["\r", /\r/], // other line ends, by YAML's count or by that of expressions
	["\u2028", /\u2028/],
	["\u2029", /\u2029/],
	["\t", /^ *\t/m], // tabs where indentation is counted
	["%", /^%/m], // directives
	["...", /^\.\.\./m], // document ends
	["&", /(?:^|[\s[{,:-])&[^\s&]/m], // anchors: an item may refer to another one's
];

/**
 * Cuts a block-style list document into its items by indentation alone, without parsing them. Returns undefined when
 * it is not sure of anything; then a full parse decides. Lines of one item are never looked into.
 */
export function cutBlock(text: string): Cut | undefined {
	if (UNSURE.some(([sign, form]) => text.includes(sign) && form.test(text)))
		return undefined;
	const parts = topLevelParts(text);
	if (parts === undefined) return undefined;
	const { chunks, items: cut } = parts;
	const list = chunks.find((chunk) => chunk.key === "items");
	if (list === undefined || cut === undefined) return undefined;
	const linesOf = (part: readonly Chunk[], without?: string) =>
		part
			.map((chunk) =>
				chunk.key === without ? "" : text.slice(chunk.start, chunk.end),
			)
			.join("");
	const at = chunks.indexOf(list);
	const [above, below] = [chunks.slice(0, at), chunks.slice(at + 1)];
	const preamble = text.slice(0, chunks[0]?.start ?? 0);
	const head = text.slice(list.start, cut.start);
	const comments = text.slice(
		cut.items.length > 0 ? list.end : cut.start,
		list.end,
	);
	const newline = head.endsWith("\n") ? "" : "\n";
	const shell = shellValue(
		preamble + linesOf(above) + head + newline + comments + linesOf(below),
	);
	if (!isMapping(shell)) return undefined;
	const { items: _, results: __, ...root } = shell;
	return {
		form: "yaml",
		items: cut.items,
		indent: cut.indent,
		before: preamble + linesOf(above, "results") + head,
		after: comments + linesOf(below, "results"),
		root,
	};
}

/** What stands around the items; undefined when it can't be parsed. */
function shellValue(text: string): unknown {
	const plain = readPlainDocument(text);
	if (plain !== undefined) return plain;
	const parsed = parseYaml(text);
	return "problem" in parsed ? undefined : parsed.value;
}

/** Signs that start no top-level key: of deeper lines, empty ones and comments. */
const INNER = new Set([..." \n#"].map((sign) => sign.charCodeAt(0)));

/**
 * Splits the document at its top-level keys, and the list of items into these; undefined when a line at column 0 is no
 * simple key.
 */
function topLevelParts(
	text: string,
): { chunks: Chunk[]; items: CutItems | undefined } | undefined {
	const chunks: Chunk[] = [];
	let items: CutItems | undefined;
	for (let start = 0; start < text.length; ) {
		const end = endOfLine(text, start);
		const isInner = INNER.has(text.charCodeAt(start));
		const line = isInner ? "" : text.slice(start, end).replace(/\n$/, "");
		const isStart = line === "---" && chunks.length === 0;
		if (!isInner && !isStart && !/^-(?: |$)/.test(line)) {
			const key = /^([A-Za-z]\w*):(?: +(.*))?$/.exec(line);
			if (key === null) return undefined;
			const last = chunks.at(-1);
			if (last !== undefined)
				chunks[chunks.length - 1] = { ...last, end: start };
			const chunk = {
				key: key[1] as string,
				rest: key[2] ?? "",
				start,
				end: text.length,
			};
			chunks.push(chunk);
			if (chunk.key === "items") {
				items = cutItems(text, chunk);
				if (items === undefined) return undefined;
			}
		}
		start = Math.max(end, items?.end ?? 0);
	}
	return new Set(chunks.map((chunk) => chunk.key)).size === chunks.length
		? { chunks, items }
		: undefined;
}
