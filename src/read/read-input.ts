import { RESOURCE_LIST_VERSIONS } from "../krm/api.ts";
import { fileRef, type Item } from "../krm/item.ts";
import { invalidInput } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import {
	type DecodedText,
	decodeText,
	type Encoding,
	notText,
} from "../text/decode.ts";
import { errorAmongKeys } from "../text/log-lines.ts";
import type { Cut } from "./cut.ts";
import { cutText } from "./cut-text.ts";
import { annotationsOf } from "./head.ts";
import { type MadeItem, makeItem } from "./make-item.ts";
import { typeItems } from "./typed-items.ts";
import { incomplete, type Truncation } from "./unpack-lists.ts";
import { makeUnread } from "./unread-item.ts";
import { describe } from "./validate.ts";

/** The function's input. */
export interface Input {
	readonly cut: Cut;
	readonly items: readonly Item[];
	/** Its line ends. */
	readonly lineEnd: Encoding["lineEnd"];
	/** The value of `functionConfig`; undefined when there is none. */
	readonly functionConfig: unknown;
	/** Set when a List is incomplete by its metadata. */
	readonly truncation?: Truncation;
}

/** The input with problems of its items, or why it can't be read. */
type ReadInput =
	| { readonly input: Input; readonly results: readonly Result[] }
	| { readonly unreadable: string };

/** The input's text, or why there is none. */
export type Decoded = DecodedText | { readonly unreadable: string };

/** Decodes the input. The caller can then drop the bytes, which for a large input are half of the memory. */
export function decodeInput(bytes: Uint8Array): Decoded {
	if (bytes.length === 0)
		return { unreadable: `the input is empty; ${PIPE_HINT}` };
	const decoded = decodeText(bytes);
	if (decoded === undefined)
		return { unreadable: `the input ${notText(bytes)} and try again` };
	return decoded.text.trim() === ""
		? { unreadable: `the input is blank; ${PIPE_HINT}` }
		: decoded;
}

/** Reads a ResourceList; a bare List counts as one. */
export function readInput(decoded: Decoded): ReadInput {
	return "text" in decoded
		? readText(decoded.text, decoded.encoding.lineEnd)
		: decoded;
}

const PIPE_HINT =
	"pipe a ResourceList into it, as `kpt fn source DIR | avi-routes` does";

/** Reads a ResourceList or a bare List from its text. */
export function readText(
	text: string,
	lineEnd: Input["lineEnd"] = "\n",
): ReadInput {
	const whole = cutText(text);
	if ("problem" in whole)
		return { unreadable: `line ${whole.line}: ${whole.problem}` };
	const cut = typeItems(whole);
	const { kind, metadata, functionConfig } = cut.root;
	if (typeof kind !== "string" || !kind.endsWith("List")) {
		return {
			unreadable: `the input is ${kindOf(kind)}, not a ResourceList; ${PIPE_HINT}`,
		};
	}
	const isOwn = kind === "ResourceList";
	const { items, bad } = itemsOf(cut, isOwn);
	const message = isOwn ? undefined : incomplete(metadata);
	return {
		input: {
			cut,
			items,
			lineEnd,
			// Another list's field is dropped: the output is a ResourceList.
			functionConfig: isOwn ? functionConfig : undefined,
			...(message === undefined ? {} : { truncation: { message } }),
		},
		results: [
			...listProblems(cut).map((problem) => invalidInput(problem)),
			...bad,
		],
	};
}

/** What is wrong with the list itself. */
function listProblems({ root, badItems }: Cut): string[] {
	const problems: string[] = [];
	const { kind, apiVersion } = root;
	const versions: readonly unknown[] = RESOURCE_LIST_VERSIONS;
	if (kind === "ResourceList" && !versions.includes(apiVersion))
		problems.push(
			`the ResourceList has ${apiVersion === undefined ? "no apiVersion" : `apiVersion ${describe(apiVersion)}`}; want ${versions.join(" or ")}`,
		);
	if (badItems !== undefined)
		problems.push(
			`items is ${badItems.value === undefined ? "missing" : describe(badItems.value)}; want an array of resources`,
		);
	const failed = errorAmongKeys(root);
	return failed === undefined ? problems : [...problems, failed];
}

/** The items of a list, and results for those that can't be read. All objects of other lists come from kubectl. */
function itemsOf(cut: Cut, isResourceList: boolean) {
	const items: Item[] = [];
	const bad: Result[] = [];
	cut.items.forEach((text, i, { length }) => {
		if (text.item !== undefined) {
			items.push(text.item);
			return;
		}
		if (bad.length > MAX_BAD) return;
		const made = makeItem(text);
		const item =
			"item" in made
				? made.item
				: isResourceList && makeUnread(text, made.parsed);
		if (item) items.push(item);
		else if (bad.length === MAX_BAD) bad.push(unseen(length - i));
		else if ("problem" in made) bad.push(invalidItem(made));
	});
	return { items, bad };
}

/** A kind that is not a name is not printed: after an unclosed quote it may contain a Secret. */
function kindOf(kind: unknown): string {
	if (kind === undefined) return "without a kind";
	if (typeof kind !== "string") return `of kind ${describe(kind)}`;
	return /^\w{1,63}$/.test(kind)
		? `of kind "${kind}"`
		: "of a kind that is no name";
}

/** What is wrong with an item's text, and its file, if its annotations can be read. */
function invalidItem({
	line,
	problem,
	parsed,
}: Extract<MadeItem, { readonly problem: string }>): Result {
	const file =
		"value" in parsed
			? fileRef({ annotations: annotationsOf(parsed.value) })
			: undefined;
	const result = invalidInput(`line ${line} of the input: ${problem}`);
	return file === undefined ? result : { ...result, file };
}

/** Maximum number of bad items reported; the rest of the input is not read. */
const MAX_BAD = 100;

const unseen = (count: number) =>
	invalidInput(
		`${count} more items were not checked, after ${MAX_BAD} that can't be read`,
	);
