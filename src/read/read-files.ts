import { INDEX, PATH } from "../krm/annotations.ts";
import type { Item, ItemText } from "../krm/item.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { makeItem } from "./make-item.ts";
import { parseJson } from "./parse-text.ts";

/** The resources of files, as items that know their file and position; `marks` are annotations that all of them get. */
export function readFiles(
	files: readonly { readonly path: string; readonly text: string }[],
	marks: Readonly<Record<string, string>> = {},
): Outcome<Item[]> {
	const results: Result[] = [];
	const items = files.flatMap(({ path, text }) =>
		splitDocuments(text).flatMap(({ body, line }, index): Item[] => {
			const made = makeItem(
				toEntry(body, line, {
					...marks,
					[PATH]: path,
					[INDEX]: String(index),
				}),
			);
			if ("item" in made) return [made.item];
			const message = `${path}:${made.line}: ${made.problem}`;
			results.push({
				message,
				severity: "error",
				file: { path, index },
				tags: { check: "input-invalid" },
			});
			return [];
		}),
	);
	return { value: items, results };
}

/** The documents of a YAML stream that hold more than comments, with the line that each starts on. */
function splitDocuments(text: string): { body: string; line: number }[] {
	const documents: { body: string; line: number }[] = [];
	let line = 1;
	for (const part of text.replace(/^\uFEFF/, "").split(/^(?=---(?:\s|$))/m)) {
		const body = part
			.replace(/^---[^\S\n]*(?:#.*)?(?:\n|$)/, "")
			.replace(/^(?:[^\S\n]*\n)+/, "");
		const skipped = lineCount(part) - lineCount(body);
		if (/^\s*[^\s#]/m.test(body) && body.trim() !== "...")
			documents.push({ body, line: line + skipped });
		line += lineCount(part);
	}
	return documents;
}

const lineCount = (text: string) => text.split("\n").length - 1;

/** A document as an entry of a list: two columns to the right, with a dash in front. */
export function toEntry(
	body: string,
	line: number,
	wire: Readonly<Record<string, string>>,
): ItemText {
	if (isJson(body)) return { text: body, form: "json", indent: 0, line, wire };
	const lines = body.replace(/^(?=.)/gm, "  ");
	return { text: `-${lines.slice(1)}`, form: "yaml", indent: 0, line, wire };
}

/** True for what JSON.parse takes; whatever else starts with a brace is YAML in flow style. */
function isJson(text: string): boolean {
	return text.startsWith("{") && !("problem" in parseJson(text));
}

/** The document that an item was made of. */
export function toDocument({ text, form }: ItemText): string {
	if (form === "json") return text;
	return text.replace(/^-/, " ").replace(/^ {2}/gm, "");
}
