import { filePath, type Item } from "../krm/item.ts";
import { inputError } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import type { Fields } from "../text/entry.ts";
import type { Claim } from "./cluster.ts";
import { valueAt, valueRead } from "./targets/mapping.ts";

/** The last field that every object of the kind has, in the order of kubectl, and whether it has a fact from near there. */
const ENDS = {
	Node: {
		path: ["status", "nodeInfo", "systemUUID"],
		isNear: ({ nodes }: Claim["facts"]) => nodes?.[0]?.addresses !== undefined,
	},
	CiliumNode: {
		path: ["status"],
		isNear: ({ ciliumNodes }: Claim["facts"]) => {
			const { podCIDRs, pools } = ciliumNodes?.[0] ?? {};
			return podCIDRs !== undefined || pools !== undefined;
		},
	},
} as const;

/** Maximum number of other objects that are looked at. */
const MAX_OTHERS = 10;

/**
 * Reports Nodes and CiliumNodes at the end of a file, or of a List in it, that lack the last field that others of their
 * kind have: the file was truncated where it is still valid YAML. An object that has a file of its own counts when it
 * has no fact from near its end.
 */
export function cutShort(
	claims: readonly Claim[],
	items: readonly Item[],
): Result[] {
	const lasts = lastOnes(items);
	return (["Node", "CiliumNode"] as const).flatMap((kind) => {
		const { path, isNear } = ENDS[kind];
		const own = claims.filter(({ item }) => item.kind === kind);
		const suspects = own.filter(({ item, facts }) => {
			const hasOthers = lasts.get(item);
			if (hasOthers === undefined) return false;
			const mayLack = (kind === "Node" && hasOthers) || !isNear(facts);
			return mayLack && depth(item, path) < path.length && endsItsList(item);
		});
		if (suspects.length === 0) return [];
		const others = own.slice(0, MAX_OTHERS);
		const usual = Math.max(...others.map(({ item }) => depth(item, path)));
		return suspects
			.filter(({ item }) => depth(item, path) < usual)
			.map(({ item }) => toResult(item, path.slice(0, depth(item, path) + 1)));
	});
}

/** The last item of each file and of each List, and whether there are others in it. */
function lastOnes(items: readonly Item[]): Map<Item, boolean> {
	const lasts = new Map<Item, boolean>();
	let before: Item | string | undefined;
	const placeOf = (item: Item) => item.container ?? filePath(item);
	items.forEach((item, i) => {
		const place = placeOf(item);
		const next = items[i + 1];
		const isLast = next === undefined || place !== placeOf(next);
		if (place !== undefined && isLast) lasts.set(item, place === before);
		before = place;
	});
	return lasts;
}

/** False for an object of a List with keys behind its items, such as kubectl's: that was not cut. */
function endsItsList({ container, text }: Item): boolean {
	const lastLine = (own: string) => own.trimEnd().split("\n").at(-1)?.trim();
	return container === undefined || lastLine(container.text) === lastLine(text);
}

/** How many parts of the path the object has. */
function depth(item: Item, path: readonly string[]): number {
	const fields = path.reduceRight<Fields>(
		(inner, name) => ({ [name]: inner }),
		{},
	);
	const value = valueRead(item.read(fields));
	const lacking = path.findIndex(
		(_, i) => valueAt(value, path.slice(0, i + 1)) === undefined,
	);
	return lacking < 0 ? path.length : lacking;
}

function toResult(item: Item, lacking: readonly string[]): Result {
	const message = `${item.kind} ${item.name} ends before its ${lacking.join(".")}, which others have; ${filePath(item) ?? "the list"} was cut short, dump it again`;
	return inputError(item, message);
}
