import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readCredentials } from "../../src/avi/credentials.ts";
import { AviSession } from "../../src/avi/session.ts";
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
	const session = new AviSession({
		send: inProcess(avi),
		credentials: () => readCredentials(folder),
		now: () => clock.now,
		pause: async () => undefined,
		referer: "https://avi.example.com/",
		agent: "avi-routes/test",
	});
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

test("logins with credentials that Avi rejects: two a minute apart, then one every 35 minutes", async () => {
	const folder = credentialFiles({ password: "wrong" });
	const { clock, avi, session, ask, logins } = start(folder);
	const isHeldFor = async (time: number) => {
		for (const end = clock.now + time; clock.now < end; clock.now += MINUTE / 4)
			assert.is(await ask(), "LoginBackoff");
	};
	assert.is(await ask(), "Unauthorized");
	await isHeldFor(MINUTE);
	assert.is(await ask(), "Unauthorized");
	assert.not.ok(avi.accounts.isLocked(ACCOUNT.username));
	for (let count = 3; count < 6; count++) {
		await isHeldFor(35 * MINUTE);
		assert.not.ok(avi.accounts.isLocked(ACCOUNT.username));
		assert.is(await ask(), "Unauthorized");
		assert.equal([logins(), session.loginFailures], [count, count]);
	}
	clock.now += 30 * MINUTE;
	writeFileSync(join(folder, "password"), ACCOUNT.password);
	assert.is(await ask(), "ok");
	assert.is(logins(), 6);
});

test("credentials that Avi could not check for a while need no new file", async () => {
	const { clock, ask } = start(credentialFiles(), ({ faults }) => {
		const body = { error: "Remote auth failed" };
		faults.push({ path: /login/, times: 2, answer: { status: 401, body } });
	});
	for (const [wait, reason] of [
		[0, "Unauthorized"],
		[1, "Unauthorized"],
		[34, "LoginBackoff"],
		[1, "ok"],
	] as const) {
		clock.now += wait * MINUTE;
		assert.is(await ask(), reason);
	}
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

const UPGRADE = { error: "Configuration is disallowed during upgrade" };

for (const [what, answer, reason] of [
	["503", { status: 503, body: "busy" }, "AviUnreachable"],
	["429", { status: 429, body: "" }, "AviUnreachable"],
	["a maintenance page", { status: 200, body: "<html>" }, "AviUnreachable"],
	["a load balancer's 404", { status: 404, body: "no" }, "AviUnreachable"],
	["a portal", { status: 302, body: "" }, "AviUnreachable"],
	["a proxy's 403", { status: 403, body: "denied" }, "AviUnreachable"],
	["an upgrade", { status: 403, body: UPGRADE }, "UpgradeInProgress"],
	[
		"a rejection",
		{ status: 403, body: { error: "Invalid credentials" } },
		"Unauthorized",
	],
	["no answer", undefined, "AviUnreachable"],
] as const)
	test(`a login is answered by ${what}: ${reason}`, async () => {
		const { clock, session, ask, logins } = start(
			credentialFiles(),
			({ faults }) =>
				faults.push({
					path: /login/,
					times: 2,
					...(answer === undefined ? { lost: "before" } : { answer }),
				}),
		);
		const isRejected = reason === "Unauthorized";
		for (let i = 0; i < 2; i++) {
			assert.is(await ask(), reason);
			clock.now += isRejected ? MINUTE : 0;
		}
		assert.is(session.loginFailures, isRejected ? 2 : 0);
		assert.is(await ask(), isRejected ? "LoginBackoff" : "ok");
		assert.is(logins(), isRejected ? 2 : 3);
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
