import { FIELDS } from "../../schemas/generated/fields.ts";
import type { SchemaName } from "../../schemas/generated/types.ts";
import type { CompiledSchema } from "../../schemas/generated/validators.js";
import type { Fields } from "../text/entry.ts";
import { Slot } from "../text/plain/cursor.ts";
import { isMapping } from "./cut.ts";

export type { SchemaName };

/** The fields that a schema checks: a value cut down to them is valid if the whole value is. */
export function fieldsOf(name: SchemaName): Fields {
	return FIELDS[name];
}

/** The fields of both. */
export function fieldsOfBoth(one: Fields, other: Fields): Fields {
	if (one === true || other === true) return true;
	const fields: Record<string, Fields> = { ...one };
	for (const [name, field] of Object.entries(other)) {
		const known = fields[name];
		fields[name] = known === undefined ? field : fieldsOfBoth(known, field);
	}
	return fields;
}

/** The value cut down to the fields. */
export function cutTo(value: unknown, fields: Fields): unknown {
	if (fields === true || value instanceof Slot) return value;
	if (Array.isArray(value)) return value.map((entry) => cutTo(entry, fields));
	if (!isMapping(value)) return value;
	const cut: Record<string, unknown> = {};
	for (const [name, inner] of Object.entries(value))
		if (Object.hasOwn(fields, name))
			cut[name] = cutTo(inner, fields[name] as Fields);
	return cut;
}

/** The schemas of kinds with thousands of objects. */
export const SCHEMA_OF: Readonly<Record<string, SchemaName>> = {
	Node: "Node",
	CiliumNode: "CiliumNode",
};

/** The schema as ajv compiled it; loaded when a value does not fit. */
export function compiledSchema(name: SchemaName): CompiledSchema {
	const validators =
		require("../../schemas/generated/validators.js") as typeof import("../../schemas/generated/validators.js");
	return validators[`validate${name}`];
}
