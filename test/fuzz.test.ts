import { readdirSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import { makeInputs } from "./fuzz/inputs.ts";
import { PROPERTIES } from "./fuzz/properties.ts";
import { Subject } from "./fuzz/subject.ts";

const test = suite("what fuzzing found");

for (const file of readdirSync("fixtures/fuzz").sort())
	for (const { name, check } of PROPERTIES)
		test(`${file}: ${name}`, () =>
			check(new Subject(readFileSync(`fixtures/fuzz/${file}`, "utf8"))));

test("a few inputs have every property", () => {
	const make = makeInputs(20_241_122);
	for (let number = 0; number < 100; number++) {
		const subject = new Subject(make(number));
		for (const { check } of PROPERTIES) check(subject);
	}
});

test.run();
