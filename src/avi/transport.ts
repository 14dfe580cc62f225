import { Agent as PlainAgent } from "node:http";
import { Agent } from "node:https";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { MAX_REQUEST } from "../kube/deadline.ts";
import type { Failed, Peer } from "../kube/fault.ts";
import { type Received, send } from "../kube/send.ts";

/** A request to Avi; the path with its query. */
export interface AviRequest {
	readonly method: "GET" | "POST" | "PUT";
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** Sends one request to the Avi controller; every answer is one, whatever its status. */
export type Transport = (request: AviRequest) => Promise<Received | Failed>;

/** An answer of Avi may have so many bytes: 5,000 routes are 1 MB. */
const MOST = 64 << 20;

const AVI: Peer = {
	name: "the Avi controller",
	tlsRemedy:
		"put its authority into certificateAuthorityData of --avi-credentials, or name it as its certificate does with --avi-tls-server-name",
};

/** How the controller is reached. */
export interface AviAddress {
	readonly url: URL;
	/** PEM of the authority that vouches for it, beside the public ones. */
	readonly authority?: string | undefined;
	/** The name in its certificate, where that is not its host. */
	readonly serverName?: string | undefined;
	readonly isInsecure?: boolean;
}

/** A transport over one kept connection; TLS 1.2 at least, verified whatever the environment says. */
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
					...(authority === undefined
						? {}
						: { ca: [...rootCertificates, authority] }),
					...(serverName === undefined ? {} : { servername: serverName }),
				});
	return {
		send: ({ path, ...request }) =>
			send({
				...request,
				url: new URL(path, url),
				headers: {
					...request.headers,
					...(request.body === undefined
						? {}
						: { "Content-Length": Buffer.byteLength(request.body) }),
				},
				agent,
				limit: MAX_REQUEST,
				most: MOST,
				peer: AVI,
			}),
		close: () => agent.destroy(),
	};
}

/** The address of a controller as `--avi-url` gives it: https, or http to this machine; or what is wrong with it. */
export function readAviUrl(
	text: string,
): { readonly url: URL } | { readonly problem: string } {
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
			problem: `--avi-url ${text} would send the password in the clear; ${want} (http is for this machine alone)`,
		};
	if (url.pathname !== "/" || url.search !== "")
		return { problem: `--avi-url ${text} has a path; ${want}` };
	return { url };
}

function isLocal({ hostname }: URL): boolean {
	const host = hostname.replace(/^\[|\]$/g, "");
	return (
		host === "localhost" ||
		host === "::1" ||
		(isIP(host) === 4 && host.startsWith("127."))
	);
}
