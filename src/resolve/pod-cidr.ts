import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { Source } from "../model/entry.ts";
import { fieldPath } from "../model/lists.ts";

/** A pod CIDR of a node: its text, its field, and the parsed network if it is valid. */
export interface PodCIDR {
	readonly text: string;
	/** The name of the node. */
	readonly node: string;
	readonly source: Source;
	/** Path of the field in `source.item`. */
	readonly field: string;
	readonly prefix: Prefix | undefined;
}

/** The object with the field `podCIDRs`: a Node or a CiliumNode. */
interface Owner {
	readonly name: string;
	readonly source: Source;
}

/** An entry of `podCIDRs`. Values that only findings need are computed on first use. */
class ListedCIDR implements PodCIDR {
	declare readonly text: string;
	declare readonly prefix: Prefix | undefined;
	declare private readonly owner: Owner;
	declare private readonly index: number;

	constructor(text: string, owner: Owner, index: number) {
		this.text = text;
		this.prefix = parsePrefix(text);
		this.owner = owner;
		this.index = index;
	}

	get node(): string {
		return this.owner.name;
	}

	get source(): Source {
		return this.owner.source;
	}

	get field(): string {
		return `${fieldPath(this.source, "podCIDRs")}[${this.index}]`;
	}
}

/** The pod CIDRs of the field `podCIDRs`. */
export function listedCIDRs(texts: readonly string[], owner: Owner): PodCIDR[] {
	return texts.map((text, i) => new ListedCIDR(text, owner, i));
}
