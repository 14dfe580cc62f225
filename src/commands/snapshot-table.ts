import { lineUp } from "../report/columns.ts";
import { printable } from "../report/printable.ts";

/** The outcome of a context, as the table shows it. */
export interface Row {
	readonly context: string;
	readonly cluster?: string;
	readonly nodes?: number;
	/** The file, or a word for the outcome. */
	readonly result: string;
}

/** The contexts in a table, as kubectl prints one. */
export function snapshotTable(rows: readonly Row[]): string {
	const cells = rows.map(({ context, cluster = "-", nodes, result }) =>
		[context, cluster, String(nodes ?? "-"), result].map(printable),
	);
	return lineUp([["CONTEXT", "CLUSTER", "NODES", "FILE"], ...cells], ["NODES"]);
}
