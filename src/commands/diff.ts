import type { Diff } from "../diff/changes.ts";
import { compareSides } from "../diff/compare.ts";
import { diffJson } from "../diff/json.ts";
import { diffMarkdown } from "../diff/markdown.ts";
import { diffSarif, type Places } from "../diff/sarif.ts";
import { diffStat } from "../diff/stat.ts";
import { diffText } from "../diff/text.ts";
import { errorsBesideDiff } from "../diff/told.ts";
import type { Problem } from "../krm/problem.ts";
import type { Pictured } from "../picture/pairs.ts";
import { screenOf } from "../report/screen.ts";
import type { OptionValues } from "./command-line/command.ts";
import { type Call, type Run, refused } from "./command-line/run.ts";
import type { DIFF } from "./command-line/table.ts";
import { planSides, type Side, selected } from "./diff/side.ts";
import { gitSides, givenSides } from "./diff/sides.ts";
import { repositoryPath } from "./files/repository.ts";
import { orHere } from "./files/sources.ts";
import { readSelection, transformOnce, unknownCluster } from "./selection.ts";

const FORMATS: Readonly<
	Record<
		OptionValues<typeof DIFF>["output"],
		(diff: Diff | undefined, errors: readonly string[], more: More) => string
	>
> = {
	text: (diff, _, { isStat }) => {
		// The errors are on standard error.
		if (diff === undefined) return "";
		const screen = screenOf(process.stdout, process.env);
		return isStat ? diffStat(diff, screen) : diffText(diff, screen);
	},
	markdown: (diff, _, { beside, picture }) =>
		diffMarkdown(diff, beside, picture),
	json: diffJson,
	sarif: (diff, errors, { places }) =>
		diffSarif(diff, errors, { places, pathOf: repositoryPath }),
};

const NO_CLUSTER =
	"warning: nothing to compare: neither side holds a ClusterSnapshot, a Node or a rendered AviRouteTable; are these the paths of packages?";

/** What only some formats print. */
interface More {
	readonly isStat: boolean;
	/** The errors without those that the diff tells. */
	readonly beside: readonly string[];
	readonly picture: readonly string[];
	readonly places: Places;
}

/**
 * What changes for routes, settings and results: `diff BASE HEAD`, each a folder, a file or `-`; or `diff --base REV
 * [PATH...]`, against the same paths in a git revision. Exit codes: 0 no change, 1 changes, 2 failed.
 */
export async function diff(call: Call<typeof DIFF>): Promise<Run> {
	const run = await compared(call);
	if (!("problem" in run)) return run;
	// Always print a valid document, so that consumers never get empty input.
	const errors = [`error: ${run.problem}`];
	const none = { isStat: false, beside: errors, picture: [], places: {} };
	const stdout = FORMATS[call.values.output](undefined, errors, none);
	return { ...refused(run.problem), stdout };
}

async function compared(call: Call<typeof DIFF>): Promise<Run | Problem> {
	const { values, operands, lap } = call;
	if (values.stat && values.output !== "text")
		return {
			problem: `--stat is a table for terminals; leave -o ${values.output} out`,
		};
	const selection = readSelection(values.only, values.set);
	if ("problem" in selection) return selection;
	const sides =
		values.base === undefined
			? await givenSides(operands, call)
			: await gitSides(values.base, orHere(operands), call);
	if ("problem" in sides) return sides;
	const transform = transformOnce(selection, lap);
	const { base, head } = planSides(sides, { selection, transform });
	const isKnown = base.isKnown && head.isKnown;
	const names = [base, head].flatMap(({ state }) => [...state.clusters.keys()]);
	const unknown = isKnown ? unknownCluster(selection, names) : undefined;
	if (unknown !== undefined) return unknown;
	const before = selected(base.state, selection);
	const after = selected(head.state, selection);
	const changes = compareSides(before, after);
	const told = isKnown ? changes.clusters : [];
	const { errors, beside } = errorsOf(base, head, told);
	const change = { base: before, diff: changes };
	const picture =
		values.output === "markdown" && isKnown
			? await drawChanges({ head: after, change })
			: [];
	const isRead = values.output === "text" && !values.stat;
	const isEmpty = names.length === 0 && isKnown && errors.length === 0;
	const changed = changes.clusters.length > 0 && !values["exit-zero"] ? 1 : 0;
	return {
		exitCode: errors.length > 0 ? 2 : changed,
		stdout: FORMATS[values.output](isKnown ? changes : undefined, errors, {
			isStat: values.stat,
			beside,
			picture,
			places: { base, head },
		}),
		// In other formats the diff is not what a person reads beside it.
		stderr: [
			...(sides.notes ?? []),
			...(isEmpty ? [NO_CLUSTER] : []),
			...(isRead ? beside : errors),
		],
	};
}

/** The errors of both sides: all, and those that the diff does not tell. */
function errorsOf(base: Side, head: Side, clusters: Diff["clusters"]) {
	const gone = clusters.flatMap((one) => [...one.resolved, ...one.switchedOff]);
	const appeared = clusters.flatMap((one) => one.appeared);
	return {
		errors: [
			...errorsBesideDiff("base", base.errors),
			...errorsBesideDiff("head", head.errors),
		],
		beside: [
			...errorsBesideDiff("base", base.errors, gone),
			...errorsBesideDiff("head", head.errors, appeared),
		],
	};
}

/** The address space of clusters whose routes change, in lines; only this loads its code. */
async function drawChanges(pictured: Pictured): Promise<readonly string[]> {
	const changed = pictured.change?.diff.clusters ?? [];
	if (changed.every(({ routes }) => routes.length === 0)) return [];
	const { makePicture } = await import("../picture/make-picture.ts");
	const { pictureLines } = await import("../picture/text.ts");
	return pictureLines(makePicture(pictured, { isBrief: true }));
}
