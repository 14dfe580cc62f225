import { sortResults, transform } from "../function.ts";
import type { Item } from "../krm/item.ts";
import { type Lap, noLap } from "../krm/lap.ts";
import { SEVERITIES } from "../krm/result.ts";
import { encodeText } from "../read/decode.ts";
import { readFiles } from "../read/read-files.ts";
import { isFinding } from "../report/report.ts";
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
import { formatResult } from "./format-results.ts";
import { FORMATS, type Format } from "./formats.ts";
import {
	type PackageFiles,
	readPackageFiles,
	unreadLink,
	writePackageFiles,
} from "./package-files.ts";
import { parseCommand } from "./parse-command.ts";
import { type Run, refused, wrongUse } from "./run.ts";
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
	/** The number of the mildest severity that fails. */
	readonly failOn: number;
	readonly lap: Lap;
}

function render(job: Job): Run {
	const files = readPackageFiles(job.path);
	if ("problem" in files) return refused(files.problem);
	const read = readFiles(files.files, { lap: job.lap });
	const functionConfig = configWith(job.parameters, read.value);
	const { applied, results, config } = transform(
		{ items: read.value, functionConfig },
		[...read.results, ...files.links.map(unreadLink)],
		job.lap,
	);
	const stderr = sortResults(results).map(formatResult);
	const isFailed = results.some(
		(result) =>
			isFinding(result) && SEVERITIES.indexOf(result.severity) <= job.failOn,
	);
	if (applied === undefined || isFailed)
		return { exitCode: 1, stdout: "", stderr };
	if (job.isInPlace)
		return inPlace(job.path, files, read.value, applied, stderr);
	const found = deployables(applied, config, job.only);
	if ("problem" in found) return failed(found.problem, stderr);
	const twin =
		job.format.name === "helm-values" ? undefined : twins(found.items);
	if (twin !== undefined) return failed(twin, stderr);
	const written = job.format.write(found.items, job.to ?? "");
	return "problem" in written
		? failed(written.problem, stderr)
		: { exitCode: 0, stdout: written.stdout, stderr };
}

const failed = (problem: string, stderr: readonly string[]): Run => ({
	exitCode: 1,
	stdout: "",
	stderr: [`error: ${problem}`, ...stderr],
});

function inPlace(
	root: string,
	{ files }: PackageFiles,
	before: readonly Item[],
	{ items }: Applied,
	stderr: readonly string[],
): Run {
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
		return refused(`${root} can't be written: ${(error as Error).message}`);
	}
	const lines = [...changed].map(
		([path, text]) => `${text === undefined ? "removed" : "wrote"} ${path}`,
	);
	return { exitCode: 0, stdout: "", stderr: [...stderr, ...lines] };
}
