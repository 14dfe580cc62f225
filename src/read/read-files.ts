import { INDEX, PATH } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import { invalidInput } from "../krm/item-result.ts";
import { type Lap, noLap } from "../krm/lap.ts";
import type { Outcome, Result, Severity } from "../krm/result.ts";
import type { Encoding } from "../text/decode.ts";
import { parseYaml } from "../text/parse-text.ts";
import { isDamaged } from "../text/what-it-is.ts";
import { type Unread, withoutTemplates } from "./charts.ts";
import { type Document, splitDocuments, toEntry } from "./documents.ts";
import { makeList } from "./list-item.ts";
import { makeItem } from "./make-item.ts";
import { NO_OBJECT, noResource } from "./no-resource.ts";
import { hasNoObject, isRelevant } from "./relevant.ts";
import { ItemShapes } from "./shape/item-shapes.ts";
import { shapedDocument } from "./shape/shaped-item.ts";
import { makeUnread, toolOf } from "./unread-item.ts";

/** A file's path, slash-separated and relative to its package, and its text. */
export interface FileText {
	readonly path: string;
	readonly text: string;
	/** How it is encoded in the file, where that is known. */
	readonly encoding?: Encoding;
	/** What is said of a file that git-crypt has encrypted, which has no text. */
	readonly encrypted?: string;
}

/** How files are read. */
interface ReadOptions {
	/** Annotations to add to all items. */
	readonly marks?: Readonly<Record<string, string>>;
	/** True for files that the user named. */
	readonly isStrict?: boolean;
	readonly lap?: Lap;
}

/** The items of files. */
interface FilesRead extends Outcome<Item[]> {
	/** What is not read; it matters where the package is printed as a whole. */
	readonly unread: readonly Unread[];
}

/**
 * The resources of files, as items that know their file and position. Documents that are no KRM resources (values
 * files and the like) are skipped, or errors when `isStrict` (files that the user named). Parts of a resource are
 * always errors, and so are files with other content than expected (a Git LFS pointer, a failed download). `null` is
 * skipped. Log lines above an object are skipped with a warning.
 */
export function readFiles(
	files: readonly FileText[],
	{ marks = {}, isStrict = false, lap = noLap }: ReadOptions = {},
): FilesRead {
	const shapes = new ItemShapes();
	const { own, unread: templates } = withoutTemplates(files);
	const results: Result[] = [];
	const unread = [...templates, ...own.flatMap(encryptedError)];
	const ofBytes = own.reduce((sum, { text }) => sum + text.length, 0);
	const done = { bytes: 0, ofBytes, items: 0 };
	const value = own.flatMap(({ path, text }) => {
		let index = 0;
		let isForeign = false;
		const documents = splitDocuments(text);
		const joined = documents.filter(({ isJoined }) => isJoined);
		if (joined.length > 0 && (isStrict || isRelevant(text)))
			results.push(joinedResult(joined, path));
		return documents.flatMap((document): Item[] => {
			const { isEmpty } = document;
			const place = { path, index: isEmpty ? index : index++ };
			const read = isEmpty
				? undefined
				: readDocument(document, place, { marks, isStrict, shapes, text });
			const found = read && "item" in read ? [read.item] : [];
			done.bytes += document.body.length;
			done.items += found.length;
			lap("read", done);
			if (isEmpty || read) results.push(...logLineResults(document, path));
			if (read === undefined || "item" in read) return found;
			// A file of another tool may have thousands of such documents.
			const hasNone = read.result.message.endsWith(NO_OBJECT);
			if (!read.isRelevant) unread.push(read);
			else if (!(hasNone && isForeign)) results.push(read.result);
			isForeign ||= hasNone;
			return found;
		});
	});
	return { value, results, unread };
}

/** The error of an encrypted file. */
function encryptedError({ path, encrypted }: FileText): Unread[] {
	if (encrypted === undefined) return [];
	const result = invalidInput(encrypted, { file: { path }, line: 1 });
	return [{ result, isRelevant: false }];
}

interface Reading {
	readonly marks: Readonly<Record<string, string>>;
	readonly isStrict: boolean;
	readonly shapes: ItemShapes;
	/** The whole file: a document that mentions nothing that is read may belong to one that does. */
	readonly text: string;
}

/** The item of a document, or the problem, which stops the run if it is relevant; undefined for one that is skipped. */
function readDocument(
	document: Document,
	{ path, index }: { readonly path: string; readonly index: number },
	{ marks, isStrict, shapes, text }: Reading,
): { readonly item: Item } | Unread | undefined {
	const wire = { ...marks, [PATH]: path, [INDEX]: String(index) };
	const list = makeList({ ...document, wire });
	if (list !== undefined) return { item: list };
	const shaped = shapedDocument(document, wire, shapes);
	if (shaped !== undefined) return { item: shaped };
	const { body, line } = document;
	const entry = toEntry(body, line, wire);
	const made = makeItem(entry);
	if ("item" in made) return { item: made.item };
	const parsed = entry.form === "json" ? made.parsed : parseYaml(body);
	if ("value" in parsed && (parsed.value ?? null) === null) return undefined;
	const tool = toolOf(path);
	const unread = tool && makeUnread(entry, parsed);
	if (unread) return { item: unread };
	const isInvalid = "problem" in parsed;
	const mustBeRead = isStrict || isDamaged(body);
	const isOther = tool === undefined && hasNoObject(body);
	if (isInvalid && !mustBeRead && isOther) return undefined;
	const problem = isInvalid
		? parsed.problem
		: noResource(parsed.value, isStrict);
	if (problem === undefined) return undefined;
	const file = index === 0 ? { path } : { path, index };
	const at = isInvalid ? line + parsed.line : made.line;
	const result = problemAt(file, at, problem);
	return { result, isRelevant: mustBeRead || isRelevant(text) };
}

function problemAt(
	file: NonNullable<Result["file"]>,
	line: number,
	problem: string,
	severity: Severity = "error",
): Result {
	const message = `${file.path}:${line}: ${problem}`;
	return invalidInput(message, { file, line, severity });
}

/** Warns of objects without a separator above them, which no other tool reads. */
function joinedResult(joined: readonly Document[], path: string): Result {
	const message =
		joined.length === 1
			? "an object begins here without --- above it"
			: `${joined.length} objects begin without --- above them, the first one here`;
	const remedy = "each is read; other tools refuse the file: put --- there";
	const line = joined[0]?.line ?? 1;
	return problemAt({ path }, line, `${message}; ${remedy}`, "warning");
}

/** Reports the log lines before a document: errors of kubectl, and skipped lines. */
function logLineResults({ logLines }: Document, path: string): Result[] {
	const errors = logLines.filter(({ isError }) => isError);
	if (errors.length > 0)
		return errors.map(({ line, text, what }) =>
			problemAt(
				{ path },
				line,
				`${JSON.stringify(text)} is ${what}; dump again`,
			),
		);
	const [first, ...others] = logLines;
	if (first === undefined) return [];
	const more =
		others.length === 0
			? ""
			: ` (and ${others.length} more ${others.length === 1 ? "line" : "lines"})`;
	const message = `${JSON.stringify(first.text)} is ${first.what}${more} and was skipped; dump without 2>&1, or remove it: other tools take it for YAML`;
	return [problemAt({ path }, first.line, message, "warning")];
}
