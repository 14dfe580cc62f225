import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AkoWatch, akoReaders } from "../../src/sync/ako-watch.ts";
import { SyncController } from "../../src/sync/controller.ts";
import { FINALIZER } from "../../src/sync/finalizer.ts";
import { Metrics } from "../../src/sync/metrics.ts";
import type { Status } from "../../src/sync/status.ts";
import { tableStore } from "../../src/sync/table-store.ts";
import { AviController } from "../avi/controller.ts";
import { sessionWith } from "../avi/in-process.ts";
import {
	AKO_IS_OFF,
	aviRoute,
	type Ends,
	routesIn,
	routeTable,
} from "../avi/tables.ts";
import { connected } from "../kube/connected.ts";
import { writeKubeconfig } from "../kube/kubeconfig-file.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import {
	type Content,
	makeCertificates,
	send,
	startStandIn,
	statusBody,
} from "../kube/stand-in.ts";
import type { AnyResource } from "../support/function-run.ts";

const SECOND = 1000;
const TABLES =
	"/apis/avi-routes.dev/v1alpha1/namespaces/avi-system/aviroutetables";
const certificates = makeCertificates();

const ends = (count: number, net = 0): Ends[] =>
	Array.from({ length: count }, (_, i) => [
		`10.${net}.${i}.0/24`,
		`192.168.0.${i + 10}`,
		`worker-${i}`,
	]);

interface Options {
	readonly generation?: number;
	readonly name?: string;
	readonly cluster?: string;
	readonly spec?: object;
	readonly metadata?: object;
}

/** A table as the API server has it. */
function live(
	routes: readonly Ends[],
	{
		generation = 1,
		name,
		cluster = "prod-east",
		spec = {},
		metadata = {},
	}: Options = {},
) {
	return routeTable(routes, {
		cluster,
		metadata: {
			name: name ?? cluster,
			uid: `uid-${name ?? cluster}`,
			generation,
			...AKO_IS_OFF,
			...metadata,
		},
		spec,
	});
}

type Table = ReturnType<typeof live>;

/** A controller with a clock that the test moves, and with stand-ins for both servers. */
async function start(tables: readonly Table[], clusters = ["prod-east"]) {
	const content: Content = {};
	const set = (next: readonly Table[]) => {
		for (const path of Object.keys(content)) delete content[path];
		content[TABLES] = next.map(
			({ metadata }) =>
				({ kind: "PartialObjectMetadata", metadata }) as unknown as AnyResource,
		);
		for (const table of next)
			content[`${TABLES}/${table.metadata.name}`] = table;
	};
	set(tables);
	const server = { refuses: 0 };
	const patches: { readonly path: string }[] = [];
	const api = await startStandIn(certificates, content, (seen, response) => {
		if (
			server.refuses > 0 &&
			(seen.method === "PATCH" || server.refuses === 404)
		) {
			send(response, server.refuses, statusBody(server.refuses));
			return true;
		}
		if (seen.method === "GET") return false;
		if (seen.method === "PATCH") patches.push(seen);
		send(response, 200, { metadata: {} });
		return true;
	});
	const kubeconfig = writeKubeconfig(scratchFolder(), certificates, {
		east: api.url,
	});
	const connection = await connected(kubeconfig);
	const clock = { now: Date.UTC(2026, 0, 1), elapsed: 0, random: 0 };
	const now = () => clock.now;
	const elapsed = () => clock.elapsed;
	const avi = new AviController(now);
	const metrics = new Metrics();
	const leader = { isLeader: true };
	const kube = async () => connection;
	const store = tableStore(kube);
	const events: string[] = [];
	const statuses: Status[] = [];
	const problems: string[] = [];
	const ended: string[] = [];
	const controller = new SyncController({
		session: sessionWith(avi, now),
		tables: {
			...store,
			writeStatus(table, status) {
				statuses.push(status);
				return store.writeStatus(table, status);
			},
			writeEvent(table, event, by) {
				events.push(`${event.type} ${event.reason}`);
				return store.writeEvent(table, event, by);
			},
		},
		ako: new AkoWatch([], akoReaders(kube), {
			now,
			elapsed,
			interval: 30 * SECOND,
		}),
		now,
		elapsed,
		random: () => clock.random,
		pause: async () => undefined,
		mayWrite: () => leader.isLeader,
		log: (_, message, { problem } = {}) => {
			if (problem !== undefined) problems.push(String(problem));
			if (message.startsWith("no longer: ")) ended.push(message);
		},
		metrics,
		namespaces: ["avi-system"],
		clusters,
		driftInterval: 60 * SECOND,
		instance: "test",
		isOnce: false,
		isDry: false,
	});
	return {
		avi,
		api,
		clock,
		server,
		leader,
		metrics,
		set,
		patches,
		events,
		statuses,
		/** Those in the log. */
		problems,
		/** What the log says of their ends. */
		ended,
		/** The types of the conditions that were written last. */
		conditions: () =>
			(statuses.at(-1)?.conditions ?? []).map(({ type }) => type),
		/** Lets so many seconds pass, and runs a cycle. */
		async after(seconds: number) {
			clock.now += seconds * SECOND;
			clock.elapsed += seconds * SECOND;
			avi.log.length = 0;
			api.seen.length = 0;
			patches.length = 0;
			const cycle = await controller.cycle();
			return "problem" in cycle
				? [cycle.problem]
				: cycle.outcomes.map(({ verdict }) => verdict.reason as string);
		},
	};
}

const test = suite("the controller, cycle by cycle");

test("parts that come one by one are written together", async () => {
	const part = (index: number) =>
		live(ends(2, index), {
			name: `prod-east-0${index}`,
			spec: { part: { index, of: 2 } },
		});
	const { avi, set, after } = await start([part(0)]);
	assert.equal(await after(0), []);
	assert.equal(await after(3), ["WaitingForParts"]);
	assert.equal(avi.log, []);
	set([part(0), part(1)]);
	assert.equal(await after(10), [], "quiet first");
	assert.equal(await after(2), ["Programmed"]);
	assert.equal(avi.writes.length, 1);
	assert.is(routesIn(avi.routes()).length, 4);
});

test("parts that do not come need somebody after ten minutes, told once", async () => {
	const spec = { part: { index: 0, of: 2 } };
	const { server, conditions, events, after } = await start([
		live(ends(2), { spec }),
	]);
	await after(0);
	assert.equal(await after(3), ["WaitingForParts"]);
	assert.equal(conditions(), ["Ready", "InSync", "Reconciling"]);
	assert.equal(await after(300), []);
	server.refuses = 403;
	assert.equal(await after(301), ["WaitingForParts"]);
	assert.equal(conditions(), ["Ready", "InSync", "Stalled"]);
	await after(10);
	assert.equal(events, ["Normal WaitingForParts", "Warning WaitingForParts"]);
});

test("with nothing to do: one look at the tables, and one a minute at the VRF; no status is written", async () => {
	const { avi, api, patches, after } = await start([live(ends(2))]);
	await after(0);
	await after(3);
	assert.is(patches.length, 1);
	await after(20);
	assert.equal([api.seen.length, avi.log.length, patches.length], [1, 0, 0]);
	await after(50);
	assert.equal([api.seen.length, avi.log.length, patches.length], [1, 1, 0]);
	assert.match(String(avi.log[0]?.path), "fields=");
	assert.equal(await after(600), ["Programmed"]);
	assert.equal([patches.length, avi.writes.length], [0, 0]);
});

test("what somebody removes is back with the next look at the VRF", async () => {
	const { avi, events, after } = await start([live(ends(2))]);
	await after(0);
	await after(3);
	assert.equal(events, ["Normal Written", "Normal Programmed"]);
	avi.edit({ static_routes: [] });
	assert.equal(await after(30), []);
	assert.equal(await after(31), ["Programmed"]);
	assert.is(routesIn(avi.routes()).length, 2);
	assert.equal(events.slice(2), [
		"Warning RoutesRemovedByOther",
		"Normal Written",
	]);
	avi.edit({ static_routes: avi.routes().slice(1) });
	await after(61);
	assert.equal(events.slice(4), ["Normal Written"]);
});

test("routes that somebody keeps removing are restored, slowly", async () => {
	const { avi, events, after } = await start([live(ends(5))]);
	await after(0);
	await after(3);
	let absent = 0;
	const writes: number[] = [];
	for (let time = 0; time < 3600; time += 10) {
		if (time % 120 === 0 && time <= 1200) avi.edit({ static_routes: [] });
		await after(10);
		if (avi.writes.length > 0) writes.push(time);
		if (avi.routes().length === 0) absent += 10;
	}
	assert.ok(absent < 1200, `${absent} seconds`);
	const pauses = writes.slice(3).map((time, i) => time - (writes[i + 2] ?? 0));
	assert.ok(pauses.length > 2 && pauses.every((pause) => pause >= 300));
	assert.is(routesIn(avi.routes()).length, 5);
	assert.ok(events.includes("Warning Contended"));
	assert.is(events.at(-1), "Normal Programmed");
});

test("writes whose answers are lost count as ours, and what was written before is forgotten", async () => {
	const { avi, set, after } = await start([live(ends(1))]);
	await after(0);
	await after(3);
	const reasons: string[] = [];
	for (let count = 2; count < 8; count++) {
		set([live(ends(count), { generation: count })]);
		if (count % 2 === 0)
			avi.faults.push({ method: "PUT", times: 1, lost: "after" });
		for (const seconds of [20, 12, 12]) reasons.push(...(await after(seconds)));
		assert.is(routesIn(avi.routes()).length, count);
	}
	assert.equal([...new Set(reasons)], ["Programmed"]);
});

test("a write whose answer is lost can be undone like any other", async () => {
	const { avi, after } = await start([live(ends(3))]);
	avi.faults.push({ method: "PUT", times: 3, lost: "after" });
	await after(0);
	assert.equal(await after(3), ["Programmed"]);
	const other = aviRoute(["10.9.0.0/24", "192.168.0.9"]);
	for (const reason of ["Programmed", "Programmed", "Contended"]) {
		avi.edit({ static_routes: [other] });
		assert.equal(await after(70), [reason]);
	}
});

test("an absent CRD is no empty cluster, and neither is a table that is gone", async () => {
	const table = live(ends(2));
	const run = await start([table]);
	const { avi, server, metrics, events, problems, ended, set, after } = run;
	await after(0);
	await after(3);
	server.refuses = 404;
	assert.match(
		(await after(700))[0] ?? "",
		/does not know this kind; apply schemas/,
	);
	server.refuses = 0;
	set([]);
	assert.equal(await after(700), []);
	assert.equal(ended, ["no longer: the tables can't be read"]);
	assert.equal(await after(700), []);
	assert.equal(
		problems.filter((text) => /^there is no AviRouteTable in/.test(text)),
		[
			"there is no AviRouteTable in namespace avi-system; apply the rendered ones, or name their namespace with --namespace",
		],
	);
	assert.is(routesIn(avi.routes()).length, 2);
	assert.match(metrics.text(), /avi_routes_orphaned_routes\{.*\} 2/);
	assert.equal(events.slice(2), ["Warning RoutesOrphaned"]);
	set([table]);
	await after(10);
	assert.equal(ended.slice(1), ["no longer: nothing to do"]);
	assert.not.match(metrics.text(), /avi_routes_orphaned_routes\{/);
});

test("a VRF context is written every ten seconds at most", async () => {
	const both = [live(ends(1)), live(ends(1, 1), { cluster: "prod-west" })];
	const { avi, after } = await start(both, ["prod-east", "prod-west"]);
	await after(0);
	assert.equal(await after(3), ["Programmed"]);
	assert.equal(await after(5), []);
	assert.equal(await after(6), ["Programmed"]);
	assert.is(routesIn(avi.routes(), "prod-west").length, 1);
});

test("without the Lease nothing is asked of Avi", async () => {
	const { avi, leader, after } = await start([live(ends(1))]);
	leader.isLeader = false;
	await after(0);
	assert.equal(await after(60), []);
	assert.equal(avi.log, []);
});

test("a Lease that is lost in a pass stops its write", async () => {
	const { avi, leader, after } = await start([live(ends(1))]);
	await after(0);
	avi.faults.push({
		path: /systemlimits/,
		times: 1,
		meanwhile: () => {
			leader.isLeader = false;
		},
	});
	await after(3);
	assert.equal(avi.writes, []);
});

test("a status that could not be written is tried again", async () => {
	const { server, patches, after } = await start([live(ends(1))]);
	server.refuses = 403;
	await after(0);
	await after(3);
	assert.is(patches.length, 0);
	server.refuses = 0;
	await after(15);
	assert.is(patches.length, 1);
});

test("a table of another cluster is told so, and Avi is not asked", async () => {
	const { avi, patches, after } = await start([
		live(ends(1), { cluster: "prod-west" }),
	]);
	await after(0);
	assert.equal(await after(3), ["OwnedElsewhere"]);
	assert.equal(avi.log, []);
	assert.is(patches.length, 1);
});

test("faults are repeated with pauses, and end", async () => {
	const { avi, after } = await start([live(ends(1))]);
	avi.faults.push({ path: /vrfcontext/, lost: "before" });
	await after(0);
	assert.equal(await after(3), ["AviUnreachable"]);
	assert.equal(await after(1), []);
	assert.equal(await after(10), ["AviUnreachable"]);
	avi.faults.length = 0;
	assert.equal(await after(10), ["Programmed"]);
});

test("an Avi that stays unreachable needs somebody after ten minutes, told once", async () => {
	const { avi, conditions, events, after } = await start([live(ends(1))]);
	avi.faults.push({ path: /vrfcontext/, lost: "before", times: 1000 });
	await after(0);
	await after(3);
	assert.equal(conditions(), ["Ready", "InSync", "Reconciling"]);
	for (let minute = 0; minute < 20; minute++) await after(60);
	assert.equal(conditions(), ["Ready", "InSync", "Stalled"]);
	assert.equal(events, ["Normal AviUnreachable", "Warning AviUnreachable"]);
});

/** A table whose routes go with it, and that is being deleted. */
const leaving = (metadata: object = {}) =>
	live(ends(2), {
		generation: 2,
		spec: { deletionPolicy: "Delete" },
		metadata: {
			finalizers: [FINALIZER],
			deletionTimestamp: "2026-02-01T00:00:00Z",
			...metadata,
		},
	});

test("a deletion that waits says why, and how to delete at once", async () => {
	const { avi, set, statuses, patches, after } = await start([live(ends(2))]);
	await after(0);
	await after(3);
	set([leaving({ annotations: {} })]);
	await after(10);
	assert.equal(await after(3), ["AKOActive"]);
	const { programmedRoutes, conditions: [ready] = [] } = statuses.at(-1) ?? {};
	assert.is(programmedRoutes, 2);
	assert.match(
		ready?.message ?? "",
		/^the deletion waits until the routes are out of Avi: it is unknown .*; to delete the table and keep the routes, set its spec.deletionPolicy to Orphan$/,
	);
	set([leaving()]);
	await after(10);
	assert.equal(await after(3), ["Programmed"]);
	assert.is(statuses.at(-1)?.programmedRoutes, 0);
	assert.equal(routesIn(avi.routes()), []);
	assert.not.match(
		patches.at(-1)?.path ?? "",
		/status/,
		"the finalizer goes last",
	);
});

test("a clock that is set back stops nothing", async () => {
	const { avi, clock, after } = await start([live(ends(2))]);
	await after(0);
	assert.equal(await after(3), ["Programmed"]);
	clock.now -= 3600 * SECOND;
	avi.edit({ static_routes: [] });
	assert.equal(await after(61), ["Programmed"]);
	assert.is(routesIn(avi.routes()).length, 2);
});

/** An hour with the longest pauses: the passes, the writes, and the requests to Avi. */
async function anHour({
	avi,
	clock,
	after,
}: Awaited<ReturnType<typeof start>>) {
	clock.random = 1;
	const all = { passes: [] as string[], writes: 0, requests: 0 };
	for (let waited = 0; waited < 3600; waited += 5) {
		all.passes.push(...(await after(5)));
		all.writes += avi.writes.length;
		all.requests += avi.log.length;
	}
	return all;
}

test("what Avi does not keep is written again with growing pauses", async () => {
	const world = await start([live(ends(2))]);
	const { objects } = world.avi;
	const put = objects.put.bind(objects);
	objects.put = (kind, uuid, body, ...more) =>
		put(kind, uuid, { ...body, static_routes: [] }, ...more);
	await world.after(0);
	const { passes, writes } = await anHour(world);
	assert.equal([...new Set(passes)], ["NotAccepted"]);
	assert.ok(writes > 1 && writes <= 8, `${writes} writes`);
});

test("above Avi's limit, the routes are read again with growing pauses", async () => {
	const world = await start([live(ends(9))]);
	world.avi.objects.routeLimit = 5;
	await world.after(0);
	const { passes, requests } = await anHour(world);
	assert.equal([...new Set(passes)], ["RouteLimit"]);
	assert.ok(passes.length > 3 && passes.length < 12, `${passes.length} passes`);
	assert.ok(requests < 60, `${requests} requests`);
	world.avi.objects.routeLimit = 10;
	assert.equal(await world.after(600), ["Programmed"]);
});

test("a controller that never succeeds has a metric to alert on", async () => {
	const { avi, metrics, after } = await start([live(ends(1))]);
	avi.faults.push({
		path: /./,
		answer: { status: 403, body: { error: "no" } },
	});
	await after(0);
	await after(3);
	assert.match(metrics.text(), /avi_routes_ready\{.*\} 0/);
});

test("a changed table is written though the VRF is as it was left", async () => {
	const { avi, set, after } = await start([live(ends(1))]);
	avi.edit({ static_routes: ends(1).map((one) => aviRoute(one)) });
	await after(0);
	await after(3);
	set([live(ends(3), { generation: 2 })]);
	await after(10);
	assert.equal(await after(2), ["Programmed"]);
	assert.is(routesIn(avi.routes()).length, 3);
	assert.equal(avi.violations, []);
});

test.run();
