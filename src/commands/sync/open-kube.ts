import type { Problem } from "../../krm/problem.ts";
import { type Connection, connect, disconnect } from "../../kube/connect.ts";
import { deadlineIn } from "../../kube/deadline.ts";
import { accessOf, loadKubeconfig } from "../../kube/kubeconfig.ts";
import type { SyncValues } from "./args.ts";

/** Milliseconds after which credentials are read again; the kubelet renews the tokens of service accounts each hour. */
const MAX_CREDENTIALS_AGE = 5 * 60_000;
/** Milliseconds for the requests of one step. */
const STEP_TIMEOUT = 30_000;

/** A cluster for a process that runs long: it keeps connections open and renews credentials. */
export interface Kube {
	/** The connection, with time for one step. */
	step(): Promise<Connection>;
	close(): void;
}

/** Opens the cluster of a kubeconfig's context, or of the pod's service account. */
export async function openKube({
	context,
	kubeconfig,
}: Pick<SyncValues, "context" | "kubeconfig">): Promise<Kube | Problem> {
	const { env } = process;
	const config = loadKubeconfig(kubeconfig, env);
	if ("problem" in config) return config;
	const name = context ?? config.current;
	if (!name)
		return { problem: "the kubeconfig has no current-context; give --context" };
	const access = accessOf(config, name, env);
	if ("problem" in access) return access;
	const open = () => connect(access, deadlineIn(STEP_TIMEOUT), "deploy/sync");
	const first = await open();
	if ("fault" in first) return { problem: first.fault.message };
	let current = first;
	let readAt = performance.now();
	return {
		async step() {
			if (performance.now() - readAt > MAX_CREDENTIALS_AGE) {
				readAt = performance.now();
				const fresh = await open();
				if (!("fault" in fresh)) {
					const old = current;
					// A Lease request may still use the old connection.
					setTimeout(() => disconnect(old), 2 * STEP_TIMEOUT).unref();
					current = fresh;
				}
			}
			return { ...current, deadline: deadlineIn(STEP_TIMEOUT) };
		},
		close: () => disconnect(current),
	};
}
