import { type Choices, pad } from "./choices.ts";
import { between, entry, key } from "./entry-text.ts";
import { comment } from "./scalar-text.ts";

/** What stands behind `metadata:`, whose key stands at the column. */
export function metadata(choices: Choices, outer: number): string {
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
