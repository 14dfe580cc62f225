import { isReadAnnotation } from "../krm/annotations.ts";
import type { Head } from "../krm/item.ts";
import { isListKind } from "../model/kinds.ts";
import { isMapping } from "./cut.ts";

/** The head of a parsed resource, or what it lacks. A missing name is empty: only items that are read need one. */
export function headOf(value: unknown): Head | string {
	if (!isMapping(value))
		return `an item is ${whatIs(value)}; want a resource with apiVersion, kind and metadata.name`;
	const { apiVersion, kind, metadata } = value;
	const { name, namespace } = isMapping(metadata) ? metadata : {};
	if (typeof apiVersion !== "string" || apiVersion === "")
		return lacking(kind, "apiVersion", apiVersion);
	if (typeof kind !== "string" || kind === "")
		return lacking(kind, "kind", kind);
	return {
		apiVersion,
		kind,
		// kubectl's Lists have no name.
		name:
			name === undefined && isListKind(apiVersion, kind) ? "list" : text(name),
		...(typeof namespace === "string" ? { namespace } : {}),
		annotations: annotationsOf(value),
	};
}

/** A value as a message shows it, without the content of objects, which may be secret. */
function whatIs(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	if (isMapping(value)) return "a mapping";
	return typeof value === "string" ? "a text" : String(value);
}

/** The annotations of a parsed resource that this tool reads, as texts. */
export function annotationsOf(value: unknown): Head["annotations"] {
	const { metadata } = isMapping(value) ? value : {};
	const { annotations } = isMapping(metadata) ? metadata : {};
	const notes = isMapping(annotations) ? annotations : {};
	return Object.fromEntries(
		Object.entries(notes)
			.filter(([key]) => isReadAnnotation(key))
			.map(([key, note]) => [key, String(note)]),
	);
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** The message for a resource without a name, with the value in its place. */
export function namelessProblem({ kind }: Head, value: unknown): string {
	const { metadata } = isMapping(value) ? value : {};
	const { name } = isMapping(metadata) ? metadata : {};
	return lacking(kind, "metadata.name", name);
}

function lacking(kind: unknown, field: string, content: unknown): string {
	const isEmpty = content === undefined || content === "";
	const seen = isEmpty ? "no" : `${whatIs(content)} as`;
	const what = typeof kind === "string" && kind !== "" ? kind : "item";
	return `a resource of kind ${what} has ${seen} ${field}; every item that is read needs apiVersion, kind and metadata.name as texts`;
}
