import { suite } from "uvu";
import type { ItemText } from "../../src/krm/item.ts";
import { printEntry } from "../../src/krm/print-yaml.ts";
import type { Cut } from "../../src/read/cut.ts";
import { cutBlock } from "../../src/read/cut-block.ts";
import { cutParsed } from "../../src/read/cut-parsed.ts";
import { parseYaml } from "../../src/read/parse-text.ts";
import { writeList } from "../../src/write/write-list.ts";
import { loadYaml } from "../support/load-yaml.ts";
import { chosen, holds, same } from "./choices.ts";
import { mutated } from "./mutated.ts";
import { listText } from "./yaml-text.ts";

/** What an item's text says when it is parsed on its own. */
function ownValue({ text }: { text: string }): unknown {
	const parsed = parseYaml(text);
	if ("problem" in parsed) throw new Error(`${parsed.problem} in\n${text}`);
	same("count", (parsed.value as unknown[]).length, 1);
	return (parsed.value as unknown[])[0];
}

/** Whether both cutters were sure; throws when they differ. */
function agree(text: string): boolean {
	const fast = cutBlock(text);
	if (fast === undefined) return false;
	const full = cutParsed(text);
	if ("problem" in full) return false;
	const {
		items,
		results: _,
		...root
	} = loadYaml(text) as {
		items: unknown[];
		results: unknown;
	};
	same("values", fast.items.map(ownValue), items);
	same("root", fast.root, root);
	for (const [i, item] of full.items.entries())
		if (!isPrinted(item, items[i]))
			same("text", bytes(fast.items[i]), bytes(item));
	same("badItems", fast.badItems, full.badItems);
	return true;
}

const bytes = (item: ItemText | undefined) =>
	item && {
		text: item.text.replace(/\n?$/, "\n"),
		trailing: item.trailing?.replace(/\n?$/, "\n"),
		line: item.line,
	};

/** True for an item that the full parser could not take from the text. */
const isPrinted = (item: ItemText, value: unknown) =>
	item.text === printEntry(value, item.indent);

/** An untouched list says the same, and its items are the same bytes. */
function roundTrips(text: string): boolean {
	for (const cut of [cutBlock(text), cutParsed(text)]) {
		if (cut === undefined || "problem" in cut || cut.badItems) return false;
		const whole = parseYaml(text);
		if ("problem" in whole || cut.root.kind !== "ResourceList") return false;
		const { results: _, ...said } = whole.value as Record<string, unknown>;
		const written = writeList(cut, cut.items, []);
		same("list", loadYaml(written), said);
		const again = cutBlock(written) ?? cutParsed(written);
		if ("problem" in again) throw new Error(again.problem);
		const texts = ({ items }: Cut) =>
			items.map((item) => item.text.replace(/\n?$/, "\n"));
		same("texts", texts(again), texts(cut));
	}
	return true;
}

/** What the fast cutter is sure of leaves to the byte, valid or not, but for earlier results. */
function keepsBytes(text: string): boolean {
	const fast = cutBlock(text);
	if (fast?.root.kind !== "ResourceList" || /^results:/m.test(text))
		return false;
	same(
		"bytes",
		writeList(fast, fast.items, []),
		text.replace(/\n?$/, "\n").replace(/^items: *\[\].*\n/m, "items: []\n"),
	);
	return true;
}

const lists = chosen(listText);
const broken = chosen((choices) => mutated(choices, listText));

const test = suite("the fast cutter and the full parser");

test("agree on lists in every style", () =>
	holds(agree, lists, { share: 0.3 }));
test("agree on mutated lists", () => holds(agree, broken, { share: 0.05 }));
test("untouched lists round trip", () =>
	holds(roundTrips, lists, { share: 0.3 }));
test("mutated lists round trip", () =>
	holds(roundTrips, broken, { share: 0.05 }));
test("what is cut leaves to the byte", () =>
	holds(keepsBytes, broken, { share: 0.2 }));

test.run();
