import type { Schema, YAMLException } from "js-yaml";
import type { Parsed, ParseProblem } from "./entry.ts";
import { jsYaml } from "./js-yaml.ts";
import { beginsObject, whatItIs } from "./what-it-is.ts";
import { MAX_DEPTH, MAX_MERGED_KEYS, MAX_VALUES } from "./yaml-limits.ts";
import { notValid, PROBLEMS } from "./yaml-problems.ts";

/** Parses one YAML document (YAML 1.2 core schema, and merge keys, which Kubernetes' own readers resolve too). */
export function parseYaml(text: string): Parsed {
	const { load, CORE_SCHEMA, mergeTag } = jsYaml();
	MERGING ??= CORE_SCHEMA.withTags(mergeTag);
	const options = {
		schema: MERGING,
		maxDepth: MAX_DEPTH,
		maxAliases: -1,
		maxTotalMergeKeys: MAX_MERGED_KEYS,
	};
	try {
		const value = leniently(text, (own) => load(own, options));
		return ALIAS.test(text) && isTooLarge(value, text)
			? TOO_MANY_ALIASED
			: { value };
	} catch (error) {
		return problemOf(error, text);
	}
}

/** What a template puts in; that may be a value, or a part of one. */
const TEMPLATE = /\{\{[^{}\n]*\}\}/g;

/** As `parseYaml`; also of a text that is only a template for YAML, where it is YAML but for what templates put in. */
export function parseTemplate(text: string): Parsed {
	const parsed = parseYaml(text);
	if ("value" in parsed) return parsed;
	const found: string[] = [];
	const filled = text.replace(
		TEMPLATE,
		(template) => `$(template.${found.push(template) - 1})`,
	);
	const read = found.length > 0 ? parseYaml(filled) : parsed;
	if (!("value" in read)) return parsed;
	const value = JSON.stringify(read.value).replace(
		/\$\(template\.(\d+)\)/g,
		(_, i: string) => JSON.stringify(found[Number(i)]).slice(1, -1),
	);
	return { value: JSON.parse(value) };
}

/** Matches what looks like an alias. */
export const ALIAS = /(?:^|[\s[{,:-])\*[^\s*]/;

const TOO_MANY_ALIASED: ParseProblem = {
	problem: `YAML aliases that stand for more than ${MAX_VALUES} values; write out what is needed of them`,
	line: 0,
	isValid: true,
};

/** True for a value with more nested values than the limit and the text allow: aliases repeat them, or hold themselves. */
function isTooLarge(value: unknown, { length }: string): boolean {
	const open: unknown[] = [value];
	for (let left = Math.max(MAX_VALUES, length); left > 0; left--) {
		if (open.length === 0) return false;
		const inner = open.pop();
		if (typeof inner !== "object" || inner === null) continue;
		for (const one of Object.values(inner)) open.push(one);
	}
	return true;
}

/** A line end by itself, with which lines are others. */
const LONE_RETURN = /\r(?!\n)/;

/** Maximum number of characters that are read again because lines were moved. */
const MAX_READ_AGAIN = 2_000_000;

/** An alias as a key with the colon right behind it, which YAML 1.2 takes for a part of the alias's name. */
const ALIAS_KEY = /^(\s*(?:- +)*\*[\w.-]+):(?=\s|$)/;

/**
 * Reads a text as Go's YAML does, and so kubectl, kpt and kustomize. Lines of a flow collection may stand as far to the left
 * as its key, such as a closing bracket: white space there means nothing, so such lines are moved. An alias as a key needs
 * no space behind it, and kpt prints none: such a line, or the one before the problem, gets it.
 */
function leniently<T>(text: string, read: (text: string) => T): T {
	const changed = new Set<number>();
	for (let own = text; ; )
		try {
			return read(own);
		} catch (error) {
			const { reason, mark } = error as Partial<YAMLException>;
			const wrong = mark?.line ?? -1;
			const mayChange =
				!LONE_RETURN.test(text) && changed.size * text.length < MAX_READ_AGAIN;
			if (wrong < 0 || !mayChange) throw error;
			const lines = own.split("\n");
			const isFlow = reason === "deficient indentation";
			const at = [wrong, wrong - 1].find((i) => ALIAS_KEY.test(lines[i] ?? ""));
			const line = lines[at ?? wrong] ?? "";
			const isSeparator = /^(?:---|\.\.\.)/.test(line);
			const next =
				at !== undefined
					? line.replace(ALIAS_KEY, "$1 :")
					: isFlow && !isSeparator && !changed.has(wrong)
						? " ".repeat(MAX_DEPTH) + line
						: undefined;
			if (next === undefined) throw error;
			changed.add(at ?? wrong);
			own = lines.with(at ?? wrong, next).join("\n");
		}
}

/** True for a text that holds nothing but white space and comments. */
export function isBlankYaml(text: string): boolean {
	return text.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
}

/** The schema, made on first use because the module is loaded late. */
let MERGING: Schema | undefined;

/**
 * Why a text is not valid YAML; undefined for valid YAML, also with tags, many aliases or deep nesting, which this
 * tool does not read.
 */
export function syntaxProblem(text: string): ParseProblem | undefined {
	const { parseEvents } = jsYaml();
	try {
		leniently(text, (own) => parseEvents(own, { maxDepth: MAX_DEPTH * 10 }));
		return undefined;
	} catch (error) {
		return problemOf(error, text);
	}
}

/** js-yaml's regular expressions overflow on a number, tag or anchor of millions of characters. */
const TOO_LONG: ParseProblem = {
	problem:
		"a plain scalar, tag or anchor is too long to be read; put it in quotes, or shorten it",
	line: 0,
	isValid: true,
};

/** An exception of js-yaml as a problem; other exceptions are thrown again. */
function problemOf(error: unknown, text: string): ParseProblem {
	const { YAMLException } = jsYaml();
	if (error instanceof RangeError) return TOO_LONG;
	if (!(error instanceof YAMLException)) throw error;
	const { reason, mark } = error;
	const known = PROBLEMS.find(([pattern]) => pattern.test(reason));
	// An unclosed quote or bracket is reported at the end, which is behind the last line or a line more.
	const lines = text.trimEnd().split("\n");
	const { line: at = 0, column = 0 } = mark ?? {};
	const isEnd = at >= lines.length - 1 && column >= (lines[at] ?? "").length;
	const line = Math.min(at, lines.length - 1);
	if (known === undefined)
		return (
			whatItIs(text, isEnd ? lines.length : mark?.line) ?? {
				problem: notValid(reason),
				line,
			}
		);
	const [, problem, more] = known;
	const isJoined = /duplicated/.test(reason) && beginsObject(text, line);
	return {
		problem: isJoined
			? "a key appears twice in one mapping; remove it, or put --- above it if another object begins here"
			: problem,
		line,
		...more,
	};
}

/** Parses JSON whose keys and depth the JSON cutter has checked already. */
export function parseJson(text: string): Parsed {
	try {
		return { value: JSON.parse(text) };
	} catch (error) {
		const reason = (error as Error).message.replace(NODE_DETAILS, "");
		return { problem: `not valid JSON (${printable(reason)})`, line: 0 };
	}
}

/** Details that Node adds to its messages: offsets and pieces of the text. */
const NODE_DETAILS =
	/ (?:in|after) JSON at position[\s\S]*|, (?:\.\.\.)?"[\s\S]*/;

const printable = (text: string) =>
	text.replace(/\p{Cc}/gu, (char) => JSON.stringify(char).slice(1, -1));
