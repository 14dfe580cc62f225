import { type FunctionRun, runFunction } from "../../src/function.ts";
import type { Result } from "../../src/krm/result.ts";
import { loadYaml } from "./load-yaml.ts";

/** An emitted route. */
export interface EmittedRoute {
	prefix: string;
	nextHop: string;
	node: string;
	routeID: string;
}

/** A resource, as loosely as tests look at it. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into resources of every kind
export type AnyResource = any;

/** A run of the function with its output parsed. */
export interface ParsedRun extends FunctionRun {
	readonly items: AnyResource[];
	readonly list: AnyResource;
}

/** Runs the function on text. */
export function runText(text: string): ParsedRun {
	const run = runFunction(new TextEncoder().encode(text));
	const list =
		run.output === undefined
			? undefined
			: (loadYaml(run.output) as AnyResource);
	return { ...run, list, items: list?.items ?? [] };
}

/** The text of a ResourceList of resources, and of an AviRoutes with that `spec`. */
export const resourceList = (items: readonly unknown[], spec: object): string =>
	JSON.stringify({
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items,
		functionConfig: {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRoutes",
			metadata: { name: "avi-routes" },
			spec,
		},
	});

/** Runs the function on resources and the `spec` of an AviRoutes. */
export const runItems = (
	items: readonly unknown[],
	spec: object = {},
): ParsedRun => runText(resourceList(items, spec));

/** The routes of all emitted tables. */
export function routesOf({ items }: ParsedRun): EmittedRoute[] {
	return items
		.filter((item) => item?.kind === "AviRouteTable")
		.flatMap(({ spec }) => spec?.routes ?? []);
}

/** The results of one check. */
export function resultsOf({ results }: FunctionRun, check: string): Result[] {
	return results.filter(({ tags }) => tags.check === check);
}
