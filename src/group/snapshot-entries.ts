import type { Item } from "../krm/item.ts";
import type { CiliumNodeSnapshot, NodeSnapshot, Source } from "./cluster.ts";

// Field by field, and absent ones too: V8 is quick with objects that have the same fields, and slow to make copies. The
// source of an entry is made when it is asked for: only findings do.

/** An entry of a ClusterSnapshot's list `nodes`. */
export class SnapshotNode implements NodeSnapshot {
	declare readonly name: string;
	declare readonly uid: NodeSnapshot["uid"];
	declare readonly addresses: NodeSnapshot["addresses"];
	declare readonly podCIDR: NodeSnapshot["podCIDR"];
	declare readonly podCIDRs: NodeSnapshot["podCIDRs"];
	declare readonly kernelVersion: NodeSnapshot["kernelVersion"];
	declare readonly os: NodeSnapshot["os"];
	declare readonly virtual: NodeSnapshot["virtual"];
	declare readonly ready: NodeSnapshot["ready"];
	declare readonly annotations: NodeSnapshot["annotations"];
	declare private readonly item: Item;
	declare private readonly index: number;

	constructor(item: Item, entry: Omit<NodeSnapshot, "source">, index: number) {
		this.name = entry.name;
		this.uid = entry.uid;
		this.addresses = entry.addresses;
		this.podCIDR = entry.podCIDR;
		this.podCIDRs = entry.podCIDRs;
		this.kernelVersion = entry.kernelVersion;
		this.os = entry.os;
		this.virtual = entry.virtual;
		this.ready = entry.ready;
		this.annotations = entry.annotations;
		this.item = item;
		this.index = index;
	}

	get source(): Source {
		return { item: this.item, path: `spec.nodes[${this.index}]` };
	}
}

/** An entry of a ClusterSnapshot's list `ciliumNodes`. */
export class SnapshotCiliumNode implements CiliumNodeSnapshot {
	declare readonly name: string;
	declare readonly ownerUID: CiliumNodeSnapshot["ownerUID"];
	declare readonly ownerKind: CiliumNodeSnapshot["ownerKind"];
	declare readonly addresses: CiliumNodeSnapshot["addresses"];
	declare readonly podCIDRs: CiliumNodeSnapshot["podCIDRs"];
	declare readonly pools: CiliumNodeSnapshot["pools"];
	declare readonly error: CiliumNodeSnapshot["error"];
	declare private readonly item: Item;
	declare private readonly index: number;

	constructor(
		item: Item,
		entry: Omit<CiliumNodeSnapshot, "source">,
		index: number,
	) {
		this.name = entry.name;
		this.ownerUID = entry.ownerUID;
		this.ownerKind = entry.ownerKind;
		this.addresses = entry.addresses;
		this.podCIDRs = entry.podCIDRs;
		this.pools = entry.pools;
		this.error = entry.error;
		this.item = item;
		this.index = index;
	}

	get source(): Source {
		return { item: this.item, path: `spec.ciliumNodes[${this.index}]` };
	}
}
