// Writes TypeScript types of what JSON Schemas describe: as much of JSON Schema as the schemas of this project use.

/** A schema's name: the end of its $id. */
export const nameOf = ({ $id }) => $id.split("/").pop();

const PRIMITIVES = {
	string: "string",
	integer: "number",
	boolean: "boolean",
	null: "null",
};

const capital = (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The name of the type of a schema's definition, as AviRoutesNextHop. */
const definitionName = (schema, name) => `${nameOf(schema)}${capital(name)}`;

/** The type of a node of a schema; `schema` is the whole one. */
function typeOf(node, schema, margin) {
	if (node.$ref !== undefined)
		return definitionName(schema, node.$ref.replace("#/$defs/", ""));
	if (node.const !== undefined) return JSON.stringify(node.const);
	if (node.enum !== undefined)
		return node.enum.map((value) => JSON.stringify(value)).join(" | ");
	const typeNamed = (type) => {
		if (type === "object") return objectOf(node, schema, margin);
		if (type === "array")
			return `readonly (${typeOf(node.items, schema, margin)})[]`;
		if (type in PRIMITIVES) return PRIMITIVES[type];
		throw new Error(`no type for ${JSON.stringify(node)}`);
	};
	return [node.type].flat().map(typeNamed).join(" | ");
}

function objectOf(node, schema, margin) {
	const { properties, additionalProperties: rest, required = [] } = node;
	if (properties === undefined)
		return typeof rest === "object"
			? `Readonly<Record<string, ${typeOf(rest, schema, margin)}>>`
			: "object";
	const inner = `${margin}\t`;
	const fields = Object.entries(properties).map(([name, field]) => {
		const comment =
			field.description === undefined
				? ""
				: `${inner}/** ${field.description} */\n`;
		const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
		const optional = required.includes(name) ? "" : "?";
		return `${comment}${inner}readonly ${key}${optional}: ${typeOf(field, schema, inner)};\n`;
	});
	return `{\n${fields.join("")}${margin}}`;
}

/** A module with a type for each schema and for each of its definitions, and one that holds all schemas by name. */
export function typesCode(schemas) {
	const exported = (name, node, schema) => {
		const { description = `The definition of ${name}.` } = node;
		return `/** ${description} */\nexport type ${name} = ${typeOf(node, schema, "")};\n`;
	};
	const types = schemas.flatMap((schema) => [
		exported(nameOf(schema), schema, schema),
		...Object.entries(schema.$defs ?? {}).map(([name, node]) =>
			exported(definitionName(schema, name), node, schema),
		),
	]);
	const all = schemas.map(
		(schema) => `\treadonly ${nameOf(schema)}: ${nameOf(schema)};\n`,
	);
	return `${types.join("\n")}
/** What fits each schema, by the schema's name: the kind that it is of. */
export interface Fitting {
${all.join("")}}

/** Names a schema by the kind that it is of. */
export type SchemaName = keyof Fitting;
`;
}
