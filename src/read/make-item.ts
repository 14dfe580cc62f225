import { isReadAnnotation, ownAnnotations } from "../krm/annotations.ts";
import { filePath, type Head, type Item } from "../krm/item.ts";
import { isListKind } from "../model/kinds.ts";
import { setJsonText } from "../text/edit-json.ts";
import { setText } from "../text/edit-text.ts";
import type { EditValue, Step } from "../text/edit-value.ts";
import type { Fields, ItemText, Parsed } from "../text/entry.ts";
import { parseJson, parseYaml, syntaxProblem } from "../text/parse-text.ts";
import { readPlain } from "../text/plain/read-plain.ts";
import { type CutItem, isMapping, isSame } from "./cut.ts";
import { annotationInserted } from "./longer-text.ts";
import { type HeadScan, scanHead } from "./scan-head.ts";

/** An item, or why its text is no KRM resource. */
export type MadeItem =
	| { readonly item: Item }
	| {
			readonly problem: string;
			readonly line: number;
			/** The parsed text of what is no resource. */
			readonly parsed: Parsed;
	  };

const HEAD: Fields = {
	apiVersion: true,
	kind: true,
	metadata: { name: true, namespace: true, annotations: true },
};

/** Makes an item of its text, which is parsed only when the head is not in the plainest form. */
export function makeItem(text: CutItem): MadeItem {
	if (text.item !== undefined) return { item: text.item };
	const isParsed = "value" in text;
	const scan = text.form === "yaml" && !isParsed ? scanHead(text) : undefined;
	if (scan !== undefined) return { item: new WireItem(text, scan.head, scan) };
	const part = isParsed ? undefined : readItem(text, HEAD);
	const parsed = part ?? parsedOf(text);
	if ("problem" in parsed)
		return { problem: parsed.problem, line: text.line + parsed.line, parsed };
	const head = headOf(parsed.value);
	if (typeof head === "string") {
		const whole = part === undefined ? parsed : parsedOf(text);
		return { problem: head, line: text.line, parsed: whole };
	}
	const whole = part === undefined ? parsed : undefined;
	return { item: new WireItem(text, head, undefined, whole) };
}

/**
 * An item for a mapping that nothing reads: one without apiVersion and kind, or a kustomization, which needs neither;
 * kpt passes such files to functions. Undefined for any other text.
 */
export function makeUnread(text: CutItem, parsed: Parsed): Item | undefined {
	if ("problem" in parsed || !isMapping(parsed.value)) return undefined;
	const { apiVersion, kind } = parsed.value;
	const annotations = annotationsOf(parsed.value);
	const isBare = apiVersion === undefined && kind === undefined;
	if (!isBare && !isKustomization(kind, annotations)) return undefined;
	const head = { apiVersion: "", kind: "", name: "", annotations };
	return new WireItem(text, head, undefined, parsed);
}

/** kustomize recognises the file by its name. */
const isKustomization = (kind: unknown, annotations: Head["annotations"]) =>
	kind === "Kustomization" ||
	/(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(
		filePath({ annotations }) ?? "",
	);

const parsedOf = (text: CutItem): Parsed =>
	"value" in text ? { value: text.value } : parseItem(text);

/** Parses an item's text in full. */
export function parseItem(text: ItemText): Parsed {
	return text.form === "json"
		? parseJson(text.text)
		: parseYaml(asDocument(text));
}

const asDocument = ({ text }: ItemText) => text.replace("-", " ");

/** Why the item's text is not valid YAML or JSON, with the line (from 0); checks also the parts that nothing reads. */
export function textProblem(
	item: Item,
): { readonly problem: string; readonly line: number } | undefined {
	const parsed = item.parsed();
	if ("value" in parsed) return undefined;
	return parsed.isValid ? syntaxProblem(asDocument(item)) : parsed;
}

/** The fields of the item, read by the fast reader; undefined when it is unsure. */
function readItem(text: ItemText, fields: Fields): Parsed | undefined {
	if (text.form === "json") return undefined;
	const value = readPlain(text.text, fields);
	return value === undefined ? undefined : { value };
}

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

/** The value with the edit's value at the path. */
function withValue(
	node: unknown,
	[step, ...rest]: readonly Step[],
	value: EditValue,
): unknown {
	if (step === undefined) return value;
	if (step !== "-" && !Array.isArray(node)) {
		const mapping = isMapping(node) ? node : {};
		return { ...mapping, [step]: withValue(mapping[step], rest, value) };
	}
	const entries: readonly unknown[] = Array.isArray(node) ? node : [];
	const at = step === "-" ? entries.length : Number(step);
	return Object.assign([...entries], {
		[at]: withValue(entries[at], rest, value),
	});
}

/** An item whose value is parsed on first use. */
export class WireItem implements Item {
	readonly form: "yaml" | "json";
	readonly indent: number;
	readonly trailing: string;
	declare readonly wire?: ItemText["wire"];
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	declare readonly namespace?: string;
	readonly annotations: Readonly<Record<string, string>>;
	protected readonly source: ItemText;
	readonly #scan: HeadScan | undefined;
	#parsed: Parsed | undefined;

	constructor(
		text: ItemText,
		head: Head,
		scan?: HeadScan,
		parsed?: Parsed,
		wire = text.wire,
	) {
		this.source = text;
		this.form = text.form;
		this.indent = text.indent;
		this.trailing = text.trailing ?? "";
		this.apiVersion = head.apiVersion;
		this.kind = head.kind;
		this.name = head.name;
		if (head.namespace !== undefined) this.namespace = head.namespace;
		this.annotations =
			wire === undefined
				? head.annotations
				: { ...ownAnnotations(head.annotations), ...wire };
		if (wire !== undefined) this.wire = wire;
		this.#scan = scan;
		this.#parsed = parsed;
	}

	get text(): string {
		return this.source.text;
	}

	/** Counting lines may take a while. */
	get line(): number {
		return this.source.line;
	}

	mentions(what: RegExp): boolean {
		const { source } = this;
		// An item that was parsed with its list has no text yet.
		const isTextless = this.form === "yaml" && "value" in source;
		return what.test(isTextless ? JSON.stringify(source.value) : this.text);
	}

	parsed(): Parsed {
		this.#parsed ??= readItem(this, true) ?? parseItem(this);
		return this.#parsed;
	}

	read(fields: Fields): Parsed {
		const read = this.#parsed ?? readItem(this, fields);
		if (read !== undefined) return read;
		this.#parsed = parseItem(this);
		return this.#parsed;
	}

	annotated(key: string, value: string): ItemText | undefined {
		const scan = this.#scan;
		if (scan !== undefined && !scan.annotationKeys.includes(key)) {
			const { newAnnotation: place } = scan;
			return annotationInserted(this, place.offset, place, { key, value });
		}
		const path = ["metadata", "annotations", key];
		const text =
			this.form === "json"
				? setJsonText(this.text, path, value)
				: this.edited(path, value);
		return text === undefined ? undefined : this.withOwn(text);
	}

	edited(path: readonly Step[], value: EditValue): string | undefined {
		const text = setText(this, path, value);
		const after = text && parseItem({ ...this, text });
		const before = this.parsed();
		if (!after || "problem" in before || "problem" in after) return undefined;
		// Verify the edit: there may be forms of YAML that the editor does not handle.
		const wanted = withValue(before.value, path, value);
		return isSame(after.value, wanted) ? text : undefined;
	}

	placed(wire: NonNullable<ItemText["wire"]>): Item {
		return new WireItem(this.source, this, this.#scan, this.#parsed, wire);
	}

	withText(text: string): Item | undefined {
		const made = makeItem(this.withOwn(text));
		return "item" in made ? made.item : undefined;
	}

	protected withOwn(text: string): ItemText {
		const { form, indent, line, trailing, wire } = this;
		return wire === undefined
			? { text, form, indent, line, trailing }
			: { text, form, indent, line, trailing, wire };
	}
}
