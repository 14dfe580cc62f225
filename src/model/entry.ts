import type { ClusterSnapshot } from "../../schemas/generated/types.ts";
import type { Item } from "../krm/item.ts";
import type { Fields } from "../text/entry.ts";

/** Where a value came from: an item, and the field path of the value inside it (empty for the item itself). */
export interface Source {
	readonly item: Item;
	readonly path: string;
}

/** A list of a ClusterSnapshot of which a raw object makes an entry each. */
export type ListName =
	| "nodes"
	| "ciliumNodes"
	| "podIPPools"
	| "ciliumNodeConfigs";

/** An entry of the list as it is written. */
export type EntryOf<List extends ListName> = NonNullable<
	ClusterSnapshot["spec"][List]
>[number];

/** The type of the value at a dotted path, where what is on the way may be absent or null. */
type At<Raw, Path extends string> = Path extends `${infer Key}.${infer Rest}`
	? At<Field<Raw, Key>, Rest>
	: Field<Raw, Path>;
type Field<Raw, Key> = Key extends keyof NonNullable<Raw>
	? NonNullable<Raw>[Key]
	: NotInSchema<Key>;

/** Fits no field, so that tsc finds a path that the raw object's schema does not have. */
interface NotInSchema<Key> {
	readonly missing: Key;
}

/** A field of an entry: where a raw object keeps it, and what is kept of that. */
export interface Row<Value> {
	/** The path in the raw object, as results name it. */
	readonly raw: string;
	/** The field of a raw object. */
	readonly of: (object: unknown, item: Item) => Value | undefined;
	/** Fields that the raw object's schema does not have: they are looked up only where somebody asks for the row. */
	readonly late?: Fields;
	/** What is written of the field; all of it when absent. */
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

/** Makes a row of the value at a path that the schema of the raw object has: of all of it, or of what `keep` leaves. */
interface MakeRow<Raw> {
	<Path extends string>(raw: Path): Row<NonNullable<At<Raw, Path>>>;
	<Path extends string, Value>(
		raw: Path,
		keep: (value: At<Raw, Path>) => Value | null | undefined,
		written?: (value: Value) => Value | undefined,
	): Row<Value>;
}

/** Makes rows for a kind of raw object, `Raw` as its schema has it. */
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

/** A row that is made of the item and of these fields of it, when somebody asks for it. */
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
