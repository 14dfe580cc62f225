import { INDEX, LOCAL_CONFIG, PATH } from "../krm/annotations.ts";
import { defined } from "../krm/defined.ts";
import type { Head, Item } from "../krm/item.ts";
import { inputError, textError } from "../krm/item-result.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { isListKind } from "../model/kinds.ts";
import type { Fields, Parsed } from "../text/entry.ts";
import type { TextProblem } from "../text/lines.ts";
import { errorAmongKeys } from "../text/log-lines.ts";
import { isMapping } from "./cut.ts";
import { cutOf } from "./list-item.ts";
import { makeItem } from "./make-item.ts";
import { isRelevant } from "./relevant.ts";

/** The items without Lists, and the List that is incomplete, if any. */
interface Unpacked {
	/** The items, each List replaced by its items. */
	readonly items: readonly Item[];
	readonly truncation?: Truncation;
}

/** A List that is incomplete. */
export interface Truncation {
	/** What is wrong, by its metadata. */
	readonly message: string;
	/** The List; undefined when it is the whole input. */
	readonly item?: Item;
}

/** What to do about it. */
export const FETCH_WHOLE = "fetch it without --chunk-size or limit";

/** What is wrong, and what to do about it. */
export const truncationText = ({ message }: Truncation) =>
	`${message}; ${FETCH_WHOLE}`;

const isList = ({ apiVersion, kind }: Head) => isListKind(apiVersion, kind);

/**
 * Opens the Lists among the items: kubectl's dumps, as files or as named items. A List in a List is an error. One that
 * can't be read and is of no use stays as it is, but for dumps (`isImport`), whose every object counts.
 */
export function unpackLists(
	items: readonly Item[],
	isImport = false,
): Outcome<Unpacked> {
	if (!items.some(isList)) return { value: { items }, results: [] };
	const results: Result[] = [];
	let truncation: Truncation | undefined;
	const unpacked = items.flatMap((item): Item[] => {
		if (!isList(item)) return [item];
		const report = (message: string) => {
			results.push(inputError(item, `${item.kind} ${item.name}: ${message}`));
			return [];
		};
		const cut = cutOf(item);
		const mustBeRead = isImport || isRelevant(item.text);
		const reportAt = ({ problem, line }: TextProblem) => {
			results.push(textError(item, { problem, line: line - 1 }));
			return [];
		};
		if ("problem" in cut) return mustBeRead ? reportAt(cut) : [item];
		if (cut.badItems !== undefined)
			return report("it has no items; want an array of objects");
		const failed = errorAmongKeys(cut.root);
		if (failed !== undefined) return report(failed);
		const message = incomplete(cut.root.metadata);
		if (message !== undefined) truncation ??= { message, item };
		const entries = cut.items.map(makeItem);
		if (!mustBeRead && entries.some((made) => "problem" in made)) return [item];
		return entries.flatMap((made, i): Item[] => {
			if ("problem" in made)
				return reportAt({ ...made, problem: `items[${i}]: ${made.problem}` });
			if (isList(made.item))
				return report(
					`items[${i}] is a ${made.item.kind} itself; unpack it (kubectl get -o yaml gives one level)`,
				);
			return [new ListedItem(item, made.item, i)];
		});
	});
	return { value: defined({ items: unpacked, truncation }), results };
}

/** How a List's metadata shows that items are missing; undefined for a complete List. */
export function incomplete(metadata: unknown): string | undefined {
	if (!isMapping(metadata)) return undefined;
	const { continue: token, remainingItemCount } = metadata;
	if (typeof remainingItemCount === "number" && remainingItemCount > 0)
		return `${INCOMPLETE}.remainingItemCount is ${remainingItemCount}`;
	return typeof token === "string" && token !== ""
		? `${INCOMPLETE}.continue is set`
		: undefined;
}

const INCOMPLETE = "the List is incomplete: its metadata";

/** Annotations of a List that apply to all of its items. */
const INHERITED = [PATH, INDEX, LOCAL_CONFIG];

/** An object inside a List: it is read, but only the List as a whole can be marked. */
class ListedItem implements Item {
	declare readonly container: Item;
	declare readonly index: number;
	declare readonly annotations: Record<string, string>;
	declare private readonly own: Item;

	constructor(container: Item, own: Item, index: number) {
		this.container = container;
		this.index = index;
		this.own = own;
		this.annotations = { ...own.annotations };
		for (const key of INHERITED) {
			const note = container.annotations[key];
			if (note !== undefined) this.annotations[key] = note;
		}
	}

	get text(): string {
		return this.own.text;
	}

	get form(): "yaml" | "json" {
		return this.own.form;
	}

	get indent(): number {
		return this.own.indent;
	}

	get line(): number {
		return this.container.line + this.own.line - 1;
	}

	get apiVersion(): string {
		return this.own.apiVersion;
	}

	get kind(): string {
		return this.own.kind;
	}

	get name(): string {
		return this.own.name;
	}

	get namespace(): string | undefined {
		return this.own.namespace;
	}

	mentions(what: RegExp): boolean {
		return this.own.mentions(what);
	}

	parsed(): Parsed {
		return this.own.parsed();
	}

	read(fields: Fields): Parsed {
		return this.own.read(fields);
	}

	annotated(): undefined {
		return undefined;
	}

	edited(): undefined {
		return undefined;
	}

	placed(): Item {
		return this;
	}

	withText(): undefined {
		return undefined;
	}
}
