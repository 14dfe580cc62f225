import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { parseYaml } from "../../text/parse-text.ts";

/** Where AKO's settings stand: the path of the mapping, list or text that has them, and the path inside of a text. */
export interface SectionPlace {
	readonly path: readonly Step[];
	readonly inner?: readonly Step[];
}

const SECTION = "AKOSettings";

/** AKO's settings as a key of a text, wherever it stands. */
export const SECTION_KEY = /(?:^|[\s{,"'])AKOSettings["']?\s*:/;

/** The first place of AKO's settings in a value; undefined when there is none. */
export function sectionPlace(
	value: unknown,
	path: readonly Step[] = [],
): SectionPlace | undefined {
	if (typeof value === "string") return placeInText(value, path);
	if (!isMapping(value) && !Array.isArray(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		if (isSection(key)) return { path };
		const step = Array.isArray(value) ? Number(key) : key;
		const isNamed = isMapping(inner) && isSection(String(inner.name));
		const found = isNamed ? { path } : sectionPlace(inner, [...path, step]);
		if (found !== undefined) return found;
	}
	return undefined;
}

const isSection = (name: string) =>
	name === SECTION || name.startsWith(`${SECTION}.`);

/** A text that can't be parsed may have them at its root. */
function placeInText(
	text: string,
	path: readonly Step[],
): SectionPlace | undefined {
	if (!text.includes(SECTION)) return undefined;
	const parsed = parseYaml(text);
	if ("problem" in parsed) return { path, inner: [] };
	if (typeof parsed.value === "string") return undefined;
	const found = sectionPlace(parsed.value);
	return found && { path, inner: found.path };
}
