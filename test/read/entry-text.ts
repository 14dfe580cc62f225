import { type Choices, pad } from "./choices.ts";
import { comment, scalar } from "./scalar-text.ts";

/** A key with its colon, sometimes in quotes. */
export function key(choices: Choices, name: string): string {
	const forms = [`"${name}":`, `'${name}':`, `${name} :`] as const;
	return choices.rarely(12) ? choices.pick(...forms) : `${name}:`;
}

const NAMES = [
	"a",
	"spec",
	"data",
	"b-c",
	"x.y/z",
	"1",
	"items",
	"__proto__",
	"é",
	"a b",
	"<<",
];

/** A key with its value; the key is where the cursor is, further lines follow at the column. */
export function entry(
	choices: Choices,
	column: number,
	depth: number,
	i = 0,
): string {
	const name = `${choices.pick(...NAMES)}${i > 0 ? i : ""}`;
	const inner = column + choices.pick(2, 2, 4, 1);
	if (depth === 0 || !choices.rarely(2))
		return key(choices, name) + scalar(choices, inner);
	const start = `${key(choices, name)}${comment(choices)}\n`;
	if (choices.rarely(2)) {
		const dash = choices.pick(column, inner);
		return (
			start +
			choices
				.several(
					1,
					3,
					() => `${pad(dash)}-${element(choices, dash + 2, depth - 1)}`,
				)
				.join("")
		);
	}
	return (
		start +
		choices
			.several(
				1,
				3,
				(j) =>
					between(choices, inner) +
					pad(inner) +
					entry(choices, inner, depth - 1, j),
			)
			.join("")
	);
}

function element(choices: Choices, column: number, depth: number): string {
	if (depth === 0 || !choices.rarely(3)) return scalar(choices, column);
	return ` ${choices.several(1, 2, (i) => entry(choices, column, depth, i)).join(pad(column))}`;
}

/** Comment lines and blank lines, at column 0, at the column, deeper; mostly none. */
export function between(choices: Choices, column: number): string {
	if (!choices.rarely(6)) return "";
	const lines = choices.several(1, 3, () =>
		choices.pick(
			"# c",
			`${pad(column)}# here`,
			`${pad(column + 2)}# deeper`,
			"",
			"  ",
			"#",
			"# - apiVersion: v1",
			"# items:",
		),
	);
	return `${lines.join("\n")}\n`;
}
