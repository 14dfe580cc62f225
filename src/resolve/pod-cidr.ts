import { fieldPath, type Source } from "../group/cluster.ts";
import { parsePrefix, type WrittenPrefix } from "../ip/prefix.ts";

/** A pod CIDR of a node as it is written, with the field that it stands in, and read as a network where it is one. */
export interface PodCIDR {
	readonly text: string;
	readonly source: Source;
	/** Path of the field in `source.item`. */
	readonly field: string;
	readonly written: WrittenPrefix | undefined;
}

/** An entry of `podCIDRs`. Its path is put together when it is asked for: only findings do. */
class ListedCIDR implements PodCIDR {
	declare readonly text: string;
	declare readonly source: Source;
	declare readonly written: WrittenPrefix | undefined;
	declare readonly index: number;

	constructor(text: string, source: Source, index: number) {
		this.text = text;
		this.source = source;
		this.written = parsePrefix(text);
		this.index = index;
	}

	get field(): string {
		return `${fieldPath(this.source, "podCIDRs")}[${this.index}]`;
	}
}

/** The pod CIDRs of a snapshot's field `podCIDRs`. */
export function listedCIDRs(
	texts: readonly string[],
	source: Source,
): PodCIDR[] {
	const first = texts[0];
	// As it mostly is; of a literal, V8 knows more than of what `map` makes.
	if (first !== undefined && texts.length === 1)
		return [new ListedCIDR(first, source, 0)];
	return texts.map((text, i) => new ListedCIDR(text, source, i));
}
