import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Context } from "@kubernetes/client-node";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Problem } from "../krm/problem.ts";
import { systemError } from "../report/system-error.ts";
import {
	type KubeCluster,
	type KubeUser,
	readConfigFile,
} from "./kubeconfig-file.ts";
import { environmentProxy } from "./proxy.ts";

/** A context with its cluster and user. */
export interface Access {
	/** The context's name. */
	readonly context: string;
	readonly cluster: KubeCluster;
	readonly user: KubeUser;
}

/** The content of a kubeconfig, all its files merged. */
export interface Kubeconfig {
	readonly current: string | undefined;
	readonly contexts: readonly Context[];
	readonly clusters: readonly KubeCluster[];
	readonly users: readonly KubeUser[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const IN_CLUSTER_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/**
 * The kubeconfig that kubectl would use: the given file, else those of KUBECONFIG, else ~/.kube/config, else the
 * service account of the pod. Without any it returns a problem: there is no default server.
 */
export function loadKubeconfig(
	given: string | undefined,
	env: Environment,
): Kubeconfig | Problem {
	const home = env.HOME ?? env.USERPROFILE;
	const listed = (env.KUBECONFIG ?? "").split(delimiter).filter(Boolean);
	if (given !== undefined) return merged([given], true);
	if (listed.length > 0) return merged(listed, false);
	const found =
		home === undefined
			? undefined
			: merged([join(home, ".kube", "config")], false);
	if (found !== undefined && !("isAbsent" in found)) return found;
	const own = env.KUBERNETES_SERVICE_HOST ? serviceAccount() : undefined;
	return (
		own ?? {
			problem:
				"no kubeconfig found: neither --kubeconfig, KUBECONFIG nor ~/.kube/config names one, and this is not a pod with a service account; give --kubeconfig FILE",
		}
	);
}

/** Merges the files: of duplicates the first counts. Absent files are skipped, as kubectl does. */
function merged(
	paths: readonly string[],
	isGiven: boolean,
): Kubeconfig | (Problem & { readonly isAbsent?: true }) {
	const configs: KubeConfig[] = [];
	for (const path of paths) {
		const read = readConfigFile(path);
		if ("problem" in read) return read;
		if (read.config !== undefined) configs.push(read.config);
		else if (isGiven)
			return { problem: `the kubeconfig ${path} does not exist` };
	}
	if (configs.length === 0)
		return {
			problem: `no kubeconfig found: ${paths.join(", ")} does not exist; correct KUBECONFIG`,
			isAbsent: true,
		};
	return {
		current: configs.map(({ currentContext }) => currentContext).find(Boolean),
		contexts: firstOfName(configs.flatMap(({ contexts }) => contexts)),
		clusters: firstOfName(configs.flatMap(({ clusters }) => clusters)),
		users: firstOfName(configs.flatMap(({ users }) => users)),
	};
}

/** The service account of the pod; undefined where it has none. */
function serviceAccount(): Kubeconfig | Problem | undefined {
	try {
		readFileSync(IN_CLUSTER_TOKEN);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ENOENT"
			? undefined
			: {
					problem: `the service account's token can't be read: ${systemError(error)}`,
				};
	}
	const config = new KubeConfig();
	config.loadFromCluster();
	const { currentContext, contexts, clusters, users } = config;
	return { current: currentContext, contexts, clusters, users };
}

/** The cluster and user of a context, with the environment's proxy; or what is missing. */
export function accessOf(
	{ contexts, clusters, users }: Kubeconfig,
	name: string,
	env: Environment,
): Access | Problem {
	const context = contexts.find((entry) => entry.name === name);
	if (context === undefined) {
		const known = contexts.map((entry) => entry.name).join(", ") || "none";
		return {
			problem: `the kubeconfig has no context ${name}; known: ${known}`,
		};
	}
	const cluster = clusters.find((entry) => entry.name === context.cluster);
	const user = users.find((entry) => entry.name === context.user);
	if (cluster === undefined || user === undefined) {
		const kind = cluster === undefined ? "cluster" : "user";
		return {
			problem: context[kind]
				? `context ${name} names ${kind} ${context[kind]}, which the kubeconfig does not have`
				: `context ${name} of the kubeconfig names no ${kind}; add one`,
		};
	}
	if (!cluster.server.startsWith("https://"))
		return {
			problem: `context ${name} has a server that is not an https:// address; API servers are reached only over TLS`,
		};
	if (!URL.canParse(cluster.server))
		return {
			problem: `context ${name} has a server whose host or port is not valid; correct the server of cluster ${context.cluster}`,
		};
	const proxyUrl = cluster.proxyUrl || environmentProxy(cluster.server, env);
	if (proxyUrl !== undefined && !isProxy(proxyUrl))
		return {
			problem: `context ${name}: ${cluster.proxyUrl ? "proxy-url of its cluster" : "HTTPS_PROXY"} is not the address of a proxy; want http://, https:// or socks5:// with a host`,
		};
	if (proxyUrl === undefined) return { context: name, cluster, user };
	// The form that resolves names on the proxy, as kubectl does for every SOCKS5 proxy.
	const proxy = { proxyUrl: proxyUrl.replace(/^socks5:/i, "socks5h:") };
	return { context: name, cluster: { ...cluster, ...proxy }, user };
}

/** True for what kubectl accepts as a proxy; percent signs in a password must be valid URL escapes. */
const isProxy = (text: string) =>
	/^(?:https?|socks5h?):\/\/(?:[^/\s%]|%[\da-f]{2})+\/?$/i.test(text) &&
	URL.canParse(text);

function firstOfName<Entry extends { readonly name: string }>(
	entries: readonly Entry[],
): Entry[] {
	const seen = new Set<string>();
	return entries.filter(({ name }) => !seen.has(name) && seen.add(name));
}
