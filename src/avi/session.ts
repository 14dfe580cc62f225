import type { IncomingHttpHeaders } from "node:http";
import type { Problem } from "../krm/problem.ts";
import type { Failed } from "../kube/fault.ts";
import { askAgain, type Received, retryAfter } from "../kube/send.ts";
import { jsonValue } from "../text/json-value.ts";
import type { Credentials } from "./credentials.ts";
import { type AviFailed, aviFailed, refusalFault } from "./fault.ts";
import {
	heldBack,
	isRejection,
	loginFault,
	type RefusedLogins,
	rejected,
} from "./refused-login.ts";
import type { AviRequest, Transport } from "./transport.ts";

/** The outside world of a session, and the headers by which it identifies itself. */
interface SessionPorts {
	readonly send: Transport;
	readonly credentials: () => Credentials | Problem;
	/** Milliseconds. */
	readonly now: () => number;
	readonly pause: (milliseconds: number) => Promise<void>;
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

/** A session: logs in at the first request, and again when the session has expired. */
export class AviSession {
	/** Number of rejected logins. */
	loginFailures = 0;
	private readonly ports: SessionPorts;
	private open: Open | undefined;
	private refused: RefusedLogins = { stamp: "", count: 0, at: 0 };

	constructor(ports: SessionPorts) {
		this.ports = ports;
	}

	/** Returns the parsed body of a success. A GET is repeated while Avi is busy; a PUT is sent once. */
	async ask(call: AviCall): Promise<{ readonly body: unknown } | AviFailed> {
		for (let isSecond = false; ; isSecond = true) {
			const open = this.open ?? (await this.login());
			if ("fault" in open) return open;
			const got = await this.askOpen(call, open);
			if ("fault" in got) return unreachable(got);
			const cookies = cookiesOf(got.headers);
			if (cookies.csrftoken !== undefined)
				open.cookies = { ...open.cookies, ...cookies };
			// The session has expired or was closed.
			const hasEnded = got.status === 401 || got.status === 419;
			this.open = hasEnded ? undefined : open;
			if (!hasEnded || isSecond) return replyOf(got);
		}
	}

	/** Logs in; credentials that Avi rejected are held back. */
	private async login(): Promise<Open | AviFailed> {
		const { credentials, now, send } = this.ports;
		const read = credentials();
		if ("problem" in read) return aviFailed("LoginBackoff", read.problem);
		const { stamp, username, secret } = read;
		if (this.refused.stamp !== stamp) this.refused = { stamp, count: 0, at: 0 };
		const held = heldBack(this.refused, now());
		if (held !== undefined) return aviFailed("LoginBackoff", held);
		const got = await send({
			method: "POST",
			path: "/login",
			headers: headersOf(this.ports, this.ports.version),
			body: JSON.stringify({ username, ...secret }),
		});
		if ("fault" in got) return unreachable(got);
		const open = got.status === 200 ? openedBy(got, this.ports) : undefined;
		if (open === undefined && !isRejection(got)) return loginFault(got);
		const count = open === undefined ? this.refused.count + 1 : 0;
		this.refused = { stamp, count, at: now() };
		if (open !== undefined) return open;
		this.loginFailures++;
		return rejected(got, this.refused);
	}

	private askOpen(call: AviCall, open: Open): Promise<Received | Failed> {
		const { now, pause, send } = this.ports;
		const request = requestOf(call, open, this.ports);
		const start = now();
		const isRead = call.method === "GET";
		const askOnce = async () => {
			const got = await send(request);
			// Avi may close a kept connection while a request is sent.
			const isStale = "fault" in got && now() - start < STALE;
			return isStale && isRead ? send(request) : got;
		};
		return askAgain(
			askOnce,
			(got) =>
				"fault" in got || !isRead
					? undefined
					: retryAfter(got.status, got.headers),
			{ left: () => start + MAX_RETRY_TIME - now(), pause },
		);
	}
}

/** The headers of every request. */
const headersOf = (
	{ referer, agent }: SessionPorts,
	version: string | undefined,
) => ({
	"Content-Type": "application/json",
	"X-Avi-UserAgent": agent,
	Referer: referer,
	...(version === undefined ? {} : { "X-Avi-Version": version }),
});

/** The session in the response to a login; undefined when there is none. */
function openedBy(got: Received, { version }: SessionPorts): Open | undefined {
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
	ports: SessionPorts,
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
			...headersOf(ports, version),
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
	if (got.status !== 200 && got.status !== 201) return refusalFault(got);
	const body = jsonValue(got.body.toString());
	return typeof body === "object" && body !== null
		? { body }
		: aviFailed(
				"AviUnreachable",
				"the answer is not a JSON object; is there a login page or a proxy in front of Avi?",
			);
}

/** No response, or an unreadable one: after a PUT it is unknown whether it was carried out. */
const unreachable = ({ fault }: Failed): AviFailed =>
	aviFailed("AviUnreachable", fault.message);
