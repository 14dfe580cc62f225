import type { TextProblem } from "../text/lines.ts";
import { withoutForeignAliases } from "./aliases.ts";
import type { Cut } from "./cut.ts";
import { cutBlock } from "./cut-block.ts";
import { cutJson } from "./cut-json.ts";
import { cutParsed } from "./cut-parsed.ts";

/** Cuts a list document into its items: by indentation where possible, else by a full parse. */
export function cutText(text: string): Cut | TextProblem {
	const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
	if (/^\s*\{/.test(bare)) {
		const json = cutJson(bare);
		if (!("notJson" in json)) return json;
		// Invalid JSON may be YAML in flow style, and JSON.parse does not give the line of a problem.
		const flow = cutParsed(bare);
		return "problem" in flow ? { ...json, line: flow.line } : flow;
	}
	const cut = cutBlock(bare);
	return cut === undefined ? cutParsed(bare) : withoutForeignAliases(cut, bare);
}
