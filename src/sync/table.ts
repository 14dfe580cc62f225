import type { AviRouteTable } from "../../schemas/generated/types.ts";
import { API_VERSION } from "../krm/api.ts";
import type { Item } from "../krm/item.ts";
import type { Problem } from "../krm/problem.ts";
import { problemsOf } from "../read/validate.ts";

/** An AviRouteTable of a file or of a cluster. */
export interface Table {
	/** `namespace/name`. */
	readonly id: string;
	readonly namespace: string;
	readonly name: string;
	/** Undefined in files, and so are the next two. */
	readonly uid: string | undefined;
	readonly generation: number | undefined;
	readonly createdAt: string | undefined;
	readonly isDeleting: boolean;
	readonly finalizers: readonly string[];
	/** Only those of this project. */
	readonly annotations: Readonly<Record<string, string>>;
	readonly spec: AviRouteTable["spec"];
	readonly status: AviRouteTable["status"];
}

interface Metadata {
	readonly name: string;
	readonly namespace?: string;
	readonly uid?: string;
	readonly generation?: number;
	readonly creationTimestamp?: string;
	readonly deletionTimestamp?: string;
	readonly finalizers?: readonly string[] | null;
	readonly annotations?: Readonly<Record<string, string>> | null;
}

/** A table, or why it can't be used. */
export type TableRead = { readonly table: Table } | Problem;

/** Reads a table; reports the first violation of its schema. */
export function readTable(value: unknown): TableRead {
	const [problem] = problemsOf("AviRouteTable", value);
	const { metadata, spec, status } = value as {
		readonly metadata: Metadata;
	} & Pick<AviRouteTable, "spec" | "status">;
	const { namespace = "default", name } = metadata ?? {};
	const id = `${namespace}/${name}`;
	if (problem !== undefined)
		return { problem: `AviRouteTable ${id}: ${problem.message}` };
	return {
		table: {
			id,
			namespace,
			name,
			uid: metadata.uid,
			generation: metadata.generation,
			createdAt: metadata.creationTimestamp,
			isDeleting: metadata.deletionTimestamp !== undefined,
			finalizers: metadata.finalizers ?? [],
			annotations: ownAnnotations(metadata.annotations),
			spec,
			status,
		},
	};
}

/** The annotations of this project; kubectl's own is as long as the table itself. */
export function ownAnnotations(annotations: unknown): Record<string, string> {
	const own = Object.entries(annotations ?? {}).filter(([key]) =>
		key.startsWith("avi-routes.dev/"),
	);
	return Object.fromEntries(own) as Record<string, string>;
}

/** The tables among the items of files. */
export function tablesOf(items: readonly Item[]): UsableTables {
	const own = items.filter(
		({ kind, apiVersion }) =>
			kind === "AviRouteTable" && apiVersion === API_VERSION,
	);
	const parsed = own.map((item) => item.parsed());
	return usableTables(
		parsed.map((one) => ("value" in one ? readTable(one.value) : one)),
	);
}

/** Tables that can be used, and what is wrong with the others. */
interface UsableTables {
	readonly tables: readonly Table[];
	readonly problems: readonly string[];
}

/** Sorts out the tables that can't be used. */
export const usableTables = (reads: readonly TableRead[]): UsableTables => ({
	tables: reads.flatMap((read) => ("table" in read ? [read.table] : [])),
	problems: reads.flatMap((read) => ("problem" in read ? [read.problem] : [])),
});
