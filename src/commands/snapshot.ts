import { join } from "node:path";
import type { Cluster } from "../group/cluster.ts";
import type { Problem } from "../krm/problem.ts";
import type { Result } from "../krm/result.ts";
import { printable } from "../report/printable.ts";
import { resultLine, resultTexts } from "../report/result-text.ts";
import { screenOf } from "../report/screen.ts";
import { lineUp } from "../report/wrap.ts";
import { openProgress } from "./command-line/progress.ts";
import type { Call, Run } from "./command-line/run.ts";
import type { SNAPSHOT } from "./command-line/table.ts";
import { readSnapshotArgs, type SnapshotArgs } from "./snapshot/args.ts";
import { clusterIn, compareWithFile } from "./snapshot/check-snapshot.ts";
import { type Taken, takeSnapshot } from "./snapshot/take-snapshot.ts";
import { writeSnapshot } from "./snapshot/write-snapshot.ts";

/** Maximum number of clusters that are read at once. */
const AT_ONCE = 4;

interface Outcome extends Pick<Run, "exitCode" | "stdout"> {
	readonly context: string;
	readonly cluster?: Cluster;
	/** The file, or a word for the outcome. */
	readonly result: string;
	readonly messages: Taken["messages"];
}

/**
 * Reads live clusters and writes ClusterSnapshots: `snapshot [--context CONTEXT]... [-o FILE|DIR|-]`; `--check
 * [FILE|DIR]` reports changes since the files were written. Exits with 2 when a cluster could not be read: its file
 * is not changed.
 */
export async function snapshot({
	values,
}: Call<typeof SNAPSHOT>): Promise<Run | Problem> {
	const wanted = readSnapshotArgs(values);
	if ("problem" in wanted) return wanted;
	const { output, isFolder } = wanted;
	const isOneFile = values.check !== undefined && !isFolder;
	const known = isOneFile && output ? clusterIn(output) : undefined;
	if (known !== undefined && "problem" in known) return known;
	// Without --name, a cluster is called as in the file to compare with.
	const name = values.name ?? known?.name;
	const progress = openProgress();
	const ticking = setInterval(progress.tick, 500);
	const owners = new Map<string, string>();
	const outcomes: Outcome[] = [];
	const queue = [...wanted.targets.entries()];
	const readInTurn = async () => {
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
			const [i, target] = next;
			const taken = await takeSnapshot(target, name, wanted, progress);
			progress.show(target.context, () => undefined);
			outcomes[i] = finish(target.context, taken, wanted, owners);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, readInTurn));
	clearInterval(ticking);
	progress.end();
	const isSeveral = outcomes.length > 1;
	const codes = outcomes.map(({ exitCode }) => exitCode);
	return {
		exitCode: codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0,
		stdout: `${outcomes.map(({ stdout }) => stdout).join("")}${isSeveral ? snapshotTable(outcomes) : ""}`,
		stderr: outcomes.flatMap(({ context, messages }) =>
			messages.flatMap((message) =>
				noteLines(message, isSeveral ? `${context}: ` : ""),
			),
		),
	};
}

/** The contexts in a table, as kubectl prints one. */
function snapshotTable(rows: readonly Outcome[]): string {
	const cells = rows.map(({ context, cluster, result }) => {
		const nodes = String(cluster?.nodes.length ?? "-");
		return [context, cluster?.name ?? "-", nodes, result].map(printable);
	});
	return lineUp([["CONTEXT", "CLUSTER", "NODES", "FILE"], ...cells], ["NODES"]);
}

/** The lines of a message or a result; with a prefix, one line. */
function noteLines(message: string | Result, prefix: string): string[] {
	if (typeof message === "string") return [printable(prefix + message)];
	return prefix === ""
		? resultTexts([message], screenOf(process.stderr, process.env))
		: [printable(prefix + resultLine(message))];
}

/** Writes the snapshot to its file, prints it, or compares it with its file. */
function finish(
	context: string,
	taken: Taken,
	{ values, output, isFolder, selection }: SnapshotArgs,
	owners: Map<string, string>,
): Outcome {
	const isCheck = values.check !== undefined;
	const { messages } = taken;
	const failed = (problem: string): Outcome => {
		const end = isCheck ? "nothing was compared" : "nothing was written";
		const error = `error: ${problem}; ${end}`;
		const stopped = { context, result: "failed", exitCode: 2 } as const;
		return { ...stopped, messages: [...messages, error], stdout: "" };
	};
	if ("problem" in taken) return failed(taken.problem);
	const { cluster, snapshot } = taken;
	const done = { context, cluster, messages, exitCode: 0, stdout: "" } as const;
	if (output === undefined)
		return { ...done, result: "read", stdout: snapshot };
	const { name } = cluster;
	if (isFolder && !/^[\w-]+$/.test(name))
		return failed(`cluster name ${name} can't be a file name; give -o FILE`);
	const path = isFolder ? join(output, `${name}.yaml`) : output;
	const owner = owners.get(path);
	if (owner !== undefined)
		return failed(
			`context ${owner} is also cluster ${name}; leave one of them out, or correct clusterName in avi-k8s-config`,
		);
	owners.set(path, context);
	if (isCheck) {
		const run = compareWithFile(path, taken, selection);
		const word = ["no change", "drift", "failed"][run.exitCode] ?? "";
		const all = [...messages, ...run.stderr];
		return { ...done, ...run, result: `${path}: ${word}`, messages: all };
	}
	const written = writeSnapshot(path, taken, values.replace);
	if ("problem" in written) return failed(written.problem);
	return { ...done, result: path, messages: [...messages, ...written.notes] };
}
