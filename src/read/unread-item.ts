import { PATH } from "../krm/annotations.ts";
import { filePath, type Head, type Item } from "../krm/item.ts";
import type { Parsed } from "../text/entry.ts";
import { type CutItem, isMapping } from "./cut.ts";
import { splitDocuments, toEntry } from "./documents.ts";
import { annotationsOf } from "./head.ts";
import { WireItem } from "./make-item.ts";

/** Files that a tool knows by their name, and that need no apiVersion or kind. */
type Tool =
	| "Kustomization"
	| "fleet.yaml"
	| "helm-chart.yaml"
	| "helmfile"
	| "Chart.yaml";

const FILES: readonly (readonly [Tool, RegExp])[] = [
	["Kustomization", /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/],
	["fleet.yaml", /(?:^|\/)fleet\.ya?ml$/],
	// kluctl's.
	["helm-chart.yaml", /(?:^|\/)helm-chart\.ya?ml$/],
	["Chart.yaml", /(?:^|\/)Chart\.ya?ml$/],
	["helmfile", /(?:^|\/)helmfile(?:(?:\.d)?\/[^/]+)?\.ya?ml(?:\.gotmpl)?$/],
];

/** The tool whose file has the path; undefined for other files. */
export const toolOf = (path = ""): Tool | undefined =>
	FILES.find(([, name]) => name.test(path))?.[0];

/** The item as messages name it: files of tools have neither kind nor name. */
export const titleOf = (item: Pick<Head, "kind" | "name" | "annotations">) =>
	`${item.kind || toolOf(filePath(item)) || "Kustomization"} ${item.name}`.trim();

/**
 * An item for a mapping that nothing reads: one without apiVersion and kind, or a kustomization, which needs neither;
 * kpt passes such files to functions. A helmfile may be a template. Undefined for any other text.
 */
export function makeUnread(text: CutItem, parsed: Parsed): Item | undefined {
	const tool = toolOf(filePath({ annotations: text.wire ?? {} }));
	if ("problem" in parsed)
		return tool === "helmfile" && text.text.includes("{{")
			? unread(text, parsed, { ...text.wire })
			: undefined;
	if (!isMapping(parsed.value)) return undefined;
	const { apiVersion, kind } = parsed.value;
	const isBare = apiVersion === undefined && kind === undefined;
	const isChart =
		tool === "Chart.yaml" &&
		kind === undefined &&
		"dependencies" in parsed.value;
	const isKustomization = [kind, tool].includes("Kustomization");
	return isBare || isChart || isKustomization
		? unread(text, parsed, { ...annotationsOf(parsed.value), ...text.wire })
		: undefined;
}

/** The head of what is no resource. */
const NO_HEAD = { apiVersion: "", kind: "", name: "", annotations: {} };

/** An item for the first document of a file that is read for what it holds, whatever that is. */
export function fileItem(path: string, text: string): Item {
	const found = splitDocuments(text).find(({ isEmpty }) => !isEmpty);
	const { body, line } = found ?? { body: "{}", line: 1 };
	return new WireItem(toEntry(body, line, { [PATH]: path }), NO_HEAD);
}

const unread = (
	text: CutItem,
	parsed: Parsed,
	annotations: Head["annotations"],
): Item => new WireItem(text, { ...NO_HEAD, annotations }, undefined, parsed);
