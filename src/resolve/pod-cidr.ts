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
	const podCIDRs: PodCIDR[] = [];
	for (let i = 0; i < texts.length; i++)
		podCIDRs.push(new ListedCIDR(texts[i] as string, source, i));
	return podCIDRs;
}
