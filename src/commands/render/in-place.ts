import { systemError } from "../../report/system-error.ts";
import { plural } from "../../report/text.ts";
import { encodeText } from "../../text/decode.ts";
import { shownPath } from "../files/shown-paths.ts";
import { writePackageFiles } from "../files/write-files.ts";
import { changedFiles } from "./changed-files.ts";
import type { Rendered } from "./rendered.ts";
import type { Written } from "./written.ts";

/** Writes the changed files of packages, and lists them: all of a package, or none. */
export function writeInPlace(all: readonly Rendered[]): Written {
	const lines: string[] = [];
	for (const { read, made } of all) {
		const root = read.prefix || ".";
		try {
			const { files, source } = read;
			const items = made.applied?.items ?? source.items;
			const changed = changedFiles(files, source.items, items);
			for (const path of changed.keys()) refuseHidden(path, read);
			const encodings = new Map(
				files.map(({ path, encoding }) => [path, encoding]),
			);
			const written = [...changed].map(
				([path, text]) =>
					[path, text && encodeText(text, encodings.get(path))] as const,
			);
			writePackageFiles(root, new Map(written), new Set(encodings.keys()));
			for (const [path, text] of changed) {
				const done = text === undefined ? "removed" : "wrote";
				lines.push(`${done} ${shownPath(read, path)}`);
			}
		} catch (error) {
			const problem = `${root} can't be written: ${systemError(error)}`;
			return { problem, exitCode: 2 };
		}
	}
	const removed = lines.filter((line) => line.startsWith("removed ")).length;
	const summary = filesChanged(lines.length - removed, removed);
	return { stdout: "", summary, lines };
}

/** Throws for a file that the next run would not read: it would not see its own outputs and overwrite them. */
function refuseHidden(path: string, { hiddenBy }: Rendered["read"]): void {
	const by = hiddenBy?.(path);
	if (by !== undefined)
		throw new Error(
			`${by} hides ${path} from the package, so no run would see it again; set another spec.output.directory, or change ${by}`,
		);
}

function filesChanged(written: number, removed: number): string {
	if (written + removed === 0) return "no file changed";
	const summary = `${plural(written, "file")} written`;
	return removed === 0 ? summary : `${summary}, ${removed} removed`;
}
