import { INDEX, PATH } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { isMapping } from "./cut.ts";
import { splitDocuments, toEntry } from "./documents.ts";
import { makeItem } from "./make-item.ts";
import { parseYaml } from "./parse-text.ts";

/** A file's path, slash-separated and relative to its package, and its text. */
export interface FileText {
	readonly path: string;
	readonly text: string;
}

/**
 * The resources of files, as items that know their file and position; `marks` are annotations that all of them get.
 * Documents that are no KRM resources (values files and the like) are passed over, or errors when `isStrict`: for files
 * that somebody named. What looks like a part of a resource is always an error.
 */
export function readFiles(
	files: readonly FileText[],
	marks: Readonly<Record<string, string>> = {},
	isStrict = false,
): Outcome<Item[]> {
	const results: Result[] = [];
	const items = files.flatMap(({ path, text }) =>
		splitDocuments(text)
			.filter(({ isEmpty }) => !isEmpty)
			.flatMap((document, index): Item[] => {
				const wire = { ...marks, [PATH]: path, [INDEX]: String(index) };
				const made = makeItem(toEntry(document.body, document.line, wire));
				if ("item" in made) return [made.item];
				const parsed = parseYaml(document.body);
				const kind = "problem" in parsed ? "resource" : kindOf(parsed.value);
				if (kind === "other" && !isStrict) return [];
				const problem = kind === "resource" ? made.problem : PROBLEMS[kind];
				const message = `${path}:${made.line}: ${problem}`;
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

/** What is said of documents that are no resource. */
const PROBLEMS = {
	part: "it has no apiVersion or no kind beside fields of a Kubernetes object; is the file cut short?",
	other:
		"it holds no Kubernetes object; want YAML or JSON, as kubectl prints with -o yaml",
};

/** Fields that a Kubernetes object has, and a values file at most by chance with an apiVersion or kind. */
const OBJECT_FIELDS = ["items", "metadata", "data"];

/** Whether a document is a resource, a part of one (kubectl prints `kind` last), or plainly something else. */
function kindOf(value: unknown): "resource" | "part" | "other" {
	if (!isMapping(value)) return "other";
	const { apiVersion, kind } = value;
	const told = [apiVersion, kind].filter((text) => typeof text === "string");
	if (told.length === 2)
		return String(apiVersion).startsWith("kustomize.config.k8s.io/")
			? "other"
			: "resource";
	const isObject = OBJECT_FIELDS.some((field) => field in value);
	return told.length === 1 && isObject ? "part" : "other";
}
