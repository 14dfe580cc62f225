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
	const hashed = routes.map((route) => ({
		route,
		hash: fnv1a32(route.prefix.text),
	}));
	const fits = (parts: number) =>
		countPerPart(hashed, parts).every((count) => count <= MAX_ROUTES);
	let parts = 1;
	while (!fits(parts)) parts *= 2;
	const isKept =
		earlierParts > parts &&
		parts > earlierParts / 4 &&
		isPowerOfTwo(earlierParts) &&
		fits(earlierParts);
	const count = isKept ? earlierParts : parts;
	const split = Array.from({ length: count }, (): T[] => []);
	for (const { route, hash } of hashed) split[hash & (count - 1)]?.push(route);
	return split;
}

function countPerPart(
	hashed: readonly { readonly hash: number }[],
	parts: number,
): number[] {
	const counts = Array<number>(parts).fill(0);
	for (const { hash } of hashed)
		counts[hash & (parts - 1)] = (counts[hash & (parts - 1)] ?? 0) + 1;
	return counts;
}

const isPowerOfTwo = (number: number) => (number & (number - 1)) === 0;
