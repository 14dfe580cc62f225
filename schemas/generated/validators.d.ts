import type { ErrorObject } from "ajv";

/** A compiled JSON Schema: true when the value fits; else `errors` says why, until the next call. */
export interface CompiledSchema {
	(value: unknown): boolean;
	errors?: ErrorObject[] | null;
}

export const validateAviRoutes: CompiledSchema;
export const validateClusterSnapshot: CompiledSchema;
export const validateAviRouteTable: CompiledSchema;
export const validateNode: CompiledSchema;
export const validateCiliumNode: CompiledSchema;
export const validateConfigMap: CompiledSchema;
export const validateWorkload: CompiledSchema;
export const validateService: CompiledSchema;
export const validateGateway: CompiledSchema;
export const validateCiliumPodIPPool: CompiledSchema;
export const validateCiliumNodeConfig: CompiledSchema;
export const validateNamespace: CompiledSchema;
