import { parseArgs } from "node:util";
import { sortResults, transform } from "../function.ts";
import type { Item } from "../krm/item.ts";
import { SEVERITIES, type Severity } from "../krm/result.ts";
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
import { deployables, twins } from "./deployables.ts";
import { formatResult } from "./format-results.ts";
import { FORMATS, type Format, formatOf } from "./formats.ts";
import {
	type PackageFiles,
	readPackageFiles,
	unreadLink,
	writePackageFiles,
} from "./package-files.ts";
import { type Run, refused } from "./run.ts";

const OPTIONS = {
	output: { type: "string", short: "o", default: "yaml" },
	to: { type: "string" },
	only: { type: "string" },
	"in-place": { type: "boolean", default: false },
	argocd: { type: "boolean", default: false },
	"fail-on": { type: "string", default: "error" },
} as const;

/**
 * The function without kpt: renders a package folder and prints its deployable resources (or writes them, with
 * `-o dir --to DIR`; or writes the package's own files, with `--in-place`). Results go to standard error. With `--argocd`
 * the environment's plugin parameters count, and standard error holds errors only, and few lines.
 */
export function renderCommand(
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>> = {},
): Run {
	const { values, positionals } = parseArgs({
		args: [...args],
		options: OPTIONS,
		allowPositionals: true,
	});
	const failOn = values["fail-on"];
	const problem = wrongUse(positionals, values);
	if (problem !== undefined) return refused(problem);
	const read = values.argocd ? readParameters(env) : { parameters: {} };
	if ("problem" in read) return refused(read.problem);
	const { parameters } = read;
	const run = render({
		path: positionals[0] ?? ".",
		format: formatOf(values.output) as Format,
		to: values.to,
		only: values.only ?? parameters.only,
		isInPlace: values["in-place"],
		parameters,
		failOn: SEVERITIES.indexOf(failOn as Severity),
	});
	return values.argocd ? { ...run, stderr: shortErrors(run.stderr) } : run;
}

/** What is wrong with the arguments; undefined when they are right. */
function wrongUse(
	positionals: readonly string[],
	values: {
		output: string;
		to?: string;
		only?: string;
		"fail-on": string;
		"in-place": boolean;
	},
): string | undefined {
	if (positionals.length > 1)
		return `render takes one package folder, not ${positionals.length}`;
	if (!FORMATS.includes(values.output))
		return `-o ${values.output} is no output format; known: ${FORMATS.join(", ")}`;
	const given = ["only", "to"].find((name) => name in values);
	if (values["in-place"] && (given !== undefined || values.output !== "yaml"))
		return `--in-place writes the package's own files, all of them; leave --${given ?? "output"} out`;
	if (values.output === "dir" && values.to === undefined)
		return "-o dir needs --to DIR, the folder to write to";
	return SEVERITIES.some((severity) => severity === values["fail-on"])
		? undefined
		: `--fail-on ${values["fail-on"]} is no severity; known: ${SEVERITIES.join(", ")}`;
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
}

function render(job: Job): Run {
	const files = readPackageFiles(job.path);
	if ("problem" in files) return refused(files.problem);
	const read = readFiles(files.files);
	const functionConfig = configWith(job.parameters, read.value);
	const { applied, results, config } = transform(
		{ items: read.value, functionConfig },
		[...read.results, ...files.links.map(unreadLink)],
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
