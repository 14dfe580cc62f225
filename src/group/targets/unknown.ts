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
