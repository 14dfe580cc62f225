import type { Address } from "./address.ts";
import { holdsAddress, parsePrefix } from "./prefix.ts";

const NETWORKS = ["169.254.0.0/16", "fe80::/10"].flatMap(
	(text) => parsePrefix(text)?.prefix ?? [],
);

/** True for an address that is good on one link only: in 169.254.0.0/16 or fe80::/10. */
export function isLinkLocal(address: Address): boolean {
	return NETWORKS.some((network) => holdsAddress(network, address));
}
