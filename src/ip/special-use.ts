import type { Address } from "./address.ts";
import { isInOneOf, parsePrefix } from "./prefix.ts";

/** The networks whose addresses lead to no other host, or to none through a router (RFC 6890). */
const NETWORKS = Object.entries({
	"link-local": ["169.254.0.0/16", "fe80::/10"],
	loopback: ["127.0.0.0/8", "::1/128"],
	multicast: ["224.0.0.0/4", "ff00::/8"],
	unspecified: ["0.0.0.0/32", "::/128"],
}).map(([use, networks]) => ({
	use,
	prefixes: networks.flatMap((text) => parsePrefix(text) ?? []),
}));

/** What keeps an address from being the next hop of a static route, as `link-local`; undefined for every other one. */
export function specialUse(address: Address): string | undefined {
	return NETWORKS.find(({ prefixes }) => isInOneOf(prefixes, address))?.use;
}
