import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Neighbours } from "../neighbours.ts";
import { fieldOf, valueAt } from "./mapping.ts";
import type { Remark } from "./target.ts";
import type { Unknown } from "./unknown.ts";
import {
	hiddenSource,
	namedSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";

/** Sources of values, and those that can't be read at all. */
export interface ReadSources {
	readonly sources: readonly ValueSource[];
	readonly problems: readonly Remark[];
}

/** An entry of a HelmRelease's spec.valuesFrom. */
interface Reference {
	readonly i: number;
	readonly kind?: unknown;
	readonly name?: unknown;
	readonly valuesKey?: unknown;
	readonly targetPath?: unknown;
}

/**
 * What a HelmRelease takes from other objects, highest first: they are merged in their order, and spec.values over
 * all (helm-controller, internal/chartutil/values.go). A ConfigMap of the package is read; it is edited unless another
 * HelmRelease takes from it too.
 */
export function valuesFrom(
	release: Item,
	value: unknown,
	neighbours: Neighbours,
): ReadSources {
	const read = referencesOf(value).map((reference) =>
		referenceSource(release, reference, neighbours),
	);
	return {
		sources: read.flatMap((one) => ("see" in one ? [one] : [])).reverse(),
		problems: read.flatMap((one) => ("see" in one ? [] : [one])),
	};
}

function referencesOf(value: unknown): readonly Reference[] {
	const references = valueAt(value, ["spec", "valuesFrom"]);
	if (!Array.isArray(references)) return [];
	return references.flatMap((reference: unknown, i) =>
		isMapping(reference) ? [{ ...reference, i }] : [],
	);
}

function referenceSource(
	release: Item,
	reference: Reference,
	neighbours: Neighbours,
): ValueSource | Remark {
	const kind = String(reference.kind);
	const name = String(reference.name);
	const { targetPath } = reference;
	const target = typeof targetPath === "string" ? targetPath : undefined;
	const hidden = (unknown: Unknown) => {
		const field = fieldOf(["spec", "valuesFrom", reference.i]);
		return hiddenSource({ item: release, field }, unknown, target);
	};
	if (kind !== "ConfigMap")
		return hidden({ kind: "elsewhere", what: `${kind} ${name}` });
	const item = neighbours.find(release, "ConfigMap", name);
	const parsed = item?.parsed();
	if (item === undefined || parsed === undefined || "problem" in parsed) {
		const what = `ConfigMap ${name}, which is not in this package`;
		return hidden({ kind: "elsewhere", what, configMap: name });
	}
	const key = String(reference.valuesKey ?? "values.yaml");
	const text = valueAt(parsed.value, ["data", key]);
	if (typeof text !== "string") {
		const what = `ConfigMap ${name}, which has no text ${key} in this package`;
		return hidden({ kind: "elsewhere", what });
	}
	const isFixed = isShared(item, name, neighbours);
	const own = { item, path: ["data", key], isFixed };
	if (target !== undefined)
		return namedSource(own, [
			{ name: target, value: unquoted(text), path: own.path },
		]);
	const source = textSource(own, text);
	return "see" in source ? source : { ...source, item };
}

/** Helm reads a value in quotes as the text between them. */
function unquoted(text: string): string {
	const value = text.trim();
	return /^(?:"[^"]*"|'[^']*')$/.test(value) ? value.slice(1, -1) : value;
}

/** True when an edit of the ConfigMap would change several releases. */
function isShared(item: Item, name: string, neighbours: Neighbours): boolean {
	const readers = neighbours.ofKind("HelmRelease").filter((release) => {
		const parsed = release.parsed();
		return (
			"value" in parsed &&
			referencesOf(parsed.value).some((other) => other.name === name) &&
			neighbours.find(release, "ConfigMap", name) === item
		);
	});
	return readers.length > 1;
}
