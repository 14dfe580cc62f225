import type { IncomingHttpHeaders } from "node:http";
import { jsonValue } from "../text/json-value.ts";
import type { Connection } from "./connect.ts";
import { inSeconds, MAX_REQUEST } from "./deadline.ts";
import { API_SERVER, type Failed, failed, statusFault } from "./fault.ts";
import { askAgain, retryAfter, send } from "./send.ts";

/** The parsed body of an answer. */
export type Answer = { readonly body: unknown };

/** Options of a request; a GET without a body by default. */
interface Asking {
	readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	/** Sent as JSON. */
	readonly body?: unknown;
	readonly contentType?: string;
	readonly accept?: string | undefined;
	/** Maximum bytes of the answer; MAX_OBJECT by default. */
	readonly maxBytes?: number;
}

/** Maximum bytes of an answer with one object (etcd's limit is 1.5 MiB). */
const MAX_OBJECT = 16 << 20;

/**
 * Requests a path (GET by default) and returns the whole JSON body. Retries 429 and 5xx
 * after Retry-After or growing pauses, within the deadline. A body that is cut short, hangs, or is not JSON is a
 * fault.
 */
export async function ask(
	connection: Connection,
	path: string,
	asking: Asking = {},
): Promise<Answer | Failed> {
	const { deadline } = connection;
	return askAgain<Answer | Failed>(
		() => askOnce(connection, path, asking),
		(once) => ("fault" in once ? once.fault.retryAfter : undefined),
		{
			left: deadline.left,
			late: (once) =>
				"fault" in once
					? failed(
							`${once.fault.message}, and ${inSeconds(deadline.given)} were not enough to wait for it; give a longer --timeout`,
							once.fault.status,
						)
					: once,
		},
	);
}

async function askOnce(
	{ base, options, deadline, rights }: Connection,
	path: string,
	{ method = "GET", body, maxBytes = MAX_OBJECT, ...asking }: Asking,
): Promise<Answer | Failed> {
	const { contentType = "application/json", accept = "application/json" } =
		asking;
	const limit = Math.min(MAX_REQUEST, deadline.left());
	const got = await send({
		...options,
		url: new URL(base.pathname.replace(/\/$/, "") + path, base),
		method,
		headers: {
			...options.headers,
			Accept: accept,
			...(body === undefined ? {} : { "Content-Type": contentType }),
		},
		body: JSON.stringify(body),
		limit,
		limitText:
			limit < MAX_REQUEST
				? `the ${inSeconds(deadline.given)} of --timeout; is it reachable and well? give it more time`
				: undefined,
		maxBytes,
		peer: API_SERVER,
		refuse: (status, head) => refusalOf(status, head, { method, rights }),
	});
	if ("fault" in got) return got;
	const value = jsonValue(got.body.toString());
	return value === undefined
		? failed("the answer is not valid JSON; was it cut short?")
		: { body: value };
}

/** Why an answer is not read, by its status and headers. */
function refusalOf(
	status: number,
	headers: IncomingHttpHeaders,
	asked: { readonly method: string; readonly rights: string },
): Failed | undefined {
	if (status !== 200 && status !== 201) {
		const { fault } = statusFault(status, asked);
		return { fault: { ...fault, retryAfter: retryAfter(status, headers) } };
	}
	return /^application\/json\b/.test(headers["content-type"] ?? "")
		? undefined
		: failed(
				"the answer is not JSON; is there a login page or a proxy in front of the API server?",
			);
}
