import { ownAnnotations } from "../krm/annotations.ts";
import type { Head, Item } from "../krm/item.ts";
import { setJsonText } from "../text/edit-json.ts";
import { setText } from "../text/edit-text.ts";
import type { EditValue, Step } from "../text/edit-value.ts";
import type { Fields, ItemText, Parsed, ParseProblem } from "../text/entry.ts";
import { parseJson, parseYaml, syntaxProblem } from "../text/parse-text.ts";
import { readPlain } from "../text/plain/read-plain.ts";
import { type CutItem, isMapping, isSame } from "./cut.ts";
import { headOf } from "./head.ts";
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

/** Makes an item of its text, which is parsed only when the head is not in the plainest form. */
export function makeItem(text: CutItem): MadeItem {
	if (text.item !== undefined) return { item: text.item };
	const isUnread = text.form === "yaml" && !("value" in text);
	const scan = isUnread ? scanHead(text) : undefined;
	if (scan !== undefined) return { item: new WireItem(text, scan.head, scan) };
	const parsed = parsedOf(text);
	if ("problem" in parsed)
		return { problem: parsed.problem, line: text.line + parsed.line, parsed };
	const head = headOf(parsed.value);
	return typeof head === "string"
		? { problem: head, line: text.line, parsed }
		: { item: new WireItem(text, head, undefined, parsed) };
}

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
export function textProblem(item: Item): ParseProblem | undefined {
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
export class WireItem implements Item, CutItem {
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

	get item(): Item {
		return this;
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
		const place = scan?.newAnnotation;
		if (place !== undefined && !scan?.annotationKeys.includes(key))
			return annotationInserted(this, place, { key, value });
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
		const own = this.withOwn(text);
		// A kustomization.yaml needs no kind, and has none after an edit.
		if (this.kind === "") return new WireItem(own, this);
		const made = makeItem(own);
		return "item" in made ? made.item : undefined;
	}

	protected withOwn(text: string): ItemText {
		const { form, indent, line, trailing, wire } = this;
		return { text, form, indent, line, trailing, wire };
	}
}
