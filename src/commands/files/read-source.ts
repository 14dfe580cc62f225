import { invalidInput } from "../../krm/item-result.ts";
import { noLap } from "../../krm/lap.ts";
import type { Result } from "../../krm/result.ts";
import type { Source } from "../../pipeline.ts";
import { type FileText, readFiles } from "../../read/read-files.ts";
import { type Listing, unreadLinks } from "./package-files.ts";
import type { TreeFile } from "./tree.ts";

/** Items to work on, with the results of reading them. */
export interface ReadSource {
	readonly source: Source;
	readonly results: readonly Result[];
	/** Prefix that makes the items' paths relative to the working directory. */
	readonly prefix: string;
	/** The files, by the items' paths; none when an orchestrator set the paths. */
	readonly files: readonly FileText[];
	/** As `Listing.hiddenBy`; absent when there is no package folder. */
	readonly hiddenBy?: Listing["hiddenBy"];
	/** The paths of the package's files that are not read because of their names. */
	readonly others?: readonly string[];
	/** The folder in the package whose clusters count; absent where all do. */
	readonly within?: string;
	/** A whole package folder, files that the user named, or a ResourceList. */
	readonly origin: "package" | "files" | "list";
}

/** The items of files as a source. */
export function fromFiles(
	files: readonly TreeFile[],
	prefix: string,
	{ isStrict = false, links = [] as readonly string[], lap = noLap } = {},
): ReadSource {
	const read = readFiles(files, { isStrict, lap });
	return {
		source: {
			items: read.value,
			functionConfig: undefined,
			unread: read.unread,
			files,
		},
		results: [...files.flatMap(noText), ...read.results, ...unreadLinks(links)],
		prefix,
		files,
		origin: isStrict ? "files" : "package",
	};
}

const noText = ({ path, problem }: TreeFile): Result[] =>
	problem === undefined ? [] : [invalidInput(problem, { file: { path } })];
