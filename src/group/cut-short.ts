import { fileIndex, filePath, type Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { isMapping } from "../read/cut.ts";
import { type Claim, compareItems } from "./ambiguous.ts";

/** The fact that comes from the last field of an object of these kinds; most objects have it. */
const ENDS = {
	Node: ({ nodes }: Claim["facts"]) => nodes?.[0]?.addresses !== undefined,
	CiliumNode: ({ ciliumNodes }: Claim["facts"]) => {
		const { podCIDRs, pools } = ciliumNodes?.[0] ?? {};
		return podCIDRs !== undefined || pools !== undefined;
	},
} as const;

/**
 * Reports Nodes and CiliumNodes at the end of a file that lack the status that others of their kind have: the file
 * was truncated at a line end and is still valid YAML.
 */
export function cutShort(
	claims: readonly Claim[],
	items: readonly Item[],
): Result[] {
	const isEnd = lastInFile(items);
	return (["Node", "CiliumNode"] as const).flatMap((kind) => {
		const own = claims.filter(
			({ item }) => item.kind === kind && item.container === undefined,
		);
		const bare = own.filter(({ facts }) => !ENDS[kind](facts));
		if (bare.length === 0 || bare.length === own.length) return [];
		const isWhole = own.some(({ item }) => hasStatus(item));
		return bare
			.map(({ item }) => item)
			.filter((item) => isWhole && isEnd(item) && !hasStatus(item))
			.sort(compareItems)
			.map(toResult);
	});
}

function hasStatus(item: Item): boolean {
	const parsed = item.read({ status: {} });
	const value = "value" in parsed ? parsed.value : undefined;
	return isMapping(value) && "status" in value;
}

/** Returns a test for the last item of a file; the lookup table is built on first use. */
function lastInFile(items: readonly Item[]): (item: Item) => boolean {
	let last: Map<string, number> | undefined;
	return (item) => {
		const path = filePath(item);
		if (path === undefined) return false;
		last ??= items.reduce((known, one) => {
			const own = filePath(one) ?? "";
			return known.set(own, Math.max(known.get(own) ?? 0, fileIndex(one)));
		}, new Map<string, number>());
		return last.get(path) === fileIndex(item);
	};
}

function toResult(item: Item): Result {
	const message = `${item.kind} ${item.name} ends before its status, which others have; ${filePath(item)} was cut short, dump it again`;
	return resultAt(item, {
		check: "input-invalid",
		severity: "error",
		message,
	});
}
