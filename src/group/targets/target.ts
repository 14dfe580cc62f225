import type { Item } from "../../krm/item.ts";
import {
	AKO_SETTINGS,
	type AkoKey,
	type AkoSettingRow,
} from "../../model/ako-settings.ts";
import {
	CILIUM_SETTINGS,
	type CiliumKey,
	type CiliumSettingRow,
} from "../../model/cilium-settings.ts";
import type { Step } from "../../text/edit-value.ts";
import type { Unknown } from "./unknown.ts";

export type { AkoKey, CiliumKey };

/** A field of an object, as results name it. */
export interface FieldRef {
	readonly item: Item;
	readonly field: string;
	/** The field's path in the object, or that of the text or list which holds it; absent where nothing is edited. */
	readonly path?: readonly Step[];
}

/** Settings read from an object. A key that is neither in `values` nor in `unknown` is not set. */
export interface Settings<Key extends string> {
	/** The object that installs AKO or Cilium, or the dump of what runs. */
	readonly item: Item;
	readonly values: Readonly<Partial<Record<Key, string>>>;
	/** The settings whose value can't be seen, or that may have one elsewhere. */
	readonly unknown: Readonly<Partial<Record<Key, Unknown>>>;
	/** The setting's field, for results; it may be in another object than `item`. */
	readonly where: (key: Key) => FieldRef;
}

/** Where a setting is written. */
export interface SettingPlace extends FieldRef {
	readonly path: readonly Step[];
	/** Set when the value at `path` is YAML in a text: the path in there. */
	readonly inner?: readonly string[];
	/** Set when the value at `path` is a new `{name, value}` entry: its name. */
	readonly newName?: string;
	/** True where booleans too are written as texts. */
	readonly isText?: true;
}

/** Settings that are desired state and can be edited in place. */
export interface Target<Key extends string> extends Settings<Key> {
	/** The setting's name in the object, as `AKOSettings.cniPlugin`. */
	readonly nameOf: (key: Key) => string;
	/** True for a boolean, false for a text; `SettingPlace.isText` overrides it. */
	readonly isBoolean: (key: Key) => boolean;
	/** Where to write the setting; undefined when it must not be written, or has no place there. */
	readonly place: (key: Key) => SettingPlace | undefined;
	/** The settings that this kind of object has. */
	readonly keys: readonly Key[];
	/** The values that override those in which the setting can't be seen; undefined when there are none. */
	readonly above: (key: Key) => FieldRef | undefined;
	/** Why a setting that is seen has no place, as the end of a sentence about the object that has it. */
	readonly locked: string;
	/** What to do about it, made of what is to be set, as `set a: b`; by default to set it in the object. */
	readonly remedyOf?: (set: string) => string;
	/** True when kustomizations of other clusters build it, too. */
	readonly isShared?: true;
	/** True when the kustomization beside its file leaves the file out: perhaps nothing applies it. */
	readonly isLeftOut?: true;
	/** True when it is for many clusters, and may not apply to this one. */
	readonly isForMany?: true;
	/** The version of the chart that it installs, where it names one. */
	readonly version?: ChartVersion | undefined;
}

/** The version of a chart, as its object names it: it may be a range. */
export interface ChartVersion extends FieldRef {
	readonly text: string;
}

/** A remark about a field of an object. */
export interface FieldNote {
	/** The object, when it is not the one that is read. */
	readonly item?: Item;
	readonly field: string;
	readonly message: string;
}

/** What this tool sets values of, as messages name it. */
export const NAMES = { ako: "AKO", cilium: "Cilium" } as const;

/** What this tool sets values of. */
export type Product = keyof typeof NAMES;

/** All products. */
export const PRODUCTS: readonly Product[] = ["ako", "cilium"];

/** A remark with its remedy, as an imperative; or where to set the product's values by hand. */
export type Note = FieldNote & ({ readonly remedy: string } | ByHand);

/** Where to set values of the product by hand, as the end of a sentence. */
export interface ByHand {
	readonly product: Product;
	readonly place: string;
	/** Settings that stand there: those that are right are not asked for. */
	readonly seen?: readonly SeenSetting[];
	/** True for a patch: what it does not set it leaves as it is. */
	readonly isPatch?: boolean;
	/** True for a file that may only set up what an object of the package installs, and keeps, later. */
	readonly isBootstrap?: boolean;
	/** True for what installs in many clusters: where these want different values, none is right for all. */
	readonly isForAll?: true;
	/** True for a file of values, of which there may be many. */
	readonly isValuesFile?: true;
}

/** A setting that stands in an object that is no target. */
export interface SeenSetting {
	readonly key: AkoKey | CiliumKey;
	/** Its name there, as `akoSettings.cniPlugin`. */
	readonly name: string;
	/** Empty when it is unset; undefined when it can't be seen. */
	readonly value: string | undefined;
	/** True where booleans too are texts. */
	readonly isQuoted?: true;
	/** True for what a patch leaves to the object that it changes. */
	readonly isLeft?: boolean;
}

/** What was found in an object that installs AKO or Cilium. */
export interface FoundTargets {
	readonly ako?: readonly Target<AkoKey>[];
	readonly cilium?: readonly Target<CiliumKey>[];
	/** Fields whose shape does not fit the kind; the object is not edited. */
	readonly problems?: readonly FieldNote[];
	/** It looks like a target but can't be edited: what to set by hand. */
	readonly notes?: readonly Note[];
}

/** What was found, with all targets changed. */
export const mapTargets = (
	{ ako, cilium, ...rest }: FoundTargets,
	change: <Key extends string>(target: Target<Key>) => Target<Key>,
): FoundTargets => ({
	...rest,
	...(ako && { ako: ako.map((target) => change(target)) }),
	...(cilium && { cilium: cilium.map((target) => change(target)) }),
});

/** Paths of the settings in a mapping, and whether they are booleans there. A setting without one is not in it. */
export type KeyPaths<Key extends string> = {
	readonly [Name in Key]?: {
		readonly path: readonly string[];
		readonly isBoolean: boolean;
	};
};

/** Makes the paths from the rows of a table; where a kind of object has no booleans, all settings are texts. */
const pathsFrom =
	<Key extends string, Row extends { readonly isBoolean?: true }>(
		rows: Readonly<Record<Key, Row>>,
	) =>
	(
		pathOf: (row: Row, key: Key) => readonly string[] | undefined,
		hasBooleans = false,
	): KeyPaths<Key> => {
		const entries = Object.entries(rows) as [Key, Row][];
		const paths = entries.flatMap(([key, row]) => {
			const path = pathOf(row, key);
			const isBoolean = hasBooleans && row.isBoolean === true;
			return path === undefined ? [] : [[key, { path, isBoolean }]];
		});
		return Object.fromEntries(paths) as KeyPaths<Key>;
	};

/** Paths of AKO's settings in a kind of object. */
export const akoPaths = pathsFrom<AkoKey, AkoSettingRow>(AKO_SETTINGS);

/** Paths of Cilium's settings in a kind of object. */
export const ciliumPaths = pathsFrom<CiliumKey, CiliumSettingRow>(
	CILIUM_SETTINGS,
);
