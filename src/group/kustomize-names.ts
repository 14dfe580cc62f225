import { PREVIOUS_NAMES, PREVIOUS_NAMESPACES } from "../krm/annotations.ts";
import type { Head } from "../krm/item.ts";

/** The name that the object has in its file: kustomize notes it beside what namePrefix and nameSuffix made of it. */
export function originalName({ name, annotations }: Head): string {
	return firstOf(annotations[PREVIOUS_NAMES]) ?? name;
}

/** The namespace that the object has in its file; kustomize notes none as `default`. */
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
 * What generators append to a name: a hash of the content. Kustomize's has ten characters without vowels (api/hasher);
 * a shorter one must have letters and digits, so that no word and no date is taken for one.
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
