import { fnv1a32 } from "../ip/fnv1a.ts";

/** Room for suffixes such as -cilium-config in a name of 63 characters. */
const MAX_LENGTH = 44;

/**
 * A name fit for Kubernetes and for files: lower case, `_` and whatever else is not allowed becomes `-`. When that
 * changed or cut anything, a hash suffix keeps names distinct.
 */
export function dnsName(name: string): string {
	const safe = name
		.toLowerCase()
		.replace(/[^a-z0-9-]/g, "-")
		.replace(/^-+|-+$/g, "");
	if (safe === name && safe.length <= MAX_LENGTH && safe !== "") return safe;
	const suffix = fnv1a32(name).toString(16).padStart(8, "0");
	return [
		safe.slice(0, MAX_LENGTH - 9).replace(/-+$/, "") || "cluster",
		suffix,
	].join("-");
}
