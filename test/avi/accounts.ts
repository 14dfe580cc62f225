import { type AviAnswer, type AviRequest, refusal } from "./wire.ts";

/** An account that may log in. */
export interface Account {
	readonly username: string;
	readonly password: string;
	readonly token?: string;
}

interface Session {
	readonly csrf: string;
	used: number;
}

/** So many wrong logins lock an account, for so many milliseconds (UserAccountProfile). */
const MAX_FAILURES = 3;
const LOCKED = 30 * 60_000;
/** A session ends when it was not used for so long (api_idle_timeout). */
const IDLE = 15 * 60_000;

/** Logins and sessions: wrong logins lock the account, sessions end when they are idle. */
export class Accounts {
	/** Logins that failed since the last that did not, by user. */
	readonly failures = new Map<string, number>();
	/** How many sessions were opened. */
	opened = 0;
	private readonly sessions = new Map<string, Session>();
	private readonly lockedUntil = new Map<string, number>();
	private readonly now: () => number;
	account: Account;
	version: string;

	constructor(account: Account, version: string, now: () => number) {
		this.account = account;
		this.version = version;
		this.now = now;
	}

	/** `POST /login` with JSON or a form; a token counts also as the password. */
	login({ headers, body }: AviRequest): AviAnswer {
		const isForm = /x-www-form-urlencoded/.test(headers["content-type"] ?? "");
		const given: Record<string, string> = isForm
			? Object.fromEntries(new URLSearchParams(body))
			: JSON.parse(body);
		const { username = "", password, token } = given;
		if ((this.lockedUntil.get(username) ?? 0) > this.now())
			return refusal(401, "User account is locked"); // [assumed] text
		const { account } = this;
		const isRight =
			username === account.username &&
			(password === account.password ||
				(account.token !== undefined && (token ?? password) === account.token));
		if (isRight) return this.open(username);
		const failures = (this.failures.get(username) ?? 0) + 1;
		this.failures.set(username, failures);
		if (failures >= MAX_FAILURES)
			this.lockedUntil.set(username, this.now() + LOCKED);
		return refusal(401, "Invalid credentials");
	}

	/** True when the account can't log in at all now. */
	isLocked(username: string): boolean {
		return (this.lockedUntil.get(username) ?? 0) > this.now();
	}

	private open(username: string): AviAnswer {
		this.failures.delete(username);
		this.opened++;
		const id = `session-${this.opened}`;
		const csrf = `csrf-${this.opened}`;
		this.sessions.set(id, { csrf, used: this.now() });
		return {
			status: 200,
			headers: {
				"set-cookie": [
					`csrftoken=${csrf}; Path=/; Secure`,
					`sessionid=${id}; Path=/; HttpOnly; Secure`,
					`avi-sessionid=${id}; Path=/; HttpOnly; Secure`,
				],
			},
			body: {
				session_cookie_name: "avi-sessionid",
				version: { Version: this.version },
				user: { username },
			},
		};
	}

	/** Ends all sessions. */
	logoutAll(): void {
		this.sessions.clear();
	}

	/** Why the request is not let in: no session, no CSRF token or no Referer where it writes. [assumed] codes and texts. */
	refuse({ method, headers }: AviRequest): AviAnswer | undefined {
		const cookies = Object.fromEntries(
			(headers.cookie ?? "").split(/; */).map((one) => one.split("=")),
		) as Record<string, string | undefined>;
		const id = cookies["avi-sessionid"] ?? cookies.sessionid ?? "";
		const session = this.sessions.get(id);
		if (session === undefined || this.now() - session.used > IDLE) {
			this.sessions.delete(id);
			return refusal(401, "Authentication credentials were not provided.");
		}
		session.used = this.now();
		if (method === "GET") return undefined;
		const { csrf } = session;
		if (cookies.csrftoken !== csrf || headers["x-csrftoken"] !== csrf)
			return refusal(419, "CSRF token missing or incorrect");
		const { referer = "", host } = headers;
		return URL.canParse(referer) && new URL(referer).host === host
			? undefined
			: refusal(403, "Referer checking failed");
	}
}
