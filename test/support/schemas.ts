import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaName } from "../../schemas/generated/types.ts";

/** A JSON Schema, as far as tests look into it. */
export interface Schema {
	readonly [keyword: string]: unknown;
	readonly $defs?: Readonly<Record<string, Schema>>;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly additionalProperties?: boolean | Schema;
}

const read = (path: string): Schema => JSON.parse(readFileSync(path, "utf8"));

/** The schemas of what is read, by name: the end of their $id. */
export const SCHEMAS = Object.fromEntries(
	["schemas", "schemas/inputs"]
		.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
		.filter((path) => path.endsWith(".schema.json"))
		.map((path) => [String(read(path).$id), read(path)] as const)
		.filter(([id]) => /\/v1alpha1\/|^input\//.test(id))
		.map(([id, schema]) => [id.split("/").pop(), schema]),
) as Readonly<Record<SchemaName, Schema>>;
