import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";

/**
 * Choices drawn one after the other from random bytes. When these run out, every choice is the first option: a shorter
 * and smaller run of bytes gives a simpler text, so that fast-check shrinks texts by shrinking bytes.
 */
export class Choices {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	/** The next `n` bytes, to choose from on their own. */
	split(n: number): Choices {
		this.#at += n;
		return new Choices(this.#bytes.subarray(this.#at - n, this.#at));
	}

	byte(): number {
		return this.#bytes[this.#at++] ?? 0;
	}

	/** One of the options, each as likely. */
	pick<T>(...options: readonly T[]): T {
		return options[this.byte() % options.length] as T;
	}

	/** True once in `n` times. */
	rarely(n: number): boolean {
		return this.byte() >= 256 - 256 / n;
	}

	/** From `least` to `most` things. */
	several<T>(least: number, most: number, make: (i: number) => T): T[] {
		const count = least + (this.byte() % (most - least + 1));
		return Array.from({ length: count }, (_, i) => make(i));
	}

	/** The list in another order. */
	shuffled<T>(list: readonly T[]): T[] {
		const rest = [...list];
		return list.map(() => rest.splice(this.byte() % rest.length, 1)[0] as T);
	}
}

/** Whatever the maker makes of random choices. */
export function chosen<T>(make: (choices: Choices) => T): fc.Arbitrary<T> {
	return fc
		.uint8Array({ maxLength: 300, size: "max" })
		.map((bytes) => make(new Choices(bytes)));
}

/** So many spaces. */
export const pad = (column: number): string => " ".repeat(column);

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

/**
 * Runs a property of texts, which answers whether the text told anything, and fails when too few of them did. The seed
 * is shown by fast-check on failure; FC_SEED tries others, FC_RUNS more of them.
 */
export function holds<T>(
	property: (text: T) => boolean,
	texts: fc.Arbitrary<T>,
	{ share, numRuns = 1500 }: { share: number; numRuns?: number },
): void {
	let [told, all] = [0, 0];
	fc.assert(
		fc.property(texts, (text) => {
			all++;
			if (property(text)) told++;
		}),
		{
			seed: Number(process.env.FC_SEED ?? 20_241_122),
			numRuns: Number(process.env.FC_RUNS ?? numRuns),
			includeErrorInReport: true,
		},
	);
	if (told < all * share)
		throw new Error(`only ${told} of ${all} texts told anything`);
}

/** Fails with both values in the message, where fast-check shows it. */
export function same(what: string, actual: unknown, expected: unknown): void {
	if (isDeepStrictEqual(actual, expected)) return;
	const [seen, wanted] = [actual, expected].map((value) =>
		inspect(value, { depth: 9 }),
	);
	throw new Error(`${what}: got ${seen}\nwant ${wanted}`);
}
