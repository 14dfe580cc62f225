import { type Choices, pad } from "./choices.ts";
import { comment, scalar } from "./scalar-text.ts";

/** An entry of a block sequence whose dash stands at the column: mostly a resource. */
export function itemText(choices: Choices, indent: number): string {
	const dash = `${pad(indent)}-`;
	if (choices.rarely(40)) return dash + choices.pick(...NO_RESOURCES);
	const gap = choices.rarely(8) ? 3 : 1;
	const column = indent + 1 + gap;
	const lead = choices.rarely(8)
		? `${dash}${choices.pick("", " ", " # head", "  # - x")}\n${choices.pick("", "# x\n", "\n", `${pad(column)}# y\n`)}${pad(column)}`
		: dash + pad(gap);
	const kind = choices.pick("Node", "ConfigMap", "Whatever", "ClusterSnapshot");
	return lead + resourceText(choices, column, kind);
}

const NO_RESOURCES = [
	...[" null\n", " abc\n", "\n", " - a\n", " # c\n", " &a b\n", " ? a\n"],
	...[
		" {kind: Node, apiVersion: v1, metadata: {name: a}}\n",
		' "a\n\n      b"\n',
	],
	" |\n      text\n",
];

/** A resource whose keys stand at the column; the first one is where the cursor is. */
export function resourceText(
	choices: Choices,
	column: number,
	kind: string,
): string {
	const entries = [
		`${key(choices, "apiVersion")} ${choices.pick("v1", '"v1"', "'v1'", "avi-routes.dev/v1alpha1", "cilium.io/v2 # why")}\n`,
		`${key(choices, "kind")} ${choices.rarely(20) ? choices.pick(...ODD_KINDS) : kind}\n`,
		`${key(choices, "metadata")}${metadata(choices, column)}`,
		...choices.several(0, 3, (i) => entry(choices, column, 3, i)),
		...(choices.rarely(60) ? ["kind: Twice\n"] : []),
	];
	return choices.shuffled(entries).join(pad(column));
}

const ODD_KINDS = [
	"1",
	"!!str Node",
	"null",
	"'a''b'",
	'"\\x41"',
	"No de",
	"N\n",
];

function metadata(choices: Choices, outer: number): string {
	if (choices.rarely(20))
		return choices.pick(
			" {name: a}\n",
			' {name: "b", annotations: {a: b}}\n',
			"\n",
			" null\n",
		);
	const column = outer + choices.pick(2, 2, 2, 4, 1);
	const name = choices.pick(
		"a",
		"worker-1",
		'"b"',
		"'c'",
		"prod.east",
		"a b",
		'""',
	);
	const namespace = choices.pick("telco", '"x"', "y", "~", "on", "12");
	const entries = [
		`name: ${name}${comment(choices)}\n`,
		...(choices.rarely(3) ? [`namespace: ${namespace}\n`] : []),
		...(choices.rarely(2) ? [annotations(choices, column)] : []),
		...(choices.rarely(4) ? [entry(choices, column, 2)] : []),
	];
	const lines = choices.shuffled(entries).map((line) => pad(column) + line);
	return `${comment(choices)}\n${between(choices, outer)}${lines.join("")}`;
}

const ANNOTATIONS = [
	...[
		"config.kubernetes.io/local-config",
		"internal.config.kubernetes.io/path",
	],
	...["avi-routes.dev/owner", "avi-routes.dev/cluster", "a.b/c", "note"],
];

const NOTES = [
	'"true"',
	"'0'",
	"a/b.yaml",
	"x # y",
	"0",
	"yes",
	'"a\\nb"',
	"a b",
	"null",
	"",
];

function annotations(choices: Choices, outer: number): string {
	if (choices.rarely(10))
		return `annotations:${choices.pick(" {}\n", "\n", ' {"a": "b"}\n', " null\n")}`;
	const column = outer + choices.pick(2, 2, 4);
	const names = choices.shuffled(ANNOTATIONS);
	const lines = choices.several(1, 3, (i) =>
		choices.rarely(8)
			? between(choices, column) + pad(column) + entry(choices, column, 1, i)
			: `${pad(column)}${key(choices, names[i] as string)} ${choices.pick(...NOTES)}\n`,
	);
	return `annotations:${comment(choices)}\n${lines.join("")}`;
}

function key(choices: Choices, name: string): string {
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
