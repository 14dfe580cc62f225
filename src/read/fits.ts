import { alikeIn } from "./plain/alike.ts";

/** A JSON Schema, as far as values are accepted by it here. */
export interface Schema {
	readonly [keyword: string]: unknown;
	readonly $defs?: Readonly<Record<string, Schema>>;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly additionalProperties?: boolean | Schema;
}

/** True when a value surely fits; false when it does not, or nothing is sure. */
export type Fits = (value: unknown) => boolean;

/**
 * Compiles a schema to a function that accepts most valid values, and no other. What it leaves is for ajv to decide,
 * which also tells what is wrong; a schema with a keyword that is not known here accepts nothing.
 */
export function fits(schema: Schema, root: Schema = schema): Fits {
	if (typeof schema.$ref === "string") {
		const target = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
		return target === undefined ? () => false : fits(target, root);
	}
	const tests = Object.entries(schema).flatMap(([keyword, argument]) =>
		SILENT.has(keyword) ? [] : [testOf(keyword, argument)],
	);
	const fields = Object.keys(schema.properties ?? {});
	if (fields.length > 0 || "additionalProperties" in schema)
		tests.push(fieldsFit(schema, root));
	if (schema.items !== undefined) tests.push(entriesFit(schema.items, root));
	return tests.length === 1
		? (tests[0] as Fits)
		: (value) => {
				// It is asked thousands of times: no function is made for each.
				for (let i = 0; i < tests.length; i++)
					if (!(tests[i] as Fits)(value)) return false;
				return true;
			};
}

/** Keywords that refuse nothing (formats by the way ajv is set up), and those that are looked at together. */
const SILENT = new Set([
	...["$schema", "$id", "$defs", "title", "description", "examples", "format"],
	...["x-kubernetes-list-type", "x-kubernetes-list-map-keys"],
	...["properties", "additionalProperties", "items"],
]);

/** True for a schema that tells texts from other values, and empty ones, but not one text from another. */
export function takesAnyText(schema: Schema): boolean {
	const { additionalProperties: rest, items, properties = {} } = schema;
	const inner = [...Object.values(properties), rest, items].filter(
		(part): part is Schema => typeof part === "object",
	);
	return (
		Object.entries(schema).every(
			([keyword, argument]) =>
				SILENT.has(keyword) ||
				keyword === "type" ||
				keyword === "required" ||
				(keyword === "minLength" && argument === 1),
		) && inner.every(takesAnyText)
	);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, Fits>> = {
	object: isObject,
	array: Array.isArray,
	string: (value) => typeof value === "string",
	integer: Number.isInteger,
	null: (value) => value === null,
};

/** For each keyword, what its argument accepts; a string's length is counted in code units, where these tell enough. */
const KEYWORDS: Readonly<Record<string, (argument: never) => Fits>> = {
	type: (names: string | readonly string[]) => {
		const tests = [names].flat().map((name) => TYPES[name] ?? (() => false));
		return tests.length === 1
			? (tests[0] as Fits)
			: (value) => tests.some((test) => test(value));
	},
	const: (wanted: unknown) => (value) => value === wanted,
	enum: (wanted: readonly unknown[]) => (value) => wanted.includes(value),
	required: (names: readonly string[]) => (value) =>
		!isObject(value) || names.every((name) => value[name] !== undefined),
	minLength: (least: number) => (value) =>
		typeof value !== "string" || value.length >= 2 * least - 1,
	maxLength: (most: number) => (value) =>
		typeof value !== "string" || value.length <= most,
	pattern: (source: string) => {
		const pattern = new RegExp(source, "u");
		return (value) => typeof value !== "string" || pattern.test(value);
	},
	minimum: (least: number) => (value) =>
		typeof value !== "number" || value >= least,
	maximum: (most: number) => (value) =>
		typeof value !== "number" || value <= most,
	minItems: (least: number) => (value) =>
		!Array.isArray(value) || value.length >= least,
	maxItems: (most: number) => (value) =>
		!Array.isArray(value) || value.length <= most,
};

function testOf(keyword: string, argument: unknown): Fits {
	const test = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
	return test === undefined ? () => false : test(argument as never);
}

function fieldsFit(schema: Schema, root: Schema): Fits {
	const known = new Map(
		Object.entries(schema.properties ?? {}).map(([name, field]) => [
			name,
			fitsLater(field, root),
		]),
	);
	const { additionalProperties: rest = true } = schema;
	const others: Fits =
		typeof rest === "boolean" ? () => rest : fits(rest, root);
	if (rest === true) return knownFieldsFit(known);
	return (value) => {
		if (!isObject(value)) return true;
		for (const name in value)
			if (!(known.get(name) ?? others)(value[name])) return false;
		return true;
	};
}

/** As `fits`, compiled when it is first asked: most fields of a schema are met in no value of a run. */
function fitsLater(schema: Schema, root: Schema): Fits {
	let test: Fits | undefined;
	return (value) => {
		test ??= fits(schema, root);
		return test(value);
	};
}

function knownFieldsFit(known: ReadonlyMap<string, Fits>): Fits {
	const fields = [...known].map(([name, test]) => ({ name, test }));
	return (value) => {
		if (!isObject(value)) return true;
		for (let i = 0; i < fields.length; i++) {
			const { name, test } = fields[i] as (typeof fields)[number];
			const field = value[name];
			if (field !== undefined && !test(field)) return false;
		}
		return true;
	};
}

function entriesFit(items: Schema, root: Schema): Fits {
	const test = fits(items, root);
	const isBlind = takesAnyText(items);
	const all = (entries: readonly unknown[]) =>
		entries.every((entry) => test(entry));
	return (value) => {
		if (!Array.isArray(value)) return true;
		const alike = isBlind ? alikeIn(value) : undefined;
		return alike === undefined
			? all(value)
			: all(alike.examples) && all(alike.others);
	};
}
