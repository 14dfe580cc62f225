import { Agent as PlainAgent } from "node:http";
import { Agent } from "node:https";
import { rootCertificates } from "node:tls";
import type { Problem } from "../krm/problem.ts";
import { MAX_REQUEST } from "../kube/deadline.ts";
import type { Failed, Peer } from "../kube/fault.ts";
import { isLocal } from "../kube/proxy.ts";
import { type Received, send } from "../kube/send.ts";

/** A request to Avi; the path with its query. */
export interface AviRequest {
	readonly method: "GET" | "POST" | "PUT";
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** Sends one request to the Avi controller; a response of any status is a result, not a fault. */
export type Transport = (request: AviRequest) => Promise<Received | Failed>;

/** Maximum bytes of a response; 5,000 routes are 1 MB. */
const MAX_RESPONSE = 64 << 20;

const AVI: Peer = {
	name: "the Avi controller",
	tlsRemedy:
		"put its authority into certificateAuthorityData of --avi-credentials, or name it as its certificate does with --avi-tls-server-name",
};

/** How the controller is reached. */
interface AviAddress {
	readonly url: URL;
	/** PEM of a certificate authority to trust besides the public ones. */
	readonly authority?: string | undefined;
	/** The name in its certificate, when that is not its host. */
	readonly serverName?: string | undefined;
	readonly isInsecure?: boolean;
}

/** A transport over kept connections; at least TLS 1.2, verified even with NODE_TLS_REJECT_UNAUTHORIZED=0. */
export function aviTransport(address: AviAddress): {
	readonly send: Transport;
	close(): void;
} {
	const { url, authority, serverName, isInsecure = false } = address;
	const agent =
		url.protocol === "http:"
			? new PlainAgent({ keepAlive: true })
			: new Agent({
					keepAlive: true,
					minVersion: "TLSv1.2",
					rejectUnauthorized: !isInsecure,
					ca:
						authority === undefined
							? undefined
							: [...rootCertificates, authority],
					servername: serverName,
				});
	return {
		send: ({ path, ...request }) =>
			send({
				...request,
				url: new URL(path, url),
				agent,
				limit: MAX_REQUEST,
				maxBytes: MAX_RESPONSE,
				peer: AVI,
			}),
		close: () => agent.destroy(),
	};
}

/** The address in `--avi-url`: https, or http to this machine; or what is wrong with it. */
export function readAviUrl(text: string): { readonly url: URL } | Problem {
	const full = text.includes("://") ? text : `https://${text}`;
	const want = "want https://HOST";
	if (!URL.canParse(full))
		return { problem: `--avi-url ${text} is not a URL; ${want}` };
	const url = new URL(full);
	if (url.username !== "" || url.password !== "")
		return {
			problem: `--avi-url holds a user or password; ${want}, and put them into the files of --avi-credentials`,
		};
	if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal(url)))
		return {
			problem: `--avi-url ${text} would send the password in the clear; ${want} (http is allowed only to this machine)`,
		};
	if (url.pathname !== "/" || url.search !== "")
		return { problem: `--avi-url ${text} has a path; ${want}` };
	return { url };
}
