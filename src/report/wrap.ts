/** How a text is laid out: `width` columns a line, later lines of each paragraph indented by `indent`. */
interface Layout {
	/** Undefined where lines are not broken: pipes and files. */
	readonly width: number | undefined;
	readonly indent?: number;
}

/** Terminal colour codes, which have no width. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CODES = /\u001b\[\d+m/g;

/** The width of a text in columns. */
export const columnsOf = (text: string) =>
	text.includes("\u001b") ? text.replace(CODES, "").length : text.length;

/**
 * Breaks each line of a text between words at the layout's width; spaces inside a line are kept. A word longer than a
 * line is not broken, so that paths and addresses can be copied.
 */
export function wrap(text: string, { width, indent = 0 }: Layout): string {
	if (width === undefined) return text;
	return text
		.split("\n")
		.map((line) => wrapLine(line, width, " ".repeat(indent)))
		.join("\n");
}

function wrapLine(line: string, width: number, margin: string): string {
	if (columnsOf(line) <= width) return line;
	const lines: string[] = [];
	let current = "";
	let used = 0;
	for (const [piece, space = "", word = ""] of line.matchAll(/( *)([^ ]+)/g)) {
		const columns = columnsOf(word);
		const isFull = used + space.length + columns > width;
		if (isFull && current.trim() !== "") {
			lines.push(current);
			current = margin + word;
			used = margin.length + columns;
		} else {
			current += piece;
			used += space.length + columns;
		}
	}
	return [...lines, current].join("\n");
}

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
