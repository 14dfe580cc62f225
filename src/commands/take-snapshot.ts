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
import type { Row } from "./snapshot-table.ts";

/** The outcome of a context. */
export type Taken = Row & {
	readonly made?: Snapshot;
	/** The lines for standard error, without the context. */
	readonly says: readonly (string | Result)[];
};

/** The outcome of a context that failed. */
export function notTaken(
	{ context, says }: Pick<Taken, "context" | "says">,
	problem: string,
	isCheck: boolean,
): Taken {
	const end = isCheck ? "nothing was compared" : "nothing was written";
	return {
		context,
		result: "failed",
		says: [...says, `error: ${problem}; ${end}`],
	};
}

/** Reads one cluster; without `--name`, its name is that in the file to compare with. */
export async function takeSnapshot(
	target: SnapshotArgs["targets"][number],
	{ name, timeout, namespaces, isCheck }: SnapshotArgs,
	progress: Progress,
): Promise<Taken> {
	const { context } = target;
	const no = (problem: string) =>
		notTaken({ context, says: [] }, problem, isCheck);
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
		return no(
			errors
				.map(resultLine)
				.join("; ")
				.replace(/^error: /, ""),
		);
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
			...made.results.filter(({ severity }) => severity !== "info"),
			`${made.summary}${version} (context ${context})`,
		],
	};
}
