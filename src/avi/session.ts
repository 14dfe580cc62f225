import type { IncomingHttpHeaders } from "node:http";
import type { Problem } from "../krm/problem.ts";
import { type Failed, failed } from "../kube/fault.ts";
import { askAgain, type Received, retryAfter } from "../kube/send.ts";
import { jsonValue } from "../text/json-value.ts";
import type { Credentials } from "./credentials.ts";
import {
	type AviFailed,
	aviFailed,
	refusalFault,
	refusalText,
} from "./fault.ts";
import {
	heldBack,
	isRejection,
	loginFault,
	type RefusedLogins,
	rejected,
} from "./refused-login.ts";
import type { AviRequest, Transport } from "./transport.ts";

/** The outside world of a session. */
interface SessionPorts {
	readonly send: Transport;
	readonly credentials: () => Credentials | Problem;
	/** Milliseconds. */
	readonly now: () => number;
	readonly pause: (milliseconds: number) => Promise<void>;
}

/** The headers by which the session identifies itself. */
interface SessionOptions {
	/** `https://HOST/`; Avi requires it as the Referer of writes. */
	readonly referer: string;
	/** X-Avi-Version; by default the controller's own, at most NEWEST_VERSION. */
	readonly version?: string | undefined;
	/** X-Avi-UserAgent, as avi-routes/1.0.0. */
	readonly agent: string;
}

/** A call of the API, in a tenant. */
interface AviCall {
	readonly method: "GET" | "PUT";
	readonly path: string;
	readonly tenant: string;
	readonly body?: unknown;
}

/** A session: logs in at the first request, and again when the session has expired. */
export interface AviSession {
	/** Returns the parsed body of a success. A GET is repeated while Avi is busy; a PUT is sent once. */
	ask(call: AviCall): Promise<{ readonly body: unknown } | AviFailed>;
	/** Number of rejected logins. */
	readonly loginFailures: number;
}

/** The newest API version that this was built for; the same as AKO's. */
const NEWEST_VERSION = "30.2.1";
/** Maximum milliseconds of retries of a GET. */
const MAX_RETRY_TIME = 15_000;

/** A kept connection that fails within these milliseconds was closed before the request. */
const STALE = 1000;

interface Open {
	cookies: Readonly<Record<string, string>>;
	readonly sessionName: string;
	readonly version: string | undefined;
}

/** A session that is not logged in yet. */
export function aviSession(
	ports: SessionPorts,
	options: SessionOptions,
): AviSession {
	let open: Open | undefined;
	let loginFailures = 0;
	let refused: RefusedLogins = { stamp: "", count: 0, at: 0 };

	/** Logs in; credentials that Avi rejected are held back. */
	async function login(): Promise<AviFailed | undefined> {
		const read = ports.credentials();
		if ("problem" in read) return aviFailed("LoginBackoff", read.problem);
		if (refused.stamp !== read.stamp)
			refused = { stamp: read.stamp, count: 0, at: 0 };
		const held = heldBack(refused, ports.now());
		if (held !== undefined) return aviFailed("LoginBackoff", held);
		const got = await ports.send(loginRequest(read, options));
		if ("fault" in got) return unreachable(got);
		const opened = got.status === 200 ? openedBy(got, options) : undefined;
		if (opened === undefined && !isRejection(got)) return loginFault(got);
		if (opened === undefined) {
			loginFailures++;
			refused = { ...refused, count: refused.count + 1, at: ports.now() };
			return rejected(got, refused);
		}
		refused = { ...refused, count: 0 };
		open = opened;
		return undefined;
	}

	async function ask(call: AviCall) {
		for (let isSecond = false; ; isSecond = true) {
			const problem = open === undefined ? await login() : undefined;
			if (problem !== undefined) return problem;
			const got = await askOpen(call, open as Open);
			if ("fault" in got) return unreachable(got);
			const cookies = cookiesOf(got.headers);
			if (open !== undefined && cookies.csrftoken !== undefined)
				open.cookies = { ...open.cookies, ...cookies };
			// The session has expired or was closed.
			const hasEnded = got.status === 401 || got.status === 419;
			if (hasEnded) open = undefined;
			if (!hasEnded || isSecond) return replyOf(got);
		}
	}

	function askOpen(call: AviCall, session: Open) {
		const request = requestOf(call, session, options);
		const start = ports.now();
		const isRead = call.method === "GET";
		return askAgain(
			async () => {
				const got = await ports.send(request);
				// Avi may close a kept connection while a request is sent.
				const isStale = "fault" in got && ports.now() - start < STALE;
				return isStale && isRead ? ports.send(request) : got;
			},
			(got) =>
				"fault" in got || !isRead
					? undefined
					: retryAfter(got.status, got.headers),
			{
				left: () => start + MAX_RETRY_TIME - ports.now(),
				pause: ports.pause,
			},
		);
	}

	return {
		ask,
		get loginFailures() {
			return loginFailures;
		},
	};
}

function loginRequest(
	{ username, secret }: Credentials,
	options: SessionOptions,
): AviRequest {
	return {
		method: "POST",
		path: "/login",
		headers: headersOf(options, options.version),
		body: JSON.stringify({ username, ...secret }),
	};
}

/** The headers of every request. */
const headersOf = (
	{ referer, agent }: SessionOptions,
	version: string | undefined,
) => ({
	"Content-Type": "application/json",
	"X-Avi-UserAgent": agent,
	Referer: referer,
	...(version === undefined ? {} : { "X-Avi-Version": version }),
});

/** The session in the response to a login; undefined when there is none. */
function openedBy(
	got: Received,
	{ version }: SessionOptions,
): Open | undefined {
	const body = (jsonValue(got.body.toString()) ?? {}) as {
		session_cookie_name?: unknown;
		version?: { Version?: unknown };
	};
	const cookies = cookiesOf(got.headers);
	const sessionName = [
		String(body.session_cookie_name),
		"avi-sessionid",
		"sessionid",
	].find((name) => cookies[name] !== undefined);
	if (sessionName === undefined) return undefined;
	const own = String(body.version?.Version ?? "");
	return {
		cookies,
		sessionName,
		version: version ?? (/^\d+(?:\.\d+)+/.test(own) ? capped(own) : undefined),
	};
}

function capped(version: string): string {
	const [own, newest] = [version, NEWEST_VERSION].map((text) =>
		text.split(/[^\d]+/).map(Number),
	) as [number[], number[]];
	const place = newest.findIndex((number, i) => number !== (own[i] ?? 0));
	const isNewer = place >= 0 && (own[place] ?? 0) > (newest[place] ?? 0);
	return isNewer ? NEWEST_VERSION : version;
}

function requestOf(
	{ method, path, tenant, body }: AviCall,
	{ cookies, sessionName, version }: Open,
	options: SessionOptions,
): AviRequest {
	const session = cookies[sessionName] ?? "";
	const csrf = cookies.csrftoken ?? "";
	const sent = {
		csrftoken: csrf,
		sessionid: session,
		"avi-sessionid": session,
		[sessionName]: session,
	};
	return {
		method,
		path,
		headers: {
			...headersOf(options, version),
			Accept: "application/json",
			Cookie: Object.entries(sent)
				.map(([name, value]) => `${name}=${value}`)
				.join("; "),
			"X-CSRFToken": csrf,
			"X-Avi-Tenant": tenant,
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	};
}

function cookiesOf(headers: IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(
		(headers["set-cookie"] ?? []).flatMap((text) => {
			const [, name, value] = /^([^=;\s]+)=([^;]*)/.exec(text) ?? [];
			return name === undefined ? [] : [[name, value ?? ""]];
		}),
	);
}

function replyOf(got: Received): { readonly body: unknown } | AviFailed {
	const { status, headers } = got;
	if (status !== 200 && status !== 201)
		return refusalFault(
			status,
			refusalText(got.body),
			retryAfter(status, headers),
		);
	const body = jsonValue(got.body.toString());
	return typeof body === "object" && body !== null
		? { body }
		: unreachable(
				failed(
					"the answer is not a JSON object; is there a login page or a proxy in front of Avi?",
				),
			);
}

/** No response, or an unreadable one: after a PUT it is unknown whether it was carried out. */
const unreachable = ({ fault }: Failed): AviFailed =>
	aviFailed("AviUnreachable", fault.message);
