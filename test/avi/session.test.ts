import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readCredentials } from "../../src/avi/credentials.ts";
import { aviSession } from "../../src/avi/session.ts";
import { ACCOUNT, AviController } from "./controller.ts";
import { inProcess } from "./in-process.ts";
import { credentialFiles } from "./run-sync.ts";

const MINUTE = 60_000;

/** A session whose clock the test moves, with a log of what it says. */
function start(
	folder: string,
	prepare: (avi: AviController) => void = () => undefined,
) {
	const clock = { now: 0 };
	const avi = new AviController(() => clock.now);
	prepare(avi);
	const session = aviSession(
		{
			send: inProcess(avi),
			credentials: () => readCredentials(folder),
			now: () => clock.now,
			pause: async () => undefined,
		},
		{ referer: "https://avi.example.com/", agent: "avi-routes/test" },
	);
	const ask = async () => {
		const got = await session.ask({
			method: "GET",
			path: "/api/vrfcontext",
			tenant: "admin",
		});
		return "fault" in got ? got.fault.reason : "ok";
	};
	const logins = () => avi.log.filter(({ path }) => path === "/login").length;
	return { clock, avi, session, ask, logins };
}

const test = suite("a session with Avi");

test("two logins at most with credentials that Avi refuses, a minute apart", async () => {
	const folder = credentialFiles({ password: "wrong" });
	const { clock, avi, session, ask, logins } = start(folder);
	assert.is(await ask(), "Unauthorized");
	for (let i = 0; i < 50; i++) assert.is(await ask(), "LoginBackoff");
	assert.is(logins(), 1);
	clock.now += MINUTE;
	assert.is(await ask(), "Unauthorized");
	for (let i = 0; i < 50; i++) {
		clock.now += 10 * MINUTE;
		assert.is(await ask(), "LoginBackoff");
	}
	assert.is(logins(), 2);
	assert.is(session.loginFailures, 2);
	assert.not.ok(avi.accounts.isLocked(ACCOUNT.username));
	writeFileSync(join(folder, "password"), ACCOUNT.password);
	assert.is(await ask(), "ok");
	assert.is(logins(), 3);
});

test("a file that is written again counts as new, though it says the same", async () => {
	const folder = credentialFiles({ password: "wrong" });
	const { ask, logins } = start(folder);
	await ask();
	await ask();
	utimesSync(join(folder, "password"), new Date(), new Date(9e11));
	await ask();
	assert.is(logins(), 2);
});

test("a login that Avi can't take now is no wrong one", async () => {
	const { ask, logins } = start(credentialFiles(), ({ faults }) =>
		faults.push(
			{ path: /login/, times: 2, answer: { status: 503, body: "busy" } },
			{ path: /login/, times: 2, lost: "before" },
		),
	);
	for (let i = 0; i < 4; i++) assert.is(await ask(), "AviUnreachable");
	assert.is(await ask(), "ok");
	assert.is(logins(), 5);
});

test("a kept connection that Avi has closed meanwhile is no fault", async () => {
	const { avi, ask } = start(credentialFiles());
	avi.faults.push({ path: /vrfcontext/, times: 1, lost: "before" });
	assert.is(await ask(), "ok");
	avi.faults.push({ path: /vrfcontext/, times: 2, lost: "before" });
	assert.is(await ask(), "AviUnreachable");
});

test("a session that was idle is opened anew", async () => {
	const { clock, ask, logins } = start(credentialFiles());
	for (let i = 0; i < 3; i++) {
		assert.is(await ask(), "ok");
		clock.now += 16 * MINUTE;
	}
	assert.is(logins(), 3);
});

for (const [own, sent] of [
	["30.1.1", "30.1.1"],
	["30.2.1", "30.2.1"],
	["31.1.1-9122-2024", "30.2.1"],
	["22.1.3-2p3", "22.1.3-2p3"],
] as const)
	test(`Avi ${own} is asked as ${sent}`, async () => {
		const { avi, ask } = start(credentialFiles(), ({ accounts }) => {
			accounts.version = own;
		});
		await ask();
		assert.is(avi.log.at(-1)?.headers["x-avi-version"], sent);
	});

test("credentials: one line each, and files that are missing", () => {
	const folder = credentialFiles({ username: "me\n", password: "p w\r\n" });
	const read = readCredentials(folder);
	assert.is("username" in read && read.username, "me");
	assert.equal("secret" in read && read.secret, { password: "p w" });
	const odd = credentialFiles({ password: undefined });
	mkdirSync(join(odd, "password"));
	const problem = readCredentials(odd);
	assert.match(
		"problem" in problem ? problem.problem : "",
		/password can't be read: /,
	);
});

test.run();
