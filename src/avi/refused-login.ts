import type { Received } from "../kube/send.ts";
import {
	type AviFailed,
	aviFailed,
	refusalFault,
	refusalText,
} from "./fault.ts";

/** Logins after which rejected credentials are rarely tried: Avi locks an account after three, and AKO may share it. */
const MAX_LOGINS = 2;
/** Milliseconds between the two. */
const LOGIN_PAUSE = 60_000;
/** Milliseconds before each further one: Avi's lock takes half an hour. */
const LOCK_PAUSE = 35 * 60_000;

/** The logins that Avi rejected one after the other. */
export interface RefusedLogins {
	/** The version of the credentials. */
	readonly stamp: string;
	readonly count: number;
	/** When the last one was rejected, in milliseconds. */
	readonly at: number;
}

/** Why no login is tried now; undefined when one may be. */
export function heldBack(
	{ count, at }: RefusedLogins,
	now: number,
): string | undefined {
	const pause = count < MAX_LOGINS ? LOGIN_PAUSE : LOCK_PAUSE;
	if (count === 0 || now >= at + pause) return undefined;
	const times = count === 1 ? "once" : `${count} times`;
	return `Avi rejected the login ${times}; ${afterwards(count)}`;
}

const afterwards = (count: number) =>
	count < MAX_LOGINS
		? "correct its files; the login is tried once more after a minute"
		: "correct its files; until they change, the login is tried only every 35 minutes, because Avi locks the account for half an hour after three failed logins";

/** True when Avi itself rejects the credentials or the account, and counts it. */
export const isRejection = ({ status, body }: Received) =>
	status === 401 ||
	(status === 403 && /invalid credentials|locked/i.test(refusalText(body)));

/** A login that Avi rejected, and when the next one is tried. */
export const rejected = (got: Received, { count }: RefusedLogins) =>
	aviFailed(
		"Unauthorized",
		`Avi does not accept the login of --avi-credentials (${answerOf(got)}); ${afterwards(count)}`,
		{ status: got.status },
	);

/** A login that was neither accepted nor rejected: Avi is busy or upgrading, or something else answers in its place. */
export function loginFault(got: Received): AviFailed {
	const { status } = got;
	const refusal = refusalFault(got);
	if (refusal.fault.reason === "UpgradeInProgress") return refusal;
	const why =
		status >= 500 || status === 429
			? "Avi is too busy for a login"
			: "the answer to the login is not Avi's; is there a maintenance page, a load balancer or a portal at --avi-url?";
	return aviFailed("AviUnreachable", `${why} (${answerOf(got)})`, { status });
}

/** The status of a response to a login, and its text, which only a refusal shows: others may hold a session. */
function answerOf({ status, body }: Received): string {
	const text = status < 400 ? "" : refusalText(body);
	return text === "" ? String(status) : `${status}: ${JSON.stringify(text)}`;
}
