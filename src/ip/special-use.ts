import type { Address } from "./address.ts";

/**
 * What keeps an address from being the next hop of a static route, as `link-local`: it leads to no other host, or to none
 * through a router (RFC 6890). Undefined for every other address.
 */
export function specialUse(address: Address): string | undefined {
	const { family, w0, w1, w2, w3 } = address;
	if (family === "V4") {
		if (w0 >>> 16 === 0xa9fe) return "link-local";
		if (w0 >>> 24 === 127) return "loopback";
		if (w0 >>> 28 === 0xe) return "multicast";
		return w0 === 0 ? "unspecified" : undefined;
	}
	if (w0 >>> 22 === 0xfe80 >>> 6) return "link-local";
	if (w0 >>> 24 === 0xff) return "multicast";
	if ((w0 | w1 | w2) !== 0) return undefined;
	if (w3 === 0) return "unspecified";
	return w3 === 1 ? "loopback" : undefined;
}
