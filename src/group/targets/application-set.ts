import { filePath } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { ValuesFiles } from "../values-files.ts";
import { chartOfSource } from "./application.ts";
import { sourcePaths } from "./application-layers.ts";
import { productOf } from "./chart.ts";
import { fieldOf, listAt, valueAt } from "./mapping.ts";
import { akoNamesIn, settingNotes, settingsIn } from "./settings-in.ts";
import type { FoundTargets, Note } from "./target.ts";
import type { ValuesHolder } from "./values-fields.ts";

const TEMPLATE = ["spec", "template", "spec"];

/**
 * An ApplicationSet makes Applications for many clusters from a template; which clusters is known only of a generator's
 * list. Generators and patches may name the chart and set its values, too.
 */
export function applicationSet({
	item,
	root,
	files,
}: ValuesHolder): FoundTargets {
	const spec = valueAt(root, ["spec"]);
	const notes = sourcePaths(root, TEMPLATE).flatMap((path): Note[] => {
		const chart = chartOfSource(root, path);
		const { product } = productOf(item.annotations, chart);
		if (product === undefined) return [];
		const listed = listAt(root, [...path, "helm", "valueFiles"]);
		const isPatch =
			product === "ako" && listed.some((file) => isHere(file, files));
		const all = filledSpecs(spec).map((own) => [
			...settingsIn(product, own),
			...(product === "ako" ? akoNamesIn(own) : []),
		]);
		const distinct = new Map(all.map((seen) => [JSON.stringify(seen), seen]));
		return [...distinct.values()].map((seen) => ({
			...WORDS,
			field: fieldOf(path),
			product,
			isPatch,
			seen,
		}));
	});
	if (notes.length > 0) return { notes };
	const words = { ...WORDS, field: "spec", extent: "whole" } as const;
	return { notes: settingNotes(spec, () => words) };
}

const WORDS = {
	isForAll: true,
	message: "an ApplicationSet can stand for many clusters and is not edited",
	place: "in its template or generators",
} as const;

/** What a template puts in. */
const PARAMETER = /\{\{.*?\}\}/;

/** True for values files whose name has a parameter, where the package has such a file with values of AKO, which is told. */
function isHere(file: unknown, files: ValuesFiles): boolean {
	const [first = "", ...others] = String(file).split(PARAMETER);
	const parts = [first.replace(/^\$[^/]*\/|^(?:\.\.?\/)+/, ""), ...others];
	return (
		others.length > 0 &&
		files.ofAko.some((one) => {
			const path = filePath(one) ?? "";
			let at = 0;
			const hasAll = parts.every((part) => {
				const found = path.indexOf(part, at);
				at = found + part.length;
				return found >= 0;
			});
			return hasAll && path.endsWith(parts.at(-1) ?? "");
		})
	);
}

/** The spec for each element of the lists of its generators, in which the parameters of the element are filled in. */
function filledSpecs(spec: unknown): unknown[] {
	const elements = elementsIn(valueAt(spec, ["generators"]));
	if (elements.length === 0 || !isMapping(spec)) return [spec];
	const text = JSON.stringify({ ...spec, generators: [] });
	return elements.map((element) => {
		const filled = text.replace(
			/\{\{-? *\.?([\w.-]+) *-?\}\}/g,
			(parameter, name: string) => {
				const value = valueAt(element, name.split("."));
				return value === undefined || typeof value === "object"
					? parameter
					: JSON.stringify(String(value)).slice(1, -1);
			},
		);
		return [JSON.parse(filled), element];
	});
}

/** The elements of the lists of generators, and of those that these combine. */
function elementsIn(generators: unknown): unknown[] {
	if (!Array.isArray(generators)) return [];
	return generators.flatMap((one) => [
		...listAt(one, ["list", "elements"]),
		...["matrix", "merge"].flatMap((kind) =>
			elementsIn(valueAt(one, [kind, "generators"])),
		),
	]);
}
