import { API_VERSION } from "../krm/api.ts";
import type { Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { problemsOf } from "../read/validate.ts";
import type { ComparedRoute } from "./route-changes.ts";

/** The route tables that earlier runs emitted for one cluster. */
export interface EarlierTables {
	readonly cluster: string;
	readonly items: readonly Item[];
	readonly routes: readonly ComparedRoute[];
	/** The number of parts that they were split into. */
	readonly parts: number;
}

interface TableSpec {
	readonly clusterName: string;
	readonly part?: { readonly of: number };
	readonly routes: readonly ComparedRoute[];
}

/** Reads the route tables among the outputs of earlier runs, by cluster. */
export function readEarlier(
	outputs: readonly Item[],
): Outcome<ReadonlyMap<string, EarlierTables>> {
	const tables = new Map<string, EarlierTables>();
	const results: Result[] = [];
	for (const item of outputs.filter(
		({ kind, apiVersion }) =>
			kind === "AviRouteTable" && apiVersion === API_VERSION,
	)) {
		const parsed = item.parsed();
		const [problem] =
			"problem" in parsed
				? [{ message: parsed.problem, path: "" }]
				: problemsOf("AviRouteTable", parsed.value);
		if (problem !== undefined || !("value" in parsed)) {
			const message = `AviRouteTable ${item.name} of an earlier run: ${problem?.message}; restore the file or delete it, it is written anew`;
			results.push(
				resultAt(item, {
					check: "input-invalid",
					severity: "error",
					message,
					field: problem?.path,
				}),
			);
			continue;
		}
		const { spec } = parsed.value as { readonly spec: TableSpec };
		const known = tables.get(spec.clusterName) ?? {
			cluster: spec.clusterName,
			items: [],
			routes: [],
			parts: 1,
		};
		tables.set(spec.clusterName, {
			...known,
			items: [...known.items, item],
			routes: [...known.routes, ...spec.routes],
			parts: Math.max(known.parts, spec.part?.of ?? 1),
		});
	}
	// Each prefix once: a table may stand in two files.
	const value = new Map(
		[...tables].map(([name, table]) => [
			name,
			{ ...table, routes: distinct(table.routes) },
		]),
	);
	return { value, results };
}

function distinct(routes: readonly ComparedRoute[]): readonly ComparedRoute[] {
	const known = new Map<string, ComparedRoute>();
	routes.forEach((route) => {
		known.set(route.prefix, route);
	});
	return known.size === routes.length ? routes : [...known.values()];
}
