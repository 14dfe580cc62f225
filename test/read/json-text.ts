import type { Choices } from "./choices.ts";

/** A JSON list document with white space of every kind; most are valid, some hold a key twice. */
export function jsonText(choices: Choices): string {
	const items = choices.several(0, 4, () => jsonValue(choices, 3));
	const list = choices.rarely(10)
		? choices.pick("null", "{}", '"abc"', "1")
		: `[${items.join(`${gap(choices)},${gap(choices)}`)}]`;
	const members = [
		member(choices, '"apiVersion"', '"config.kubernetes.io/v1"'),
		member(choices, '"kind"', choices.rarely(20) ? "null" : '"ResourceList"'),
		...(choices.rarely(20)
			? []
			: [
					member(
						choices,
						choices.pick('"items"', '"items"', '"it\\u0065ms"'),
						list,
					),
				]),
		...(choices.rarely(3)
			? [member(choices, '"results"', '[{"message": "old"}]')]
			: []),
		...(choices.rarely(3)
			? [member(choices, '"functionConfig"', jsonValue(choices, 3))]
			: []),
		...(choices.rarely(30) ? [member(choices, '"items"', "[1]")] : []),
	];
	return `${gap(choices)}{${choices.shuffled(members).join(`,${gap(choices)}`)}}${gap(choices)}`;
}

function gap(choices: Choices): string {
	return choices.rarely(4) ? choices.pick(" ", "\n", "\t", "\r\n", "  ") : "";
}

const member = (choices: Choices, key: string, text: string) =>
	`${gap(choices)}${key}${gap(choices)}:${gap(choices)}${text}${gap(choices)}`;

const SCALARS = [
	...["1", "true", "null", '""', "-1.5e+3", '"a"', '"]}{[,:"', '"\\"\\\\"'],
	...[
		'"\\u2028"',
		'"\u2028"',
		'"é🚀"',
		'"\\ud800"',
		'"//"',
		'"items"',
		"0",
		'"\\n"',
	],
];

const KEYS = [
	"a",
	"b",
	"items",
	"kind",
	"__proto__",
	"",
	"\\u0061",
	"constructor",
	"}",
	"é",
];

/** A JSON value. */
export function jsonValue(choices: Choices, depth: number): string {
	if (depth === 0 || choices.rarely(3)) return choices.pick(...SCALARS);
	if (choices.rarely(3)) {
		const elements = choices.several(
			0,
			3,
			() => gap(choices) + jsonValue(choices, depth - 1),
		);
		return `[${elements.join(",")}${gap(choices)}]`;
	}
	return jsonObject(choices, depth);
}

/** A JSON object, one in twenty with a key that may stand twice. */
export function jsonObject(choices: Choices, depth: number): string {
	const twins = choices.rarely(20);
	const members = choices.several(0, 3, (i) => {
		const key = choices.pick(...KEYS);
		return member(
			choices,
			`"${key}${twins || i === 0 ? "" : i}"`,
			jsonValue(choices, depth - 1),
		);
	});
	return `{${members.join(",")}}`;
}
