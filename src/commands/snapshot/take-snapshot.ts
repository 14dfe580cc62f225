import { LOCAL_CONFIG } from "../../krm/annotations.ts";
import type { Problem } from "../../krm/problem.ts";
import type { Result } from "../../krm/result.ts";
import { connect, disconnect } from "../../kube/connect.ts";
import { deadlineIn } from "../../kube/deadline.ts";
import { readFiles } from "../../read/read-files.ts";
import { resultLine } from "../../report/result-text.ts";
import { makeSnapshot, type Snapshot } from "../../snapshot/make-snapshot.ts";
import { readCluster } from "../../snapshot/read-cluster.ts";
import { type Progress, showStages } from "../command-line/progress.ts";
import type { SnapshotArgs } from "./args.ts";

/** The snapshot of a cluster, or why there is none, and messages for standard error, without the context. */
export type Taken = (Snapshot | Problem) & {
	readonly messages: readonly (string | Result)[];
};

const INSECURE =
	"warning: insecure-skip-tls-verify is set in the kubeconfig: a man in the middle can forge the snapshot";

/** Reads one cluster; `name` is what it is called when it does not hold its name. */
export async function takeSnapshot(
	target: SnapshotArgs["targets"][number],
	name: string | undefined,
	{ timeout, values }: SnapshotArgs,
	progress: Progress,
): Promise<Taken> {
	const messages: (string | Result)[] = [];
	if ("problem" in target) return { ...target, messages };
	const { context } = target;
	const connection = await connect(target, deadlineIn(timeout));
	if ("fault" in connection)
		return { problem: connection.fault.message, messages };
	const read = await readCluster(connection, {
		namespaces: {
			cilium: values["cilium-namespace"],
			ako: values["ako-namespace"],
		},
		progress: (text) => progress.show(context, () => text),
	});
	disconnect(connection);
	if ("problem" in read) return { ...read, messages };
	const { objects, notes, serverVersion } = read;
	if (!objects.some(({ kind }) => kind === "Node"))
		return { problem: "the cluster has no nodes", messages };
	const list = { apiVersion: "v1", kind: "List", items: objects };
	const file = { path: "the API server", text: JSON.stringify(list) };
	const lap = showStages(progress, context);
	const items = readFiles([file], {
		marks: { [LOCAL_CONFIG]: "true" },
		isStrict: true,
		lap,
	});
	const made = makeSnapshot(items.value, items.results, { name }, lap);
	if (!("snapshot" in made)) {
		const errors = made.results.filter(({ severity }) => severity === "error");
		const problem = errors.map(resultLine).join("; ").slice("error: ".length);
		return { problem, messages: notes };
	}
	if (target.cluster.skipTLSVerify === true) messages.push(INSECURE);
	const version = serverVersion ? `, Kubernetes ${serverVersion}` : "";
	messages.push(
		...notes,
		...made.results.filter(({ severity }) => severity !== "info"),
		`${made.summary}${version} (context ${context})`,
	);
	return { ...made, messages };
}
