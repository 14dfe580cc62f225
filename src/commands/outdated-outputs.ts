import { severityOf } from "../check/check.ts";
import { NOTES } from "../check/explained.ts";
import type { Transformation } from "../function.ts";
import { OWNER } from "../krm/annotations.ts";
import { defined } from "../krm/defined.ts";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import { plural } from "../report/text.ts";
import { changedFiles } from "./changed-files.ts";
import type { ReadSource } from "./read-source.ts";
import { shownPath } from "./shown-paths.ts";

/** The result about outputs in a package that differ from what it renders now; calls `onSwitchedOff` when the configuration turns it off. */
export function outdatedOutputs(
	read: ReadSource,
	{ applied, config }: Transformation,
	onSwitchedOff: (tags: Result["tags"]) => void,
): Result[] {
	const hasOutputs = read.source.items.some(
		({ annotations }) => annotations[OWNER] === config.name,
	);
	if (read.origin !== "package" || applied === undefined || !hasOutputs)
		return [];
	const [note] = NOTES;
	const severity = severityOf(note, {}, config.defaults.checks);
	const tags = { check: note.id };
	const finding = (message: string, path?: string): Result[] => {
		if (severity === "off") {
			onSwitchedOff(tags);
			return [];
		}
		const { remediation: remedy } = note;
		const file =
			path === undefined ? undefined : { path: shownPath(read, path) };
		const text = `${message}; ${remedy}`;
		return [defined({ message: text, remedy, severity, file, tags })];
	};
	try {
		const changed = changedFiles(read.files, read.source.items, applied.items);
		const [first, ...others] = [...changed.keys()].sort(compareText);
		if (first === undefined) return [];
		const what =
			others.length === 0
				? `${first} is`
				: `${first} and ${plural(others.length, "more file")} are`;
		return finding(`${what} not what the package renders`, first);
	} catch (error) {
		return finding((error as Error).message);
	}
}
