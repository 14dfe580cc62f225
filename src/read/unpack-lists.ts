import { INDEX, LOCAL_CONFIG, PATH } from "../krm/annotations.ts";
import type { Head, Item, Parsed } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import { isListKind } from "../krm/list-kinds.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { isMapping } from "./cut.ts";
import { errorAmongKeys } from "./log-lines.ts";
import { headOf } from "./make-item.ts";

/** A List among the items, with what it says about items that it left out. */
export interface Unpacked {
	/** The items, each List replaced by what it holds. */
	readonly items: readonly Item[];
	readonly goesOn?: GoesOn;
}

/** A List that is only a part of what there is. */
export interface GoesOn {
	/** What it says of the rest, in words that follow "its". */
	readonly says: string;
	/** The List; undefined when it is the whole input. */
	readonly item?: Item;
}

const isList = ({ apiVersion, kind }: Head) => isListKind(apiVersion, kind);

/** Opens the Lists among the items: kubectl's dumps, as files or as named items. A List in a List is an error. */
export function unpackLists(items: readonly Item[]): Outcome<Unpacked> {
	if (!items.some(isList)) return { value: { items }, results: [] };
	const results: Result[] = [];
	let goesOn: GoesOn | undefined;
	const unpacked = items.flatMap((item): Item[] => {
		if (!isList(item)) return [item];
		const report = (message: string) => {
			results.push(
				resultAt(item, {
					check: "input-invalid",
					severity: "error",
					message: `${item.kind} ${item.name}: ${message}`,
				}),
			);
			return [];
		};
		const parsed = item.parsed();
		if ("problem" in parsed) return report(parsed.problem);
		if (!isMapping(parsed.value) || !Array.isArray(parsed.value.items))
			return report("it has no items; want an array of objects");
		const failed = errorAmongKeys(parsed.value);
		if (failed !== undefined) return report(failed);
		const says = incomplete(parsed.value.metadata);
		if (says !== undefined) goesOn ??= { says, item };
		return parsed.value.items.flatMap((value: unknown, i): Item[] => {
			const head = headOf(withKind(value, item));
			if (typeof head === "string") return report(`items[${i}]: ${head}`);
			if (isList(head))
				return report(
					`items[${i}] is a ${head.kind} itself; unpack it (kubectl get -o yaml gives one level)`,
				);
			return [new PackedItem(item, head, value)];
		});
	});
	return {
		value: { items: unpacked, ...(goesOn === undefined ? {} : { goesOn }) },
		results,
	};
}

/** What a List's metadata says about items that it left out; undefined when it is whole. */
export function incomplete(metadata: unknown): string | undefined {
	if (!isMapping(metadata)) return undefined;
	const { continue: token, remainingItemCount } = metadata;
	if (typeof remainingItemCount === "number" && remainingItemCount > 0)
		return `metadata.remainingItemCount is ${remainingItemCount}`;
	return typeof token === "string" && token !== ""
		? "metadata.continue is set"
		: undefined;
}

/** The objects of a NodeList may leave out what the list's kind says already. */
function withKind(value: unknown, list: Head): unknown {
	if (!isMapping(value) || list.kind === "List") return value;
	return {
		apiVersion: list.apiVersion,
		kind: list.kind.replace(/List$/, ""),
		...value,
	};
}

/** What holds for a List holds for all that is in it. */
const INHERITED = [PATH, INDEX, LOCAL_CONFIG];

/** An object inside a List: it is read, but only the List as a whole can be marked. */
class PackedItem implements Item {
	readonly text = "";
	readonly form = "yaml";
	readonly indent = 0;
	readonly line: number;
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	declare readonly namespace?: string;
	readonly annotations: Readonly<Record<string, string>>;
	readonly container: Item;
	readonly #value: unknown;

	constructor(container: Item, head: Head, value: unknown) {
		const place = Object.entries(container.annotations).filter(([key]) =>
			INHERITED.includes(key),
		);
		this.line = container.line;
		this.apiVersion = head.apiVersion;
		this.kind = head.kind;
		this.name = head.name;
		if (head.namespace !== undefined) this.namespace = head.namespace;
		this.annotations = { ...head.annotations, ...Object.fromEntries(place) };
		this.container = container;
		this.#value = value;
	}

	parsed(): Parsed {
		return { value: this.#value };
	}

	read(): Parsed {
		return this.parsed();
	}

	annotated(): undefined {
		return undefined;
	}

	edited(): undefined {
		return undefined;
	}

	withText(): undefined {
		return undefined;
	}
}
