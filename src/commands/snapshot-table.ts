import { printable } from "../report/printable.ts";

/** What came of a context, as the table shows it. */
export interface Row {
	readonly context: string;
	readonly cluster?: string;
	readonly nodes?: number;
	/** The file, or a word. */
	readonly result: string;
}

/** The contexts in a table, as kubectl prints one. */
export function snapshotTable(rows: readonly Row[]): string {
	const cells = [
		["CONTEXT", "CLUSTER", "NODES", "FILE"],
		...rows.map(({ context, cluster = "-", nodes, result }) =>
			[context, cluster, String(nodes ?? "-"), result].map(printable),
		),
	];
	const widths = [0, 1, 2].map((column) =>
		Math.max(...cells.map((row) => row[column]?.length ?? 0)),
	);
	return cells
		.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("   "))
		.map((line) => `${line.trimEnd()}\n`)
		.join("");
}
