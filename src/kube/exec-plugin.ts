import { type ExecFileException, execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { User } from "@kubernetes/client-node";
import { defined } from "../krm/defined.ts";
import { systemError } from "../report/system-error.ts";
import { jsonValue } from "../text/json-value.ts";
import { type Deadline, inSeconds } from "./deadline.ts";
import { type Failed, failed } from "./fault.ts";
import type { KubeCluster } from "./kubeconfig-file.ts";

/** The part of a user that names a plugin. */
interface Exec {
	readonly apiVersion?: string;
	readonly command?: string;
	readonly args?: readonly string[] | null;
	readonly env?: readonly { name: string; value: string }[] | null;
	readonly provideClusterInfo?: boolean;
	/** How it is installed. */
	readonly installHint?: string;
}

interface Credential {
	readonly status?: {
		readonly token?: string;
		readonly clientCertificateData?: string;
		readonly clientKeyData?: string;
	};
}

/** Maximum time of a plugin, in milliseconds. */
const MAX_PLUGIN_TIME = 60_000;

/**
 * The user with the credentials of its exec plugin (gcloud, aws, kubelogin...); unchanged without one. A fault names
 * the plugin but never its output, which may be a secret.
 */
export async function withPlugin(
	user: User,
	cluster: KubeCluster,
	deadline: Deadline,
): Promise<{ readonly user: User } | Failed> {
	const exec = user.exec as Exec | null | undefined;
	if (!exec) return { user };
	if (!exec.command)
		return failed("the exec plugin of the kubeconfig has no command");
	const name = `the exec plugin ${basename(exec.command)}`;
	const limit = Math.ceil(Math.min(MAX_PLUGIN_TIME, deadline.left())) || 1;
	const ran = await runPlugin(exec.command, exec, cluster, limit).catch(
		(error) => failed(`${name} ${failureOf(error, exec, limit)}`),
	);
	if ("fault" in ran) return ran;
	const credential = jsonValue(ran.stdout) as Credential | null | undefined;
	const { token, clientCertificateData, clientKeyData } =
		credential?.status ?? {};
	if (!token && !clientCertificateData)
		return failed(
			`${name} printed no ExecCredential with a token or certificate`,
		);
	const { exec: _, ...rest } = user;
	const own = defined({
		token: token || undefined,
		certData: base64(clientCertificateData),
		keyData: base64(clientKeyData),
	});
	return { user: { ...rest, ...own } };
}

const base64 = (text: string | undefined) =>
	text ? Buffer.from(text).toString("base64") : undefined;

/** Why it failed; its output is not told. */
function failureOf(
	error: ExecFileException,
	{ installHint }: Exec,
	limit: number,
): string {
	const { killed, code, signal } = error;
	if (killed)
		return `did not end within ${inSeconds(limit)}; run kubectl get nodes with this context to see what it waits for`;
	if (code === "ENOENT")
		return `is not installed, or not on PATH${installHint ? `; ${installHint.trim()}` : ""}`;
	if (typeof code === "string") return `can't be run: ${systemError(error)}`;
	return `failed (exit code ${code ?? signal}); run kubectl get nodes with this context to see why`;
}

/** The bytes of a file; undefined when it can't be read, which the connection tells. */
function base64Of(path: string): string | undefined {
	try {
		return readFileSync(path, "base64");
	} catch {
		return undefined;
	}
}

/** The cluster as a plugin gets it (ExecCredential of client.authentication.k8s.io/v1). */
function clusterInfo(cluster: KubeCluster) {
	const { caData, caFile } = cluster;
	// What is undefined is not in the JSON.
	return {
		server: cluster.server,
		"tls-server-name": cluster.tlsServerName || undefined,
		"insecure-skip-tls-verify": cluster.skipTLSVerify || undefined,
		"certificate-authority-data":
			(caData ?? (caFile && base64Of(caFile))) || undefined,
		"proxy-url": cluster.proxyUrl || undefined,
		config: cluster.execConfig,
	};
}

/** Runs the plugin without standard input; kills it after the time limit. */
function runPlugin(
	command: string,
	exec: Exec,
	cluster: KubeCluster,
	timeout: number,
): Promise<{ readonly stdout: string }> {
	const info = {
		apiVersion: exec.apiVersion,
		kind: "ExecCredential",
		spec: {
			interactive: false,
			cluster: exec.provideClusterInfo ? clusterInfo(cluster) : undefined,
		},
	};
	const own = (exec.env ?? []).map(({ name, value }) => [name, value]);
	const env = {
		...process.env,
		KUBERNETES_EXEC_INFO: JSON.stringify(info),
		...Object.fromEntries(own),
	};
	const maxBuffer = Number.POSITIVE_INFINITY;
	const options = { env, timeout, maxBuffer, killSignal: "SIGKILL" } as const;
	const running = promisify(execFile)(command, exec.args ?? [], options);
	running.child.stdin?.end();
	return running;
}
