import { columnsOf } from "./wrap.ts";

/**
 * Rows with aligned cells, the first of which is the head. Columns are two spaces apart; `numbers` are the heads of
 * those that are aligned on the right, one space apart.
 */
export function lineUp(
	rows: readonly (readonly string[])[],
	numbers: readonly string[] = [],
): string {
	const [head = []] = rows;
	const widths = head.map((_, i) =>
		Math.max(...rows.map((row) => columnsOf(row[i] ?? ""))),
	);
	const isNumber = (i: number) => numbers.includes(head[i] ?? "");
	const place = (cell: string, i: number) => {
		const gap = i === 0 ? "" : isNumber(i) && isNumber(i - 1) ? " " : "  ";
		const room = " ".repeat((widths[i] ?? 0) - columnsOf(cell));
		return gap + (isNumber(i) ? room + cell : cell + room);
	};
	return rows.map((row) => `${row.map(place).join("").trimEnd()}\n`).join("");
}
