import type { Lap } from "../krm/lap.ts";
import type { Problem } from "../krm/problem.ts";
import { makeLocator } from "../report/locate.ts";
import { printable } from "../report/printable.ts";
import { resultTexts } from "../report/result-text.ts";
import { PLAIN, type Screen, screenOf } from "../report/screen.ts";
import type { OptionValues } from "./command-line/command.ts";
import { type Call, type Run, wrongUse } from "./command-line/run.ts";
import { RENDER } from "./command-line/table.ts";
import {
	isAboutClusters,
	readPackages,
	withClusters,
} from "./files/packages.ts";
import type { ReadSource } from "./files/read-source.ts";
import { shownFiles, withShownPath } from "./files/shown-paths.ts";
import { readParameters, shortErrors } from "./render/argocd.ts";
import { FORMATS } from "./render/formats.ts";
import { headline } from "./render/headline.ts";
import { writeInPlace } from "./render/in-place.ts";
import {
	allDeployables,
	isFailed,
	type Rendered,
	renderPackage,
} from "./render/rendered.ts";
import type { Written } from "./render/written.ts";
import { readSelection, type Selection } from "./selection.ts";

type Values = OptionValues<typeof RENDER>;

/**
 * The function without kpt: renders a package folder and prints its deployable resources (or writes them, with `-o
 * dir --to DIR`; or writes the package's own files, with `--in-place`). Results go to standard error. With `--argocd`
 * the plugin parameters in the environment count, and standard error has only errors, in few lines.
 */
export function render(call: Call<typeof RENDER>): Run | Problem {
	const { values, operands, env, lap } = call;
	const problem = clashOf(values);
	if (problem !== undefined) return wrongUse(RENDER, problem);
	const selection = selectionOf(values, env);
	if ("problem" in selection) return selection;
	const [root = "."] = operands;
	const packages = packagesIn(root, values.all, lap);
	if ("problem" in packages) return packages;
	const screen = values.argocd ? PLAIN : screenOf(process.stderr, process.env);
	const run = renderAll({ root, packages, values, selection, screen, lap });
	return values.argocd ? { ...run, stderr: shortErrors(run.stderr) } : run;
}

function clashOf(values: Values): string | undefined {
	const given = (["only", "to"] as const).find((name) => values[name]);
	if (values["in-place"] && (given !== undefined || values.output !== "yaml"))
		return `--in-place writes the package's own files, all of them; leave --${given ?? "output"} out`;
	if (values.argocd && values["in-place"])
		return "--argocd prints what Argo CD applies; leave --in-place out";
	const isFolder = values.output === "dir";
	if (isFolder === (values.to !== undefined)) return undefined;
	return isFolder
		? "-o dir needs --to DIR, the folder to write to"
		: "--to DIR needs -o dir, which writes files; without it, nothing goes there";
}

function selectionOf(
	{ argocd, only, set }: Values,
	env: NodeJS.ProcessEnv,
): Selection | Problem {
	if (!argocd) return readSelection(only, set);
	const parameters = readParameters(env);
	if ("problem" in parameters) return parameters;
	const names = { only: "the parameter only", set: "the parameter " };
	const settings = [...set, ...parameters.settings];
	return readSelection(only ?? parameters.only, settings, names);
}

/** The package in the folder; with `isAll` also those below it that have clusters. */
function packagesIn(
	root: string,
	isAll: boolean,
	lap: Lap,
): readonly ReadSource[] | Problem {
	const isEnough = (first: ReadSource) => !isAll && isAboutClusters(first);
	const packages = readPackages(root, lap, isEnough);
	if ("problem" in packages) return packages;
	const own = withClusters(packages);
	if (isAll || own[0] === packages[0]) return isAll ? own : own.slice(0, 1);
	const [first, ...others] = own.map(({ prefix }) => prefix);
	const more = others.length === 0 ? "" : ` and ${others.length} more`;
	return {
		problem: `${root} has no cluster, but packages below it have (${first}${more}); render one of these folders, or all of them with --all`,
	};
}

interface Job {
	readonly root: string;
	readonly packages: readonly ReadSource[];
	readonly values: Values;
	readonly selection: Selection;
	readonly screen: Screen;
	readonly lap: Lap;
}

function renderAll(job: Job): Run {
	const { root, packages, values, selection, screen, lap } = job;
	const isPrinted = !values["in-place"];
	const all = packages.map((read) =>
		renderPackage(read, { selection, isPrinted, lap }),
	);
	const resultLines = all.flatMap((one) =>
		resultLinesOf(one, screen, all.length === 1),
	);
	if (all.some((one) => isFailed(one, values["fail-on"]))) {
		const refusal = headline(root, all, undefined);
		return { exitCode: 1, stdout: "", stderr: [refusal, ...resultLines] };
	}
	const written = values["in-place"] ? writeInPlace(all) : write(all, job);
	if ("problem" in written)
		return {
			exitCode: written.exitCode ?? 1,
			stdout: "",
			stderr: [`error: ${printable(written.problem)}`, ...resultLines],
		};
	const { stdout, summary, lines = [] } = written;
	const first = headline(root, all, summary);
	const stderr = [first, ...resultLines, ...lines.map(printable)];
	return { exitCode: 0, stdout, stderr };
}

/** The result lines of a package; for a single package, files are named relative to it. */
function resultLinesOf(
	{ read, results }: Rendered,
	screen: Screen,
	isOnly: boolean,
): string[] {
	const isInside = isOnly && screen.width === undefined;
	const shown = results.map((result) =>
		isInside ? result : withShownPath(result, read),
	);
	return resultTexts(shown, screen, makeLocator(shownFiles(read)));
}

function write(
	all: readonly Rendered[],
	{ root, values, selection }: Job,
): Written {
	const format = FORMATS[values.output];
	const found = allDeployables(all, root, selection, format);
	if ("problem" in found) return found;
	const { only } = selection;
	return format.write(found.items, { to: values.to ?? "", from: root, only });
}
