/** A version's numbers: major, minor, patch (0 when absent). */
type Version = readonly [number, number, number];

/** Maximum digits of a version's number; longer ones are dates, or parts of ids. */
const MAX_DIGITS = 4;

/**
 * The numbers of a version text such as `v1.18.3`, `1.13`, `1.18.3-cee.1`, `1.18.3@sha256:...`; undefined for another
 * start, or when a longer word (a commit id, a date) follows the numbers.
 */
export function parseVersion(text: string): Version | undefined {
	const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![0-9A-Za-z])/.exec(text);
	if (match === null) return undefined;
	const [, major = "", minor = "", patch = "0"] = match;
	const isVersion = major.length <= MAX_DIGITS && minor.length <= MAX_DIGITS;
	return isVersion ? [Number(major), Number(minor), Number(patch)] : undefined;
}

/** True when the version comes before the other one. */
export function isBefore(version: Version, other: Version): boolean {
	const at = version.findIndex((number, i) => number !== other[i]);
	return at >= 0 && (version[at] as number) < (other[at] as number);
}

/** The text, when its version is lower than that one; undefined when it is not, or absent or unreadable. */
export function olderThan(
	text: string | undefined,
	first: Version,
): string | undefined {
	const version = parseVersion(text ?? "");
	return version !== undefined && isBefore(version, first) ? text : undefined;
}

/** The build of RHEL 8.6's kernel, the first of the 4.18 line with large BPF programs. */
const EL8_BUILD = 372;

/**
 * True for a kernel with which Cilium agents die when SCTP is on: below 5.2, but for RHEL 8.6's 4.18.0-372 and later
 * (probeLargeInsnLimit in Cilium). Undefined when the text has no version.
 */
export function isKernelTooOldForSctp(kernel: string): boolean | undefined {
	const version = parseVersion(kernel);
	if (version === undefined) return undefined;
	const el8 = /^4\.18\.0-(\d+).*\.el8/.exec(kernel);
	if (el8 !== null) return Number(el8[1]) < EL8_BUILD;
	return isBefore(version, [5, 2, 0]);
}
