import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { heldBy } from "../kustomize/merged.ts";
import { keyOfPatch } from "../kustomize/patch.ts";
import type { Neighbours } from "../neighbours.ts";
import { valuesOfFile } from "./file-source.ts";
import { generatedKey } from "./generated.ts";
import { entryPaths, type Holder, parsedValue, valueAt } from "./mapping.ts";
import type { Unknown } from "./unknown.ts";
import {
	hiddenSource,
	namedSource,
	type ReadSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";

/**
 * Values of a HelmRelease in other objects, highest first: Flux merges them in order, then spec.values
 * (helm-controller, internal/chartutil/values.go). A ConfigMap of the package is read, and edited unless another
 * HelmRelease uses it too; so is the file from which kustomize generates one, which is not edited.
 */
export function valuesFrom(from: Holder, neighbours: Neighbours): ReadSource[] {
	return referencesOf(from.root)
		.map((reference) => referenceSource(from.item, reference, neighbours))
		.reverse();
}

/** The entries of a HelmRelease's spec.valuesFrom, and their paths. */
function referencesOf(value: unknown) {
	return entryPaths(value, ["spec", "valuesFrom"]).flatMap((path) => {
		const entry = valueAt(value, path);
		if (!isMapping(entry)) return [];
		const { kind, name, valuesKey, targetPath } = entry;
		const key = String(valuesKey ?? "values.yaml");
		const target = typeof targetPath === "string" ? targetPath : undefined;
		return [{ path, kind, name, key, target }];
	});
}

type Reference = ReturnType<typeof referencesOf>[number];

function referenceSource(
	release: Item,
	reference: Reference,
	neighbours: Neighbours,
): ReadSource {
	const { key, target } = reference;
	const found = textOf(release, reference, neighbours);
	if ("what" in found)
		return otherSource(release, reference, neighbours, found);
	const { item, holder, text } = found;
	const path = ["data", key];
	// An edit would change several releases.
	const isFixed = neighbours.readersOf(item).length > 1;
	const own = { item: holder, root: parsedValue(holder), path, isFixed };
	return target === undefined
		? textSource(own)
		: namedSource(own, [{ name: target, value: unquoted(text), path }]);
}

/** The file from which kustomize makes the object; else what is not read. */
function otherSource(
	release: Item,
	{ path, kind, name, key, target }: Reference,
	neighbours: Neighbours,
	unread: Pick<Unknown, "what" | "configMap">,
): ValueSource {
	const entries = neighbours.generatorsOf(kind, name);
	const generated = generatedKey(release, entries, key, neighbours.files);
	const isPatched = neighbours
		.named("ConfigMap", String(name))
		.some((item) => neighbours.overlays.isPatch(item));
	const isWhole = target === undefined && !isPatched;
	const file = isWhole ? generated?.file : undefined;
	const unknown: Unknown = {
		kind: "elsewhere",
		...(generated ? { what: `${kind} ${name}, ${generated.what}` } : unread),
	};
	return (
		(file && valuesOfFile(file)) ??
		hiddenSource({ item: release, path }, unknown, target)
	);
}

/** The text that a reference names, the ConfigMap and what holds the text: it, or a patch of it; or what can't be read. */
function textOf(
	release: Item,
	{ kind, name, key }: Reference,
	neighbours: Neighbours,
):
	| { readonly item: Item; readonly holder: Item; readonly text: string }
	| Pick<Unknown, "what" | "configMap"> {
	if (kind !== "ConfigMap") return { what: `${kind} ${name}` };
	const unread = (why: string) => ({ what: `ConfigMap ${name}, ${why}` });
	const all = neighbours.candidates(release, "ConfigMap", String(name));
	const [item] = all;
	if (item === undefined || all.length > 1) {
		const why = item
			? `of which this package has ${all.length}`
			: "which is not in this package";
		return { ...unread(why), configMap: String(name) };
	}
	const path = ["data", key];
	const builds = neighbours.overlays.buildsOf(item);
	const holders = new Map(
		builds.map(({ patches }) => {
			const holder = heldBy(path, patches)?.patch ?? { item };
			return [keyOfPatch(holder), holder];
		}),
	);
	if (holders.size > 1)
		return unread("which kustomizations of this package patch differently");
	const [own = { item }] = holders.values();
	if (own.text !== undefined)
		return unread(`which ${filePath(own.text.item)} patches`);
	const text = valueAt(parsedValue(own.item), path);
	return typeof text === "string"
		? { item, holder: own.item, text }
		: unread(`which has no text ${key} in this package`);
}

/** Helm reads a value in quotes as the text between them. */
function unquoted(text: string): string {
	const value = text.trim();
	return /^(?:"[^"]*"|'[^']*')$/.test(value) ? value.slice(1, -1) : value;
}
