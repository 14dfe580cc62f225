import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compiledSchema, type SchemaName } from "../../src/read/schemas.ts";
import { fits } from "../../src/read/validate.ts";
import { SCHEMAS, type Schema } from "../support/schemas.ts";

const test = suite("what fits a schema");

/** A value that fits the schema, more or less: now and then another one stands in the place of a part. */
function anyValue(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
	const ref = schema.$ref as string | undefined;
	if (ref !== undefined)
		return anyValue(root.$defs?.[ref.split("/").at(-1) ?? ""] ?? {}, root);
	return fc.oneof(
		{ arbitrary: goodValue(schema, root), weight: 60 },
		{ arbitrary: fc.constantFrom(...OTHERS), weight: 1 },
	);
}

const OTHERS = [
	null,
	"",
	"a",
	0,
	1,
	-1,
	1.5,
	70_000,
	true,
	[],
	{},
	["a"],
	{ a: 1 },
];

function goodValue(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
	if ("const" in schema) return fc.constant(schema.const);
	if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
	const [type] = [schema.type ?? "string"].flat();
	if (type === "object") return objectOf(schema, root);
	if (type === "array")
		return fc.array(anyValue(schema.items ?? {}, root), { maxLength: 3 });
	if (type === "integer") return fc.integer({ min: -1, max: 70_000 });
	return fc.oneof(
		{
			arbitrary: fc.constantFrom("10.0.1.0/24", "fd00::", "20%", "a"),
			weight: "pattern" in schema ? 0 : 1,
		},
		{ arbitrary: fc.constantFrom(...fitting(schema.pattern)), weight: 20 },
		{ arbitrary: fc.string({ unit: "grapheme", maxLength: 50 }), weight: 1 },
	);
}

/** Texts that fit the pattern. */
function fitting(pattern: unknown): string[] {
	const all = ["10.0.1.0/24", "fd00::", "20%", "a", "prod-10.0.1.0-24", "😀"];
	return pattern === undefined
		? all
		: all.filter((text) => new RegExp(pattern as string, "u").test(text));
}

function objectOf(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
	const fields = Object.entries(schema.properties ?? {}).map(
		([name, field]) => [name, anyValue(field, root)] as const,
	);
	const rest = schema.additionalProperties;
	const others =
		typeof rest === "object"
			? fc.dictionary(fc.constantFrom("a", "b.c/d"), anyValue(rest, root))
			: fc.constantFrom({}, {}, {}, {}, {}, {}, {}, {}, { other: 1 });
	return fc
		.tuple(
			fc.record(Object.fromEntries(fields), {
				requiredKeys: (schema.required ?? []) as never[],
			}),
			others,
		)
		.map(([own, more]) => ({ ...more, ...own }));
}

for (const [name, schema] of Object.entries(SCHEMAS) as [SchemaName, Schema][])
	test(`${name}: fits what the validator with messages accepts`, () => {
		const validate = compiledSchema(name);
		let valid = 0;
		fc.assert(
			fc.property(anyValue(schema, schema), (value) => {
				const isValid = validate(value);
				if (isValid) valid++;
				assert.is(fits(name, value), isValid);
			}),
			{ numRuns: 500, seed: Number(process.env.FC_SEED ?? 7) },
		);
		assert.ok(valid > 50 && valid < 500, `${valid} of 500 are valid`);
	});

test.run();
