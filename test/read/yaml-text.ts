import type { Choices } from "./choices.ts";
import { between, entry } from "./entry-text.ts";
import { itemText, resourceText } from "./item-text.ts";
import { comment } from "./scalar-text.ts";

/**
 * A ResourceList in any style that a person, kpt, kustomize or kubectl writes, and a few that nobody does. Most are
 * valid; what they mean is for the parsers to say.
 */
export function listText(choices: Choices): string {
	const maybe = (n: number, chunk: () => string) =>
		choices.rarely(n) ? [chunk()] : [];
	const chunks = [
		`apiVersion: ${choices.pick("config.kubernetes.io/v1", '"config.kubernetes.io/v1"')}\n`,
		`kind: ResourceList${comment(choices)}\n`,
		itemsText(choices),
		...maybe(
			3,
			() =>
				`functionConfig:${comment(choices)}\n  ${resourceText(choices, 2, "AviRoutes")}`,
		),
		...maybe(4, () => choices.pick(...RESULTS)),
		...maybe(20, () => `extra${entry(choices, 0, 2)}`),
	];
	const body = choices
		.shuffled(chunks)
		.map((chunk) => between(choices, 0) + chunk);
	const before = maybe(8, () => choices.pick(...STARTS));
	const after = maybe(8, () => choices.pick(...ENDS));
	return finish(choices, [...before, ...body, ...after].join(""));
}

const STARTS = [
	"---\n",
	"# x\n---\n",
	"--- \n",
	"%YAML 1.2\n---\n",
	"\n",
	" \n# a\n",
];
const ENDS = ["...\n", "---\n", "# end", "\n\n", "---\na: b\n", "  # end\n"];

const RESULTS = [
	"results:\n- message: old\n  severity: info\n",
	"results: []\n",
	"results:\n  # a comment\n  - message: >\n      folded\n\n      text\n",
];

function finish(choices: Choices, text: string): string {
	const bom = choices.rarely(40) ? "\uFEFF" : "";
	const cut = choices.rarely(10) ? text.replace(/\n$/, "") : text;
	return bom + (choices.rarely(20) ? cut.replaceAll("\n", "\r\n") : cut);
}

const NO_ITEMS = [
	...["items: []\n", "items: [] # none\n", "items:\n", "items: null\n"],
	...["items: {}\n", "items:\n- \n", "items: [{a: b}]\n", '"items": []\n'],
];

function itemsText(choices: Choices): string {
	const indent = choices.pick(0, 0, 2, 4);
	if (choices.rarely(12)) return choices.pick(...NO_ITEMS);
	const items = choices.several(
		0,
		4,
		() => between(choices, indent) + itemText(choices, indent),
	);
	return `items:${comment(choices)}\n${items.join("")}${between(choices, indent)}`;
}
