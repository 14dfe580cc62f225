import type { Choices } from "./choices.ts";

/** A text with a character or line or two taken out, put in or doubled. */
export function mutated(
	choices: Choices,
	make: (choices: Choices) => string,
): string {
	const own = choices.split(20);
	let result = make(choices);
	for (let i = own.byte() % 2; i < 2; i++) {
		const wide = own.byte() * 256 + own.byte();
		result = own.rarely(2)
			? mutateLine(own, result, wide)
			: mutateChar(own, result, wide);
	}
	return result;
}

const BITS = [
	..." \n\t-:#'\"{}[],&*!|>?%@`~\r\\",
	...["  ", "- ", ": ", "\n- ", "\n# ", "\n---\n", "items:\n", "results:\n"],
	...["\n\t\n", "\n  \t\n", "\n\r", "&a ", "<<: ", "? ", "!!map ", "\\x41"],
	...["\u2028", "\u00a0", "\u0085", "\ufeff", "é", "\n\n", "|-\n", "...\n"],
];

function mutateChar(choices: Choices, text: string, wide: number): string {
	const at = wide % (text.length + 1);
	const cut = choices.pick(0, 1, 0, 2);
	const bit = choices.pick(...BITS, "");
	return text.slice(0, at) + bit + text.slice(at + cut);
}

function mutateLine(choices: Choices, text: string, wide: number): string {
	const lines = text.split("\n");
	const at = wide % lines.length;
	const line = lines[at] as string;
	const other = lines[choices.byte() % lines.length] as string;
	lines.splice(
		at,
		choices.pick(1, 0),
		...choices.pick([], [line], [` ${line}`], [line.slice(1)], [other], [""]),
	);
	return lines.join("\n");
}
