import { readFileSync } from "node:fs";
import type { Agent, OutgoingHttpHeaders } from "node:http";
import type { RequestOptions } from "node:https";
import { setTimeout } from "node:timers/promises";
import type { User } from "@kubernetes/client-node";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import { systemError } from "../report/system-error.ts";
import { type Deadline, inSeconds, MAX_REQUEST } from "./deadline.ts";
import { withPlugin } from "./exec-plugin.ts";
import { type Failed, failed } from "./fault.ts";
import type { Access } from "./kubeconfig.ts";

/** An API server, reached over kept connections. */
export interface Connection {
	readonly base: URL;
	readonly options: {
		readonly agent: Agent;
		readonly headers: OutgoingHttpHeaders;
		readonly auth?: string | null | undefined;
	};
	/** When everything must have been read. */
	readonly deadline: Deadline;
	/** The file that grants the needed rights, for messages. */
	readonly rights: string;
}

/** Prepares the credentials: runs the plugin, reads the files. Sends nothing yet. */
export async function connect(
	{ cluster, user }: Access,
	deadline: Deadline,
	rights = "deploy/snapshot/cluster-role.yaml",
): Promise<Connection | Failed> {
	const provider = user.authProvider?.name;
	if (provider === "azure" || provider === "gcp")
		return failed(
			`the auth provider ${provider} is gone since kubectl 1.26; use an exec plugin`,
		);
	const own = withTokenFile(user);
	const ready = "fault" in own ? own : await withPlugin(own, cluster, deadline);
	if ("fault" in ready) return ready;
	const config = new KubeConfig();
	config.loadFromClusterAndUser(cluster, ready.user);
	// Explicit, because the environment (NODE_TLS_REJECT_UNAUTHORIZED) must not turn it off.
	const options: RequestOptions = {
		rejectUnauthorized: cluster.skipTLSVerify !== true,
		// A proxy that does not answer would keep the process alive after its request was given up.
		timeout: Math.ceil(Math.min(MAX_REQUEST, deadline.left())) || 1,
	};
	const applied = await Promise.race([
		config.applyToHTTPSOptions(options).then(
			() => undefined,
			(error) => failed(unusable(error, ready.user)),
		),
		late(deadline),
	]);
	if (applied !== undefined) return applied;
	const agent = options.agent as Agent & { keepAlive?: boolean };
	// Without keepAlive there would be a TLS handshake for each page.
	agent.keepAlive = true;
	return {
		base: new URL(cluster.server),
		options: {
			agent,
			headers: {
				...(options.headers as OutgoingHttpHeaders),
				...user.impersonation,
			},
			auth: options.auth,
		},
		deadline,
		rights,
	};
}

/** The user with the token of its file, without the line end; unchanged when it has none. */
function withTokenFile(user: User): User | Failed {
	const { tokenFile } = user.authProvider?.config ?? {};
	if (tokenFile === undefined) return user;
	try {
		const token = readFileSync(tokenFile, "utf8").trim();
		return token === ""
			? failed(`the token's file ${tokenFile} is empty; log in again`)
			: { ...user, authProvider: undefined, token };
	} catch (error) {
		return failed(unusable(error, user));
	}
}

/** Why the credentials can't be used; names a file, but none of its text. */
function unusable(error: unknown, { authProvider }: User): string {
	if ((error as NodeJS.ErrnoException).path !== undefined)
		return `a file with credentials can't be read: ${systemError(error)}`;
	return authProvider
		? `the auth provider ${authProvider.name} of the kubeconfig gives no token; run kubectl get nodes with this context to see why`
		: "the credentials of the kubeconfig can't be used: a certificate or key is damaged";
}

/** Fails when the deadline has passed; does not keep the process alive. */
async function late({ given, left }: Deadline): Promise<Failed> {
	await setTimeout(left(), undefined, { ref: false });
	return failed(`the credentials were not ready within ${inSeconds(given)}`);
}

/** Closes the connections. */
export function disconnect({ options }: Connection): void {
	options.agent.destroy();
}
