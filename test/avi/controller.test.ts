import { request } from "node:https";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeCertificates } from "../kube/stand-in.ts";
import { ACCOUNT, AviController } from "./controller.ts";
import { cookiesOf, rawClient } from "./in-process.ts";
import { serveAvi } from "./server.ts";
import type { AviObject } from "./wire.ts";

const MINUTE = 60_000;
const VRFS = "/api/vrfcontext";

/** A route as Avi has it. */
const route = (id: string, cluster?: string, more: object = {}) => ({
	route_id: id,
	prefix: { ip_addr: { addr: "10.0.1.0", type: "V4" }, mask: 24 },
	next_hop: { addr: "192.168.0.11", type: "V4" },
	...(cluster ? { labels: [{ key: "clustername", value: cluster }] } : {}),
	...more,
});

/** A controller whose clock the test moves, a client of it, and the VRF context `global`. */
function start() {
	const clock = { now: 0 };
	const avi = new AviController(() => clock.now);
	const client = rawClient(avi);
	const path = `${VRFS}/${avi.vrf().uuid}`;
	const put = (change: object, headers?: Record<string, string>) => {
		const { body } = client.ask("GET", path);
		return client.ask("PUT", path, { ...body, ...change }, headers);
	};
	return { clock, avi, client, path, put };
}

const login = (avi: AviController, given: object, type = "application/json") =>
	avi.handle({
		method: "POST",
		path: "/login",
		headers: { "content-type": type },
		body: /json/.test(type)
			? JSON.stringify(given)
			: new URLSearchParams(given as Record<string, string>).toString(),
	});

const statusOf = (outcome: ReturnType<AviController["handle"]>) =>
	"lost" in outcome ? 0 : outcome.answer.status;

const test = suite("the stand-in for an Avi controller");

test("1: login with JSON and a form, password and token", () => {
	const { avi } = start();
	const { username, password, token } = ACCOUNT;
	for (const given of [
		{ username, password },
		{ username, token },
		{ username, password: token },
	])
		for (const type of [
			"application/json",
			"application/x-www-form-urlencoded",
		])
			assert.is(statusOf(login(avi, given, type)), 200, JSON.stringify(given));
});

test("1: three wrong logins lock the account for half an hour", () => {
	const { avi, clock } = start();
	const { username } = ACCOUNT;
	for (let i = 0; i < 2; i++)
		assert.is(statusOf(login(avi, { username, password: "wrong" })), 401);
	assert.is(statusOf(login(avi, ACCOUNT)), 200);
	for (let i = 0; i < 3; i++) login(avi, { username, password: "wrong" });
	assert.is(statusOf(login(avi, ACCOUNT)), 401);
	clock.now += 30 * MINUTE;
	assert.is(statusOf(login(avi, ACCOUNT)), 200);
});

test("2: cookies, the name of the session's, the version; sessions end", () => {
	const { avi, clock, client } = start();
	const outcome = login(avi, ACCOUNT);
	assert.equal(
		cookiesOf(outcome).map((one) => one.replace(/=.*/, "")),
		["csrftoken", "sessionid", "avi-sessionid"],
	);
	const { body } = ("answer" in outcome ? outcome.answer : {}) as {
		body: AviObject;
	};
	assert.is(body.session_cookie_name, "avi-sessionid");
	assert.equal(body.version, { Version: "30.2.1" });
	clock.now += 14 * MINUTE;
	assert.is(client.ask("GET", VRFS).status, 200);
	clock.now += 16 * MINUTE;
	assert.is(client.ask("GET", VRFS).status, 401);
	const again = rawClient(avi);
	avi.accounts.logoutAll();
	assert.is(again.ask("GET", VRFS).status, 401);
});

for (const [what, headers, status] of [
	["without a CSRF token", { "x-csrftoken": "" }, 419],
	["with another session's token", { "x-csrftoken": "csrf-9" }, 419],
	["without a Referer", { referer: "" }, 403],
	["from another host", { referer: "https://elsewhere.example.com/" }, 403],
] as const)
	test(`3: a write ${what} is refused, and a read is not`, () => {
		const { client, path, put } = start();
		assert.is(put({}, headers).status, status);
		assert.is(client.ask("GET", path, undefined, headers).status, 200);
	});

test("4: //api is /api, and a slash at the end does not matter", () => {
	const { client, path } = start();
	for (const same of [path, `/${path}`, `${path}/`, `/${path}/?fields=name`])
		assert.is(client.ask("GET", same).body.name, "global", same);
});

test("5: tenants: an unknown one, and admin's objects seen by others", () => {
	const { client, put } = start();
	const no = client.ask("GET", VRFS, undefined, { "x-avi-tenant": "nobody" });
	assert.is(no.status, 403);
	assert.equal(no.body, { error: "Tenant 'nobody' does not exist!" });
	const telco = { "x-avi-tenant": "telco" };
	assert.is(client.ask("GET", VRFS, undefined, telco).body.count, 4);
	const refused = put({}, telco);
	assert.is(refused.status, 400);
	assert.match(String(refused.body.error), /^Cannot modify VrfContext/);
});

for (const [query, count] of [
	["name=global", 2],
	["name=global&cloud_ref.name=vcenter", 1],
	["name.in=global,management&cloud_ref.name=vcenter", 2],
	["name=other", 0],
	["cloud_ref.uuid=cloud-3", 2],
] as const)
	test(`6: ?${query} finds ${count}`, () =>
		assert.is(start().client.ask("GET", `${VRFS}?${query}`).body.count, count));

test("6: fields, names of references, and pages of at most 200", () => {
	const { avi, client } = start();
	const tenant_ref = avi.objects.ref("tenant", "admin");
	for (let i = 0; i < 300; i++)
		avi.objects.add("vrfcontext", { name: `v${i}`, tenant_ref });
	const page = (path: string) =>
		client.ask("GET", path).body as {
			results: AviObject[];
			next?: string;
			count: number;
		};
	const first = page(`${VRFS}?page_size=500&fields=cloud_ref&include_name`);
	assert.is(first.count, 304);
	assert.is(first.results.length, 200);
	assert.match(String(first.results[0]?.cloud_ref), /#Default-Cloud$/);
	assert.is(first.results[0]?.lldp_enable, undefined);
	const next = new URL(first.next ?? "");
	const second = page(next.pathname + next.search);
	assert.is(second.results.length, 104);
	assert.is(second.next, undefined);
});

test("7: what is not there", () => {
	const { status, body } = start().client.ask("GET", `${VRFS}/vrfcontext-99`);
	assert.is(status, 404);
	assert.equal(body, { error: "VrfContext object not found!" });
});

test("8: a PUT replaces the object, and needs the _last_modified that it had", () => {
	const { avi, client, path } = start();
	const before = client.ask("GET", path).body;
	const { lldp_enable: _, ...without } = before;
	const put = client.ask("PUT", path, without);
	assert.is(put.status, 200);
	assert.is(avi.vrf().lldp_enable, undefined);
	assert.equal(put.body, avi.vrf());
	assert.ok(Number(put.body._last_modified) > Number(before._last_modified));
	assert.is(client.ask("PUT", path, before).status, 412);
	const { _last_modified: __, ...noLock } = before;
	assert.is(client.ask("PUT", path, noLock).status, 200);
});

for (const [what, routes, says] of [
	["without an id", [{ ...route("a"), route_id: undefined }], /route_id/],
	["without a prefix", [{ ...route("a"), prefix: {} }], /prefix/],
	["without a next hop", [{ ...route("a"), next_hop: {} }], /next_hop/],
	["with two labels", [route("a", "x", { labels: [1, 2] })], /labels/],
	["of one id", [route("a"), route("a")], /not unique/],
	["beyond the limit", [route("a"), route("b"), route("c")], /Maximum.*2/],
] as const)
	test(`9: routes ${what} are refused`, () => {
		const { avi, put } = start();
		avi.objects.routeLimit = 2;
		const refused = put({ static_routes: routes });
		assert.is(refused.status, 400);
		assert.match(String(refused.body.error), says);
		assert.equal(avi.routes(), []);
	});

test("10, 11: unknown fields are kept, and an empty list is an absent key", () => {
	const { avi, put } = start();
	const odd = route("a", "east", { future: { deep: 1 } });
	put({ static_routes: [odd], future_field: "kept" });
	assert.equal(avi.routes(), [odd]);
	assert.is(avi.vrf().future_field, "kept");
	put({ static_routes: [] });
	assert.not.ok("static_routes" in avi.vrf());
});

test("12: PATCH adds, deletes and replaces, without a lock", () => {
	const { avi, client, path } = start();
	const patch = (body: object) => client.ask("PATCH", path, body).status;
	assert.is(patch({ add: { static_routes: [route("a"), route("b")] } }), 200);
	patch({ delete: { static_routes: [route("a")] } });
	assert.equal(avi.routes(), [route("b")]);
	patch({ replace: { static_routes: [route("c")] } });
	assert.equal(avi.routes(), [route("c")]);
});

test("13: an SE group has one label at most, and the same lock", () => {
	const { avi, client } = start();
	const label = { key: "clustername", value: "east" };
	const [group] = (
		client.ask("GET", "/api/serviceenginegroup?cloud_ref.name=Default-Cloud")
			.body as { results: AviObject[] }
	).results;
	const path = `/api/serviceenginegroup/${group?.uuid}`;
	const put = (labels: object[]) =>
		client.ask("PUT", path, { ...group, labels }).status;
	assert.is(put([label, label]), 400);
	assert.is(put([label]), 200);
	assert.equal(avi.labels(), [label]);
	assert.is(put([]), 412);
});

test("14: faults: an answer, silence, an answer that is lost, something in between", () => {
	const { avi, client, path, put } = start();
	const answer = {
		status: 503,
		headers: { "Retry-After": "7" },
		body: "<html>down</html>",
	};
	avi.faults.push({ method: "GET", path: /vrfcontext/, times: 2, answer });
	assert.is(client.ask("GET", path).status, 503);
	assert.is(client.ask("GET", path).body as unknown, answer.body);
	assert.is(client.ask("GET", path).status, 200);
	const { body } = client.ask("GET", path);
	for (const [lost, count] of [
		["before", 0],
		["after", 1],
	] as const) {
		avi.faults.push({ method: "PUT", times: 1, lost });
		const next = { ...body, static_routes: [route("a")] };
		assert.equal(client.send("PUT", path, next), { lost: "reset" });
		assert.is(avi.routes().length, count, lost);
	}
	avi.faults.push({ path: /systemlimits/, times: 1, hangs: "before" });
	assert.equal(client.send("GET", "/api/systemlimits"), { lost: "hang" });
	avi.faults.push({
		method: "PUT",
		times: 1,
		meanwhile: () => avi.edit({ static_routes: [route("other")] }),
	});
	assert.is(put({ static_routes: [] }).status, 412);
	assert.is(avi.routes()[0]?.route_id, "other");
});

for (const [what, change, count] of [
	["its own routes", (own: object[]) => [own[0], route("n", "east")], 0],
	["a route without a label", (own: object[]) => own.slice(1), 1],
	["routes of two clusters", () => [route("hand")], 1],
	[
		"an unknown field of a route",
		([hand, ...others]: object[]) => [{ ...hand, future: 0 }, ...others],
		1,
	],
] as const)
	test(`15: a log, and what avi-routes does to ${what}`, () => {
		const { avi, client, put } = start();
		const west = route("w", "west");
		avi.edit({ static_routes: [route("hand"), route("e", "east"), west] });
		const [hand, , other] = avi.routes() as object[];
		const next = change([hand ?? {}, other ?? {}]);
		const kept = count === 0 ? [...next, other] : next;
		const agent = { "x-avi-useragent": "avi-routes/1" };
		assert.is(put({ static_routes: kept }, agent).status, 200);
		assert.is(avi.violations.length > 0 ? 1 : 0, count, String(avi.violations));
		assert.is(avi.writes.length, 1);
		assert.is(client.ask("GET", VRFS).status, 200);
		assert.is(avi.log.at(-1)?.method, "GET");
	});

test("16: over TLS, with an authority of its own", async () => {
	const certificates = makeCertificates();
	const served = await serveAvi(new AviController(), certificates);
	const ask = (ca: string) =>
		new Promise<unknown>((done) =>
			request(`${served.url}/api/initial-data`, { ca, agent: false }, (got) => {
				got.resume();
				done(got.statusCode);
			})
				.on("error", (error: NodeJS.ErrnoException) => done(error.code))
				.end(),
		);
	assert.is(await ask(certificates.server.cert), 200);
	assert.is(await ask(certificates.other.cert), "DEPTH_ZERO_SELF_SIGNED_CERT");
	served.stop();
});

test.run();
