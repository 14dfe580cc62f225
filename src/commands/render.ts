import type { Config } from "../config/config.ts";
import { sortResults, transform } from "../function.ts";
import type { Item } from "../krm/item.ts";
import { type Lap, noLap } from "../krm/lap.ts";
import { SEVERITIES } from "../krm/result.ts";
import { encodeText } from "../read/decode.ts";
import { makeLocator } from "../report/locate.ts";
import { printable } from "../report/printable.ts";
import { isFinding } from "../report/report.ts";
import { tellResults } from "../report/result-text.ts";
import { PLAIN, type Screen, screenOf } from "../report/screen.ts";
import { plural } from "../report/text.ts";
import type { Applied } from "../write/apply.ts";
import {
	configWith,
	type Parameters,
	readParameters,
	shortErrors,
} from "./argocd.ts";
import { changedFiles } from "./changed-files.ts";
import type { OptionValues } from "./command.ts";
import { deployables, twins } from "./deployables.ts";
import { FORMATS, type Format, type Written } from "./formats.ts";
import { headline } from "./headline.ts";
import {
	type PackageFiles,
	readPackageFiles,
	writePackageFiles,
} from "./package-files.ts";
import { parseCommand } from "./parse-command.ts";
import { type Run, refused, wrongUse } from "./run.ts";
import {
	displayPath,
	fromFiles,
	shownFiles,
	withShownPath,
} from "./sources.ts";
import { RENDER } from "./table.ts";

/**
 * The function without kpt: renders a package folder and prints its deployable resources (or writes them, with
 * `-o dir --to DIR`; or writes the package's own files, with `--in-place`). Results go to standard error. With `--argocd`
 * the environment's plugin parameters count, and standard error holds errors only, and few lines.
 */
export function renderCommand(
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>> = {},
	lap = noLap,
): Run {
	const parsed = parseCommand(RENDER, args);
	if ("problem" in parsed) return wrongUse(RENDER, parsed.problem);
	const { values, operands } = parsed;
	const problem = clashOf(values);
	if (problem !== undefined) return wrongUse(RENDER, problem);
	const read = values.argocd ? readParameters(env) : { parameters: {} };
	if ("problem" in read) return refused(read.problem);
	const { parameters } = read;
	const run = render({
		path: operands[0] ?? ".",
		format: FORMATS[values.output],
		to: values.to,
		only: values.only ?? parameters.only,
		isInPlace: values["in-place"],
		parameters,
		screen: values.argocd ? PLAIN : screenOf(process.stderr, process.env),
		failOn: SEVERITIES.indexOf(values["fail-on"]),
		lap,
	});
	return values.argocd ? { ...run, stderr: shortErrors(run.stderr) } : run;
}

/** Which options do not go together; undefined when all do. */
function clashOf(values: OptionValues<typeof RENDER>): string | undefined {
	const given = (["only", "to"] as const).find((name) => values[name]);
	if (values["in-place"] && (given !== undefined || values.output !== "yaml"))
		return `--in-place writes the package's own files, all of them; leave --${given ?? "output"} out`;
	return values.output === "dir" && values.to === undefined
		? "-o dir needs --to DIR, the folder to write to"
		: undefined;
}

interface Job {
	readonly path: string;
	readonly format: Format;
	readonly to: string | undefined;
	readonly only: string | undefined;
	readonly isInPlace: boolean;
	readonly parameters: Parameters;
	/** What shows the results. */
	readonly screen: Screen;
	/** The number of the mildest severity that fails. */
	readonly failOn: number;
	readonly lap: Lap;
}

function render(job: Job): Run {
	const files = readPackageFiles(job.path);
	if ("problem" in files) return refused(files.problem);
	const read = fromFiles(files.files, displayPath(job.path), {
		links: files.links,
		lap: job.lap,
	});
	const { items } = read.source;
	const functionConfig = configWith(job.parameters, items);
	const made = transform({ items, functionConfig }, read.results, job.lap);
	const results = sortResults(made.results);
	const locate = makeLocator(shownFiles(read));
	const told = tellResults(results, job.screen, (result) =>
		locate(withShownPath(result, read)),
	);
	const first = (written: string | undefined) =>
		headline({
			folder: job.path,
			clusters: made.plan?.clusters ?? [],
			results,
			written,
		});
	const isFailed = results.some(
		(result) =>
			isFinding(result) && SEVERITIES.indexOf(result.severity) <= job.failOn,
	);
	if (made.applied === undefined || isFailed)
		return { exitCode: 1, stdout: "", stderr: [first(undefined), ...told] };
	const written = job.isInPlace
		? writeInPlace(job.path, files, items, made.applied)
		: writeDeployables(made.applied, made.config, job);
	if ("problem" in written)
		return {
			exitCode: written.exitCode ?? 1,
			stdout: "",
			stderr: [`error: ${printable(written.problem)}`, ...told],
		};
	const { stdout, summary, lines = [] } = written;
	const stderr = [first(summary), ...told, ...lines.map(printable)];
	return { exitCode: 0, stdout, stderr };
}

function writeDeployables(
	applied: Applied,
	config: Config,
	{ format, only, to }: Job,
): Written {
	const found = deployables(applied, config, only);
	if ("problem" in found) return found;
	const twin = format.name === "helm-values" ? undefined : twins(found.items);
	return twin === undefined
		? format.write(found.items, to ?? "")
		: { problem: twin };
}

function writeInPlace(
	root: string,
	{ files }: PackageFiles,
	before: readonly Item[],
	{ items }: Applied,
): Written {
	let changed: ReadonlyMap<string, string | undefined>;
	try {
		changed = changedFiles(files, before, items);
		const encodings = new Map(files.map((file) => [file.path, file.encoding]));
		const written = [...changed].map(
			([path, text]) =>
				[path, text && encodeText(text, encodings.get(path))] as const,
		);
		writePackageFiles(root, new Map(written), new Set(encodings.keys()));
	} catch (error) {
		return {
			problem: `${root} can't be written: ${(error as Error).message}`,
			exitCode: 2,
		};
	}
	const lines = [...changed].map(
		([path, text]) => `${text === undefined ? "removed" : "wrote"} ${path}`,
	);
	const removed = lines.filter((line) => line.startsWith("removed")).length;
	const summary =
		lines.length === 0
			? "no file changed"
			: [
					`${plural(lines.length - removed, "file")} written`,
					...(removed === 0 ? [] : [`${removed} removed`]),
				].join(", ");
	return { stdout: "", summary, lines };
}
