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

/** True for what Go's strconv.Atoi accepts: decimal digits with an optional sign, in 64 bits. */
export function isGoInteger(text: string): boolean {
	const [, sign, digits = ""] = /^([+-]?)0*(\d+)$/.exec(text) ?? [];
	if (sign === undefined || digits.length > 19) return false;
	const value = BigInt(sign + digits);
	return BigInt.asIntN(64, value) === value;
}

const GO_BOOLEANS = [
	["0", "f", "F", "FALSE", "false", "False"],
	["1", "t", "T", "TRUE", "true", "True"],
];

/** The result of Go's strconv.ParseBool; undefined where it returns an error. */
export function parseGoBoolean(text: string): boolean | undefined {
	const [isFalse, isTrue] = GO_BOOLEANS.map((texts) => texts.includes(text));
	return isFalse ? false : isTrue || undefined;
}

const SPACE =
	/^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** The text without white space at its ends, as by Go's strings.TrimSpace. */
export function trimAsGo(text: string): string {
	let [start, end] = [0, text.length];
	while (SPACE.test(text.charAt(start))) start++;
	while (SPACE.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}
