import type { Item } from "../../krm/item.ts";
import type { OwnValues } from "./mapping.ts";
import type { ChartVersion, KeyPaths, SettingPlace, Target } from "./target.ts";
import { isEncrypted, type Unknown } from "./unknown.ts";
import {
	mappingSource,
	type ReadSource,
	type ValueSource,
} from "./value-source.ts";

/** What sets the values of one installation. */
export interface Layers<Source = ReadSource> {
	/** The object that installs. */
	readonly item: Item;
	/** Highest precedence first: the first one that has the setting decides. */
	readonly sources: readonly Source[];
	/** The one of `sources` that takes a setting which no source has. */
	readonly home: Source;
	readonly version?: ChartVersion | undefined;
}

/** Why what is in plain text has no place, unless said otherwise. */
const lockOf = ({ item, sources }: Layers<ValueSource>) => ({
	locked: [item, ...sources.map((one) => one.where([]).item)].some(isEncrypted)
		? "is encrypted by sops, and an edit would break its MAC"
		: sources.some(({ isKept }) => isKept)
			? "takes values from files, which are not edited here"
			: sources.some(({ isTemplate }) => isTemplate)
				? "has values in a text that is a template, which is not edited"
				: "shares YAML there by an anchor or an alias, and an edit would change the rest, too",
});

/**
 * Makes a target of sources of values. A value is edited where it decides or, when that is not allowed, set in a
 * higher source. A setting that no source has goes to the highest source that has others, else to `home`; when a
 * source that can't be read may set it, only beside others; and so when it is in a file or its settings are, which is
 * then the place to set it by hand.
 */
export function layeredTarget<Key extends string>(
	layers: Layers<ValueSource>,
	keys: KeyPaths<Key>,
	rest: Pick<Target<Key>, "locked" | "isForMany"> = lockOf(layers),
): Target<Key> {
	const { item, sources, home, version } = layers;
	const all = Object.keys(keys) as Key[];
	const pathOf = (key: Key): readonly string[] => keys[key]?.path ?? [key];
	const values: Partial<Record<Key, string>> = {};
	const unknown: Partial<Record<Key, Unknown>> = {};
	/** The index of the source that decides each setting; `sources.length` when no source has it. */
	const deciding = new Map<Key, number>();
	for (const key of all) {
		const seen = sources.map((source) => source.see(pathOf(key)));
		const index = seen.findIndex((one) => one !== undefined);
		const { value, unknown: why } = seen[index] ?? {};
		deciding.set(key, index < 0 ? sources.length : index);
		if (value !== undefined) values[key] = value;
		if (why !== undefined) unknown[key] = why;
	}
	const sourcesAbove = (key: Key) => sources.slice(0, deciding.get(key) ?? 0);
	const holdsSettings = (source: ValueSource) =>
		all.some((key) => source.see(pathOf(key))?.value !== undefined);
	const holder = sources.find(holdsSettings);
	/** The source that decides a setting, or the file that would. */
	const ownerOf = (key: Key) =>
		sources[deciding.get(key) ?? sources.length] ??
		(holder?.isKept ? holder : undefined);
	const place = (key: Key): SettingPlace | undefined => {
		const index = deciding.get(key);
		const kind = unknown[key]?.kind;
		if (index === undefined || kind === "variable" || kind === "encrypted")
			return undefined;
		const path = pathOf(key);
		const own = kind === undefined ? sources[index]?.place(path) : undefined;
		if (own !== undefined) return own;
		const above = sourcesAbove(key);
		const beside = above.find(
			(source) => source.place(path) !== undefined && holdsSettings(source),
		);
		const isKept = kind === "elsewhere" || ownerOf(key)?.isKept;
		const isSure = !isKept && above.includes(home);
		return (beside ?? (isSure ? home : undefined))?.place(path);
	};
	return {
		item,
		values,
		unknown,
		version,
		...rest,
		keys: all,
		above: (key) => {
			const canBeSet = home.place(pathOf(key)) !== undefined;
			return canBeSet && sourcesAbove(key).includes(home)
				? home.where([])
				: undefined;
		},
		nameOf: (key) => pathOf(key).join("."),
		isBoolean: (key) => keys[key]?.isBoolean === true,
		where: (key) => {
			const owner = ownerOf(key);
			if (owner !== undefined) return owner.where(pathOf(key));
			const { item, field, path } = place(key) ?? home.where(pathOf(key));
			return path === undefined ? { item, field } : { item, field, path };
		},
		place,
	};
}

/** The target whose settings are all below one field of the object. */
export function fieldTarget<Key extends string>(
	own: OwnValues,
	keys: KeyPaths<Key>,
): Target<Key> {
	const home = mappingSource(own);
	return layeredTarget({ item: own.item, sources: [home], home }, keys);
}
