import { parseArgs } from "node:util";
import { makeSnapshot } from "../snapshot/make-snapshot.ts";
import { readDumps } from "./dumps.ts";
import { formatResult } from "./format-results.ts";
import { type Run, refused } from "./run.ts";
import { writeSnapshot } from "./write-snapshot.ts";

const OPTIONS = {
	name: { type: "string" },
	output: { type: "string", short: "o" },
	replace: { type: "boolean" },
} as const;

/** kubectl dumps in, a minimal ClusterSnapshot out: `import [--name CLUSTER] [-o FILE [--replace]] FILE|DIR...|-`. */
export async function importCommand(
	args: readonly string[],
	readStdin: () => Promise<Uint8Array>,
): Promise<Run> {
	const { values, positionals } = parseArgs({
		args: [...args],
		options: OPTIONS,
		allowPositionals: true,
	});
	if (positionals.length === 0)
		return refused(
			"import needs files or folders with kubectl's output, or - for standard input",
		);
	const read = await readDumps(positionals, readStdin, values.output);
	if ("problem" in read) return refused(read.problem);
	const made = makeSnapshot(read.items, read.results, values.name);
	const told = made.results
		.filter(({ severity }) => severity !== "info")
		.map(formatResult);
	if (!("snapshot" in made)) return { exitCode: 1, stdout: "", stderr: told };
	if (values.output === undefined)
		return { exitCode: 0, stdout: made.snapshot, stderr: told };
	const written = writeSnapshot(values.output, made, values.replace === true);
	if ("problem" in written) return refused(written.problem);
	return {
		exitCode: 0,
		stdout: "",
		stderr: [...told, ...written.notes, made.summary],
	};
}
