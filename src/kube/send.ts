import {
	type Agent,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	request as plainRequest,
} from "node:http";
import { request } from "node:https";
import { inSeconds, wait } from "./deadline.ts";
import { connectionFault, type Failed, failed, type Peer } from "./fault.ts";

/** A request, and how much its answer may cost. */
export interface Outgoing {
	readonly url: URL;
	readonly method: string;
	readonly headers: OutgoingHttpHeaders;
	readonly body?: string;
	readonly agent: Agent;
	readonly auth?: string;
	/** Milliseconds until the whole answer must be there. */
	readonly limit: number;
	/** The bytes that the body may have. */
	readonly most: number;
	readonly peer: Peer;
	/** How a message names the limit. */
	readonly limitText?: string;
	/** Decides by its head that an answer is not worth reading. */
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

/** Sends one request and takes in the whole answer. One that is late, cut short, or too long is a fault. */
export function send(outgoing: Outgoing): Promise<Received | Failed> {
	const { url, limit, peer, body, limitText = inSeconds(limit) } = outgoing;
	const { agent, auth, headers, method } = outgoing;
	const open = url.protocol === "https:" ? request : plainRequest;
	return new Promise((done) => {
		const options = { agent, headers, method, ...(auth ? { auth } : {}) };
		const sent = open(url, options);
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
		sent.on("response", (response) => receive(response, outgoing, end));
		sent.end(body);
	});
}

/** Takes the whole body in. */
function receive(
	response: IncomingMessage,
	{ most, refuse }: Outgoing,
	end: (outcome: Received | Failed) => void,
): void {
	const { statusCode: status = 0, headers } = response;
	const refusal = refuse?.(status, headers);
	if (refusal !== undefined) {
		end(refusal);
		return;
	}
	const chunks: Buffer[] = [];
	let size = 0;
	response.on("data", (chunk: Buffer) => {
		chunks.push(chunk);
		size += chunk.length;
		if (size > most)
			end(
				failed(`the answer has more than ${most >> 20} MiB, which is refused`),
			);
	});
	const cutShort = () => end(failed("the answer was cut short"));
	response.on("aborted", cutShort);
	response.on("error", cutShort);
	response.on("end", () => {
		if (response.complete)
			end({ status, headers, body: Buffer.concat(chunks) });
		else cutShort();
	});
}

/** A busy server is asked so often, first after so many milliseconds and then after twice as many. */
const MAX_TRIES = 5;
const FIRST_WAIT = 250;

/** What a busy server answers: 429 or 5xx, and the seconds after which it wants to be asked again. */
export interface Busy {
	readonly status: number;
	readonly retryAfter: number;
}

/** The busy answer as such; undefined where the server is not busy. */
export function busy(
	status: number,
	headers: IncomingHttpHeaders,
): Busy | undefined {
	if (status !== 429 && status < 500) return undefined;
	return { status, retryAfter: Number(headers["retry-after"] ?? 0) || 0 };
}

/**
 * Asks again while the server is busy: when it says (Retry-After) or with growing pauses. `late` makes what is returned
 * when a pause would take longer than there is time.
 */
export async function askAgain<Got>(
	ask: () => Promise<Got>,
	busyOf: (got: Got) => Busy | undefined,
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
		const is = busyOf(got);
		if (is === undefined || tries === MAX_TRIES) return got;
		const time = Math.max(FIRST_WAIT * 2 ** (tries - 1), is.retryAfter * 1000);
		if (time >= left()) return late(got);
		await pause(time);
	}
}
