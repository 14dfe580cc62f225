// Writes functions that accept most values that fit a schema, and no other: for a value that they leave, ajv decides,
// which also tells what is wrong. Plain code is quick from the first call on, and needs no making when a run starts.

/** Keywords that refuse nothing (formats by the way ajv is set up), and those that are looked at together. */
const SILENT = new Set([
	...["$schema", "$id", "$defs", "title", "description", "examples", "format"],
	...["x-kubernetes-list-type", "x-kubernetes-list-map-keys"],
	// The API server alone evaluates these.
	"x-kubernetes-validations",
	...["properties", "additionalProperties", "items"],
]);

/** For each type, the code that tells whether `it` is of it. */
const TYPES = {
	object: (it) => `isObject(${it})`,
	array: (it) => `Array.isArray(${it})`,
	string: (it) => `typeof ${it} === "string"`,
	boolean: (it) => `typeof ${it} === "boolean"`,
	integer: (it) => `Number.isInteger(${it})`,
	null: (it) => `${it} === null`,
};

const NEVER = "false";
const either = (parts) =>
	parts.length === 1 ? parts[0] : `(${parts.join(" || ")})`;
const all = (parts) => (parts.length === 0 ? "true" : parts.join(" && "));
const text = (value) => JSON.stringify(value);

/** For each keyword the type of values that it is about, and what its argument accepts of them. */
const KEYWORDS = {
	type: [
		undefined,
		(names, it) =>
			either([names].flat().map((name) => TYPES[name]?.(it) ?? NEVER)),
	],
	const: [undefined, (wanted, it) => `${it} === ${text(wanted)}`],
	enum: [
		undefined,
		(wanted, it) => either(wanted.map((one) => `${it} === ${text(one)}`)),
	],
	required: [
		"object",
		(names, it) =>
			all(names.map((name) => `${it}[${text(name)}] !== undefined`)),
	],
	// The length of a string is counted in code units, where these tell enough.
	minLength: ["string", (least, it) => `${it}.length >= ${2 * least - 1}`],
	maxLength: ["string", (most, it) => `${it}.length <= ${most}`],
	pattern: [
		"string",
		(source, it, module) => `${module.pattern(source)}.test(${it})`,
	],
	minimum: ["number", (least, it) => `${it} >= ${least}`],
	maximum: ["number", (most, it) => `${it} <= ${most}`],
	minItems: ["array", (least, it) => `${it}.length >= ${least}`],
	maxItems: ["array", (most, it) => `${it}.length <= ${most}`],
};

/** The condition, asked of values of the type only, where the schema does not refuse others already. */
function about(type, own, it, condition) {
	const isOfType =
		own.type === type || (type === "number" && own.type === "integer");
	if (type === undefined || isOfType) return condition;
	const test =
		type === "number" ? `typeof ${it} === "number"` : TYPES[type](it);
	return `(!(${test}) || (${condition}))`;
}

/** The schema that a reference stands for; one that accepts nothing where there is none. */
function resolved(schema, root) {
	if (typeof schema.$ref !== "string") return schema;
	const target = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
	return target === undefined ? { not: {} } : resolved(target, root);
}

/** True for a schema that tells texts from other values, and empty ones, but not one text from another. */
function takesAnyText(schema) {
	const { additionalProperties: rest, items, properties = {} } = schema;
	const inner = [...Object.values(properties), rest, items].filter(
		(part) => typeof part === "object",
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

/** The fields that a schema looks at, each down to its own; true for the whole value. */
function fieldsIn(schema) {
	if (schema.items !== undefined) return fieldsIn(schema.items);
	if (schema.properties === undefined || "additionalProperties" in schema)
		return true;
	return Object.fromEntries(
		Object.entries(schema.properties).map(([name, field]) => [
			name,
			fieldsIn(field),
		]),
	);
}

/** The functions and expressions of a module, as they are needed. */
class Module {
	functions = [];
	patterns = [];

	pattern(source) {
		const known = this.patterns.indexOf(source);
		return `PATTERNS[${known < 0 ? this.patterns.push(source) - 1 : known}]`;
	}

	/** The name of a function that tells whether a value fits. */
	function(schema, root, name) {
		const code = this.code(schema, root, "it", name);
		return this.add(name, [`\treturn ${code};`]);
	}

	/** The code that tells whether `it` fits. */
	code(schema, root, it, name) {
		const own = resolved(schema, root);
		const parts = Object.entries(own).flatMap(([keyword, argument]) => {
			if (SILENT.has(keyword)) return [];
			if (!Object.hasOwn(KEYWORDS, keyword)) return [[1, NEVER]];
			const [type, make] = KEYWORDS[keyword];
			const condition = make(argument, it, this);
			// What a schema asks of a type comes behind the type itself.
			return [[keyword === "type" ? 0 : 1, about(type, own, it, condition)]];
		});
		const { properties, additionalProperties: rest = true, items } = own;
		if (Object.keys(properties ?? {}).length > 0 || rest !== true) {
			const fields = this.fields(properties ?? {}, rest, root, name);
			parts.push([2, about("object", own, it, `${fields}(${it})`)]);
		}
		if (items !== undefined) {
			const entry = this.function(items, root, `${name}_entry`);
			const isBlind = takesAnyText(items);
			const entries = `each(${it}, ${entry}, ${isBlind})`;
			parts.push([2, about("array", own, it, entries)]);
		}
		return all(parts.sort(([a], [b]) => a - b).map(([, part]) => part));
	}

	/** The name of a function that tells whether the fields of an object fit. */
	fields(properties, rest, root, name) {
		const refused = (field, at, key) =>
			`if (!(${this.code(field, root, at, `${name}_${key}`)})) return false;`;
		const known = Object.entries(properties);
		const body =
			rest === true
				? known.map(([key, field], i) => {
						const at = `field${i}`;
						const code = this.code(field, root, at, `${name}_${key}`);
						return `\tconst ${at} = it[${text(key)}];\n\tif (${at} !== undefined && !(${code})) return false;`;
					})
				: [
						"\tfor (const name in it) {\n\t\tconst field = it[name];\n\t\tswitch (name) {",
						...known.map(
							([key, field]) =>
								`\t\t\tcase ${text(key)}:\n\t\t\t\t${refused(field, "field", key)}\n\t\t\t\tbreak;`,
						),
						`\t\t\tdefault:\n\t\t\t\t${rest === false ? "return false;" : refused(rest, "field", "rest")}`,
						"\t\t}\n\t}",
					];
		return this.add(`${name}_fields`, [...body, "\treturn true;"]);
	}

	/** Adds a function of `it` under a name of its own, and returns the name. */
	add(wanted, lines) {
		const name = `${wanted.replace(/\W/g, "_")}_${this.functions.length}`;
		this.functions.push(`function ${name}(it) {\n${lines.join("\n")}\n}`);
		return name;
	}
}

/** The code of a module that exports `fits` (needs `each`: does every entry of a sequence fit?), `fields` and `takesAnyText`. */
export function fitsCode(schemas) {
	const module = new Module();
	const entries = Object.entries(schemas);
	const names = entries.map(
		([name, schema]) =>
			`${name}: ${module.function(schema, schema, `fits${name}`)}`,
	);
	return {
		functions: [
			`const PATTERNS = [\n${module.patterns.map((source) => `\tnew RegExp(${text(source)}, "u"),\n`).join("")}];`,
			'const isObject = (it) => typeof it === "object" && it !== null && !Array.isArray(it);',
			...module.functions,
		].join("\n\n"),
		fits: `{ ${names.join(", ")} }`,
		fields: JSON.stringify(
			Object.fromEntries(
				entries.map(([name, schema]) => [name, fieldsIn(schema)]),
			),
			null,
			"\t",
		),
		takesAnyText: JSON.stringify(
			Object.fromEntries(
				entries.map(([name, schema]) => [name, takesAnyText(schema)]),
			),
		),
	};
}
