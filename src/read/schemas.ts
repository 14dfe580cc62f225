import aviRoutes from "../../schemas/aviroutes.schema.json" with {
	type: "json",
};
import aviRouteTable from "../../schemas/aviroutetable.schema.json" with {
	type: "json",
};
import clusterSnapshot from "../../schemas/clustersnapshot.schema.json" with {
	type: "json",
};
import type { CompiledSchema } from "../../schemas/generated/validators.js";
import ciliumNode from "../../schemas/inputs/ciliumnode.schema.json" with {
	type: "json",
};
import configMap from "../../schemas/inputs/configmap.schema.json" with {
	type: "json",
};
import gateway from "../../schemas/inputs/gateway.schema.json" with {
	type: "json",
};
import node from "../../schemas/inputs/node.schema.json" with { type: "json" };
import service from "../../schemas/inputs/service.schema.json" with {
	type: "json",
};
import workload from "../../schemas/inputs/workload.schema.json" with {
	type: "json",
};
import type { Fields } from "../krm/item.ts";
import type { Schema } from "./fits.ts";

/** The schemas by the name of the kind that they are of. */
export const SCHEMAS = {
	AviRoutes: aviRoutes,
	ClusterSnapshot: clusterSnapshot,
	AviRouteTable: aviRouteTable,
	Node: node,
	CiliumNode: ciliumNode,
	ConfigMap: configMap,
	Workload: workload,
	Service: service,
	Gateway: gateway,
} as const satisfies Readonly<Record<string, Schema>>;

/** Names a schema. */
export type SchemaName = keyof typeof SCHEMAS;

const FIELDS: Partial<Record<SchemaName, Fields>> = {};

/** The fields that a schema looks at: a value cut down to them fits when the whole value does. */
export function fieldsOf(name: SchemaName): Fields {
	FIELDS[name] ??= fieldsIn(SCHEMAS[name]);
	return FIELDS[name];
}

function fieldsIn(schema: Schema): Fields {
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
