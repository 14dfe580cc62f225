import type { ItemText } from "../krm/item.ts";
import { type Cut, isMapping, splitTrailing } from "./cut.ts";
import { parseYaml } from "./parse-text.ts";

/** A top-level key of the document with all lines that belong to it. */
interface Chunk {
	readonly key: string;
	readonly rest: string;
	readonly start: number;
	readonly end: number;
}

/** What the fast cutter leaves to the full parser, wherever it stands in the text. */
const UNSURE = [
	/[\r\u2028\u2029]/, // other line ends, by YAML's count or by that of expressions
	/^ *\t/m, // tabs where indentation is counted
	/^(?:%|\.\.\.)/m, // directives, document ends
	/(?:^|[\s[{,:-])&[^\s&]/m, // anchors: an item may refer to another one's
];

/**
 * Cuts a block-style list document into its items by indentation alone, without parsing them. Returns undefined when
 * it is not sure of anything; then a full parse decides. Lines of one item are never looked into.
 */
export function cutBlock(text: string): Cut | undefined {
	if (UNSURE.some((pattern) => pattern.test(text))) return undefined;
	const chunks = topLevelChunks(text);
	const list = chunks?.find((chunk) => chunk.key === "items");
	if (chunks === undefined || list === undefined) return undefined;
	const cut = cutItems(text, list);
	if (cut === undefined) return undefined;
	const kept = (chunk: Chunk) =>
		chunk.key === "results" ? "" : text.slice(chunk.start, chunk.end);
	const at = chunks.indexOf(list);
	const preamble = text.slice(0, chunks[0]?.start ?? 0);
	const before =
		preamble +
		chunks.slice(0, at).map(kept).join("") +
		text.slice(list.start, cut.start);
	const after = chunks
		.slice(at + 1)
		.map(kept)
		.join("");
	const shell = parseYaml(
		`${before}${before.endsWith("\n") ? "" : "\n"}${after}`,
	);
	if ("problem" in shell || !isMapping(shell.value)) return undefined;
	const { items: _, ...root } = shell.value;
	return {
		form: "yaml",
		items: cut.items,
		indent: cut.indent,
		before,
		after,
		root,
	};
}

/** Splits the document at its top-level keys; undefined when a line at column 0 is no simple key. */
function topLevelChunks(text: string): Chunk[] | undefined {
	const chunks: Chunk[] = [];
	for (const match of text.matchAll(/^[^ \n#-].*|^-(?![ \n]).*/gm)) {
		const line = match[0];
		if (line === "---" && chunks.length === 0) continue;
		const key = /^([A-Za-z]\w*):(?: +(.*))?$/.exec(line);
		if (key === null) return undefined;
		const last = chunks.at(-1);
		if (last !== undefined)
			chunks[chunks.length - 1] = { ...last, end: match.index };
		chunks.push({
			key: key[1] as string,
			rest: key[2] ?? "",
			start: match.index,
			end: text.length,
		});
	}
	return new Set(chunks.map((chunk) => chunk.key)).size === chunks.length
		? chunks
		: undefined;
}

/** The items below the key `items`; `start` is where the first one begins. */
function cutItems(
	text: string,
	list: Chunk,
): { items: ItemText[]; indent: number; start: number } | undefined {
	const bodyStart = endOfLine(text, list.start);
	const rest = list.rest.replace(/^#.*/, "").trim();
	if (rest === "[]") return { items: [], indent: 0, start: bodyStart };
	if (rest !== "") return undefined;
	const first = /^( *)-(?=[ \n])/m.exec(text.slice(bodyStart, list.end));
	if (first === null) return undefined;
	const indent = (first[1] as string).length;
	const starts = itemStarts(text.slice(bodyStart, list.end), indent);
	if (starts === undefined || starts[0] !== first.index) return undefined;
	const lines = lineCounter(text);
	const items = starts.map((start, i) => {
		const [from, to] = [
			bodyStart + start,
			bodyStart + (starts[i + 1] ?? list.end - bodyStart),
		];
		return splitTrailing({
			text: text.slice(from, to),
			form: "yaml",
			indent,
			line: lines(from),
		});
	});
	return { items, indent, start: bodyStart + first.index };
}

/** The offsets of the lines that start an item; undefined when another line stands as far left as they do. */
function itemStarts(body: string, indent: number): number[] | undefined {
	const starts: number[] = [];
	const shallow = new RegExp(`^ {0,${indent}}(?=[^ \\n])`, "gm");
	for (const match of body.matchAll(shallow)) {
		const at = match.index + match[0].length;
		if (body[at] === "#") continue;
		if (
			match[0].length !== indent ||
			body[at] !== "-" ||
			!/[ \n]/.test(body[at + 1] ?? "\n")
		)
			return undefined;
		starts.push(match.index);
	}
	return starts;
}

function endOfLine(text: string, from: number): number {
	const end = text.indexOf("\n", from);
	return end < 0 ? text.length : end + 1;
}

/** Tells the line number (from 1) of offsets that are asked for in ascending order. */
function lineCounter(text: string): (offset: number) => number {
	let [line, at] = [1, 0];
	return (offset) => {
		for (
			let next = text.indexOf("\n", at);
			next >= 0 && next < offset;
			next = text.indexOf("\n", at)
		) {
			line++;
			at = next + 1;
		}
		return line;
	};
}
