import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { SchemaName } from "../../schemas/generated/fits.js";
import { each } from "../../src/read/each.ts";

/** A JSON Schema, as far as tests look into it. */
export interface Schema {
	readonly [keyword: string]: unknown;
	readonly $defs?: Readonly<Record<string, Schema>>;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly additionalProperties?: boolean | Schema;
}

const read = (path: string): Schema =>
	JSON.parse(readFileSync(`schemas/${path}.schema.json`, "utf8"));

export const SCHEMAS: Readonly<Record<SchemaName, Schema>> = {
	AviRoutes: read("aviroutes"),
	ClusterSnapshot: read("clustersnapshot"),
	AviRouteTable: read("aviroutetable"),
	Node: read("inputs/node"),
	CiliumNode: read("inputs/ciliumnode"),
	ConfigMap: read("inputs/configmap"),
	Workload: read("inputs/workload"),
	Service: read("inputs/service"),
	Gateway: read("inputs/gateway"),
	CiliumPodIPPool: read("inputs/ciliumpodippool"),
	CiliumNodeConfig: read("inputs/ciliumnodeconfig"),
	Namespace: read("inputs/namespace"),
};

/** What the generator writes for a schema: the function that tells values which surely fit. */
export async function fitsOf(
	schema: Schema,
): Promise<(value: unknown) => boolean> {
	const script = pathToFileURL(resolve("scripts/fits-code.mjs")).href;
	const { fitsCode } = await import(script);
	const { functions, fits } = fitsCode({ Own: schema });
	return new Function("each", `${functions}\nreturn ${fits}.Own;`)(each);
}
