import {
	type Agent,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	request as plainRequest,
} from "node:http";
import { request } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { inSeconds } from "./deadline.ts";
import { connectionFault, type Failed, failed, type Peer } from "./fault.ts";

/** A request, and the limits of its answer. */
interface Outgoing {
	readonly url: URL;
	readonly method: string;
	readonly headers: OutgoingHttpHeaders;
	readonly body?: string | undefined;
	readonly agent: Agent;
	readonly auth?: string | null | undefined;
	/** Milliseconds for the whole answer. */
	readonly limit: number;
	/** Maximum bytes of the body. */
	readonly maxBytes: number;
	readonly peer: Peer;
	/** How a message names the limit. */
	readonly limitText?: string | undefined;
	/** Refuses an answer by its status and headers, before the body is read. */
	readonly refuse?: (
		status: number,
		headers: IncomingHttpHeaders,
	) => Failed | undefined;
}

/** A whole answer. */
export interface Received {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** Sends one request and reads the whole answer. A late, truncated or too long answer is a fault. */
export function send(outgoing: Outgoing): Promise<Received | Failed> {
	const { url, limit, peer, body, limitText = inSeconds(limit) } = outgoing;
	const { agent, auth, headers, method } = outgoing;
	const open = url.protocol === "https:" ? request : plainRequest;
	return new Promise((done) => {
		const sent = open(url, { agent, auth, headers, method });
		const end = (outcome: Received | Failed) => {
			clearTimeout(timer);
			done(outcome);
			if ("fault" in outcome) sent.destroy();
		};
		const timer = setTimeout(
			() => end(failed(`${peer.name} did not answer within ${limitText}`)),
			limit,
		);
		sent.on("error", (error) => end(connectionFault(error, peer)));
		sent.on("response", async (response) =>
			end(await receive(response, outgoing)),
		);
		sent.end(body);
	});
}

/** Reads the whole body. */
async function receive(
	response: IncomingMessage,
	{ maxBytes, refuse }: Outgoing,
): Promise<Received | Failed> {
	const { statusCode: status = 0, headers } = response;
	const refusal = refuse?.(status, headers);
	if (refusal !== undefined) return refusal;
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of response as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			size += chunk.length;
			if (size > maxBytes)
				return failed(
					`the answer has more than ${maxBytes >> 20} MiB, which is refused`,
				);
		}
	} catch {
		return failed("the answer was cut short");
	}
	return { status, headers, body: Buffer.concat(chunks) };
}

/** Maximum number of tries with a busy server, and the milliseconds before the first retry; they double each time. */
const MAX_TRIES = 5;
const FIRST_WAIT = 250;

/** The seconds that a busy server (429 or 5xx) asks to wait for, or 0; undefined when the server is not busy. */
export function retryAfter(
	status: number,
	headers: IncomingHttpHeaders,
): number | undefined {
	if (status !== 429 && status < 500) return undefined;
	return Number(headers["retry-after"] ?? 0) || 0;
}

/**
 * Retries while the server is busy (`waitOf` gives the seconds to wait for), after Retry-After or growing pauses.
 * `late` makes the result when a pause would exceed the time left.
 */
export async function askAgain<Got>(
	ask: () => Promise<Got>,
	waitOf: (got: Got) => number | undefined,
	{
		left,
		late = (got) => got,
		pause = wait,
	}: {
		readonly left: () => number;
		readonly late?: (got: Got) => Got;
		readonly pause?: (milliseconds: number) => Promise<void>;
	},
): Promise<Got> {
	for (let tries = 1; ; tries++) {
		const got = await ask();
		const seconds = waitOf(got);
		if (seconds === undefined || tries === MAX_TRIES) return got;
		const time = Math.max(FIRST_WAIT * 2 ** (tries - 1), seconds * 1000);
		if (time >= left()) return late(got);
		await pause(time);
	}
}
