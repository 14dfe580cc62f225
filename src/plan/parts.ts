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
	const hashes = new Int32Array(routes.length);
	for (let i = 0; i < routes.length; i++)
		hashes[i] = fnv1a32((routes[i] as T).prefix.text);
	const fits = (parts: number) => fullestPart(hashes, parts) <= MAX_ROUTES;
	let parts = 1;
	while (parts * MAX_ROUTES < routes.length || !fits(parts)) parts *= 2;
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

/** The number of routes in the fullest of so many parts. */
function fullestPart(hashes: Int32Array, parts: number): number {
	const counts = new Uint32Array(parts);
	for (let i = 0; i < hashes.length; i++) {
		const part = (hashes[i] as number) & (parts - 1);
		counts[part] = (counts[part] as number) + 1;
	}
	return Math.max(...counts);
}

const isPowerOfTwo = (number: number) => (number & (number - 1)) === 0;
