import type { Node } from "js-yaml";
import { jsYaml } from "./js-yaml.ts";
import { isLikeNumber } from "./print-scalar.ts";

/** js-yaml's numbers of styles (SCALAR_STYLE, COLLECTION_STYLE); tsc checks them. */
const [DOUBLE_QUOTED, FLOW] = [3, 2] as const;

/** Decides by its path (as `spec.routes[]`) whether a mapping is printed on one line. */
export type OneLine = (path: string) => boolean;

/** As `printYaml`, by js-yaml, which prints every value. */
export function dumpYaml(value: unknown, oneLine?: OneLine): string {
	const { dump, visit } = jsYaml();
	const text = dump(value, {
		lineWidth: -1,
		noRefs: true,
		seqNoIndent: true,
		quoteStyle: "double",
		quoteFlowKeys: false,
		transform: (documents) => {
			visit(documents, quoteUnsure);
			if (oneLine === undefined) return;
			for (const { contents } of documents)
				if (contents !== null) setFlow(contents, "", oneLine);
		},
	});
	return text.replace(UNSEEN, escaped);
}

/** Invisible chars and those that change text direction: texts with them are quoted. */
const UNSEEN = /\p{Cf}/gu;

function escaped(char: string): string {
	const code = (char.codePointAt(0) ?? 0).toString(16);
	return code.length > 4
		? `\\U${code.padStart(8, "0")}`
		: `\\u${code.padStart(4, "0")}`;
}

/**
 * Quotes texts that end in empty lines, which a block scalar may lose, and texts that some parser takes for a number, such
 * as 1e_3 and 0B1 in Go.
 */
function quoteUnsure(node: Node): void {
	if (node.kind !== "scalar" || node.tag !== TEXT) return;
	// Lone surrogates become U+FFFD as in Go, which rejects them in escapes.
	node.value = node.value.replace(/\p{Cs}/gu, "\ufffd");
	const { value } = node;
	const isUnseen = value.search(UNSEEN) >= 0;
	const isLong = value.length > MAX_PLAIN;
	// A key at column 0 that begins with three dots would end the document.
	const isEnd = value.startsWith("...");
	const isBlankEnd = /(?:^|\n)\n$/.test(value);
	if (isLong || isUnseen || isEnd || isLikeNumber(value) || isBlankEnd)
		node.style = DOUBLE_QUOTED;
}

/** Maximum length of texts without quotes: js-yaml's regular expressions overflow on megabytes. */
const MAX_PLAIN = 1_000_000;

const TEXT = "tag:yaml.org,2002:str";

function setFlow(node: Node, path: string, oneLine: OneLine): void {
	if (node.kind === "sequence")
		for (const item of node.items) setFlow(item, `${path}[]`, oneLine);
	if (node.kind !== "mapping") return;
	if (oneLine(path)) {
		flatten(node);
		return;
	}
	const parent = path === "" ? "" : `${path}.`;
	for (const { key, value } of node.items)
		if (key.kind === "scalar") setFlow(value, parent + key.value, oneLine);
}

function flatten(node: Node): void {
	if (node.kind === "scalar") {
		if (node.value.includes(":")) node.style = DOUBLE_QUOTED;
	} else if (node.kind !== "alias") {
		node.style = FLOW;
		for (const item of node.items) flatten("key" in item ? item.value : item);
	}
}
