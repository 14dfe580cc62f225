import { LOCAL_CONFIG } from "../krm/annotations.ts";
import type { Result } from "../krm/result.ts";
import { connect, disconnect } from "../kube/connect.ts";
import { deadlineIn } from "../kube/deadline.ts";
import { readFiles } from "../read/read-files.ts";
import { resultLine } from "../report/result-text.ts";
import { makeSnapshot, type Snapshot } from "../snapshot/make-snapshot.ts";
import { readCluster } from "../snapshot/read-cluster.ts";
import { type Progress, showStages } from "./progress.ts";
import type { SnapshotArgs } from "./snapshot-args.ts";

/** The outcome of a context, as the table shows it. */
export interface Row {
	readonly context: string;
	readonly cluster?: string;
	readonly nodes?: number;
	/** The file, or a word for the outcome. */
	readonly result: string;
}

/** The outcome of a context. */
export type Taken = Row & {
	readonly made?: Snapshot;
	/** The messages for standard error, without the context. */
	readonly messages: readonly (string | Result)[];
};

/** The outcome of a context that failed. */
export function notTaken(
	{ context, messages }: Pick<Taken, "context" | "messages">,
	problem: string,
	isCheck: boolean,
): Taken {
	const end = isCheck ? "nothing was compared" : "nothing was written";
	return {
		context,
		result: "failed",
		messages: [...messages, `error: ${problem}; ${end}`],
	};
}

const INSECURE =
	"warning: insecure-skip-tls-verify is set in the kubeconfig: a man in the middle can forge the snapshot";

/** Reads one cluster; without `--name`, its name is that in the file to compare with. */
export async function takeSnapshot(
	target: SnapshotArgs["targets"][number],
	{ name, timeout, namespaces, isCheck }: SnapshotArgs,
	progress: Progress,
): Promise<Taken> {
	const { context } = target;
	const failed = (problem: string) =>
		notTaken({ context, messages: [] }, problem, isCheck);
	if ("problem" in target) return failed(target.problem);
	const connection = await connect(target, deadlineIn(timeout));
	if ("fault" in connection) return failed(connection.fault.message);
	const read = await readCluster(connection, {
		namespaces,
		progress: (text) => progress.show(context, () => text),
	});
	disconnect(connection);
	if ("problem" in read) return failed(read.problem);
	const { objects, notes, serverVersion } = read;
	if (!objects.some(({ kind }) => kind === "Node"))
		return failed("the cluster has no nodes");
	const list = { apiVersion: "v1", kind: "List", items: objects };
	const text = JSON.stringify(list);
	const files = [{ path: "the API server", text }];
	const lap = showStages(progress, context);
	const items = readFiles(files, {
		marks: { [LOCAL_CONFIG]: "true" },
		isStrict: true,
		lap,
	});
	const made = makeSnapshot(items.value, items.results, { name }, lap);
	if (!("snapshot" in made)) {
		const errors = made.results.filter(({ severity }) => severity === "error");
		const problem = errors.map(resultLine).join("; ").slice("error: ".length);
		return notTaken({ context, messages: notes }, problem, isCheck);
	}
	const insecure = target.cluster.skipTLSVerify === true ? [INSECURE] : [];
	const version = serverVersion ? `, Kubernetes ${serverVersion}` : "";
	return {
		context,
		made,
		cluster: made.cluster.name,
		nodes: made.cluster.nodes.length,
		result: "read",
		messages: [
			...insecure,
			...notes,
			...made.results.filter(({ severity }) => severity !== "info"),
			`${made.summary}${version} (context ${context})`,
		],
	};
}
