import { existsSync } from "node:fs";
import { compareSides } from "../diff/compare.ts";
import { errorsBesideDiff } from "../diff/told.ts";
import type { Problem } from "../krm/problem.ts";
import { type HtmlReport, reportHtml } from "../picture/html.ts";
import { makePicture } from "../picture/make-picture.ts";
import { pictureSvg } from "../picture/svg.ts";
import { pictureText } from "../picture/text.ts";
import { resultLine } from "../report/result-text.ts";
import { screenOf } from "../report/screen.ts";
import { checkSources } from "./check/check-sources.ts";
import type { OptionValues } from "./command-line/command.ts";
import type { Call, Run, Surroundings } from "./command-line/run.ts";
import type { PICTURE } from "./command-line/table.ts";
import { makeSide, planSides, selected } from "./diff/side.ts";
import { gitSides, pathSides, type Sides } from "./diff/sides.ts";
import { orHere, readSources } from "./files/sources.ts";
import { readSelection, transformOnce, unknownCluster } from "./selection.ts";

const FORMATS: Readonly<
	Record<OptionValues<typeof PICTURE>["output"], (report: HtmlReport) => string>
> = {
	svg: ({ picture }) => (picture ? pictureSvg(picture) : ""),
	text: ({ picture }) =>
		picture ? pictureText(picture, screenOf(process.stdout, process.env)) : "",
	html: reportHtml,
};

/**
 * The address space: `picture [-o FORMAT] [--base REVISION|PATH] [PATH...]`. What could be planned is drawn, with errors
 * too. Exits as `check` does, and with 2 where there is nothing to compare with.
 */
export async function picture(
	call: Call<typeof PICTURE>,
): Promise<Run | Problem> {
	const { values, operands } = call;
	const selection = readSelection(values.only, values.set);
	if ("problem" in selection) return selection;
	const sources = await readSides(values.base, orHere(operands), call);
	if ("problem" in sources) return sources;
	const transform = transformOnce(selection, call.lap);
	const planning = { selection, transform };
	const { base, head } =
		"base" in sources
			? planSides(sources, planning)
			: { base: undefined, head: makeSide(sources.head, planning) };
	// There is nothing to check in rendered files.
	const toCheck = head.state.kind === "rendered" ? [] : sources.head;
	const checked = checkSources(toCheck, selection, transform);
	const sides = base === undefined ? [head] : [base, head];
	const isKnown = sides.every((side) => side.isKnown);
	const names = sides.flatMap(({ state }) => [...state.clusters.keys()]);
	const unknown = isKnown ? unknownCluster(selection, names) : undefined;
	if (unknown !== undefined) return unknown;
	const shown = selected(head.state, selection);
	const diff = base && compareSides(selected(base.state, selection), shown);
	const change = base && diff && { base: base.state, diff };
	const { only } = selection;
	const isReadable = !checked.isUnreadable && base?.isKnown !== false;
	const told = checked.report.results
		.filter(({ result }) => result.severity === "error")
		.map(({ result }) => resultLine(result));
	// Rendered files that can't be read are not checked.
	const unread = head.isKnown ? [] : head.errors.map(resultLine);
	const errors = [...new Set([...told, ...unread])];
	return {
		exitCode: isReadable ? (errors.length > 0 ? 1 : 0) : 2,
		stdout: FORMATS[values.output]({
			picture: isKnown
				? makePicture({ head: head.state, change }, { only })
				: undefined,
			diff,
			fleet: checked.fleet,
			report: checked.report,
			clusters: [...shown.clusters.values()],
		}),
		stderr: [
			...(sources.notes ?? []),
			...errorsBesideDiff("base", base?.errors ?? []),
			...errors,
		],
	};
}

/** Reads both: the base is a folder or a file of that name, else a git revision. */
async function readSides(
	base: string | undefined,
	paths: readonly string[],
	surroundings: Surroundings,
): Promise<Sides | Pick<Sides, "head" | "notes"> | Problem> {
	if (base !== undefined)
		return base === "-" || existsSync(base)
			? pathSides(base, paths, surroundings)
			: gitSides(base, paths, surroundings);
	const head = await readSources(paths, surroundings);
	return "problem" in head ? head : { head };
}
