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
	const OfObject = entryClass(rows);
	return {
		kind,
		ofObject: (object, item) => new OfObject(object, item) as never,
		ofSnapshot: (entries, item) =>
			// With `source` behind the spread, V8 makes slow objects.
			entries.map(
				(entry, i) =>
					({ source: new ListSource(item, name, i), ...entry }) as never,
			),
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

/** The source of an entry of a ClusterSnapshot. Its path is made when a finding asks for it. */
class ListSource implements Source {
	declare readonly item: Item;
	declare private readonly list: ListName;
	declare private readonly index: number;

	constructor(item: Item, list: ListName, index: number) {
		this.item = item;
		this.list = list;
		this.index = index;
	}

	get path(): string {
		return `spec.${this.list}[${this.index}]`;
	}
}

/** The class of entries from raw objects; late fields are looked up on first use. */
function entryClass(rows: AnyRows) {
	const all = Object.entries(rows) as [string, Row<unknown>][];
	const now = all.filter(([, { late }]) => late === undefined);
	// V8 is fast with objects that have the same fields from the start, absent ones too.
	const empty: AnyEntry = {
		name: "",
		...Object.fromEntries(now.map(([field]) => [field, undefined])),
		source: undefined,
	};
	class OfObject {
		declare readonly source: Source;

		constructor(object: unknown, item: Item) {
			const own = Object.assign(this as AnyEntry, empty);
			own.name = item.name;
			own.source = { item, path: "" };
			for (let i = 0; i < now.length; i++) {
				const [field, { of }] = now[i] as (typeof now)[number];
				own[field] = of(object, item);
			}
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
