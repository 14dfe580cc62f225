/** Why a request failed. Never has credentials, addresses or bodies, because it is printed. */
export interface Fault {
	/** The HTTP status, if there was an answer. */
	readonly status?: number;
	/** The end of a sentence that starts with the requested resource. */
	readonly message: string;
	/** Seconds to wait before a retry, when the server is busy. */
	readonly retryAfter?: number | undefined;
}

export type Failed = { readonly fault: Fault };

/** Wraps a fault. */
export const failed = (message: string, status?: number): Failed => ({
	fault: status === undefined ? { message } : { message, status },
});

/** The server, as messages name it. */
export interface Peer {
	readonly name: string;
	/** What to correct when its certificate can't be verified. */
	readonly tlsRemedy: string;
}

export const API_SERVER: Peer = {
	name: "the API server",
	tlsRemedy:
		"correct certificate-authority-data or tls-server-name of the kubeconfig, or name the file of an authority that only this machine trusts in NODE_EXTRA_CA_CERTS",
};

/** The meaning of error codes of a connection; the first matching pattern counts. */
const CODES: readonly (readonly [RegExp, (peer: Peer) => string])[] = [
	[
		/^ECONNREFUSED$/,
		({ name }) =>
			`${name} refuses the connection; is it up, and is the VPN or proxy right?`,
	],
	[
		/^(?:ENOTFOUND|EAI_AGAIN)$/,
		({ name }) => `the name of ${name} can't be resolved; is the VPN up?`,
	],
	[
		/^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
		({ name }) => `${name} can't be reached; is the VPN up?`,
	],
	[/^(?:ECONNRESET|EPIPE)$/, () => "the connection was reset"],
	[
		/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
		({ name }) =>
			`the certificate of ${name}, or of its authority, has expired or is not valid yet; renew it there, or correct this machine's clock`,
	],
	[
		/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/,
		({ tlsRemedy }) => `TLS can't be verified; ${tlsRemedy}`,
	],
	[
		/SSL|TLS|^ERR_OSSL/,
		() =>
			"TLS failed; is the server's port right, and are the client certificate and key?",
	],
	[/^HPE_/, () => "the answer is not HTTP"],
];

/** A connection error as a fault: by its code, because its message has the address. */
export function connectionFault(error: unknown, peer: Peer): Failed {
	const { code = "", message = "" } = error as NodeJS.ErrnoException;
	const proxy = /^Bad response: (\d+)$/.exec(message);
	if (proxy !== null) return failed(`the proxy answers ${proxy[1]}`);
	const known = CODES.find(([pattern]) => pattern.test(code));
	const shown = /^[A-Z0-9_]+$/.test(code) ? ` (${code})` : "";
	return failed(`${known?.[1](peer) ?? "the connection failed"}${shown}`);
}

/** An error answer of the API server as a fault. */
export function statusFault(
	status: number,
	{ method, rights }: { readonly method: string; readonly rights: string },
): Failed {
	const verb = method === "GET" ? "read" : "write";
	const text: Readonly<Record<number, string>> = {
		401: "the API server does not accept the credentials (401); log in again",
		403: `the credentials may not ${verb} it (403); ${rights} has what is needed`,
		404: "it does not exist (404)",
		410: "the list changed while it was read (410)",
		429: "the API server is too busy (429)",
	};
	return failed(text[status] ?? `the API server answers ${status}`, status);
}
