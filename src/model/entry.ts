import type { ClusterSnapshot } from "../../schemas/generated/types.ts";
import type { Item } from "../krm/item.ts";
import type { Fields } from "../text/entry.ts";

/** The origin of a value: an item and the field path in it (empty for the whole item). */
export interface Source {
	readonly item: Item;
	readonly path: string;
}

/** A list of a ClusterSnapshot with one entry for each raw object. */
export type ListName =
	| "nodes"
	| "ciliumNodes"
	| "podIPPools"
	| "ciliumNodeConfigs";

/** An entry of the list in a ClusterSnapshot. */
export type EntryOf<List extends ListName> = NonNullable<
	ClusterSnapshot["spec"][List]
>[number];

/** The type of the value at a dotted path whose parents may be absent or null. */
type At<Raw, Path extends string> = Path extends `${infer Key}.${infer Rest}`
	? At<Field<Raw, Key>, Rest>
	: Field<Raw, Path>;
type Field<Raw, Key> = Key extends keyof NonNullable<Raw>
	? NonNullable<Raw>[Key]
	: NotInSchema<Key>;

/** Fits no field, so that tsc reports a path that is not in the raw object's schema. */
interface NotInSchema<Key> {
	readonly missing: Key;
}

/** A field of an entry: its path in a raw object, and the part that is kept. */
export interface Row<Value> {
	/** The path in the raw object, as results name it. */
	readonly raw: string;
	/** The field of a raw object. */
	readonly of: (object: unknown, item: Item) => Value | undefined;
	/** Fields that are not in the raw object's schema; they are looked up on first use. */
	readonly late?: Fields;
	/** The part of the value that a snapshot writes; all of it when absent. */
	written?(value: Value): Value | undefined;
}

/** The fields of an entry beside its name, in the order in which they are written. */
export type Rows<Entry> = {
	readonly [Name in Exclude<keyof Entry, "name">]-?: Row<
		NonNullable<Entry[Name]>
	>;
};

/** An entry with its source; an absent field may be there as undefined. */
export type Sourced<Entry extends { readonly name: string }> = {
	readonly name: string;
	readonly source: Source;
} & {
	readonly [Name in Exclude<keyof Entry, "name">]?: Entry[Name] | undefined;
};

/** Makes a row of the value at a path in the raw object's schema: all of it, or what `keep` returns. */
interface MakeRow<Raw> {
	<Path extends string>(raw: Path): Row<NonNullable<At<Raw, Path>>>;
	<Path extends string, Value>(
		raw: Path,
		keep: (value: At<Raw, Path>) => Value | null | undefined,
		written?: (value: Value) => Value | undefined,
	): Row<Value>;
}

/** Makes rows for a kind of raw object; `Raw` is its schema type. */
export function rowsOf<Raw>(): MakeRow<Raw> {
	return (
		raw: string,
		keep: (value: never) => unknown = (value) => value,
		written?: (value: never) => undefined,
	): Row<never> => {
		const steps = raw.split(".");
		return {
			raw,
			of: (object) =>
				(keep(valueAt(object, steps) as never) ?? undefined) as never,
			...(written === undefined ? {} : { written }),
		};
	};
}

/** A row that is computed on first use from the item and these fields of it. */
export function lateRow<Value>(
	raw: string,
	late: Fields,
	of: (item: Item, fields: Fields) => Value | undefined,
): Row<Value> {
	return { raw, of: (_, item) => of(item, late), late };
}

function valueAt(object: unknown, steps: readonly string[]): unknown {
	let value = object;
	for (let i = 0; i < steps.length; i++) {
		if (value === undefined || value === null) return undefined;
		value = (value as Readonly<Record<string, unknown>>)[steps[i] as string];
	}
	return value;
}
