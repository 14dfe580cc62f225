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

/** Logs in, and keeps the cookies. */
export function rawClient(
	controller: AviController,
	own: Readonly<Record<string, string>> = {},
): RawClient {
	const { username, password } = controller.accounts.account;
	const cookies = cookiesOf(
		controller.handle({
			method: "POST",
			path: "/login",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ username, password }),
		}),
	);
	const send: RawClient["send"] = (method, path, body, headers = {}) =>
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

/** The cookies that a login gives. */
export function cookiesOf(outcome: Outcome): string[] {
	if ("lost" in outcome) return [];
	const cookies = outcome.answer.headers?.["set-cookie"] ?? [];
	return [cookies].flat().map((one) => one.replace(/;.*/, ""));
}
