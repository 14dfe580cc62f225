import { filePath, type Item } from "../../krm/item.ts";
import { folderOf, isBelow } from "../../krm/paths.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { PackageNeighbours } from "../package-neighbours.ts";
import { fileOf } from "./file-source.ts";
import { valueAt, valueRead } from "./mapping.ts";

/** The generators of a kustomization, by the kind that they make. */
const GENERATORS: Readonly<Record<string, string>> = {
	ConfigMap: "configMapGenerator",
	Secret: "secretGenerator",
};

/** A file whose text is a key of a generated ConfigMap or Secret. */
export interface GeneratedKey {
	/** What generates it, as the end of a sentence. */
	readonly what: string;
	/** The file, where it is in the package and nothing else may change the key. */
	readonly file?: Item | undefined;
}

/** An entry of a generator. */
interface Entry {
	readonly item: Item;
	readonly entry: unknown;
}

/** What a kustomization generates by that kind and name, as seen from an object; undefined when none does. */
export function generatedKey(
	from: Item,
	{ kind, name }: { readonly kind: unknown; readonly name: unknown },
	key: string,
	neighbours: PackageNeighbours,
): GeneratedKey | undefined {
	const all = entriesOf(String(kind), String(name), neighbours);
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
	const file = fileOf(own.item, source, neighbours.files);
	const shown = file === undefined ? source : filePath(file);
	return { what: `which ${path} generates from ${shown}`, file };
}

/** The entries that generate the name, which may be changed by the prefix and suffix of the kustomization. */
function entriesOf(
	kind: string,
	name: string,
	neighbours: PackageNeighbours,
): readonly Entry[] {
	const generator = GENERATORS[kind];
	if (generator === undefined) return [];
	const items = ["Kustomization", "Component", ""]
		.flatMap((own) => neighbours.ofKind(own))
		.filter(
			(item) =>
				(item.kind !== "" || toolOf(filePath(item)) === "Kustomization") &&
				item.mentions(GENERATOR),
		);
	return items.flatMap((item): Entry[] => {
		const value = valueRead(item.parsed());
		const entries = valueAt(value, [generator]);
		const textAt = (key: string) => valueAt(value, [key]) ?? "";
		const changed = (own: unknown) =>
			`${textAt("namePrefix")}${own}${textAt("nameSuffix")}`;
		return (Array.isArray(entries) ? entries : [])
			.filter((entry) => {
				const own = valueAt(entry, ["name"]);
				return own === name || changed(own) === name;
			})
			.map((entry: unknown) => ({ item, entry }));
	});
}

const GENERATOR = /(?:configMap|secret)Generator/;

/** The entries of the object's own folder, else those of the nearest folder above, else all. */
function nearestOf(from: Item, all: readonly Entry[]): readonly Entry[] {
	const path = filePath(from) ?? "";
	const folder = ({ item }: Entry) => folderOf(filePath(item) ?? "");
	const above = all.filter((one) => isBelow(path, folder(one)));
	const longest = Math.max(...above.map((one) => folder(one).length));
	return above.length === 0
		? all
		: above.filter((one) => folder(one).length === longest);
}

/** The path of the file whose text is the key: `key=path`, or a path whose last step is the key. */
function sourceOf(entry: unknown, key: string): string | undefined {
	const files = valueAt(entry, ["files"]);
	return (Array.isArray(files) ? files : [])
		.map(String)
		.map((text) => /^(?:([^=]*)=)?(.*)$/.exec(text) ?? [])
		.map(([, name, path = ""]) => ({
			name: name ?? path.split("/").at(-1),
			path,
		}))
		.find(({ name }) => name === key)?.path;
}
