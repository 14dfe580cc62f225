import type { InputId } from "../../schemas/generated/check-ids.ts";
import { defined } from "../krm/defined.ts";
import { filePath, type Head, packagePath } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import { folderOf, joinFolders } from "../krm/paths.ts";
import type { Outcome, Result } from "../krm/result.ts";
import type { FieldProblem } from "../read/validate.ts";
import type { Config, Spec } from "./config.ts";
import { DEFAULTS, isInside, mergeFields, trimPath } from "./fields.ts";

/** The configuration of a schema-valid `spec`, with the problems that the schema can't find. */
export function configFromSpec(
	name: string,
	spec: Spec,
	source: Head | undefined,
): Outcome<Config> {
	const results: Result[] = [];
	const report = (id: InputId, problem: FieldProblem) =>
		results.push(configResult(id, problem, source));
	const file = source && filePath(source);
	const { clusterName, clusters = [], ...fields } = spec;
	const root = source?.kind === "ConfigMap" ? "data" : "spec";
	const defaults = mergeFields(DEFAULTS, fields, { place: root, report });
	const seen = new Set<string>();
	const entries = clusters.map(({ name: cluster, path, ...overrides }, i) => {
		const place = `spec.clusters[${i}]`;
		if (seen.has(cluster))
			report("config-invalid", repeatedName(place, cluster));
		seen.add(cluster);
		if (path !== undefined && !isInside(path))
			report("config-invalid", pathOutside(place, path));
		const config = mergeFields(defaults, overrides, { place, report });
		const folder = path === undefined ? undefined : trimPath(path);
		return defined({ name: cluster, path: folder, config });
	});
	const folder = folderOf(file ?? "");
	const clusterOfFolder = new Map<string, string>();
	// Of several at one path the first counts.
	for (const { name: cluster, path } of entries.toReversed())
		if (path !== undefined)
			clusterOfFolder.set(joinFolders(folder, path), cluster);
	return {
		value: defined({
			name,
			folder,
			defaults,
			clusters: entries,
			clusterOfFolder,
			source,
			packagePath: source && packagePath(source),
			clusterName,
		}),
		results,
	};
}

const repeatedName = (place: string, cluster: string): FieldProblem => ({
	path: `${place}.name`,
	message: `${place}.name is ${cluster}, which another entry names already; keep one`,
});

const pathOutside = (place: string, path: string): FieldProblem => ({
	path: `${place}.path`,
	message: `${place}.path is ${JSON.stringify(path)}; want a folder below that of the AviRoutes, without ".."`,
	currentValue: path,
});

/** A problem of the configuration as a result. */
export function configResult(
	check: InputId,
	{ path, message, currentValue }: FieldProblem,
	source: Head | undefined,
): Result {
	return resultAt(source, {
		check,
		severity: "error",
		message,
		field: path,
		currentValue,
	});
}
