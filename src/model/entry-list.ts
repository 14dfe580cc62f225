import type { Item } from "../krm/item.ts";
import type { Fields } from "../text/entry.ts";
import type { EntryOf, ListName, Row, Rows, Source, Sourced } from "./entry.ts";

/** A list of a ClusterSnapshot's spec, whose entries come from there or from raw objects. */
export interface EntryList<Entry extends { readonly name: string }> {
	/** The kind of the raw objects. */
	readonly kind: string;
	/** The entry that a (valid) raw object makes. */
	readonly ofObject: (object: unknown, item: Item) => Sourced<Entry>;
	/** The entries of a (valid) ClusterSnapshot. */
	readonly ofSnapshot: (
		entries: readonly Entry[],
		item: Item,
	) => Sourced<Entry>[];
	/** The entry as a ClusterSnapshot holds it; absent fields are undefined. */
	readonly written: (entry: Sourced<Entry>) => object;
	/** The fields of a raw object that its schema does not have. */
	readonly lateFields: readonly Fields[];
	/** The path of a field in the raw object; undefined for a field that is no row. */
	readonly rawPath: (field: string) => string | undefined;
}

/** The list of that name, with a row for each field of its entries. */
export function entryList<List extends ListName>(
	name: List,
	kind: string,
	rows: Rows<EntryOf<List>>,
): EntryList<EntryOf<List>> {
	type Entry = EntryOf<List>;
	const all = Object.entries(rows as Readonly<Record<string, Row<unknown>>>);
	const now = all.filter(([, row]) => row.late === undefined);
	const late = all.filter(([, row]) => row.late !== undefined);
	// All entries start as copies of one object: V8 is quick with objects that have the same fields, absent ones too.
	const empty = Object.fromEntries(now.map(([field]) => [field, undefined]));
	const whole = { name: "", ...empty, source: undefined };

	/** An entry out of a raw object. */
	class OfObject {
		declare readonly source: Source;

		constructor(object: unknown, item: Item) {
			const own = this as Record<string, unknown>;
			Object.assign(own, whole);
			own.name = item.name;
			own.source = { item, path: "" };
			for (const [field, { of }] of now) own[field] = of(object, item);
		}
	}
	for (const [field, { of }] of late)
		Object.defineProperty(OfObject.prototype, field, {
			get(this: OfObject) {
				return of(undefined, this.source.item);
			},
		});

	return {
		kind,
		ofObject: (object, item) =>
			new OfObject(object, item) as unknown as Sourced<Entry>,
		ofSnapshot: (entries, item) =>
			entries.map((entry, i) => {
				const own: Record<string, unknown> = { ...whole };
				for (const field in entry) own[field] = entry[field];
				own.source = { item, path: `spec.${name}[${i}]` };
				return own as unknown as Sourced<Entry>;
			}),
		written: (entry) => {
			const own: Record<string, unknown> = { name: entry.name };
			for (const [field, { written }] of all) {
				const value = entry[field as keyof Sourced<Entry>];
				own[field] =
					written === undefined || value === undefined ? value : written(value);
			}
			return own;
		},
		lateFields: late.flatMap(([, row]) => row.late ?? []),
		rawPath: (field) => rows[field as keyof typeof rows]?.raw,
	};
}
