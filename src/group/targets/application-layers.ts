import type { Step } from "../../text/edit-value.ts";
import { keptFile, listedFiles } from "./file-source.ts";
import type { Layers } from "./layered-target.ts";
import {
	entryPaths,
	isSet,
	listAt,
	type OwnValues,
	valueAt,
} from "./mapping.ts";
import {
	checkedSource,
	hiddenSource,
	namedSource,
	namedValues,
	type ReadSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";
import type { ValuesHolder } from "./values-fields.ts";

/**
 * What sets the values of a source of an Application, highest first: fileParameters, parameters, valuesObject or else
 * the text of values (which counts only without it), valueFiles, the chart.
 */
export function applicationLayers(
	from: ValuesHolder,
	source: readonly Step[],
): Layers {
	const { item, root } = from;
	const at = (field: string) => ({
		item,
		root,
		path: [...source, "helm", field],
	});
	const inline = inlineValues(at("valuesObject"), at("values"));
	const hasInline = ["valuesObject", "values"].some((field) =>
		isSet(root, at(field).path),
	);
	const list = at("parameters");
	const parameters = namedValues(list);
	const addAt = hasInline ? undefined : [...list.path, "-"];
	const set = namedSource(list, parameters, addAt);
	return {
		item,
		sources: [
			...fileParameters(at("fileParameters")),
			set,
			inline,
			...chartFiles(from, source),
		],
		home: parameters.length > 0 && !hasInline ? set : inline,
	};
}

/** The form in use: valuesObject, else the text of values; valuesObject when neither is set. */
function inlineValues(object: OwnValues, values: OwnValues): ReadSource {
	const text = valueAt(values.root, values.path);
	const isText =
		!isSet(object.root, object.path) &&
		typeof text === "string" &&
		text.trim() !== "";
	return isText ? textSource(values) : checkedSource(object);
}

const fileParameters = ({ item, root, path }: OwnValues): ValueSource[] =>
	listAt(root, path).map((entry, i) =>
		hiddenSource(
			{ item, path: [...path, i] },
			{ kind: "elsewhere", what: `file ${valueAt(entry, ["path"])}` },
			String(valueAt(entry, ["name"])),
		),
	);

/**
 * What sets values of a source of an Application in files, highest first: valueFiles, of which the last wins, and the
 * values of a chart in git. Files of the package are read, and never edited.
 */
function chartFiles(
	from: ValuesHolder,
	source: readonly Step[],
): ValueSource[] {
	const { item, root } = from;
	const list = { item, root, path: [...source, "helm", "valueFiles"] };
	const folder = chartFolder(root, source);
	const listed = listedFiles(list, (entry) => fileRead(entry, source, from));
	const path = [...source, "path"];
	const what = `${folder}/values.yaml of the chart in git`;
	const ofChart = hiddenSource({ item, path }, { kind: "default", what });
	return [...listed, ...(folder === undefined ? [] : [ofChart])];
}

/** The path of a chart in git from the root of its repository. */
function chartFolder(
	root: unknown,
	source: readonly Step[],
): string | undefined {
	const folder = valueAt(root, [...source, "path"]);
	const url = String(valueAt(root, [...source, "repoURL"]));
	const isInGit =
		!isSet(root, [...source, "chart"]) && !url.startsWith("oci://");
	return isInGit && typeof folder === "string" ? folder : undefined;
}

/**
 * The values in a file of the package that an entry of valueFiles names: after `$ref/`, the name of another source, from
 * the root of that one's repository; else from the folder of a chart in git, or with a slash from the root of its
 * repository (Argo CD, reposerver/repository and util/io/path). Where the package's own repository is not known, that one
 * is taken for it when the package has a file at the same path.
 */
function fileRead(
	entry: string,
	source: readonly Step[],
	{ root, files }: ValuesHolder,
): ValueSource | undefined {
	const [, ref, rest] = /^\$([^/]+)\/(.*)$/.exec(entry) ?? [];
	const named =
		ref === undefined
			? undefined
			: listAt(root, ["spec", "sources"]).find(
					(one) => valueAt(one, ["ref"]) === ref,
				);
	const path = named ? rest : inChart(entry, chartFolder(root, source));
	const url = valueAt(named ?? valueAt(root, source), ["repoURL"]);
	return path === undefined ? undefined : keptFile(path, url, files);
}

const inChart = (entry: string, folder: string | undefined) =>
	folder === undefined || entry.startsWith("/")
		? folder && entry
		: `${folder}/${entry}`;

/** The paths of the sources in the spec of an Application. */
export function sourcePaths(value: unknown, spec: readonly Step[]): Step[][] {
	const several = entryPaths(value, [...spec, "sources"]);
	return several.length > 0 ? several : [[...spec, "source"]];
}
