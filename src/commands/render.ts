import { parseArgs } from "node:util";
import { sortResults, transform } from "../function.ts";
import { hasErrors } from "../krm/result.ts";
import { readFiles } from "../read/read-files.ts";
import { changedFiles } from "./changed-files.ts";
import { deployables, twins } from "./deployables.ts";
import { formatResult } from "./format-results.ts";
import { FORMATS, formatOf } from "./formats.ts";
import { readPackageFiles, writePackageFiles } from "./package-files.ts";
import { type Run, refused } from "./run.ts";

const OPTIONS = {
	output: { type: "string", short: "o", default: "yaml" },
	to: { type: "string" },
	only: { type: "string" },
	"in-place": { type: "boolean", default: false },
} as const;

/**
 * The function without kpt: renders a package folder and prints its deployable resources (or writes them, with
 * `-o dir --to DIR`; or writes the package's own files, with `--in-place`). Results go to standard error.
 */
export function renderCommand(args: readonly string[]): Run {
	const { values, positionals } = parseArgs({
		args: [...args],
		options: OPTIONS,
		allowPositionals: true,
	});
	const [path = ".", ...more] = positionals;
	if (more.length > 0)
		return refused(
			`render takes one package folder, not ${positionals.length}`,
		);
	const format = formatOf(values.output);
	if (format === undefined)
		return refused(
			`-o ${values.output} is no output format; known: ${FORMATS.join(", ")}`,
		);
	if (format.name === "dir" && values.to === undefined)
		return refused("-o dir needs --to DIR, the folder to write to");
	const files = readPackageFiles(path);
	if ("problem" in files) return refused(files.problem);

	const read = readFiles(files.files);
	const { applied, results, config } = transform(
		{ items: read.value, functionConfig: undefined },
		read.results,
	);
	const stderr = sortResults(results).map(formatResult);
	if (applied === undefined || hasErrors(results))
		return { exitCode: 1, stdout: "", stderr };
	if (values["in-place"])
		return inPlace(
			path,
			changedFiles(files.files, read.value, applied.items),
			stderr,
		);

	const found = deployables(applied, config, values.only);
	const problem =
		"problem" in found
			? found.problem
			: format.name === "helm-values"
				? undefined
				: twins(found.items);
	if ("problem" in found || problem !== undefined)
		return {
			exitCode: 1,
			stdout: "",
			stderr: [`error: ${problem}`, ...stderr],
		};
	const written = format.write(found.items, values.to ?? "");
	return "problem" in written
		? {
				exitCode: 1,
				stdout: "",
				stderr: [`error: ${written.problem}`, ...stderr],
			}
		: { exitCode: 0, stdout: written.stdout, stderr };
}

function inPlace(
	root: string,
	changed: ReadonlyMap<string, string | undefined>,
	stderr: readonly string[],
): Run {
	try {
		writePackageFiles(root, changed);
	} catch (error) {
		return refused(`${root} can't be written: ${(error as Error).message}`);
	}
	const lines = [...changed].map(
		([path, text]) => `${text === undefined ? "removed" : "wrote"} ${path}`,
	);
	return { exitCode: 0, stdout: "", stderr: [...stderr, ...lines] };
}
