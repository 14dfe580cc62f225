import type { Head, ItemText } from "../krm/item.ts";

/** A key of a block mapping: the rest of its line, and where its lines end. */
interface Entry {
	readonly key: string;
	readonly rest: string;
	/** Offset of the line that holds the key. */
	readonly start: number;
	/** Offset behind that line. */
	readonly lineEnd: number;
	/** Offset behind the last line that belongs to the key. */
	readonly end: number;
}

/** Where lines can be added to the item's metadata without parsing it. */
export interface HeadScan {
	readonly head: Head;
	/** The keys of all annotations, also of those whose values were left to the parser. */
	readonly annotationKeys: ReadonlySet<string>;
	/** The offset and indentation for a new annotation; `withKey` when `annotations:` itself is missing. */
	readonly newAnnotation: {
		readonly offset: number;
		readonly indent: number;
		readonly withKey: boolean;
	};
}

/**
 * Reads kind, name and annotations of a block-style item from its lines, without parsing the item. Returns undefined
 * when anything that it looks at is not in the plainest form; then the item is parsed.
 */
export function scanHead(item: ItemText): HeadScan | undefined {
	const { text } = item;
	if (OTHER_LINE_ENDS.test(text)) return undefined;
	const first =
		/^ *-( +)(?=[^\s#])/.exec(text) ??
		/^ *-(?: +#.*)?\n(?: *#.*\n)*( +)(?=[^\s#])/.exec(text);
	if (first === null) return undefined;
	const column =
		first[0].length - (text.lastIndexOf("\n", first[0].length - 1) + 1);
	const top = entries(text, first[0].length - column, column, [
		"apiVersion",
		"kind",
		"metadata",
	]);
	const metadata = top?.get("metadata");
	if (top === undefined || metadata === undefined || metadata.rest !== "")
		return undefined;
	const inner = nested(text, metadata, column, [
		"name",
		"namespace",
		"annotations",
	]);
	if (inner === undefined) return undefined;
	const annotations = inner.entries.get("annotations");
	if (annotations !== undefined && annotations.rest !== "") return undefined;
	const notes =
		annotations === undefined
			? undefined
			: nested(text, annotations, inner.column, undefined);
	if (annotations !== undefined && notes === undefined) return undefined;
	const values = [
		top.get("apiVersion"),
		top.get("kind"),
		inner.entries.get("name"),
	].map((entry) => scalar(text, entry));
	const [apiVersion, kind, name] = values;
	if (!apiVersion || !kind || !name) return undefined;
	const namespaceEntry = inner.entries.get("namespace");
	const namespace = scalar(text, namespaceEntry);
	if (namespaceEntry !== undefined && namespace === undefined) return undefined;
	const noteValues = annotationValues(text, notes?.entries);
	if (noteValues === undefined) return undefined;
	return {
		head: {
			apiVersion,
			kind,
			name,
			...(namespace === undefined ? {} : { namespace }),
			annotations: noteValues,
		},
		annotationKeys: new Set(notes?.entries.keys()),
		newAnnotation:
			annotations === undefined
				? { offset: metadata.end, indent: inner.column, withKey: true }
				: {
						offset: annotations.end,
						indent: notes?.column ?? 0,
						withKey: false,
					},
	};
}

/** What expressions take for line ends, and YAML does not, or not always. */
const OTHER_LINE_ENDS = /[\r\u2028\u2029]/;

/** Annotations in the plainest form. Those in another form are left to the parser only where this tool reads them. */
function annotationValues(
	text: string,
	notes: Map<string, Entry> | undefined,
): Record<string, string> | undefined {
	const values: Record<string, string> = {};
	for (const [key, entry] of notes ?? []) {
		const value = scalar(text, entry);
		if (value !== undefined) values[key] = value;
		else if (READ_KEYS.test(key)) return undefined;
	}
	return values;
}

const READ_KEYS =
	/^(?:internal\.)?config\.(?:kubernetes|k8s)\.io\/|^avi-routes\.dev\/|^ako\.vmware\.com\//;

/** The entries of the mapping below a key, with the column that they start at. */
function nested(
	text: string,
	parent: Entry,
	outer: number,
	wanted: readonly string[] | undefined,
) {
	const body = text.slice(parent.lineEnd, parent.end);
	const lead = /^(?:[ ]*(?:#.*)?\n)*( *)(?=[^ \n])/.exec(body);
	const column = lead?.[1]?.length ?? 0;
	if (lead === null || column <= outer) return undefined;
	const start = parent.lineEnd + lead[0].length - column;
	const found = entries(text, start, column, wanted);
	return found === undefined ? undefined : { entries: found, column };
}

const KEY = /^(?:([A-Za-z][\w./-]*)|"([^"\\]+)"|'([^']+)'):(?: +(.*)|)$/;

/** The wanted keys (all when undefined) of the mapping whose keys start at `column`, from the line at `start` on. */
function entries(
	text: string,
	start: number,
	column: number,
	wanted: readonly string[] | undefined,
) {
	const found = new Map<string, Entry>();
	// Comments may stand anywhere, even left of the mapping.
	const shallow = new RegExp(`^ {0,${column}}(?=[^ \\n#])`, "gm");
	shallow.lastIndex = start;
	let open: Omit<Entry, "end"> | undefined;
	const close = (end: number) => {
		if (open !== undefined) found.set(open.key, { ...open, end });
		open = undefined;
	};
	for (let lineStart = start; lineStart < text.length; ) {
		const keyStart = lineStart + column;
		const newline = text.indexOf("\n", keyStart);
		const lineEnd = newline < 0 ? text.length : newline + 1;
		const continues = text[keyStart] === "-" && text[keyStart + 1] === " ";
		if (text[keyStart] !== "#" && !continues) {
			close(lineStart);
			if (found.size === wanted?.length) return found;
			const match = KEY.exec(
				text.slice(keyStart, newline < 0 ? undefined : newline),
			);
			const key = match?.[1] ?? match?.[2] ?? match?.[3];
			if (match === null || key === undefined) return undefined;
			if (wanted === undefined || wanted.includes(key)) {
				if (found.has(key)) return undefined;
				open = {
					key,
					rest: (match[4] ?? "").replace(/^#.*|[ \t]+$/, ""),
					start: lineStart,
					lineEnd,
				};
			}
		} else if (continues && open !== undefined && open.rest !== "")
			return undefined;
		shallow.lastIndex = lineEnd;
		const next = shallow.exec(text);
		if (next === null || next[0].length < column) {
			close(next?.index ?? text.length);
			return found;
		}
		lineStart = next.index;
	}
	return found;
}

/** A text that every YAML reader takes as this string: no number, no keyword, no indicator. */
const PLAIN = /^([A-Za-z/][\w./-]*)(?: +#.*)?$/;
const KEYWORD = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const QUOTED = /^(?:'([^']*)'|"([^"\\]*)")(?: +#.*)?$/;

/** The text of a one-line scalar in the plainest form; undefined for every other. */
function scalar(text: string, entry: Entry | undefined): string | undefined {
	if (entry === undefined) return undefined;
	const rest = text.slice(entry.lineEnd, entry.end);
	if (/^ *[^ \n#]/m.test(rest)) return undefined; // more than comments
	const plain = PLAIN.exec(entry.rest)?.[1];
	if (plain !== undefined) return KEYWORD.test(plain) ? undefined : plain;
	const quoted = QUOTED.exec(entry.rest);
	return quoted?.[1] ?? quoted?.[2];
}
