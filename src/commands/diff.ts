import type { Diff } from "../diff/changes.ts";
import { compareSides } from "../diff/compare.ts";
import { diffJson } from "../diff/json.ts";
import { diffMarkdown } from "../diff/markdown.ts";
import { renderedState } from "../diff/rendered.ts";
import { diffSarif } from "../diff/sarif.ts";
import { diffStat } from "../diff/stat.ts";
import { planState, type SideState } from "../diff/state.ts";
import { diffText } from "../diff/text.ts";
import { sortResults } from "../function.ts";
import { noLap } from "../krm/lap.ts";
import { hasErrors, type Result } from "../krm/result.ts";
import { makeLocator } from "../report/locate.ts";
import { isFinding } from "../report/report.ts";
import { resultLine } from "../report/result-text.ts";
import { type Screen, screenOf } from "../report/screen.ts";
import type { OptionValues } from "./command.ts";
import { gitSides, givenSides } from "./diff-sides.ts";
import { parseCommand } from "./parse-command.ts";
import { type Run, refused, wrongUse } from "./run.ts";
import {
	ALL,
	isSelected,
	readSelection,
	type Selection,
	type Transform,
	transformSource,
	unknownCluster,
} from "./selection.ts";
import {
	distinctPackages,
	type ReadSource,
	type ReadStdin,
	shownFiles,
	withShownPath,
} from "./sources.ts";
import { DIFF } from "./table.ts";

declare const AVI_ROUTES_VERSION: string;

/** How the diff is printed, by the names that `-o` takes. */
const FORMATS: Readonly<
	Record<
		OptionValues<typeof DIFF>["output"],
		(diff: Diff | undefined, errors: readonly string[]) => string
	>
> = {
	text: (diff) => forPeople(diff, diffText),
	markdown: diffMarkdown,
	json: diffJson,
	sarif: (diff, errors) => diffSarif(diff, errors, AVI_ROUTES_VERSION),
};

/** Nothing without a diff: its errors stand on standard error. */
function forPeople(
	diff: Diff | undefined,
	print: (diff: Diff, screen: Screen) => string,
): string {
	const screen = screenOf(process.stdout, process.env);
	return diff === undefined ? "" : print(diff, screen);
}

/**
 * What changes for routes, settings and results: `diff BASE HEAD`, each a folder, a file or `-`; or `diff --base REV
 * [PATH...]`, against the same paths in a git revision. Exits with 0 without a change, 1 with changes, 2 with trouble.
 */
export async function diffCommand(
	args: readonly string[],
	readStdin: ReadStdin,
	lap = noLap,
): Promise<Run> {
	const parsed = parseCommand(DIFF, args);
	if ("problem" in parsed) return wrongUse(DIFF, parsed.problem);
	const { values, operands } = parsed;
	if (values.stat && values.output !== "text")
		return refused(
			`--stat is a table for people; leave -o ${values.output} out`,
		);
	const format: (typeof FORMATS)["text"] = values.stat
		? (diff) => forPeople(diff, diffStat)
		: FORMATS[values.output];
	const selection = readSelection(values.only, values.set);
	if ("problem" in selection) return refused(selection.problem);
	const sides =
		values.base === undefined
			? await givenSides(operands, readStdin, lap)
			: await gitSides(values.base, operands, readStdin, lap);
	if ("problem" in sides) {
		// What reads the diff shall not read nothing.
		const error = `error: ${sides.problem}`;
		return { ...refused(sides.problem), stdout: format(undefined, [error]) };
	}
	const transform: Transform = (read) => transformSource(read, selection, lap);
	const base = makeSide(sides.base, { selection, transform });
	const hadClusters =
		values.base !== undefined && base.state.kind === "sources";
	const head = makeSide(sides.head, { hadClusters, selection, transform });
	const isKnown = base.isKnown && head.isKnown;
	const names = [base, head].flatMap(({ state }) => [...state.clusters.keys()]);
	const unknown = isKnown ? unknownCluster(selection, names) : undefined;
	if (unknown !== undefined) return refused(unknown);
	const diff = compareSides(
		selected(base.state, selection),
		selected(head.state, selection),
	);
	const stderr = [
		...base.errors.map((line) => `side base: ${line}`),
		...head.errors.map((line) => `side head: ${line}`),
	];
	const changed = diff.clusters.length > 0 && !values["exit-zero"] ? 1 : 0;
	return {
		exitCode: stderr.length > 0 ? 2 : changed,
		stdout: format(isKnown ? diff : undefined, stderr),
		stderr,
	};
}

/** A side of a diff, planned or read. */
export interface Side {
	readonly state: SideState;
	/** Errors, a line each. */
	readonly errors: readonly string[];
	/** False when there is nothing that could be compared. */
	readonly isKnown: boolean;
}

/**
 * Renders what has sources, and reads what is rendered already; several packages of a side are one. Where clusters were
 * planned before, a package that has lost them is not read as a rendered one.
 */
export function makeSide(
	sources: readonly ReadSource[],
	{
		hadClusters = false,
		selection = ALL,
		transform = (read) => transformSource(read, selection, noLap),
	}: Partial<Planning> = {},
): Side {
	const sides = distinctPackages(sources).map((read) =>
		sourceSide(read, { hadClusters, selection, transform }),
	);
	const names = sides.flatMap(({ state }) => [...state.clusters.keys()]);
	const twice = names.find((name, i) => names.indexOf(name) < i);
	const kinds = sides.map(({ state }) => state.kind);
	return {
		state: {
			kind: kinds.find((kind) => kind !== "empty") ?? "empty",
			clusters: new Map(sides.flatMap(({ state }) => [...state.clusters])),
			results: sides.flatMap(({ state }) => state.results),
		},
		errors: [
			...sides.flatMap(({ errors }) => errors),
			...(twice === undefined
				? []
				: [
						`error: cluster ${twice} is in several packages; compare these one by one`,
					]),
		],
		isKnown: sides.every(({ isKnown }) => isKnown),
	};
}

/** The state without the other clusters, where one is selected. */
function selected(state: SideState, selection: Selection): SideState {
	const { only } = selection;
	if (only === undefined) return state;
	const clusters = [...state.clusters].filter(([name]) => name === only);
	const results = state.results.filter(({ result }) =>
		isSelected(selection, result),
	);
	return { ...state, clusters: new Map(clusters), results };
}

/** How a source is planned. */
interface Planning {
	readonly hadClusters: boolean;
	readonly selection: Selection;
	readonly transform: Transform;
}

/** Kinds that a plan is made of; without any of them everything is rendered already. */
const SOURCE_KINDS = /^(?:AviRoutes|ClusterSnapshot|Node|CiliumNode|.*List)$/;

function sourceSide(read: ReadSource, planning: Planning): Side {
	const isRendered =
		!hasErrors(read.results) &&
		!read.source.items.some(({ kind }) => SOURCE_KINDS.test(kind));
	return isRendered ? renderedSide(read) : plannedSide(read, planning);
}

function renderedSide({ source }: ReadSource): Side {
	const { value, results } = renderedState(source.items);
	return {
		state: value,
		errors: errorLines(results),
		isKnown: !hasErrors(results),
	};
}

function plannedSide(
	read: ReadSource,
	{ hadClusters, selection, transform }: Planning,
): Side {
	const { plan, results } = transform(read);
	// A config alone beside rendered files makes no cluster.
	const isSourceless = plan !== undefined && plan.clusters.length === 0;
	if (isSourceless && !hadClusters && !hasErrors(read.results))
		return renderedSide(read);
	const locate = makeLocator(shownFiles(read));
	const located = sortResults(results)
		.filter(isFinding)
		.map((result) => locate(withShownPath(result, read)));
	return {
		state:
			plan === undefined
				? { kind: "empty", clusters: new Map(), results: [] }
				: planState(plan, located),
		errors: errorLines(
			plan === undefined
				? results
				: results.filter((result) => isSelected(selection, result)),
		),
		isKnown: plan !== undefined,
	};
}

function errorLines(results: readonly Result[]): string[] {
	return sortResults(results)
		.filter(({ severity }) => severity === "error")
		.map(resultLine);
}
