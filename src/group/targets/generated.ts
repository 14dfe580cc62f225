import { addTo, groupBy } from "../../krm/group-by.ts";
import { filePath, type Item, itemFolder } from "../../krm/item.ts";
import { isBelow } from "../../krm/paths.ts";
import type { ValuesFiles } from "../values-files.ts";
import { listAt, parsedValue, valueAt } from "./mapping.ts";

/** The generators of a kustomization, by the kind that they make. */
const GENERATORS = [
	["ConfigMap", "configMapGenerator"],
	["Secret", "secretGenerator"],
] as const;

/** A file whose text is a key of a generated ConfigMap or Secret. */
interface GeneratedKey {
	/** What generates it, as the end of a sentence. */
	readonly what: string;
	/** The file, where it is in the package and nothing else may change the key. */
	readonly file?: Item | undefined;
}

/** An entry of a generator. */
export interface GeneratorEntry {
	readonly item: Item;
	readonly entry: unknown;
}

/** What generates a key of the entries' object, as seen from another object; undefined when there is no entry. */
export function generatedKey(
	from: Item,
	all: readonly GeneratorEntry[],
	key: string,
	files: ValuesFiles,
): GeneratedKey | undefined {
	const [own, ...others] = nearestOf(from, all);
	if (own === undefined) return undefined;
	const path = filePath(own.item) ?? "kustomization.yaml";
	const merging = all.filter(
		(one) => one !== own && valueAt(one.entry, ["behavior"]) !== undefined,
	);
	if (others.length > 0 || merging.length > 0) {
		const [other = own] = [...merging, ...others];
		return { what: `which ${path} and ${filePath(other.item)} generate` };
	}
	const source = sourceOf(own.entry, key);
	if (source === undefined) return { what: `which ${path} generates` };
	const file = files.named(own.item, source);
	const shown = file === undefined ? source : filePath(file);
	return { what: `which ${path} generates from ${shown}`, file };
}

/** The entries of the kustomizations of a package, by the kind and name that they generate. */
export function generatorEntries(
	items: readonly Item[],
): ReadonlyMap<string, readonly GeneratorEntry[]> {
	const index = new Map<string, GeneratorEntry[]>();
	for (const item of items.filter((own) => own.mentions(GENERATOR))) {
		const value = parsedValue(item);
		for (const [kind, generator] of GENERATORS)
			for (const entry of listAt(value, [generator]))
				for (const name of namesOf(entry, value))
					addTo(index, `${kind} ${name}`, { item, entry });
	}
	return index;
}

/** The name of an entry, and what the prefix and suffix of the kustomization make of it. */
function namesOf(entry: unknown, kustomization: unknown): Set<string> {
	const name = String(valueAt(entry, ["name"]));
	const textAt = (key: string) => valueAt(kustomization, [key]) ?? "";
	const changed = `${textAt("namePrefix")}${name}${textAt("nameSuffix")}`;
	return new Set([name, changed]);
}

const GENERATOR = /(?:configMap|secret)Generator/;

/** The entries of the object's own folder, else those of the nearest folder above, else all. */
function nearestOf(
	from: Item,
	all: readonly GeneratorEntry[],
): readonly GeneratorEntry[] {
	const path = filePath(from) ?? "";
	const above = all.filter(({ item }) => isBelow(path, itemFolder(item)));
	const byLength = groupBy(above, ({ item }) => itemFolder(item).length);
	return byLength.get(Math.max(...byLength.keys())) ?? all;
}

/** The path of the file whose text is the key: `key=path`, or a path whose last step is the key. */
function sourceOf(entry: unknown, key: string): string | undefined {
	const texts = listAt(entry, ["files"]).map(String);
	const own = texts.find((text) =>
		text.includes("=")
			? text.startsWith(`${key}=`)
			: text.split("/").at(-1) === key,
	);
	return own?.slice(own.indexOf("=") + 1);
}
