import { severityOf } from "../../check/check.ts";
import { NOTES } from "../../check/explained.ts";
import { LOCAL_CONFIG, OWNER } from "../../krm/annotations.ts";
import { defined } from "../../krm/defined.ts";
import { filePath } from "../../krm/item.ts";
import { compareText } from "../../krm/order.ts";
import type { Result } from "../../krm/result.ts";
import type { Transformation } from "../../pipeline.ts";
import { plural } from "../../report/text.ts";
import type { Applied } from "../../write/apply.ts";
import type { ReadSource } from "../files/read-source.ts";
import { withShownPath } from "../files/shown-paths.ts";
import { orProblem } from "../files/tree.ts";
import { changedFiles } from "../render/changed-files.ts";
import {
	isTold,
	isWithoutEffect,
	pendingEdits,
	pendingResult,
} from "./pending-edits.ts";

const [NOTE] = NOTES;

/**
 * The results about a package that is not what it renders now: a setting that a render edits, and outputs that differ.
 * A package without outputs may be rendered before anything is applied: there a setting is an info, and only where it
 * matters and no other result tells it. Calls `onSwitchedOff` for each one that the configuration turns off.
 */
export function outdatedOutputs(
	read: ReadSource,
	made: Transformation,
	onSwitchedOff: (tags: Result["tags"]) => void,
): Result[] {
	const { applied, config } = made;
	if (applied === undefined) return [];
	const isCommitted =
		read.origin === "package" &&
		read.source.items.some(
			({ annotations }) => annotations[OWNER] === config.name,
		);
	const configured = severityOf(NOTE, {}, config.defaults.checks);
	const severity =
		isCommitted || configured === "off" ? configured : ("info" as const);
	const found = isCommitted
		? [...editedLater(made), ...outdatedFiles(read, made, applied)]
		: unrendered(made);
	if (severity !== "off")
		return found.map((result) => withShownPath({ ...result, severity }, read));
	for (const { tags } of found) onSwitchedOff(tags);
	return [];
}

const editedLater = ({ plan }: Transformation) =>
	pendingEdits(plan).map((edit) => pendingResult(edit, NOTE.remediation));

const unrendered = ({ plan, results }: Transformation) =>
	pendingEdits(plan)
		.filter((edit) => !isWithoutEffect(edit, plan) && !isTold(edit, results))
		.map((edit) => pendingResult(edit, BEFORE));

const BEFORE = "set it there, or render the package before it is applied";

/** The result about files that differ, without those whose settings are told. */
function outdatedFiles(
	{ files, source }: ReadSource,
	{ plan }: Transformation,
	{ items, stamped }: Applied,
): Result[] {
	const told = new Set(
		pendingEdits(plan).map(({ place }) => filePath(place.item)),
	);
	const changed = orProblem(() => changedFiles(files, source.items, items));
	if ("problem" in changed) return [filesResult(changed.problem)];
	const marked = new Set(
		[...stamped].map(({ wire = {} }) => filePath({ annotations: wire })),
	);
	const paths = [...changed.keys()]
		.filter((path) => !told.has(path))
		.sort(compareText);
	const outputs = paths.filter((path) => !marked.has(path));
	// One render mends both.
	return outputs.length > 0
		? aboutFiles(outputs, ["is", "are"], "not what the package renders")
		: aboutFiles(paths, ["has", "have"], UNMARKED);
}

const UNMARKED = `objects of a live cluster without the annotation ${LOCAL_CONFIG}, which keeps them from being applied`;

/** What is said of all files, in one result. */
function aboutFiles(
	[first, ...others]: readonly string[],
	[one, many]: readonly [string, string],
	rest: string,
): Result[] {
	if (first === undefined) return [];
	const what =
		others.length === 0
			? `${first} ${one}`
			: `${first} and ${plural(others.length, "more file")} ${many}`;
	return [filesResult(`${what} ${rest}`, first)];
}

function filesResult(message: string, path?: string): Result {
	const { id: check, severity, remediation: remedy } = NOTE;
	return defined({
		message: `${message}; ${remedy}`,
		remedy,
		severity,
		file: path === undefined ? undefined : { path },
		tags: { check },
	});
}
