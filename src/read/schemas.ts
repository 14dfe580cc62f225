import { FIELDS, TAKES_ANY_TEXT } from "../../schemas/generated/fits.js";
import type { SchemaName } from "../../schemas/generated/types.ts";
import type { CompiledSchema } from "../../schemas/generated/validators.js";
import type { Fields } from "../krm/item.ts";

export type { SchemaName };

/** The fields that a schema looks at: a value cut down to them fits when the whole value does. */
export function fieldsOf(name: SchemaName): Fields {
	return FIELDS[name];
}

/** True for a schema that tells texts from other values, and empty ones, but not one text from another. */
export function takesAnyText(name: SchemaName): boolean {
	return TAKES_ANY_TEXT[name];
}

/** The schemas of the kinds that come in thousands. */
export const SCHEMA_OF: Readonly<Record<string, SchemaName>> = {
	Node: "Node",
	CiliumNode: "CiliumNode",
};

/** The schema as ajv compiled it; loaded when a value does not surely fit. */
export function compiledSchema(name: SchemaName): CompiledSchema {
	const validators =
		require("../../schemas/generated/validators.js") as typeof import("../../schemas/generated/validators.js");
	return validators[`validate${name}`];
}
