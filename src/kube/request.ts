import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import type { Connection } from "./connect.ts";
import { inSeconds, LONGEST_REQUEST, wait } from "./deadline.ts";
import { connectionFault, type Failed, failed, statusFault } from "./fault.ts";

/** A busy server is asked so often, first after so many milliseconds and then after twice as many. */
const MOST_TRIES = 5;
const FIRST_WAIT = 250;

/** The parsed body of an answer. */
export type Answer = { readonly body: unknown };

/**
 * Asks for a path (GET, nothing else) and returns the whole JSON body, of at most `most` bytes. 429 and 5xx are asked
 * again, when the server says (Retry-After) or with growing pauses, as long as there is time. A body that is cut short,
 * hangs, or is no JSON is a fault.
 */
export async function ask(
	connection: Connection,
	path: string,
	most: number,
): Promise<Answer | Failed> {
	for (let tries = 1; ; tries++) {
		const got = await askOnce(connection, path, most);
		if (!("fault" in got)) return got;
		const { status = 0 } = got.fault;
		const isBusy = status === 429 || status >= 500;
		const pause = Math.max(
			FIRST_WAIT * 2 ** (tries - 1),
			(got.retryAfter ?? 0) * 1000,
		);
		if (!isBusy || tries === MOST_TRIES) return got;
		if (pause >= connection.deadline.left())
			return failed(
				`${got.fault.message}, and ${inSeconds(connection.deadline.given)} were not enough to wait for it; give a longer --timeout`,
				status,
			);
		await wait(pause);
	}
}

type Once = Answer | (Failed & { readonly retryAfter?: number });

function askOnce(
	{ base, options, deadline }: Connection,
	path: string,
	most: number,
): Promise<Once> {
	const limit = Math.min(LONGEST_REQUEST, deadline.left());
	const allowed =
		limit === LONGEST_REQUEST
			? inSeconds(limit)
			: `the ${inSeconds(deadline.given)} of --timeout; is it reachable and well? give it more time`;
	const url = new URL(base.pathname.replace(/\/$/, "") + path, base);
	return new Promise((done) => {
		const sent = request(url, {
			...options,
			method: "GET",
			headers: { ...options.headers, Accept: "application/json" },
		});
		const end = (outcome: Once) => {
			clearTimeout(timer);
			done(outcome);
			if ("fault" in outcome) sent.destroy();
		};
		const timer = setTimeout(
			() => end(failed(`the API server did not answer within ${allowed}`)),
			limit,
		);
		sent.on("error", (error) => end(connectionFault(error)));
		sent.on("response", (response) => receive(response, most, end));
		sent.end();
	});
}

/** Takes the whole body in, and hands over what it says. */
function receive(
	response: IncomingMessage,
	most: number,
	end: (outcome: Once) => void,
): void {
	const { statusCode = 0, headers } = response;
	const refusal = refusalOf(statusCode, headers["content-type"]);
	if (refusal !== undefined) {
		const retryAfter = Number(headers["retry-after"] ?? 0) || 0;
		end({ ...refusal, retryAfter });
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
		if (response.complete) end(parsed(Buffer.concat(chunks)));
		else cutShort();
	});
}

/** Why an answer is not read, by its head. */
function refusalOf(status: number, type = ""): Failed | undefined {
	if (status !== 200) return statusFault(status);
	return /^application\/json\b/.test(type)
		? undefined
		: failed(
				"the answer is no JSON; is there a login page or a proxy in front of the API server?",
			);
}

function parsed(bytes: Buffer): Answer | Failed {
	try {
		return { body: JSON.parse(bytes.toString()) };
	} catch {
		return failed("the answer is no valid JSON; was it cut short?");
	}
}
