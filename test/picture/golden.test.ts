import { readFileSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pictured, SITUATIONS } from "./situations.ts";

const FILE = "docs/picture.svg";
const test = suite("the README's picture");

test("is what picture draws today; UPDATE_GOLDEN=1 writes it", async () => {
	const svg = await pictured(SITUATIONS["a change, and a wrong cniPlugin"]());
	const before = readFileSync(FILE, "utf8");
	if (process.env.UPDATE_GOLDEN === "1") writeFileSync(FILE, svg);
	assert.is(before, svg, "look at the picture");
	const readme = readFileSync("README.md", "utf8");
	const [, told = ""] =
		readme.match(/!\[([^\]]+)\]\(docs\/picture\.svg\)/) ?? [];
	assert.match(told, /red/);
});

test.run();
