import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runFunction } from "../src/function.ts";
import type { Cut } from "../src/read/cut.ts";
import { cutText } from "../src/read/cut-text.ts";
import type { ItemText } from "../src/text/entry.ts";
import { writeList } from "./support/write-list.ts";

/**
 * A golden case is a folder of fixtures/ with input.yaml (or input.json), what the function reads, and expected.yaml
 * (expected.json), what it writes. Rewrite the expectations with `npm run golden`; that run fails all the same.
 */
const isUpdate = process.env.UPDATE_GOLDEN === "1";

interface GoldenCase {
	readonly name: string;
	readonly input: string;
	readonly expectedPath: string;
}

const cases = readdirSync("fixtures")
	.sort()
	.flatMap((name): GoldenCase[] => {
		const form = ["yaml", "json"].find((ending) =>
			existsSync(`fixtures/${name}/input.${ending}`),
		);
		if (form === undefined) return [];
		return [
			{
				name,
				input: readFileSync(`fixtures/${name}/input.${form}`, "utf8"),
				expectedPath: `fixtures/${name}/expected.${form}`,
			},
		];
	});

const run = (text: string) => runFunction(new TextEncoder().encode(text));

function cut(text: string): Cut {
	const result = cutText(text);
	if ("problem" in result) throw new Error(result.problem);
	return result;
}

const texts = (items: readonly ItemText[]) => items.map(({ text }) => text);

/** The same list with its items in another order. */
function shuffled(
	text: string,
	order: (items: readonly ItemText[]) => ItemText[],
): string {
	const whole = cut(text);
	return writeList(whole, order(whole.items));
}

const ORDERS = {
	reversed: (items: readonly ItemText[]) => [...items].reverse(),
	interleaved: (items: readonly ItemText[]) => [
		...items.filter((_, i) => i % 2 === 1),
		...items.filter((_, i) => i % 2 === 0),
	],
};

const test = suite("golden cases");

for (const { name, input, expectedPath } of cases) {
	const { exitCode, output = "", results } = run(input);

	test(`${name}: writes what is expected`, () => {
		const expected = existsSync(expectedPath)
			? readFileSync(expectedPath, "utf8")
			: "";
		if (isUpdate && output !== expected) writeFileSync(expectedPath, output);
		assert.is(output, expected);
	});

	test(`${name}: exits by its results`, () => {
		const hasErrors = results.some(({ severity }) => severity === "error");
		assert.is(exitCode, hasErrors ? 1 : 0);
	});

	test(`${name}: ${exitCode === 0 ? "a second run changes no item" : "every item leaves as it came"}`, () => {
		if (exitCode === 0)
			assert.equal(
				texts(cut(run(output).output ?? "").items),
				texts(cut(output).items),
			);
		else assert.equal(texts(cut(output).items), texts(cut(input).items));
	});

	for (const [order, sort] of Object.entries(ORDERS)) {
		test(`${name}: ${order}, it says the same`, () => {
			const other = run(shuffled(input, sort));
			assert.equal(other.results, results);
			assert.equal(
				texts(cut(other.output ?? "").items).sort(),
				texts(cut(output).items).sort(),
			);
		});
	}
}

test.run();
