import type { Head, Item } from "../krm/item.ts";
import { isListKind } from "../model/kinds.ts";
import { spliced, spliceOf } from "../text/edit-text.ts";
import type { ItemText } from "../text/entry.ts";
import type { TextProblem } from "../text/lines.ts";
import type { Cut } from "./cut.ts";
import { cutText } from "./cut-text.ts";
import { lazyEntry, toEntry } from "./documents.ts";
import { headOf } from "./head.ts";
import { WireItem } from "./make-item.ts";
import { typeItems } from "./typed-items.ts";

/** A List that is cut into its items without parsing it. */
class ListItem extends WireItem {
	readonly cut: Cut;
	readonly #document: string;
	readonly #head: Head;

	constructor(document: Placed, head: Head, cut: Cut) {
		super(lazyEntry(document, document.wire, cut.form), head);
		this.cut = cut;
		this.#document = document.body;
		this.#head = head;
	}

	override placed(wire: Wire): Item {
		const document = { body: this.#document, line: this.line, wire };
		return new ListItem(document, this.#head, this.cut);
	}

	/** Parses only what is around the items. */
	override annotated(key: string, value: string): ItemText | undefined {
		const { form, before, after, items, end = "" } = this.cut;
		const own = items
			.map(({ text, trailing = "" }) => text + trailing)
			.join("");
		const body = before + after + end;
		const whole = before + own + after + end;
		const path = ["metadata", "annotations", key];
		const splice =
			form === "yaml" && whole === this.#document
				? spliceOf({ form, body, path, value })
				: undefined;
		if (splice === undefined) return super.annotated(key, value);
		const isBehind = splice.start >= before.length;
		const edited = isBehind
			? before + own + spliced(body, splice).slice(before.length)
			: spliced(before, splice) + own + after + end;
		return this.withOwn(toEntry(edited, 1, {}).text);
	}
}

type Wire = Readonly<Record<string, string>>;

/** A document, its first line in the file (from 1), and the annotations with its file and position. */
interface Placed {
	readonly body: string;
	readonly line: number;
	readonly wire: Wire;
}

/** Matches every List, but for those in flow style; a document without a match is none. */
const ITEMS = /(?:^|\n)(?:items|"items"|'items'):|"items"\s*:/;

/** True for a document in flow style that may be a List, such as `kubectl get -o kyaml` prints. */
const mayBeFlow = (body: string) =>
	/^\s*[{!]/.test(body) && body.includes("items") && body.includes("List");

/** The document as a List that `cutOf` opens; undefined for any other document, and for one that can't be cut. */
export function makeList(document: Placed): Item | undefined {
	const { body } = document;
	if (!ITEMS.test(body) && !mayBeFlow(body)) return undefined;
	const cut = cutText(body);
	if ("problem" in cut || !isListKind(cut.root.apiVersion, cut.root.kind))
		return undefined;
	const head = headOf(cut.root);
	return typeof head === "string"
		? undefined
		: new ListItem(document, head, cut);
}

/** The List's items and what is around them, or why there are none. */
export function cutOf(list: Item): Cut | TextProblem {
	const cut = list instanceof ListItem ? list.cut : cutText(ownText(list));
	return "problem" in cut ? cut : typeItems(cut);
}

/** The text of an entry as a document, which starts at column 0. */
function ownText({ form, text }: Item): string {
	if (form === "json") return text;
	const body = text.replace("-", " ");
	const margin = /^(?: *(?:#[^\n]*)?\n)*( +)/.exec(body)?.[1] ?? "";
	return body.replace(new RegExp(`(^|\\n)${margin}`, "g"), "$1");
}
