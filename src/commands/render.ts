import { sortResults, transform } from "../function.ts";
import { API_VERSION } from "../krm/api.ts";
import type { Head, ItemText } from "../krm/item.ts";
import { isLocalConfig } from "../krm/item.ts";
import { makeItem } from "../read/make-item.ts";
import { readFiles, toDocument } from "../read/read-files.ts";
import { formatResult } from "./format-results.ts";
import { readPackageFiles } from "./package-files.ts";
import { type Run, refused } from "./run.ts";

/** Renders a package folder as kpt would and prints its deployable resources; results go to standard error. */
export function renderCommand(paths: readonly string[]): Run {
	const [path = ".", ...more] = paths;
	if (more.length > 0)
		return refused(`render takes one package folder, not ${paths.length}`);
	const files = readPackageFiles(path);
	if ("problem" in files) return refused(files.problem);
	const read = readFiles(files.files);
	const cut = {
		form: "yaml",
		indent: 0,
		items: [],
		before: "",
		after: "",
		root: {},
	} as const;
	const { items, results } = transform(
		{ items: read.value, functionConfig: undefined, cut },
		read.results,
	);
	const stderr = sortResults(results).map(formatResult);
	if (items === undefined) return { exitCode: 1, stdout: "", stderr };
	return {
		exitCode: 0,
		stdout: items.flatMap(deployable).join("---\n"),
		stderr,
	};
}

/** The item as a document to apply; nothing for what is only there to be read. */
function deployable(text: ItemText): string[] {
	const made = makeItem(text);
	if (!("item" in made) || isForReading(made.item)) return [];
	const document = toDocument(text).replace(WIRE_LINES, "");
	return [document.endsWith("\n") ? document : `${document}\n`];
}

/** The annotations that new outputs carry for the orchestrator. */
const WIRE_LINES =
	/^ {4}internal\.config\.kubernetes\.io\/(?:path|index): .*\n/gm;

function isForReading(item: Head): boolean {
	const isConfig =
		item.apiVersion === API_VERSION &&
		["AviRoutes", "ClusterSnapshot"].includes(item.kind);
	return isLocalConfig(item) || isConfig || item.kind === "Kptfile";
}
