import type { Problem } from "../krm/problem.ts";
import { resultTexts } from "../report/result-text.ts";
import { screenOf } from "../report/screen.ts";
import { lackingNote } from "../snapshot/lacking.ts";
import { makeSnapshot } from "../snapshot/make-snapshot.ts";
import type { Call, Run } from "./command-line/run.ts";
import type { IMPORT } from "./command-line/table.ts";
import { readDumps } from "./files/dumps.ts";
import { outputFile, writeSnapshot } from "./snapshot/write-snapshot.ts";

/** kubectl dumps in, a minimal ClusterSnapshot out: `import [--name CLUSTER] [-o FILE [--replace]] FILE|DIR...|-`. */
export async function importDumps(
	call: Call<typeof IMPORT>,
): Promise<Run | Problem> {
	const { values, operands, lap } = call;
	const output = outputFile(values.output);
	const read = await readDumps(operands, output, call);
	if ("problem" in read) return read;
	const { name, only } = values;
	const { items, results, leftOut } = read;
	const made = makeSnapshot(items, results, { name, only, leftOut }, lap);
	const lines = resultTexts(
		made.results.filter(({ severity }) => severity !== "info"),
		screenOf(process.stderr, process.env),
	);
	if (!("snapshot" in made)) return { exitCode: 1, stdout: "", stderr: lines };
	const lacks = lackingNote(made.cluster, made.kinds);
	if (output === undefined)
		return { exitCode: 0, stdout: made.snapshot, stderr: [...lines, ...lacks] };
	const written = writeSnapshot(output, made, values.replace);
	if ("problem" in written) return written;
	return {
		exitCode: 0,
		stdout: "",
		stderr: [...lines, ...lacks, ...written.notes, made.summary],
	};
}
