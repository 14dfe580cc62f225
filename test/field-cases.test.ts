import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	expectedOutput,
	FIELD_CASES,
	rewriteExpected,
	runFieldCase,
} from "./support/field-cases.ts";

/** Rewrite the expectations with `npm run golden`; that run fails all the same. */
const isUpdate = process.env.UPDATE_GOLDEN === "1";

const test = suite("field cases");

for (const field of FIELD_CASES.filter(({ needs }) => needs.length === 0))
	test(field.name, () => {
		const output = runFieldCase(field);
		const expected = expectedOutput(field);
		if (isUpdate && output !== expected) rewriteExpected(field, output);
		assert.is(output, expected);
	});

test.run();
