import type { TextProblem } from "../text/lines.ts";
import { withoutForeignAliases } from "./aliases.ts";
import type { Cut } from "./cut.ts";
import { cutBlock } from "./cut-block.ts";
import { cutJson } from "./cut-json.ts";
import { cutParsed } from "./cut-parsed.ts";

/** Cuts a list document into its items: by indentation where that can be, else by a full parse. */
export function cutText(text: string): Cut | TextProblem {
	const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
	if (/^\s*\{/.test(bare)) {
		const json = cutJson(bare);
		if (!("notJson" in json)) return json;
		// Not JSON, then perhaps YAML; JSON.parse does not tell the line of what is wrong.
		const flow = cutParsed(bare);
		return "problem" in flow ? { ...json, line: flow.line } : flow;
	}
	const cut = cutBlock(bare);
	return cut === undefined ? cutParsed(bare) : withoutForeignAliases(cut, bare);
}
