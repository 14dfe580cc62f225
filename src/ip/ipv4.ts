const DOT = 46;
const ZERO = 48;

/** The value (0 to 2^32 - 1) of an IPv4 address in the text up to `end`; -1 when it is none. No leading zeros. */
export function ipv4Value(text: string, end = text.length): number {
	let value = 0;
	let octet = 0;
	let digits = 0;
	let dots = 0;
	for (let i = 0; i < end; i++) {
		const sign = text.charCodeAt(i);
		if (sign === DOT) {
			if (digits === 0) return -1;
			value = value * 256 + octet;
			octet = 0;
			digits = 0;
			dots++;
			continue;
		}
		const digit = sign - ZERO;
		const isLeadingZero = digits > 0 && octet === 0;
		octet = octet * 10 + digit;
		if (digit < 0 || digit > 9 || isLeadingZero || octet > 255) return -1;
		digits++;
	}
	return dots === 3 && digits > 0 ? value * 256 + octet : -1;
}

const HEX = Array.from({ length: 256 }, (_, i) =>
	i.toString(16).padStart(2, "0"),
);

/** The value as eight hexadecimal digits. */
export function ipv4Hex(value: number): string {
	return (
		(HEX[value >>> 24] as string) +
		HEX[(value >>> 16) & 255] +
		HEX[(value >>> 8) & 255] +
		HEX[value & 255]
	);
}

/** The value in dotted decimal. */
export function ipv4Text(value: number): string {
	return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}
