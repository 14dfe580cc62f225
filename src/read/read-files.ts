import { INDEX, PATH } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { isMapping } from "./cut.ts";
import { type Document, splitDocuments, toEntry } from "./documents.ts";
import { makeItem } from "./make-item.ts";
import { parseYaml } from "./parse-text.ts";

/** A file's path, slash-separated and relative to its package, and its text. */
export interface FileText {
	readonly path: string;
	readonly text: string;
}

/**
 * The resources of files, as items that know their file and position; `marks` are annotations that all of them get.
 * Documents that are no KRM resources (values files and the like) are passed over.
 */
export function readFiles(
	files: readonly FileText[],
	marks: Readonly<Record<string, string>> = {},
): Outcome<Item[]> {
	const results: Result[] = [];
	const items = files.flatMap(({ path, text }) =>
		splitDocuments(text)
			.filter(({ isEmpty }) => !isEmpty)
			.flatMap((document, index): Item[] => {
				const wire = { ...marks, [PATH]: path, [INDEX]: String(index) };
				const made = makeItem(toEntry(document.body, document.line, wire));
				if ("item" in made) return [made.item];
				if (!isResource(document)) return [];
				const message = `${path}:${made.line}: ${made.problem}`;
				const file = index === 0 ? { path } : { path, index };
				results.push({
					message,
					line: made.line,
					severity: "error",
					file,
					tags: { check: "input-invalid" },
				});
				return [];
			}),
	);
	return { value: items, results };
}

/** False for a document that is plainly something else: no apiVersion and kind, or kustomize's own file. */
function isResource({ body }: Document): boolean {
	const parsed = parseYaml(body);
	if ("problem" in parsed) return true;
	if (!isMapping(parsed.value)) return false;
	const { apiVersion, kind } = parsed.value;
	if (typeof apiVersion !== "string" || typeof kind !== "string") return false;
	return !apiVersion.startsWith("kustomize.config.k8s.io/");
}
