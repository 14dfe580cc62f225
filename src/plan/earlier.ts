import type { AviRouteTable } from "../../schemas/generated/types.ts";
import type { VrfContext } from "../config/config.ts";
import { valueRead } from "../group/targets/mapping.ts";
import { API_VERSION } from "../krm/api.ts";
import type { Item } from "../krm/item.ts";
import { inputError } from "../krm/item-result.ts";
import type { Outcome, Result } from "../krm/result.ts";
import { problemsOf } from "../read/validate.ts";
import type { ComparedRoute } from "./route-changes.ts";

/** What the routes of a table were made from. */
export type TableSource = NonNullable<AviRouteTable["spec"]["source"]>;

/** The route tables that earlier runs emitted for one cluster. */
export class EarlierTables {
	readonly cluster: string;
	readonly items: Item[] = [];
	/** The routes of each item. */
	readonly tables: (readonly ComparedRoute[])[] = [];
	/** The VRF of the first table. */
	vrfContext: VrfContext | undefined;
	/** The source of the first table that has one. */
	source: TableSource | undefined;
	/** The number of parts of the tables. */
	parts = 1;

	constructor(cluster: string) {
		this.cluster = cluster;
	}

	/** The routes of all items: a table may be in two files, and a prefix may occur twice. */
	get routes(): readonly ComparedRoute[] {
		return this.tables.flat();
	}
}

/** Reads the route tables among the outputs of earlier runs, by cluster. */
export function readEarlier(
	outputs: readonly Item[],
): Outcome<ReadonlyMap<string, EarlierTables>> {
	const tables = new Map<string, EarlierTables>();
	const results: Result[] = [];
	const own = outputs.filter(
		({ kind, apiVersion }) =>
			kind === "AviRouteTable" && apiVersion === API_VERSION,
	);
	for (const item of own) {
		const parsed = item.parsed();
		const [problem] =
			"problem" in parsed
				? [{ message: parsed.problem, path: "" }]
				: problemsOf("AviRouteTable", parsed.value);
		if (problem !== undefined) {
			const message = `AviRouteTable ${item.name} of an earlier run: ${problem.message}; restore the file, or delete it and it is written again`;
			results.push(inputError(item, message, { field: problem.path }));
			continue;
		}
		const { spec } = valueRead(parsed) as AviRouteTable;
		const known =
			tables.get(spec.clusterName) ?? new EarlierTables(spec.clusterName);
		tables.set(spec.clusterName, known);
		known.vrfContext ??= spec.vrfContext;
		known.source ??= spec.source;
		known.items.push(item);
		known.tables.push(spec.routes);
		known.parts = Math.max(known.parts, spec.part?.of ?? 1);
	}
	return { value: tables, results };
}
