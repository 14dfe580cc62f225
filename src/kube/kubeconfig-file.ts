import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Cluster, User } from "@kubernetes/client-node";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Problem } from "../krm/problem.ts";
import { systemError } from "../report/system-error.ts";
import { decodeText } from "../text/decode.ts";
import { isBlankYaml, parseYaml } from "../text/parse-text.ts";

/** A cluster, with what its extension says to an exec plugin. */
export interface KubeCluster extends Cluster {
	readonly execConfig?: unknown;
}

/** A user, with the headers by which it acts as a member of groups. */
export interface KubeUser extends User {
	readonly impersonation?: Readonly<Record<string, string | string[]>>;
}

/** The fields of a kubeconfig that the Kubernetes client does not read. */
interface Raw {
	readonly users?: readonly { readonly user?: RawUser | null }[];
	readonly clusters?: readonly {
		readonly cluster?: {
			readonly extensions?: readonly {
				readonly name?: string;
				readonly extension?: unknown;
			}[];
		} | null;
	}[];
}

interface RawUser {
	readonly tokenFile?: unknown;
	readonly "as-uid"?: string;
	readonly "as-groups"?: string[];
	readonly "as-user-extra"?: Readonly<Record<string, string[]>>;
}

/**
 * The content of a kubeconfig file, with paths resolved from its folder; nothing for a file that does not exist. The
 * problem has none of its text, which has credentials.
 */
export function readConfigFile(
	path: string,
): { readonly config: KubeConfig | undefined } | Problem {
	const broken = (why: string) => ({
		problem: `the kubeconfig ${path} ${why}`,
	});
	let bytes: Buffer;
	try {
		bytes = readFileSync(path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		return code === "ENOENT"
			? { config: undefined }
			: broken(`can't be read: ${systemError(error)}`);
	}
	const text = decodeText(bytes)?.text;
	if (text === undefined) return broken(NO_KUBECONFIG);
	// kubectl takes an empty file for one without contexts.
	const parsed = isBlankYaml(text) ? { value: null } : parseYaml(text);
	if ("problem" in parsed)
		return broken(`is not valid YAML (line ${parsed.line + 1})`);
	const value = (parsed.value ?? {}) as Raw;
	const config = new KubeConfig();
	try {
		config.loadFromString(JSON.stringify(value));
		const folder = dirname(path);
		config.makePathsAbsolute(folder);
		config.users = config.users.map((user, i) =>
			inFolder(user, value.users?.[i]?.user ?? {}, folder),
		);
		config.clusters = config.clusters.map((cluster, i): KubeCluster => {
			const extensions = value.clusters?.[i]?.cluster?.extensions;
			const own = extensions?.find(({ name }) => name === EXEC_EXTENSION);
			return { ...cluster, execConfig: own?.extension };
		});
	} catch (error) {
		return broken(brokenBy(error as Error));
	}
	return { config };
}

/** The extension of a cluster that an exec plugin gets (clientcmd of k8s.io/client-go). */
const EXEC_EXTENSION = "client.authentication.k8s.io/exec";

const NO_KUBECONFIG =
	"is not a kubeconfig; want YAML with clusters, users and contexts";

function brokenBy({ message }: Error): string {
	return /^(?:clusters|users|contexts)\[\d+\]\.[\w.]+ is missing$/.test(message)
		? `is not complete: ${message}`
		: NO_KUBECONFIG;
}

/** The user, with the paths of a plugin and of a file with its token resolved from the kubeconfig's folder. */
function inFolder(user: User, raw: RawUser, folder: string): KubeUser {
	const { tokenFile } = raw;
	const { command } = (user.exec ?? {}) as { command?: string };
	return {
		...user,
		...(user.token ? { token: user.token.trim() } : {}),
		...(command !== undefined && /[/\\]/.test(command)
			? { exec: { ...user.exec, command: resolve(folder, command) } }
			: {}),
		...(typeof tokenFile === "string" && tokenFile !== ""
			? { authProvider: tokenFileProvider(resolve(folder, tokenFile)) }
			: {}),
		impersonation: impersonation(raw),
	};
}

function impersonation({
	"as-uid": uid,
	"as-groups": groups,
	"as-user-extra": extra = {},
}: RawUser): NonNullable<KubeUser["impersonation"]> {
	return Object.fromEntries([
		...(uid ? [["Impersonate-Uid", uid]] : []),
		...(groups?.length ? [["Impersonate-Group", groups]] : []),
		...Object.entries(extra).map(([key, values]) => [
			`Impersonate-Extra-${encodeURIComponent(key)}`,
			values,
		]),
	]);
}

/** The form that the Kubernetes client gives the token of a pod's service account. */
const tokenFileProvider = (tokenFile: string) => ({
	name: "tokenFile",
	config: { tokenFile },
});
