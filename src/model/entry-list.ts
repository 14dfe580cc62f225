import type { Item } from "../krm/item.ts";
import type { Fields } from "../text/entry.ts";
import type { EntryOf, ListName, Row, Rows, Source, Sourced } from "./entry.ts";

/** A list of a ClusterSnapshot's spec, whose entries come from there or from raw objects. */
export interface EntryList<Entry extends { readonly name: string }> {
	/** The kind of the raw objects. */
	readonly kind: string;
	/** Makes an entry of a valid raw object. */
	readonly ofObject: (object: unknown, item: Item) => Sourced<Entry>;
	/** The entries of a (valid) ClusterSnapshot. */
	readonly ofSnapshot: (
		entries: readonly Entry[],
		item: Item,
	) => Sourced<Entry>[];
	/** The entry as a ClusterSnapshot holds it. */
	readonly written: (entry: Sourced<Entry>) => object;
	/** The fields of a raw object that its schema does not have. */
	readonly lateFields: readonly Fields[];
	/** The path of a field in the raw object; undefined for a field that is no row. */
	readonly rawPath: (field: string) => string | undefined;
}

type AnyRows = Readonly<Record<string, Row<unknown> | undefined>>;
type AnyEntry = Record<string, unknown>;

/** The list of that name, with a row for each field of its entries. */
export function entryList<List extends ListName>(
	name: List,
	kind: string,
	given: Rows<EntryOf<List>>,
): EntryList<EntryOf<List>> {
	const rows = given as AnyRows;
	const late = Object.values(rows).flatMap((row) => row?.late ?? []);
	const first = "namespace" in rows ? ["namespace", "name"] : ["name"];
	const order = [...new Set([...first, ...Object.keys(rows)])];
	const empty = emptyEntry(rows);
	const OfObject = entryClass(rows, empty);
	return {
		kind,
		ofObject: (object, item) => new OfObject(object, item) as never,
		ofSnapshot: (entries, item) =>
			entries.map((entry, i) => {
				const own: AnyEntry = { ...empty };
				for (const field in entry) own[field] = entry[field];
				own.source = { item, path: `spec.${name}[${i}]` };
				return own as never;
			}),
		written: (entry) => {
			const own: AnyEntry = {};
			for (const field of order) {
				const value = (entry as unknown as AnyEntry)[field];
				const write = rows[field]?.written;
				const kept =
					write === undefined || value === undefined ? value : write(value);
				if (kept !== undefined) own[field] = kept;
			}
			return own;
		},
		lateFields: late,
		rawPath: (field) => rows[field]?.raw,
	};
}

/**
 * The template that all entries are copied from: V8 is fast with objects that have the same fields, absent ones too.
 */
function emptyEntry(rows: AnyRows): AnyEntry {
	const fields = Object.keys(rows).filter((field) => !rows[field]?.late);
	const absent = fields.map((field) => [field, undefined]);
	return { name: "", ...Object.fromEntries(absent), source: undefined };
}

/** The class of entries from raw objects; late fields are looked up on first use. */
function entryClass(rows: AnyRows, empty: AnyEntry) {
	const all = Object.entries(rows) as [string, Row<unknown>][];
	const now = all.filter(([, { late }]) => late === undefined);
	class OfObject {
		declare readonly source: Source;

		constructor(object: unknown, item: Item) {
			const own = Object.assign(this as AnyEntry, empty);
			own.name = item.name;
			own.source = { item, path: "" };
			for (const [field, { of }] of now) own[field] = of(object, item);
		}
	}
	for (const [field, { late, of }] of all)
		if (late !== undefined)
			Object.defineProperty(OfObject.prototype, field, {
				get(this: OfObject) {
					return of(undefined, this.source.item);
				},
			});
	return OfObject;
}
