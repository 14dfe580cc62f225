import type { Parsed } from "../krm/item.ts";

/** Deep enough for any Kubernetes object, shallow enough for every stack. */
export const MAX_DEPTH = 100;

/** Few enough that nested aliases can't blow a value up that is walked. */
const MAX_ALIASES = 20;

/** For `parseYaml`: as many aliases as there are; such a value must not be walked before its size is known. */
export const ANY_ALIASES = -1;

/** Parses one YAML document (YAML 1.2 core schema; merge keys are plain keys). */
export function parseYaml(text: string, maxAliases = MAX_ALIASES): Parsed {
	const { load, YAMLException } =
		require("js-yaml") as typeof import("js-yaml");
	try {
		return { value: load(text, { maxDepth: MAX_DEPTH, maxAliases }) };
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		return { problem: remedyOf(error.reason), line: error.mark?.line ?? 0 };
	}
}

/** True for a text that holds nothing but white space and comments. */
export function isBlankYaml(text: string): boolean {
	return text.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
}

/** js-yaml's reasons that need a remedy, by the words that they hold. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
	[
		/maxDepth/,
		`nested more than ${MAX_DEPTH} levels deep; no Kubernetes object is, flatten it`,
	],
	[/maxAliases/, `more than ${MAX_ALIASES} YAML aliases; write the values out`],
	[
		/duplicated mapping key/,
		"a key stands twice in one mapping; remove one of the two",
	],
	[
		/unidentified alias/,
		"a YAML alias without its anchor; write the value out",
	],
	[/unknown .*tag/, "a YAML tag that is not known here; remove it"],
	[/input is empty/, "nothing but white space and comments stands there"],
	[/found more/, "several YAML documents where one is expected"],
];

function remedyOf(reason: string): string {
	const known = REMEDIES.find(([pattern]) => pattern.test(reason));
	return known === undefined ? `not valid YAML (${reason})` : known[1];
}

/** Parses JSON whose keys and depth the JSON cutter has checked already. */
export function parseJson(text: string): Parsed {
	try {
		return { value: JSON.parse(text) };
	} catch (error) {
		const reason = (error as Error).message.replace(AFTERTHOUGHTS, "");
		return { problem: `not valid JSON (${printable(reason)})`, line: 0 };
	}
}

/** What Node adds to its reasons: offsets that nobody counts, and pieces of the text. */
const AFTERTHOUGHTS =
	/ (?:in|after) JSON at position[\s\S]*|, (?:\.\.\.)?"[\s\S]*/;

const printable = (text: string) =>
	text.replace(/\p{Cc}/gu, (sign) => JSON.stringify(sign).slice(1, -1));
