import type { Item } from "../krm/item.ts";
import type { Facts } from "./cluster.ts";

/** An item's facts with the cluster that claims it. */
export interface Claim {
	readonly item: Item;
	readonly cluster: string | undefined;
	/** True for a live dump that shows a cluster; false for desired state and for dumps that only add to a cluster. */
	readonly isLive: boolean;
	readonly facts: Facts;
	/** Set where several kustomizations of the cluster make different things of the item; `facts` are those of one. */
	readonly choices?: Choices;
}

/** What several kustomizations make of one object, and which these are. */
export interface Choices {
	/** At least two, which differ in their patches. */
	readonly all: readonly Facts[];
	/** The objects that hold the patches of each. */
	readonly patching: readonly ReadonlySet<Item>[];
	/** Their folders, as a part of a message. */
	readonly folders: string;
}
