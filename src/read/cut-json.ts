import { lineCounter, type TextProblem } from "../text/lines.ts";
import { parseJson } from "../text/parse-text.ts";
import { scanJson } from "../text/scan-json.ts";
import { type Cut, isMapping } from "./cut.ts";

/**
 * Cuts a JSON list document into its items, which keep their bytes. Duplicate keys and deep nesting are problems
 * here, because JSON.parse silently takes the last key.
 */
export function cutJson(
	text: string,
): Cut | (TextProblem & { readonly notJson?: true }) {
	const whole = parseJson(text);
	if ("problem" in whole)
		return { problem: whole.problem, line: 1, notJson: true };
	if (!isMapping(whole.value))
		return { problem: "the input is JSON, but no object", line: 1 };
	const scanned = scanJson(text);
	if (scanned.problem !== undefined) return scanned.problem;
	const { items, results: _, ...rest } = whole.value;
	const kept = scanned.members.filter(
		({ key }) => key !== "items" && key !== "results",
	);
	const lines = lineCounter(text);
	return {
		form: "json",
		items: scanned.items.map(([start, end], i) => ({
			text: text.slice(start, end),
			form: "json",
			indent: 0,
			get line() {
				return lines(start);
			},
			value: (items as readonly unknown[])[i],
		})),
		indent: 0,
		before: `{\n${kept.map(({ start, end }) => `${text.slice(start, end)},\n`).join("")}`,
		after: "",
		root: rest,
		...(Array.isArray(items) ? {} : { badItems: { value: items } }),
	};
}
