import { fnv1a32 } from "../ip/fnv1a.ts";

/** Maximum number of routes in a table: the CRD bounds the list, and with it the cost of its rules. */
const MAX_ROUTES = 1000;

/**
 * Maximum bytes of a table as JSON: kubectl's client-side apply keeps it in an annotation, and all annotations have
 * at most 256 KiB.
 */
export const MAX_BYTES = 240 * 1024;

/** Maximum number of parts: a few names of unusual length may not fit any table, which must not split for ever. */
const MAX_PARTS = 1 << 16;

/** The texts of a printed route. */
export interface RouteTexts {
	readonly prefix: { readonly text: string };
	readonly nextHop: string;
	readonly node: string;
}

/** What decides the number of parts, besides the routes. */
interface Split {
	readonly cluster: string;
	/** The number of parts that an earlier run made. */
	readonly earlierParts: number;
	/** Characters of the VRF and other texts that a table holds once. */
	readonly head: number;
}

/**
 * Spreads routes over parts by the low bits of their prefix's hash, so that a prefix that moves between nodes stays in
 * its part. The number of parts is the smallest power of two with which none holds more than MAX_ROUTES or MAX_BYTES;
 * the earlier number is kept until a part is too full or a quarter of the parts would do.
 */
export function splitRoutes<T extends RouteTexts>(
	routes: readonly T[],
	{ cluster, earlierParts, head }: Split,
): T[][] {
	const hashes = new Int32Array(routes.length);
	const sizes = new Int32Array(routes.length);
	for (let i = 0; i < routes.length; i++) {
		const route = routes[i] as T;
		hashes[i] = fnv1a32(route.prefix.text);
		sizes[i] = sizeOf(route, cluster);
	}
	const room = MAX_BYTES - HEAD - HEAD_NAMES * cluster.length - head;
	const fits = (parts: number) => {
		const [count, size] = fullest(hashes, sizes, parts);
		return count <= MAX_ROUTES && size <= room;
	};
	let parts = 1;
	while (parts * MAX_ROUTES < routes.length) parts *= 2;
	while (!fits(parts) && parts < MAX_PARTS) parts *= 2;
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

/** Characters of a table without its routes, with names of maximum length; and how often it has the cluster's name. */
const HEAD = 2048;
const HEAD_NAMES = 5;

const EMPTY = JSON.stringify({
	prefix: "",
	nextHop: "",
	node: "",
	routeID: "",
});

/** Characters of a route as JSON, with the comma. Its texts are ASCII, except names that Kubernetes refuses. */
function sizeOf({ prefix, nextHop, node }: RouteTexts, cluster: string) {
	const routeID = cluster.length + 1 + prefix.text.length;
	const texts = prefix.text.length + nextHop.length + node.length + routeID;
	return EMPTY.length + 1 + texts;
}

/** The number of routes in the fullest of the given number of parts, and the sum of their sizes in the largest. */
function fullest(
	hashes: Int32Array,
	sizes: Int32Array,
	parts: number,
): readonly [count: number, size: number] {
	const counts = new Int32Array(parts);
	const sums = new Int32Array(parts);
	for (let i = 0; i < hashes.length; i++) {
		const part = (hashes[i] as number) & (parts - 1);
		counts[part] = (counts[part] as number) + 1;
		sums[part] = (sums[part] as number) + (sizes[i] as number);
	}
	return [Math.max(...counts), Math.max(...sums)];
}

const isPowerOfTwo = (number: number) => (number & (number - 1)) === 0;
