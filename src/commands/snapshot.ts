import { join } from "node:path";
import { LOCAL_CONFIG } from "../krm/annotations.ts";
import type { Result } from "../krm/result.ts";
import { connect, disconnect } from "../kube/connect.ts";
import { deadlineIn } from "../kube/deadline.ts";
import { readFiles } from "../read/read-files.ts";
import { printable } from "../report/printable.ts";
import { makeSnapshot, type Snapshot } from "../snapshot/make-snapshot.ts";
import { readCluster } from "../snapshot/read-cluster.ts";
import { formatResult } from "./format-results.ts";
import { openProgress, type Progress, showStages } from "./progress.ts";
import { type Run, refused } from "./run.ts";
import { readSnapshotArgs, type SnapshotArgs } from "./snapshot-args.ts";
import { compareWithFile, nameIn } from "./snapshot-check.ts";
import { type Row, snapshotTable } from "./snapshot-table.ts";
import { writeSnapshot } from "./write-snapshot.ts";

/** So many clusters are read at once. */
const AT_ONCE = 4;

/** What came of a context. */
type Taken = Row & {
	readonly made?: Snapshot;
	/** Lines for standard error, without the context. */
	readonly says: readonly string[];
};

/**
 * Live clusters in, ClusterSnapshots out: `snapshot [--context CONTEXT]... [-o FILE|DIR|-]`; `--check FILE` says what
 * has changed since the file was made. Exits with 2 where a cluster could not be read: its file stays as it was.
 */
export async function snapshotCommand(args: readonly string[]): Promise<Run> {
	const wanted = readSnapshotArgs(args, process.env);
	if ("problem" in wanted) return refused(printable(wanted.problem));
	if (wanted.check !== undefined) return runCheck(wanted, wanted.check);
	const progress = openProgress(process.env);
	const owners = new Map<string, string>();
	const taken = await inParallel(wanted.targets, AT_ONCE, async (target) => {
		const one = await take(target, wanted, progress);
		progress.show(target.context, () => undefined);
		return store(one, wanted, owners);
	});
	progress.end();
	const isSeveral = taken.length > 1;
	const lines = taken.flatMap(({ context, says }) =>
		says.map((line) => printable(isSeveral ? `${context}: ${line}` : line)),
	);
	const [only] = taken;
	const toStdout = wanted.output === undefined ? only?.made?.snapshot : "";
	return {
		exitCode: taken.every(({ made }) => made !== undefined) ? 0 : 2,
		stdout: isSeveral ? snapshotTable(taken) : (toStdout ?? ""),
		stderr: lines,
	};
}

type Target = SnapshotArgs["targets"][number];

/** Reads one cluster. */
async function take(
	target: Target,
	{ name, timeout, namespaces }: SnapshotArgs,
	progress: Progress,
): Promise<Taken> {
	const { context } = target;
	const no = (problem: string): Taken => ({
		context,
		result: "failed",
		says: [`error: ${problem}; nothing was written`],
	});
	if ("problem" in target) return no(target.problem);
	const connection = await connect(target, deadlineIn(timeout));
	if ("fault" in connection) return no(connection.fault.message);
	const read = await readCluster(connection, {
		namespaces,
		progress: (text) => progress.show(context, () => text),
	});
	disconnect(connection);
	if ("problem" in read) return no(read.problem);
	const { objects, notes, serverVersion } = read;
	if (!objects.some(({ kind }) => kind === "Node"))
		return no("nodes: the cluster has none");
	const text = JSON.stringify({
		apiVersion: "v1",
		kind: "List",
		items: objects,
	});
	const lap = showStages(progress, context);
	const files = [{ path: "the API server", text }];
	const items = readFiles(files, {
		marks: { [LOCAL_CONFIG]: "true" },
		isStrict: true,
		lap,
	});
	const made = makeSnapshot(items.value, items.results, name, lap);
	const told = (isWanted: (result: Result) => boolean) =>
		made.results.filter(isWanted).map(formatResult);
	if (!("snapshot" in made)) {
		const errors = told(({ severity }) => severity === "error");
		return no(errors.join("; ").replace(/^error: /, ""));
	}
	const insecure =
		target.cluster.skipTLSVerify === true
			? [
					"warning: insecure-skip-tls-verify is set in the kubeconfig: whoever sits in between can forge the snapshot",
				]
			: [];
	const version =
		serverVersion === undefined ? "" : `, Kubernetes ${serverVersion}`;
	return {
		context,
		made,
		cluster: made.cluster.name,
		nodes: made.cluster.nodes.length,
		result: "read",
		says: [
			...insecure,
			...notes,
			...told(({ severity }) => severity !== "info"),
			`${made.summary}${version}`,
		],
	};
}

/** Writes what was read to its file, where there is one to write. */
function store(
	taken: Taken,
	{ output, isFolder, isOnPurpose }: SnapshotArgs,
	owners: Map<string, string>,
): Taken {
	const { context, made } = taken;
	if (made === undefined || output === undefined) return taken;
	const failed = (problem: string): Taken => {
		const { made: _, ...rest } = taken;
		const says = [...taken.says, `error: ${problem}; nothing was written`];
		return { ...rest, result: "failed", says };
	};
	const { name } = made.cluster;
	if (isFolder && !/^[\w-]+$/.test(name))
		return failed(`cluster name ${name} makes no file name; give -o FILE`);
	const path = isFolder ? join(output, `${name}.yaml`) : output;
	const owner = owners.get(path);
	if (owner !== undefined)
		return failed(
			`context ${owner} leads to a cluster ${name} too; leave one of them out, or correct clusterName in avi-k8s-config`,
		);
	owners.set(path, context);
	const written = writeSnapshot(path, made, isOnPurpose);
	return "problem" in written
		? failed(written.problem)
		: { ...taken, result: path, says: [...taken.says, ...written.notes] };
}

/** Says what has changed since the file was made. */
async function runCheck(wanted: SnapshotArgs, path: string): Promise<Run> {
	const known = nameIn(path);
	if ("problem" in known) return refused(printable(known.problem));
	const [target] = wanted.targets;
	const progress = openProgress(process.env);
	const named = { ...wanted, name: wanted.name ?? known.name };
	const taken = await take(target as Target, named, progress);
	progress.end();
	const stderr = taken.says.map(printable);
	if (taken.made === undefined) return { exitCode: 2, stdout: "", stderr };
	const run = compareWithFile(path, taken.made);
	return { ...run, stderr: [...stderr, ...run.stderr] };
}

/** Does the work for each entry, a number of them at once; what came of each, in their order. */
async function inParallel<Entry, Outcome>(
	entries: readonly Entry[],
	atOnce: number,
	work: (entry: Entry) => Promise<Outcome>,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const queue = [...entries.entries()];
	const worker = async () => {
		for (let next = queue.shift(); next !== undefined; next = queue.shift())
			outcomes[next[0]] = await work(next[1]);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return outcomes;
}
