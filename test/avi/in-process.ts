import type { IncomingHttpHeaders } from "node:http";
import { AviSession } from "../../src/avi/session.ts";
import type { Transport } from "../../src/avi/transport.ts";
import { failed } from "../../src/kube/fault.ts";
import type { AviController, Outcome } from "./controller.ts";
import type { AviAnswer, AviObject } from "./wire.ts";

/** A client with a session, that sends what it is told to and looks at nothing. */
export interface RawClient {
	send(
		method: string,
		path: string,
		body?: unknown,
		headers?: Readonly<Record<string, string>>,
	): Outcome;
	/** As `send`, for a request that is answered. */
	ask(...args: Parameters<RawClient["send"]>): AviAnswer & { body: AviObject };
}

/** Logs in, and keeps the cookies; with `staysIn` it logs in again when its session has ended. */
export function rawClient(
	controller: AviController,
	own: Readonly<Record<string, string>> = {},
	{ staysIn = false } = {},
): RawClient {
	let cookies = login(controller);
	const sendOnce: RawClient["send"] = (method, path, body, headers = {}) =>
		controller.handle({
			method,
			path,
			headers: {
				host: "avi.example.com",
				referer: "https://avi.example.com/",
				cookie: cookies.join("; "),
				"x-csrftoken": /csrftoken=([^;]+)/.exec(cookies.join("; "))?.[1],
				"x-avi-tenant": "admin",
				...own,
				...headers,
			},
			body: body === undefined ? "" : JSON.stringify(body),
		});
	const send: RawClient["send"] = (...args) => {
		const outcome = sendOnce(...args);
		const isOut = "answer" in outcome && outcome.answer.status === 401;
		if (!isOut || !staysIn) return outcome;
		cookies = login(controller);
		return sendOnce(...args);
	};
	return {
		send,
		ask(...args) {
			const outcome = send(...args);
			if ("lost" in outcome) throw new Error(`${args[1]} is not answered`);
			// As it comes over the wire.
			return JSON.parse(JSON.stringify(outcome.answer));
		},
	};
}

function login(controller: AviController): string[] {
	const { username, password } = controller.accounts.account;
	return cookiesOf(
		controller.handle({
			method: "POST",
			path: "/login",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ username, password }),
		}),
	);
}

/** A transport of avi-routes that ends in the stand-in, without a network. */
export function inProcess(controller: AviController): Transport {
	return async ({ method, path, headers, body = "" }) => {
		const outcome = controller.handle({
			method,
			path,
			headers: {
				host: "avi.example.com",
				...Object.fromEntries(
					Object.entries(headers).map(([name, value]) => [
						name.toLowerCase(),
						value,
					]),
				),
			},
			body,
		});
		if ("lost" in outcome) return failed("the connection was reset");
		const { status, headers: own = {}, body: value } = outcome.answer;
		return {
			status,
			headers: own as IncomingHttpHeaders,
			body: Buffer.from(
				typeof value === "string" ? value : JSON.stringify(value),
			),
		};
	};
}

/** A session of avi-routes with the stand-in. */
export function sessionWith(
	controller: AviController,
	now: () => number = Date.now,
): AviSession {
	const { username, password } = controller.accounts.account;
	return new AviSession({
		send: inProcess(controller),
		credentials: () => ({
			username,
			secret: { password },
			authority: undefined,
			stamp: "1",
		}),
		now,
		pause: async () => undefined,
		referer: "https://avi.example.com/",
		agent: "avi-routes/test",
	});
}

/** The cookies that a login gives. */
export function cookiesOf(outcome: Outcome): string[] {
	if ("lost" in outcome) return [];
	const cookies = outcome.answer.headers?.["set-cookie"] ?? [];
	return [cookies].flat().map((one) => one.replace(/;.*/, ""));
}
