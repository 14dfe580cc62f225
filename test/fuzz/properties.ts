import { parseDocument } from "yaml";
import { OWNER } from "../../src/krm/annotations.ts";
import type { Result } from "../../src/krm/result.ts";
import { isMapping } from "../../src/read/cut.ts";
import { makeItem } from "../../src/read/make-item.ts";
import { hasOnlyCrlf, withLineEnds } from "../../src/text/decode.ts";
import type { ItemText } from "../../src/text/entry.ts";
import { same } from "../read/choices.ts";
import { isSameAsJson } from "../support/same-as-json.ts";
import { writeList } from "../support/write-list.ts";
import { CANARY } from "./secret.ts";
import { cutOf, run, type Subject } from "./subject.ts";

/** What must hold of every input. */
export interface Property {
	readonly name: string;
	/** It is tried on one input of so many: the dear ones on few, so that the cheap ones see many. */
	readonly oneOf: number;
	/** Throws where it does not hold. */
	readonly check: (subject: Subject) => void;
}

/** In milliseconds of the processor, for inputs of a few thousand characters. */
const MAX_RUN = 2000;

/** The properties that need nothing but this process. */
export const PROPERTIES: readonly Property[] = [
	{ name: "no crash", oneOf: 1, check: () => {} },
	{ name: "never fewer items", oneOf: 4, check: keepsItems },
	{ name: "no scalar of what is not read", oneOf: 1, check: keepsSecrets },
	{ name: "a second run changes nothing", oneOf: 4, check: isIdempotent },
	{ name: "any order says the same", oneOf: 16, check: hasNoOrder },
	{ name: "the output parses", oneOf: 32, check: parses },
	{ name: "the same as its JSON", oneOf: 32, check: isAsItsJson },
];

/** Throws for a run that took too long. */
export function isQuick(took: number): void {
	if (took > MAX_RUN) throw new Error(`took ${Math.round(took)} ms`);
}

/** After errors each item leaves as it came; else no fewer come out than went in, but for earlier outputs. */
function keepsItems(subject: Subject): void {
	const { cuts } = subject;
	if (cuts === undefined) return;
	const [before, after] = cuts.map(({ items }) => items.map(textOf));
	if (subject.run.exitCode === 1) {
		same("items after errors", after, before);
		return;
	}
	const others = cuts[0].items.filter((text) => !isOutput(text));
	if (cuts[1].items.length < others.length)
		throw new Error(`${others.length} items in, ${cuts[1].items.length} out`);
	keepsUnread(subject);
}

const textOf = ({ text }: ItemText) =>
	text.replaceAll("\r\n", "\n").replace(/\n?$/, "\n");

function isOutput(text: ItemText): boolean {
	const made = makeItem(text);
	return "item" in made && made.item.annotations[OWNER] !== undefined;
}

/** What js-yaml reads of the Secret in the input, it reads in the output. */
function keepsUnread({ text, input, output }: Subject): void {
	if (!text.includes(CANARY) || input === undefined) return;
	same("Secrets", secretsIn(output), secretsIn(input));
}

function secretsIn(list: unknown): unknown[] {
	const items = isMapping(list) && Array.isArray(list.items) ? list.items : [];
	return items.filter((item) => isMapping(item) && item.kind === "Secret");
}

/** No message repeats what stands in the Secret, as long as nothing else holds it. */
function keepsSecrets(subject: Subject): void {
	const told = subject.run.results.find((result) =>
		tells(result).includes(CANARY),
	);
	if (told === undefined) return;
	const { cuts } = subject;
	const around = cuts === undefined ? "" : cuts[0].before + cuts[0].after;
	const isElsewhere =
		around.includes(CANARY) ||
		cuts?.[0].items.some(
			(item) =>
				item.text.includes(CANARY) && !/kind"?: *"?Secret/.test(item.text),
		);
	if (!isElsewhere) throw new Error(`a message says it: ${tells(told)}`);
}

const tells = (result: Result) => JSON.stringify(result);

function isIdempotent({ run: { exitCode, output = "" } }: Subject): void {
	if (exitCode !== 0) return;
	const again = run(output);
	same("exit code of a second run", again.exitCode, 0);
	same("items", itemsOf(again.output), itemsOf(output));
}

const itemsOf = (text = "") => cutOf(text).items.map(textOf);

function hasNoOrder({ text, cuts, run: { output, results } }: Subject): void {
	if (cuts?.[0].root.kind !== "ResourceList" || cuts[0].badItems) return;
	// Lines of two ends would be another input: the last one may have none.
	const ends = hasOnlyCrlf(text) ? "\r\n" : "\n";
	const before = cutOf(ends === "\n" ? text : text.replaceAll(ends, "\n"));
	const reversed = writeList(before, [...before.items].reverse());
	const other = run(withLineEnds(reversed, ends));
	same("results", said(other.results), said(results));
	same("items", itemsOf(other.output).sort(), itemsOf(output).sort());
}

/** Results without their places in the text, which another order changes. */
const said = (results: readonly Result[]) =>
	results
		.map((result) => JSON.stringify(result).replace(/line \d+/g, "line N"))
		.sort();

/** What js-yaml and yaml read, they read once it is written, too. */
function parses({ text, input, output, run: { output: own } }: Subject): void {
	if (own === undefined || input === undefined) return;
	if (!isMapping(output)) throw new Error("js-yaml does not read the output");
	if (/\p{Cs}/u.test(own)) throw new Error("half a character is written");
	const problem = yamlProblem(own);
	if (problem !== undefined && yamlProblem(text) === undefined)
		throw new Error(`yaml does not read the output: ${problem}`);
}

const yamlProblem = (text: string) =>
	parseDocument(text, { logLevel: "silent" }).errors[0]?.message;

function isAsItsJson({ text }: Subject): void {
	isSameAsJson(text);
}
