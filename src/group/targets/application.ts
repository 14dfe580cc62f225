import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { parseYaml } from "../../text/parse-text.ts";
import { applicationLayers, sourcePaths } from "./application-layers.ts";
import {
	chartTargets,
	joinTargets,
	TARGET_MARK,
	umbrellaNote,
	versionAt,
} from "./chart.ts";
import { fieldOf, isSet, valueAt, valueRead } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import type { ValuesHolder } from "./values-fields.ts";

/** An Argo CD Application: the settings are in the helm block of its source, or of one of its sources. */
export function application(from: ValuesHolder): FoundTargets {
	const { item, root } = from;
	const paths = chartPaths(root);
	const isOnly = paths.length === 1;
	const annotations = isOnly ? item.annotations : {};
	return joinTargets([
		...paths.map((path) =>
			chartTargets(
				{ annotations, chart: chartOfSource(root, path) },
				() => ({
					...applicationLayers(from, path),
					version: versionAt({ ...from, path: [...path, "targetRevision"] }),
				}),
				() => umbrella(root, [...path, "helm"]),
			),
		),
		isOnly ? {} : unclearMark(item, paths.length),
	]);
}

/** The paths of the sources of an Application that have a chart, as a single one may have, which a mark can tell. */
export function chartPaths(value: unknown): Step[][] {
	const all = sourcePaths(value, ["spec"]);
	const isOnly = all.length === 1;
	return all.filter(
		(path) =>
			isOnly ||
			isMapping(valueAt(value, [...path, "helm"])) ||
			chartOfSource(value, path) !== undefined,
	);
}

/** The chart of a source: named, or an OCI artifact, whose URL ends in it. */
export function chartOfSource(
	value: unknown,
	source: readonly Step[],
): unknown {
	const url = valueAt(value, [...source, "repoURL"]);
	const isOci = typeof url === "string" && url.startsWith("oci://");
	return valueAt(value, [...source, "chart"]) ?? (isOci ? url : undefined);
}

/** The mark names the object's only chart; with several charts it is ambiguous. */
function unclearMark({ annotations }: Item, count: number): FoundTargets {
	const mark = annotations[TARGET_MARK];
	if (mark === undefined || count === 0) return {};
	const message = `it has ${count} sources with a chart, and the mark ${JSON.stringify(mark)} does not say which`;
	const remedy = "split it, or set its values by hand";
	const field = `metadata.annotations[${TARGET_MARK}]`;
	return { notes: [{ field, message, remedy }] };
}

function umbrella(value: unknown, helm: readonly Step[]): FoundTargets {
	const object = [...helm, "valuesObject"];
	const path = [...helm, "values"];
	const text = valueAt(value, path);
	if (typeof text !== "string" || isSet(value, object))
		return umbrellaNote(valueAt(value, object), `${fieldOf(object)}.`);
	// Most Applications have other values than those of a subchart.
	return /^(?:ako|cilium):/m.test(text)
		? umbrellaNote(valueRead(parseYaml(text)), `${fieldOf(path)}: `)
		: {};
}
