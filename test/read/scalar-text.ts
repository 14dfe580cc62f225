import { type Choices, pad } from "./choices.ts";

/** A comment behind something on its line; mostly none. */
export function comment(choices: Choices): string {
	return choices.rarely(8) ? choices.pick(" # why", "  #", " ") : "";
}

/** A scalar, or a flow collection, in any style; further lines start at the column or behind it. */
export function scalar(choices: Choices, column: number): string {
	if (choices.rarely(5)) return block(choices, column);
	if (choices.rarely(6)) return severalLines(choices, pad(column));
	const options = choices.rarely(60) ? ODD : PLAIN;
	return ` ${choices.pick(...options)}${comment(choices)}\n`;
}

const PLAIN = [
	...["x", "1", "true", "null", "~", '""', "1e3", "0o7", "2024-01-01", "-1"],
	...['"- a"', "'it''s'", '"a: \\"b\\""', "'# no'", "a#b", "a - b", "a:b"],
	...["[a, {b: c}]", "{}", "[]", "{a: 1, 'b': \"c\"}", "{a: b, c: {d: e}}"],
	...["é ü 🚀", "http://x/y?z=1&b=2", "?x", "=", "a\tb", "x".repeat(300)],
	...['"- a\u2028items: b"', "a\u2028- b", "\u00a0", "a\u0085# b", "0777"],
];

const ODD = [
	...["&anchor v", "*anchor", "!!str 12", "!x y", "\t x", "- ", "- a"],
	...['"a\\"', "'it''", '{a: "}', "{a: b #}", "&a 'b", "!!str {a: b,"],
	...["@x", "%x", "{a: b", '"open', "a\u2028- b: c", "\u2028# c", '"a" b'],
];

function severalLines(choices: Choices, margin: string): string {
	const odd = [`\n# c\n${margin}below\n`, ` &a\n${margin}x\n`, " a\n# c\nb\n"];
	return choices.pick(
		` plain\n${margin}goes on\n`,
		` "quoted\n\n${margin}- goes # on"\n`,
		` 'a\n${margin}items: b'\n`,
		` a\n\n${margin}b\n`,
		` [a,\n${margin}b]\n`,
		` {a: b, # c\n${margin}d: e\n${margin}}\n`,
		`\n${margin}below\n`,
		`\n${margin}"below"\n`,
		choices.rarely(8) ? choices.pick(...odd) : " !!str\n",
	);
}

const LINES = [
	...["text", "- apiVersion: x", "items:", "# no comment", "", "  deeper"],
	...["\tab", "results: x", "---", " ", "é", "kind: Node"],
];

function block(choices: Choices, column: number): string {
	const head = choices.pick("|", ">", "|-", "|+", ">-", ">+", "| # c", ">2");
	const first = choices.pick("text", ...LINES.slice(0, 4));
	const lines = [first, ...choices.several(0, 3, () => choices.pick(...LINES))];
	const margin = pad(head === ">2" ? column + 1 : column);
	const body = lines.map((line) => (line === "" ? "" : margin + line));
	return ` ${choices.rarely(60) ? "|2-" : head}\n${body.join("\n")}\n`;
}
