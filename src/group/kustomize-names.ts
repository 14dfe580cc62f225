import { PREVIOUS_NAMES, PREVIOUS_NAMESPACES } from "../krm/annotations.ts";
import type { Head } from "../krm/item.ts";

/** The object's name in its file: kustomize records it when namePrefix or nameSuffix change the name. */
export function originalName({ name, annotations }: Head): string {
	return firstOf(annotations[PREVIOUS_NAMES]) ?? name;
}

/** The object's namespace in its file; kustomize records an absent one as `default`. */
export function originalNamespace({
	namespace,
	annotations,
}: Head): string | undefined {
	const noted = firstOf(annotations[PREVIOUS_NAMESPACES]);
	if (noted === undefined) return namespace;
	return noted === "default" ? undefined : noted;
}

const firstOf = (list: string | undefined) => list?.split(",")[0];

/**
 * The content hash that generators append to a name. Kustomize's has ten characters without vowels (api/hasher); a
 * shorter one must have letters and digits, so that words and dates don't match.
 */
const HASH = /^-(?:[24-9bcdfghkmt]{10}|(?=.*\d)(?=.*[a-z])[\dbcdfghkmt]{6,9})$/;

/** True when the object has that name in its file, or that name and a generator's hash. */
export function isNamed(item: Head, name: string): boolean {
	if (item.name === name) return true;
	const original = originalName(item);
	return (
		original === name ||
		(original.startsWith(name) && HASH.test(original.slice(name.length)))
	);
}
