import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Neighbours } from "../neighbours.ts";
import { valuesOfFile } from "./file-source.ts";
import { generatedKey } from "./generated.ts";
import { listAt, parsedValue, valueAt } from "./mapping.ts";
import type { Unknown } from "./unknown.ts";
import {
	hiddenSource,
	namedSource,
	type ReadSource,
	textSource,
} from "./value-source.ts";

/** An entry of a HelmRelease's spec.valuesFrom. */
interface Reference {
	readonly i: number;
	readonly kind?: unknown;
	readonly name?: unknown;
	readonly valuesKey?: unknown;
	readonly targetPath?: unknown;
}

/**
 * Values of a HelmRelease in other objects, highest first: Flux merges them in order, then spec.values
 * (helm-controller, internal/chartutil/values.go). A ConfigMap of the package is read, and edited unless another
 * HelmRelease uses it too; so is the file from which kustomize generates one, which is not edited.
 */
export function valuesFrom(
	release: Item,
	value: unknown,
	neighbours: Neighbours,
): ReadSource[] {
	return referencesOf(value)
		.map((reference) => referenceSource(release, reference, neighbours))
		.reverse();
}

function referencesOf(value: unknown): readonly Reference[] {
	return listAt(value, ["spec", "valuesFrom"]).flatMap((reference, i) =>
		isMapping(reference) ? [{ ...reference, i }] : [],
	);
}

function referenceSource(
	release: Item,
	reference: Reference,
	neighbours: Neighbours,
): ReadSource {
	const { kind, name, valuesKey, targetPath } = reference;
	const target = typeof targetPath === "string" ? targetPath : undefined;
	const found = textOf(release, reference, neighbours);
	if (found.item === undefined) {
		const generated = generatedKey(
			release,
			neighbours.generatorsOf(kind, name),
			keyOf(valuesKey),
			neighbours.files,
		);
		const isWhole = target === undefined && !isPatched(name, neighbours);
		const file = isWhole ? generated?.file : undefined;
		const read = file && valuesOfFile(file);
		if (read !== undefined) return read;
		const path = ["spec", "valuesFrom", reference.i];
		const unknown: Unknown =
			generated === undefined
				? { kind: "elsewhere", ...found }
				: { kind: "elsewhere", what: `${kind} ${name}, ${generated.what}` };
		return hiddenSource({ item: release, path }, unknown, target);
	}
	const { item, holder, text } = found;
	const path = ["data", keyOf(valuesKey)];
	const isFixed = isShared(item, name, neighbours);
	const own = { item: holder, path, isFixed };
	if (target !== undefined)
		return namedSource(own, [{ name: target, value: unquoted(text), path }]);
	return textSource(own, text);
}

/** True for a ConfigMap that a file of the package patches. */
const isPatched = (name: unknown, neighbours: Neighbours) =>
	neighbours
		.ofKind("ConfigMap")
		.some((item) => item.name === name && neighbours.overlays.isPatch(item));

const keyOf = (valuesKey: unknown) => String(valuesKey ?? "values.yaml");

/** The text that a reference names, the ConfigMap and what holds the text: it, or a patch of it; or what can't be read. */
function textOf(
	release: Item,
	{ kind, name, valuesKey }: Reference,
	neighbours: Neighbours,
):
	| { readonly item: Item; readonly holder: Item; readonly text: string }
	| { readonly item?: never; readonly what: string; configMap?: string } {
	if (kind !== "ConfigMap") return { what: `${kind} ${name}` };
	const all = neighbours.candidates(release, "ConfigMap", String(name));
	const [item] = all;
	if (item === undefined || all.length > 1) {
		const what =
			all.length > 1
				? `ConfigMap ${name}, of which this package has ${all.length}`
				: `ConfigMap ${name}, which is not in this package`;
		return { what, configMap: String(name) };
	}
	const key = keyOf(valuesKey);
	const textIn = (own: Item) => valueAt(parsedValue(own), ["data", key]);
	const holders = new Set(
		neighbours.overlays
			.buildsOf(item)
			.map(
				({ patches }) =>
					patches.findLast((patch) => textIn(patch) !== undefined) ?? item,
			),
	);
	if (holders.size > 1) {
		const what = `ConfigMap ${name}, which kustomizations of this package patch differently`;
		return { what };
	}
	const [holder = item] = holders;
	const text = textIn(holder);
	return typeof text === "string"
		? { item, holder, text }
		: { what: `ConfigMap ${name}, which has no text ${key} in this package` };
}

/** Helm reads a value in quotes as the text between them. */
function unquoted(text: string): string {
	const value = text.trim();
	return /^(?:"[^"]*"|'[^']*')$/.test(value) ? value.slice(1, -1) : value;
}

/** True when an edit of the ConfigMap would change several releases. */
function isShared(item: Item, name: unknown, neighbours: Neighbours): boolean {
	const readers = neighbours
		.ofKind("HelmRelease")
		.filter(
			(release) =>
				referencesOf(parsedValue(release)).some(
					(other) => other.kind === "ConfigMap" && other.name === name,
				) && neighbours.find(release, "ConfigMap", String(name)) === item,
		);
	return readers.length > 1;
}
