import { fnv1a32 } from "../ip/fnv1a.ts";

/** So many routes fit one table: kubectl's client-side apply keeps the object in an annotation of 256 KiB. */
export const MAX_ROUTES = 1000;

/**
 * Spreads routes over parts by the low bits of their prefix's hash, so that a prefix that moves between nodes stays in
 * its part. The number of parts is the smallest power of two with which none holds more than MAX_ROUTES; the earlier
 * number is kept until a part is too full or a quarter of the parts would do.
 */
export function splitRoutes<
	T extends { readonly prefix: { readonly text: string } },
>(routes: readonly T[], earlierParts: number): T[][] {
	const hashes = Int32Array.from(routes, ({ prefix }) => fnv1a32(prefix.text));
	const fits = (parts: number) =>
		countPerPart(hashes, parts).every((count) => count <= MAX_ROUTES);
	let parts = 1;
	while (!fits(parts)) parts *= 2;
	const isKept =
		earlierParts > parts &&
		parts > earlierParts / 4 &&
		isPowerOfTwo(earlierParts) &&
		fits(earlierParts);
	const count = isKept ? earlierParts : parts;
	const split = Array.from({ length: count }, (): T[] => []);
	for (let i = 0; i < routes.length; i++)
		split[(hashes[i] as number) & (count - 1)]?.push(routes[i] as T);
	return split;
}

function countPerPart(hashes: Int32Array, parts: number): Uint32Array {
	const counts = new Uint32Array(parts);
	for (const hash of hashes) {
		const part = hash & (parts - 1);
		counts[part] = (counts[part] as number) + 1;
	}
	return counts;
}

const isPowerOfTwo = (number: number) => (number & (number - 1)) === 0;
