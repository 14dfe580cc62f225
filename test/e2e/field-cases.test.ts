import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	expectedOutput,
	FIELD_CASES,
	rewriteExpected,
	runFieldCase,
} from "../support/field-cases.ts";

const isUpdate = process.env.UPDATE_GOLDEN === "1";
const isThere = (tool: string) =>
	spawnSync(tool, ["version"]).error === undefined;

const test = suite("field cases with other tools");

for (const field of FIELD_CASES.filter(({ needs }) => needs.length > 0)) {
	const run = field.needs.every(isThere) ? test : test.skip;
	run(field.name, () => {
		const output = runFieldCase(field);
		const expected = expectedOutput(field);
		if (isUpdate && output !== expected) rewriteExpected(field, output);
		assert.is(output, expected);
	});
}

test.run();
