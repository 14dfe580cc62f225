import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";

/** Why a value can't be seen. Such a value is never compared, called absent, edited or adopted. */
export interface Unknown {
	/**
	 * `variable`: it is filled in when the object is applied; `encrypted`: by sops; `elsewhere`: it may be set in
	 * what is not read here, and that wins; `default`: it may be set in the chart itself, and the object overrides
	 * that.
	 */
	readonly kind: "variable" | "encrypted" | "elsewhere" | "default";
	/** The text of the value, or what may set it. */
	readonly what: string;
	/** Default of the variable. */
	readonly fallback?: string | undefined;
	/** The ConfigMap outside of the package that may set it. */
	readonly configMap?: string;
}

/**
 * Variables that are replaced after this tool has run: by Flux, by Argo CD in its Applications, by Helm in a chart's
 * template, and by kustomize's vars.
 */
const VARIABLES = [
	/(?<!\$)(?:\$\$)*\$\{([^{}]*)\}/g,
	/\$ARGOCD_(?:APP|ENV)_\w+/g,
	/\{\{[^{}]*\}\}/g,
	/(?<!\$)\$\([\w.-]+\)/g,
];

/** The name and default of a Flux variable. */
const FALLBACK = /^\s*\w+(?::?[=-])(.*)$/s;

/** Ciphertext of sops. */
const CIPHERTEXT = /^ENC\[\w+,/;

/** Why the text does not show the value; undefined when it does. */
export function unknownIn(text: string): Unknown | undefined {
	if (CIPHERTEXT.test(text)) return { kind: "encrypted", what: text };
	return VARIABLES.some((variable) => text.search(variable) >= 0)
		? { kind: "variable", what: text, fallback: withDefaults(text) }
		: undefined;
}

/** The first variable of the text; the text when it is nothing else. */
export function firstVariable(text: string): string {
	const found = VARIABLES.flatMap((variable) => [...text.matchAll(variable)]);
	const [first] = found.sort((a, b) => a.index - b.index);
	return first?.[0] ?? text;
}

/** The text with every variable's default in its place; undefined when one has none. */
function withDefaults(text: string): string | undefined {
	let isComplete = VARIABLES.slice(1).every((other) => text.search(other) < 0);
	const filled = text.replace(VARIABLES[0] as RegExp, (_, inside: string) => {
		const found = FALLBACK.exec(inside)?.[1];
		isComplete &&= found !== undefined;
		return found ?? "";
	});
	return isComplete ? filled : undefined;
}

/** True for an object that sops has encrypted: any edit breaks its MAC, even in plain text. */
export function isEncrypted(item: Item): boolean {
	if (!item.mentions(/sops/)) return false;
	const parsed = item.parsed();
	return (
		"value" in parsed && isMapping(parsed.value) && isMapping(parsed.value.sops)
	);
}

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
