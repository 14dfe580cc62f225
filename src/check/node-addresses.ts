import { type Address, parseAddress } from "../ip/address.ts";
import { holdsAddress, type Prefix } from "../ip/prefix.ts";
import { compareText } from "../krm/order.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/** An InternalIP or ExternalIP of a node. */
export interface NodeAddress {
	readonly address: Address;
	/** Sorts by family and number. */
	readonly key: string;
	readonly text: string;
	readonly node: string;
}

/** The addresses of the nodes, sorted, without those that `isOutside` rules out. */
export function sortedAddresses(
	nodes: readonly NodeRoutes[],
	isOutside: (address: Address) => boolean,
): NodeAddress[] {
	const all: NodeAddress[] = [];
	nodes.forEach(({ node }) => {
		const { addresses = [] } = node;
		for (let i = 0; i < addresses.length; i++) {
			const entry = addresses[i];
			if (entry?.type !== "InternalIP" && entry?.type !== "ExternalIP")
				continue;
			const text = entry.address;
			const address = parseAddress(text);
			if (address === undefined || isOutside(address)) continue;
			const key = address.family + address.hex;
			all.push({ address, key, text, node: node.name });
		}
	});
	return all.sort((a, b) => compareText(a.key, b.key));
}

/** The first of the sorted addresses that lies in the network and is no address of the node's own. */
export function addressOfAnother(
	addresses: readonly NodeAddress[],
	prefix: Prefix,
	node: string,
): NodeAddress | undefined {
	let at = firstFrom(addresses, `${prefix.family}${prefix.first}`);
	for (;;) {
		const found = addresses[at];
		if (found === undefined || !holdsAddress(prefix, found.address))
			return undefined;
		let isOwn = false;
		for (; addresses[at]?.key === found.key; at++)
			if (addresses[at]?.node === node) isOwn = true;
		if (!isOwn) return found;
	}
}

/** Index of the first address that is not before the key. */
function firstFrom(addresses: readonly NodeAddress[], key: string): number {
	let [low, high] = [0, addresses.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((addresses[middle] as NodeAddress).key < key) low = middle + 1;
		else high = middle;
	}
	return low;
}
