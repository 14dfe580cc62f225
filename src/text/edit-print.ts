import type { Node } from "yaml";
import type { EditValue, Step } from "./edit-value.ts";
import type { ItemText } from "./entry.ts";
import { jsYaml } from "./js-yaml.ts";
import { printYaml } from "./print-yaml.ts";

type Form = ItemText["form"];

/** An edit: the value to set at a path of a document. */
export interface Edit {
	readonly form: Form;
	readonly body: string;
	readonly path: readonly Step[];
	readonly value: EditValue;
}

/** A replacement of a part of a text. */
export interface Splice {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The value below the steps that do not exist yet. */
export function nest(path: readonly Step[], value: EditValue): unknown {
	return path.reduceRight<unknown>(
		(inner, step) => (step === "-" ? [inner] : { [step]: inner }),
		value,
	);
}

/** The lines of a block-style value, from a column on. */
export function blockLines(value: unknown, column: number): string {
	return printYaml(value).replace(/^(?=.)/gm, " ".repeat(column));
}

/** A value on one line. */
export function flowText(form: Form, value: unknown): string {
	if (form === "json") return JSON.stringify(value);
	return jsYaml()
		.dump(value, {
			flowLevel: 0,
			lineWidth: -1,
			quoteStyle: "double",
		})
		.trimEnd();
}

/**
 * The text of a member (or entry) that goes behind the last one of a collection in brackets: on a line of its own where
 * the last one has that, with its indentation. `last` is the last one's start, `close` that of the closing bracket.
 */
export function memberText(
	{ form, body }: Pick<Edit, "form" | "body">,
	{ last, close }: { readonly last: number; readonly close: number },
	member: unknown,
): string {
	const margin = marginOf(body, last);
	const space = margin === undefined ? " " : `\n${margin}`;
	if (margin === undefined || form === "yaml")
		return `,${space}${flowText(form, member).slice(1, -1)}`;
	const outer = marginOf(body, close) ?? "";
	const unit = margin.startsWith(outer) ? margin.slice(outer.length) : "";
	const printed = JSON.stringify(member, null, unit || "  ").split("\n");
	const inner = printed.slice(1, -1);
	const lead = inner[0]?.search(/\S/) ?? 0;
	return `,\n${inner.map((line) => margin + line.slice(lead)).join("\n")}`;
}

/** The white space in front of an offset, when nothing else is on its line; undefined on the first line. */
function marginOf(body: string, offset: number): string | undefined {
	const line = body.lastIndexOf("\n", offset - 1);
	const before = body.slice(line + 1, offset);
	return line >= 0 && before.trim() === "" ? before : undefined;
}

/** The scalar in the style of the one that it replaces: quotes stay quotes, a literal block stays one. */
export function scalarLike(
	old: string,
	value: EditValue,
	form: Form,
	column: number,
): string {
	if (typeof value !== "string" || form === "json")
		return JSON.stringify(value);
	if (/^[|>]/.test(old)) return literalBlock(old, value, column);
	if (old.startsWith('"')) return JSON.stringify(value);
	if (old.startsWith("'") && !/[\n\p{Cc}]/u.test(value))
		return `'${value.replaceAll("'", "''")}'`;
	return printYaml(value).trimEnd();
}

/** A literal block with the indentation and the header comment of the old one. */
function literalBlock(old: string, value: string, column: number): string {
	const [header = "|"] = old.split("\n", 1);
	const comment = /\s#.*$/.exec(header)?.[0] ?? "";
	const margin = /\n( +)\S/.exec(old)?.[1] ?? " ".repeat(column + 2);
	if (/^\s/.test(value) || value.trim() === "")
		return JSON.stringify(value) + comment;
	const chomp = value.endsWith("\n\n") ? "+" : value.endsWith("\n") ? "" : "-";
	const lines = value.replace(/\n$/, "").replace(/^(?=.)/gm, margin);
	return `|${chomp}${comment}\n${lines}${old.endsWith("\n") ? "\n" : ""}`;
}

/**
 * A literal block in which only the lines that differ are replaced, so that all others keep their bytes. Undefined for
 * other scalars, and where the first line or the end differs, because these decide the header (`|2`, `|+`).
 */
export function otherLines(
	old: string,
	before: unknown,
	value: unknown,
): string | undefined {
	const isText = typeof before === "string" && typeof value === "string";
	if (!isText || !old.startsWith("|")) return undefined;
	const [header, ...lines] = old.split("\n");
	const was = before.split("\n");
	const now = value.split("\n");
	const most = Math.min(was.length, now.length);
	let same = 0;
	while (same < most && was[same] === now[same]) same++;
	let behind = 0;
	while (behind < most - same && was.at(-1 - behind) === now.at(-1 - behind))
		behind++;
	const full = was.findIndex((line) => line.trim() !== "");
	const isEndChanged = behind === 0 && [was, now].some((one) => !one.at(-1));
	if (full < 0 || full >= same || isEndChanged) return undefined;
	const margin = lines[full]?.slice(0, -(was[full]?.length ?? 0)) ?? "";
	const own = now
		.slice(same, now.length - behind)
		.map((line) => (line === "" ? line : margin + line));
	return [
		header,
		...lines.slice(0, same),
		...own,
		...lines.slice(was.length - behind),
	].join("\n");
}

/** The column of an offset. */
export function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Where a node starts. */
export const startOf = (node: Node) => node.range?.[0] ?? 0;
/** Where a node's value ends. */
export const endOf = (node: Node) => node.range?.[1] ?? 0;
