import { type Choices, pad } from "./choices.ts";
import { entry, key } from "./entry-text.ts";
import { metadata } from "./metadata-text.ts";

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
