import type { Step } from "../../krm/edit-print.ts";
import type { Item } from "../../krm/item.ts";
import { AKO_KEYS, type AkoKey, akoSettingRow } from "./ako-settings.ts";

export type { AkoKey };

/** Cilium's settings that this tool changes: the SCTP switch, and whether a change rolls the agents. */
export type CiliumKey = "sctp" | "rollOut";

/** A field of an object, as results name it. */
export interface FieldRef {
	readonly item: Item;
	readonly field: string;
}

/** Why a value can't be seen: such a one is never compared, called absent, edited or taken over. */
export interface Unknown {
	/** What the setting is said to be, or where it may be set, as the end of a sentence. */
	readonly reason: string;
}

/** Settings as they are written somewhere. A key that is neither in `values` nor in `unknown` is not set. */
export interface Settings<Key extends string> {
	/** The object that installs AKO or Cilium, or the dump of what runs. */
	readonly item: Item;
	readonly values: Readonly<Partial<Record<Key, string>>>;
	/** The settings that have a value which can't be seen here, or may have one. */
	readonly unknown: Readonly<Partial<Record<Key, Unknown>>>;
	/** The setting's field, for results; it may be in another object than `item`. */
	readonly where: (key: Key) => FieldRef;
}

/** Where a setting is written. */
export interface SettingPlace {
	readonly path: readonly Step[];
	/** Set when the value at `path` is YAML in a text: the path in there. */
	readonly inner?: readonly string[];
	/** Set when the value at `path` is a new `{name, value}` entry: its name. */
	readonly newName?: string;
	readonly isBoolean: boolean;
}

/** Settings that are desired state and can be edited where they stand. */
export interface Target<Key extends string> extends Settings<Key> {
	/** Where to write the setting; undefined when the object has no place for it. */
	readonly place: (key: Key) => SettingPlace | undefined;
}

/** What an object that installs AKO or Cilium says. */
export interface FoundTargets {
	readonly ako?: readonly Target<AkoKey>[];
	readonly cilium?: readonly Target<CiliumKey>[];
	/** Its shape is not what its kind says; it stays untouched. */
	readonly problems?: readonly {
		readonly field: string;
		readonly message: string;
	}[];
	/** It looks like a target but can't be edited: what to set by hand. */
	readonly notes?: readonly {
		readonly field: string;
		readonly message: string;
	}[];
}

/** Where a setting stands in a mapping, and whether it is a truth value there. */
interface KeyPath {
	readonly path: readonly string[];
	readonly isBoolean?: true;
}

/** Where the settings stand in a mapping. */
export type KeyPaths<Key extends string> = Readonly<
	Partial<Record<Key, KeyPath>>
>;

/** Where AKO's settings stand in a form; undefined for one that the form does not have. */
export function keyPaths(
	pathOf: (key: AkoKey) => KeyPath | undefined,
): KeyPaths<AkoKey> {
	const entries = AKO_KEYS.map((key) => [key, pathOf(key)] as const);
	return Object.fromEntries(
		entries.filter(([, path]) => path !== undefined),
	) as KeyPaths<AkoKey>;
}

/** The values of the chart `ako`; its templates quote, so texts are texts. */
export const AKO_VALUES: KeyPaths<AkoKey> = keyPaths((key) => ({
	path: akoSettingRow(key).chart,
}));

/** The values of the chart `cilium`. */
export const CILIUM_VALUES: KeyPaths<CiliumKey> = {
	sctp: { path: ["sctp", "enabled"], isBoolean: true },
	rollOut: { path: ["rollOutCiliumPods"], isBoolean: true },
};
