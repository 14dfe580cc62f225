import { isMapping } from "../../read/cut.ts";
import { firstVariable, type Unknown, unknownIn } from "./unknown.ts";

/** A setting in a source: its value, why it can't be seen, or null when it is unset and lower sources don't count. */
export interface Seen {
	readonly value?: string;
	readonly unknown?: Unknown;
}

/** The setting in the values; undefined when absent. */
export function seen(
	values: unknown,
	path: readonly string[],
): Seen | undefined {
	let inner = values;
	for (const step of path) {
		if (typeof inner === "string") return seenInside(unknownIn(inner));
		if (!isMapping(inner)) return undefined;
		inner = inner[step];
	}
	if (inner === undefined) return undefined;
	if (inner === null) return {};
	const value = settingText(inner);
	const unknown = unknownIn(value);
	return unknown === undefined ? { value } : { unknown };
}

/** A setting that a text may have once its variables are replaced or it is decrypted. */
function seenInside(unknown: Unknown | undefined): Seen | undefined {
	if (unknown === undefined) return undefined;
	if (unknown.kind === "encrypted")
		return { unknown: { kind: "elsewhere", what: "what sops has encrypted" } };
	const variable = firstVariable(unknown.what);
	const text = variable === unknown.what.trim() ? "" : "a text with ";
	const what = `${text}${variable}, which is filled in later`;
	return { unknown: { kind: "elsewhere", what } };
}

/** A setting as avi-k8s-config has it: a text; lists and mappings as JSON. */
function settingText(value: unknown): string {
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}
