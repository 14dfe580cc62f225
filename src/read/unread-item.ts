import { filePath, type Head, type Item } from "../krm/item.ts";
import type { Parsed } from "../text/entry.ts";
import { type CutItem, isMapping } from "./cut.ts";
import { annotationsOf } from "./head.ts";
import { WireItem } from "./make-item.ts";

/**
 * An item for a mapping that nothing reads: one without apiVersion and kind, or a kustomization, which needs neither;
 * kpt passes such files to functions. Undefined for any other text.
 */
export function makeUnread(text: CutItem, parsed: Parsed): Item | undefined {
	if ("problem" in parsed || !isMapping(parsed.value)) return undefined;
	const { apiVersion, kind } = parsed.value;
	const annotations = { ...annotationsOf(parsed.value), ...text.wire };
	const isBare = apiVersion === undefined && kind === undefined;
	if (!isBare && !isKustomization(kind, annotations)) return undefined;
	const head = { apiVersion: "", kind: "", name: "", annotations };
	return new WireItem(text, head, undefined, parsed);
}

const isKustomization = (kind: unknown, annotations: Head["annotations"]) =>
	kind === "Kustomization" || isKustomizationFile(filePath({ annotations }));

/** True for a path by whose name kustomize knows its file, which needs no kind. */
export const isKustomizationFile = (path = "") =>
	/(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path);
