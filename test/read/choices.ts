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

/**
 * Runs a property of texts, which answers whether the text told anything, and fails when too few of them did. The seed
 * is shown by fast-check on failure; FC_SEED tries others, FC_RUNS more of them, or fewer: the first runs are short texts,
 * so that no share is asked of fewer.
 */
export function holds<T>(
	property: (text: T) => boolean,
	texts: fc.Arbitrary<T>,
	{ share, numRuns = 1500 }: { share: number; numRuns?: number },
): void {
	let [told, all] = [0, 0];
	const runs = Number(process.env.FC_RUNS ?? numRuns);
	fc.assert(
		fc.property(texts, (text) => {
			all++;
			if (property(text)) told++;
		}),
		{
			seed: Number(process.env.FC_SEED ?? 20_241_122),
			numRuns: runs,
			includeErrorInReport: true,
		},
	);
	if (runs >= numRuns && told < all * share)
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
