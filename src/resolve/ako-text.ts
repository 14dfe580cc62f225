/**
 * How AKO reads texts: with regular expressions, not as addresses (internal/lib/constants.go, IPCIDRRegex and
 * IPV6CIDRRegex, and Go's strconv.Atoi). Copied exactly, because what AKO accepts decides which nodes it drops.
 */
const OCTET = "(?:[01]?[0-9][0-9]?|2[0-4][0-9]|25[0-5])";
const IPV4_CIDR = new RegExp(
	`^(?:${OCTET}\\.){3}${OCTET}/(?:[0-9]|[1-2][0-9]|3[0-2])?$`,
);
const GROUP = "[0-9A-Fa-f]{1,4}";
// AKO has (?:GROUP)* here, which matches the same digits at a higher cost.
const GROUPS = `[0-9A-Fa-f]*(?::${GROUP})*`;
const IPV6_CIDR = new RegExp(
	`^(?:${GROUPS}::${GROUPS}|${GROUP}(?::${GROUP}){7})(?:/(?:[1-9]|[1-9][0-9]|1[0-1][0-9]|12[0-8]))?$`,
);

/** True for what AKO accepts as an IPv4 CIDR. */
export function isAkoIPv4CIDR(text: string): boolean {
	return IPV4_CIDR.test(text);
}

/** True for what AKO accepts as an IPv6 CIDR. */
export function isAkoIPv6CIDR(text: string): boolean {
	return IPV6_CIDR.test(text);
}
