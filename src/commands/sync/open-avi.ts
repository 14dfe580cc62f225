import { setTimeout as wait } from "node:timers/promises";
import { readCredentials } from "../../avi/credentials.ts";
import { AviSession } from "../../avi/session.ts";
import { aviTransport } from "../../avi/transport.ts";
import type { SyncValues } from "./args.ts";

/** Waits for a random time between `min` and `max`, in milliseconds. */
export const randomPause = (min: number, max: number): Promise<void> =>
	wait(min + Math.random() * (max - min));

/**
 * A session with the controller; `tick` is called before each request. The files of the credentials are read at each
 * login and after each failed connection, so that new ones, or a new authority, need no restart.
 */
export function openAvi(
	url: URL,
	values: SyncValues,
	tick: () => void = () => undefined,
): { readonly session: AviSession; close(): void } {
	const serverName = values["avi-tls-server-name"];
	const isInsecure = values["avi-insecure-skip-verify"];
	let authority: string | undefined;
	const connect = () =>
		aviTransport({ url, authority, serverName, isInsecure });
	let transport = connect();
	const credentials = () => {
		const read = readCredentials(values["avi-credentials"]);
		if (!("problem" in read) && read.authority !== authority) {
			transport.close();
			authority = read.authority;
			transport = connect();
		}
		return read;
	};
	const session = new AviSession({
		send: async (request) => {
			tick();
			const got = await transport.send(request);
			// A session may outlive the certificate of Avi and its authority.
			if ("fault" in got) credentials();
			return got;
		},
		credentials,
		now: Date.now,
		pause: wait,
		referer: `${url.origin}/`,
		version: values["avi-version"],
		agent: `avi-routes/${AVI_ROUTES_VERSION}`,
	});
	return { session, close: () => transport.close() };
}
