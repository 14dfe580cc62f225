import { filePath } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { heldBy } from "../kustomize/merged.ts";
import { keyOfPatch } from "../kustomize/patch.ts";
import type { TargetObject } from "../neighbours.ts";
import { valuesOfFile } from "./file-source.ts";
import { generatedKey } from "./generated.ts";
import { entryPaths, type OwnValues, parsedValue, valueAt } from "./mapping.ts";
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
export const valuesFrom = (from: TargetObject): ReadSource[] =>
	referencesOf(from.root)
		.map((reference) => referenceSource(from, reference))
		.reverse();

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

type Unread = Pick<Unknown, "what" | "configMap">;

function referenceSource(from: TargetObject, reference: Reference): ReadSource {
	const found = textOf(from, reference);
	if ("what" in found) return otherSource(from, reference, found);
	const { text, ...own } = found;
	const { target: name } = reference;
	return name === undefined
		? textSource(own)
		: namedSource(own, [{ name, value: unquoted(text), path: own.path }]);
}

/** The file from which kustomize makes the object; else what is not read. */
function otherSource(
	{ item: release, files, neighbours }: TargetObject,
	{ path, kind, name, key, target }: Reference,
	unread: Unread,
): ValueSource {
	const entries = neighbours.generatorsOf(kind, name);
	const generated = generatedKey(release, entries, key, files);
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

/** The text that a reference names, in the ConfigMap, or in a patch of it; or what can't be read. */
function textOf(
	{ item: release, neighbours }: TargetObject,
	{ kind, name, key }: Reference,
): (OwnValues & { readonly text: string }) | Unread {
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
	const root = parsedValue(own.item);
	const text = valueAt(root, path);
	// An edit would change several releases.
	const isFixed = neighbours.readersOf(item).length > 1;
	return typeof text === "string"
		? { item: own.item, root, path, isFixed, text }
		: unread(`which has no text ${key} in this package`);
}

/** Helm reads a value in quotes as the text between them. */
function unquoted(text: string): string {
	const value = text.trim();
	return /^(?:"[^"]*"|'[^']*')$/.test(value) ? value.slice(1, -1) : value;
}
