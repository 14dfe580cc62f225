import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AviController } from "./controller.ts";
import { runSync } from "./run-sync.ts";
import { serveAvi } from "./server.ts";
import {
	AKO_IS_OFF,
	aviRoute,
	type Ends,
	routesIn,
	routeTable,
} from "./tables.ts";

const ends = (count: number): Ends[] =>
	Array.from({ length: count }, (_, i) => [
		`10.0.${i}.0/24`,
		`192.168.0.${i + 10}`,
		`worker-${i}`,
	]);

const told = (routes: readonly Ends[]) =>
	routes.map(([prefix, nextHop]) => `${prefix} via ${nextHop}`).sort();

const managed = (routes: readonly Ends[], more: object = {}) =>
	routeTable(routes, { metadata: AKO_IS_OFF, ...more });

/** One pass with tables of files, against a controller with these routes. */
async function once(
	live: readonly object[],
	tables: readonly object[],
	prepare: (avi: AviController) => unknown = () => undefined,
) {
	const avi = new AviController();
	avi.edit({ static_routes: live, future_field: "kept" });
	prepare(avi);
	const served = await serveAvi(avi);
	const ran = await runSync(served.url, tables, ["--once"]);
	served.stop();
	assert.equal(avi.violations, []);
	assert.is(avi.vrf().future_field, "kept");
	return { ...ran, avi, puts: avi.writes.map(({ status }) => status) };
}

const HAND = aviRoute(["10.99.0.0/16", "192.168.9.9"], null, { future: [1] });
const WEST = aviRoute(["10.98.0.0/16", "192.168.9.9"], "prod-west");

const test = suite("sync --once --from");

test("writes what differs in one PUT: exit code 1, and then 0", async () => {
	const [a, b, c] = ends(3) as [Ends, Ends, Ends];
	const old = aviRoute([b[0], "1.1.1.1"]);
	const extra = aviRoute(["10.0.9.0/24", "192.168.0.99"]);
	const first = await once([HAND, old, extra, WEST], [managed([a, b, c])]);
	assert.is(first.code, 1, first.stderr);
	assert.equal(first.puts, [200]);
	assert.equal(routesIn(first.avi.routes()), told([a, b, c]));
	assert.match(first.stdout, "cluster prod-east: +2 ~1 -1 routes");
	assert.match(first.stderr, "note: prod-east: Programmed: 3 routes in Avi");
	const again = await once(first.avi.routes(), [managed([a, b, c])]);
	assert.is(again.code, 0, again.stderr);
	assert.is(again.stdout, "no change\n");
	assert.equal(again.puts, []);
});

test("adopts AKO's routes: nothing is written", async () => {
	const routes = ends(4);
	const live = routes.map((one, i) =>
		aviRoute(one, "prod-east", { route_id: `prod-east-uuid-${i}` }),
	);
	const ran = await once(live, [managed(routes)]);
	assert.is(ran.code, 0, ran.stderr);
	assert.equal(ran.puts, []);
});

test("writes nothing while AKO may be on: exit code 2", async () => {
	const ran = await once([], [routeTable(ends(2))]);
	assert.is(ran.code, 2);
	assert.equal(ran.puts, []);
	assert.match(ran.stderr, "error: prod-east: AKOActive:");
	assert.is(ran.stdout, "", "not that there is no change");
	assert.match(ran.stderr, "annotate the table with avi-routes.dev/ako-off");
});

test("writes nothing for Observe", async () => {
	const table = routeTable(ends(2), {
		policy: "Observe",
		metadata: AKO_IS_OFF,
	});
	const ran = await once([], [table]);
	assert.is(ran.code, 1, ran.stderr);
	assert.equal(ran.puts, []);
});

for (const [what, wanted, spec, isBraked] of [
	["two of ten", 8, {}, false],
	["three of ten, by the default of 20%", 7, {}, true],
	["three of ten, with 30%", 7, { maxRemovedRoutes: "30%" }, false],
	["three of ten, with 3", 7, { maxRemovedRoutes: "3" }, false],
	["all of ten", 0, { maxRemovedRoutes: "100%" }, true],
] as const)
	test(`the brake: ${what} go`, async () => {
		const live = ends(10).map((one) => aviRoute(one));
		const ran = await once(live, [managed(ends(wanted), { spec })]);
		assert.is(ran.code, isBraked ? 2 : 1, ran.stderr);
		assert.is(routesIn(ran.avi.routes()).length, isBraked ? 10 : wanted);
		if (isBraked) assert.match(ran.stderr, "error: prod-east: RemovalBraked:");
	});

test("the brake holds removals back, and nothing else", async () => {
	const live = ends(10).map((one) => aviRoute(one));
	const added: Ends = ["10.1.0.0/24", "192.168.1.1"];
	const moved: Ends = ["10.0.0.0/24", "192.168.1.2"];
	const ran = await once(live, [managed([added, moved])]);
	assert.is(ran.code, 2);
	const routes = routesIn(ran.avi.routes());
	assert.is(routes.length, 11);
	for (const one of told([added, moved])) assert.ok(routes.includes(one));
	assert.match(
		ran.stderr,
		/9 of 11 routes would be removed .*maxRemovedRoutes 20%/,
	);
	assert.match(ran.stdout, "+1 ~1 -0 routes");
});

const part = (index: number, routes: readonly Ends[], more: object = {}) =>
	managed(routes, {
		metadata: { ...AKO_IS_OFF, name: `prod-east-0${index}` },
		spec: { part: { index, of: 2 }, ...more },
	});

for (const [what, tables, reason] of [
	["one part of two", [part(0, ends(1))], "WaitingForParts"],
	[
		"parts of two policies",
		[part(0, ends(1)), part(1, [], { managementPolicy: "Observe" })],
		"WaitingForParts",
	],
	[
		"parts of two sets",
		[part(0, ends(1)), part(1, []), managed(ends(2))],
		"WaitingForParts: there are tables of a set of 1 (prod-east), and of a set of 2 (prod-east-00, prod-east-01); apply",
	],
	[
		"a part twice",
		[
			part(0, ends(1)),
			part(1, []),
			{
				...part(1, []),
				metadata: { ...AKO_IS_OFF, name: "b", namespace: "avi-system" },
			},
		],
		"WaitingForParts",
	],
	[
		"two next hops of a prefix",
		[part(0, ends(1)), part(1, [["10.0.0.0/24", "1.1.1.1"]])],
		"ConflictingTables",
	],
	[
		"two whole tables",
		[
			managed(ends(1)),
			managed(ends(2), { metadata: { ...AKO_IS_OFF, name: "b" } }),
		],
		"ConflictingTables",
	],
	[
		"another label",
		[managed(ends(1), { spec: { labels: [{ key: "owner", value: "x" }] } })],
		"Rejected",
	],
	["host bits", [managed([["10.0.0.1/24", "1.1.1.1"]])], "Rejected"],
] as const)
	test(`nothing is written for ${what}`, async () => {
		const live = ends(5).map((one) => aviRoute(one));
		const ran = await once(live, tables);
		assert.is(ran.code, 2, ran.stdout);
		assert.equal(ran.puts, []);
		assert.is(ran.stdout, "");
		assert.match(ran.stderr, `error: prod-east: ${reason}`);
	});

test("parts together are one table", async () => {
	const [a, b] = ends(2) as [Ends, Ends];
	const ran = await once([], [part(0, [a]), part(1, [b])]);
	assert.equal(ran.puts, [200]);
	assert.equal(routesIn(ran.avi.routes()), told([a, b]));
});

test("two clusters of one VRF: each has its own PUT", async () => {
	const [a, b] = ends(2) as [Ends, Ends];
	const west = routeTable([b], { cluster: "prod-west", metadata: AKO_IS_OFF });
	const ran = await once([HAND], [managed([a]), west]);
	assert.equal(ran.puts, [200, 200]);
	assert.equal(routesIn(ran.avi.routes()), told([a]));
	assert.equal(routesIn(ran.avi.routes(), "prod-west"), told([b]));
});

const west = (avi: AviController) => () =>
	avi.edit({ static_routes: [...avi.routes(), WEST] });

for (const [what, faults, puts, code] of [
	["412", [{ status: 412 }], [412, 200], 1],
	["412 each time", Array(9).fill({ status: 412 }), Array(5).fill(412), 2],
	["400", [{ status: 400 }], [400], 2],
	["403", [{ status: 403 }], [403], 2],
	["502, not carried out", [{ status: 502 }], [502, 200], 1],
	["a reset before", [{ lost: "before" }], [0, 200], 1],
	["a reset after: it is not written twice", [{ lost: "after" }], [0], 1],
	["401", [{ status: 401 }], [401, 200], 1],
	["419", [{ status: 419 }], [419, 200], 1],
] as const)
	test(`a PUT is answered with ${what}`, async () => {
		const [a] = ends(1) as [Ends];
		const ran = await once([HAND], [managed([a])], ({ faults: all }) => {
			for (const one of faults as { status?: number; lost?: "before" }[])
				all.push({
					method: "PUT",
					times: 1,
					...(one.lost ? { lost: one.lost } : {}),
					...(one.status
						? { answer: { status: one.status, body: { error: "no" } } }
						: {}),
				});
		});
		assert.equal(ran.puts, puts, ran.stderr);
		assert.is(ran.code, code, ran.stderr);
		assert.is(routesIn(ran.avi.routes()).length, code === 1 ? 1 : 0);
	});

test("somebody writes between our GET and our PUT: both have their routes", async () => {
	const [a] = ends(1) as [Ends];
	const ran = await once([HAND], [managed([a])], (avi) =>
		avi.faults.push({ method: "PUT", times: 1, meanwhile: west(avi) }),
	);
	assert.equal(ran.puts, [412, 200]);
	assert.equal(routesIn(ran.avi.routes()), told([a]));
	assert.is(routesIn(ran.avi.routes(), "prod-west").length, 1);
});

test("a VRF of the admin tenant is written as admin, as AKO does it", async () => {
	const vrfContext = {
		name: "global",
		cloud: "Default-Cloud",
		tenant: "telco",
	};
	const ran = await once([], [managed(ends(1), { spec: { vrfContext } })]);
	assert.equal(ran.puts, [400, 200], ran.stderr);
	assert.equal(
		ran.avi.writes.map(({ headers }) => headers["x-avi-tenant"]),
		["telco", "admin"],
	);
});

test("more routes than a VRF may have are not tried", async () => {
	const ran = await once([HAND], [managed(ends(3))], ({ objects }) => {
		objects.routeLimit = 3;
	});
	assert.is(ran.code, 2);
	assert.equal(ran.puts, []);
	assert.match(ran.stderr, "RouteLimit: the VRF context would have 4 routes");
});

test("an answer that does not have the routes", async () => {
	const ran = await once([], [managed(ends(1))], (avi) =>
		avi.faults.push({
			method: "PUT",
			times: 1,
			answer: { status: 200, body: avi.vrf() },
		}),
	);
	assert.is(ran.code, 2);
	assert.match(ran.stderr, "error: prod-east: NotAccepted:");
});

test("a number that can't be kept, and a VRF without a lock, are not written", async () => {
	for (const [change, says] of [
		[{ future_number: 2 ** 60 }, /more than 15 digits/],
		[{ _last_modified: undefined }, /no _last_modified/],
	] as const) {
		const ran = await once([], [managed(ends(1))], (avi) => {
			const body = { ...avi.vrf(), ...change };
			avi.faults.push({
				method: "GET",
				path: /vrfcontext-/,
				answer: { status: 200, body },
			});
		});
		assert.is(ran.code, 2);
		assert.equal(ran.puts, []);
		assert.match(ran.stderr, says);
	}
});

for (const [labels, reason] of [
	[[], "SEGroupUnlabelled"],
	[[{ key: "clustername", value: "prod-west" }], "SEGroupOtherCluster"],
	[[{ key: "clustername", value: "prod-east" }], undefined],
] as const)
	test(`an SE group with ${JSON.stringify(labels)}`, async () => {
		const spec = { serviceEngineGroups: ["Default-Group"] };
		const ran = await once([], [managed(ends(1), { spec })], (avi) =>
			avi.edit({ labels }, "serviceenginegroup"),
		);
		assert.is(ran.code, 1);
		if (reason) assert.match(ran.stderr, `warning: prod-east: ${reason}:`);
		else assert.not.match(ran.stderr, "SEGroup");
	});

test("5,000 routes", async () => {
	const many = Array.from(
		{ length: 5000 },
		(_, i): Ends => [
			`10.${i >> 8}.${i & 255}.0/24`,
			`192.168.${i >> 8}.${i & 255}`,
		],
	);
	const parts = Array.from({ length: 8 }, (_, index) =>
		managed(many.slice(index * 625, (index + 1) * 625), {
			metadata: { ...AKO_IS_OFF, name: `prod-east-0${index}` },
			spec: { part: { index, of: 8 } },
		}),
	);
	const ran = await once([HAND], parts, ({ objects }) => {
		objects.routeLimit = 10_000;
	});
	assert.equal(ran.puts, [200], ran.stderr);
	assert.is(routesIn(ran.avi.routes()).length, 5000);
});

test.run();
