/** A part of a text, from one offset to another. */
export interface Region {
	readonly start: number;
	readonly end: number;
}

/** A part of a block-style document, and how a path leads there. */
export interface Narrowed {
	readonly region: Region;
	/** The steps that lead to it, entries of lists with their numbers. */
	readonly before: readonly string[];
	/** The steps that still lead into it. */
	readonly steps: readonly string[];
	/** The key whose value the region is; undefined for the whole text and for an entry of a list. */
	readonly key: number | undefined;
}

/** Texts up to this size are parsed as they are. */
const SMALL = 2000;

/**
 * Follows the first steps of paths through a block-style document by indentation alone, so that one line of 5,000 is
 * parsed instead of all. Stops where it is unsure, or where the rest is small. Caches regions for the next path:
 * results name thousands of entries of one list.
 */
export function makeNarrower(
	text: string,
): (path: readonly string[]) => Narrowed {
	const known = new Map<string, Children>();
	const childrenOf = (region: Region) => {
		const key = `${region.start} ${region.end}`;
		const children = known.get(key) ?? readChildren(text, region);
		known.set(key, children);
		return children;
	};
	return (path) => {
		let region: Child = { start: 0, end: text.length };
		let taken = 0;
		while (taken < path.length && region.end - region.start > SMALL) {
			const step = path[taken] as string;
			const { entries, keys } = childrenOf(region);
			const inner = keys.get(step) ?? entries[Number(step)];
			if (inner === undefined) break;
			region = inner;
			taken++;
		}
		const [before, steps] = [path.slice(0, taken), path.slice(taken)];
		return { region, before, steps, key: region.key };
	};
}

/** A region, and the offset of the key whose value it is. */
type Child = Region & { readonly key?: number };

/** The values of a region's keys and its entries, without what marks them. */
interface Children {
	readonly entries: readonly Child[];
	readonly keys: ReadonlyMap<string, Child>;
}

function readChildren(text: string, region: Region): Children {
	const column = firstColumn(text, region);
	const marks = column === undefined ? [] : starts(text, region, column);
	const isEntry = (at: number) => /^-(?:\s|$)/.test(text.slice(at, at + 2));
	if (isEntry(marks[0] ?? region.end))
		return {
			entries: marks.map((at, i) => ({
				start: at + 1,
				end: marks[i + 1] ?? region.end,
			})),
			keys: new Map(),
		};
	// The entries of a list may stand in the column of its key.
	const names = marks.filter((at) => !isEntry(at));
	const keys = new Map<string, Child>();
	names.forEach((at, i) => {
		const key = keyAt(text, at);
		if (key === undefined || keys.has(key)) return;
		const start = text.indexOf(":", at) + 1;
		keys.set(key, { start, end: names[i + 1] ?? region.end, key: at });
	});
	return { entries: [], keys };
}

/** The column of the first content in the region; undefined when there is none or it is in flow style. */
function firstColumn(text: string, region: Region): number | undefined {
	const inside = /[^\S\n]*(?:#.*)?(?:\n[^\S\n]*(?:#.*)?)*(?=[^\s#])/y;
	inside.lastIndex = region.start;
	if (!inside.test(text) || inside.lastIndex >= region.end) return undefined;
	const at = inside.lastIndex;
	if ("{[|>&*!\"'".includes(text[at] as string)) return undefined;
	return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** The offsets of keys or dashes in that column. */
function starts(
	text: string,
	{ start, end }: Region,
	column: number,
): number[] {
	const found: number[] = [];
	let line = text.lastIndexOf("\n", start - 1) + 1;
	while (line < end) {
		const at = line + column;
		const next = text.indexOf("\n", line);
		const lineEnd = next < 0 ? text.length : next;
		const isFirst = line < start;
		const lead = text.slice(Math.max(line, start), at);
		const isHere = at < lineEnd && (isFirst ? at >= start : true);
		if (isHere && lead.trim() === "" && !/[\s#]/.test(text[at] as string))
			found.push(at);
		line = lineEnd + 1;
	}
	return found;
}

/** The plain or quoted key at an offset. */
function keyAt(text: string, at: number): string | undefined {
	const key = /"([^"\\\n]*)":|'([^'\n]*)':|([^\s:#][^:\n]*):(?=\s)/y;
	key.lastIndex = at;
	const match = key.exec(text);
	return match?.[1] ?? match?.[2] ?? match?.[3];
}
