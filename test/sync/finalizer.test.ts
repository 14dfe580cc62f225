import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/kube/connect.ts";
import { deadlineIn } from "../../src/kube/deadline.ts";
import {
	FINALIZER,
	hasWrongFinalizer,
	isLeaving,
	tablesToRelease,
} from "../../src/sync/finalizer.ts";
import { type Group, groupTables } from "../../src/sync/group.ts";
import { readTable, type Table } from "../../src/sync/table.ts";
import { tableStore } from "../../src/sync/table-store.ts";
import { routeTable } from "../avi/tables.ts";

/** What a table is, as words: it wants `Delete`, `has` the finalizer, is `deleted`, or observed. */
type Trait = "Delete" | "has" | "deleted" | "Observe";

function tableOf(traits: readonly Trait[], name = "prod-east"): Table {
	const is = (trait: Trait) => traits.includes(trait);
	const read = readTable(
		routeTable([["10.0.1.0/24", "192.168.0.11"]], {
			policy: is("Observe") ? "Observe" : "Manage",
			metadata: {
				name,
				uid: "u1",
				...(is("has") ? { finalizers: ["other", FINALIZER] } : {}),
				...(is("deleted") ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {}),
			},
			spec: is("Delete") ? { deletionPolicy: "Delete" } : {},
		}),
	);
	if ("problem" in read) throw new Error(read.problem);
	return read.table;
}

const test = suite("the finalizer");

for (const [traits, isWrong] of [
	[[], false],
	[["Delete"], true],
	[["Delete", "has"], false],
	[["has"], true],
	[["Delete", "deleted"], false],
	[["has", "deleted"], false],
] as const)
	test(`is wrong on a table: ${traits.join(", ")} (${isWrong})`, () =>
		assert.is(hasWrongFinalizer(tableOf(traits)), isWrong));

/** Tables of a cluster, whether its routes go with them, and which tables may go at once. */
for (const [lesson, tables, leaves, released] of [
	["there is no deletion", [["Delete", "has"]], false, []],
	["its routes go first", [["Delete", "has", "deleted"]], true, []],
	["its routes stay", [["has", "deleted"]], false, ["table-0"]],
	["it does not wait for us", [["Delete", "deleted"]], false, []],
	[
		"AKO owns the routes",
		[["Delete", "has", "deleted", "Observe"]],
		false,
		["table-0"],
	],
	[
		"another table has the routes now",
		[["Delete", "has", "deleted"], []],
		false,
		["table-0"],
	],
	[
		"one of two parts wants its routes to stay",
		[
			["Delete", "has", "deleted"],
			["has", "deleted"],
		],
		false,
		["table-0", "table-1"],
	],
] as const)
	test(`a deletion: ${lesson}`, () => {
		const all = (tables as readonly (readonly Trait[])[]).map((traits, i) =>
			tableOf(traits, `table-${i}`),
		);
		const [group] = groupTables(all) as [Group];
		assert.is(isLeaving(group), leaves);
		assert.equal(
			tablesToRelease(group).map(({ name }) => name),
			released,
		);
	});

test("tables that were moved to another namespace leave their routes", () => {
	const old = tableOf(["Delete", "has", "deleted"]);
	const moved = { ...tableOf(["Delete"]), namespace: "routes", createdAt: "z" };
	const groups = groupTables([old, moved]);
	assert.equal(groups.map(isLeaving), [false]);
	assert.equal(groups.flatMap(tablesToRelease), [old]);
	assert.equal(groups[0]?.tables, [moved]);
	assert.is(groups[0]?.problem, undefined);
	const gone = { ...moved, isDeleting: true, finalizers: [FINALIZER] };
	assert.equal(groupTables([old, gone]).map(isLeaving), [true]);
});

test("a cluster without any table does not leave", () => {
	const [group] = groupTables([tableOf([])]) as [Group];
	assert.is(isLeaving({ ...group, tables: [] }), false);
});

/** Sets or takes the finalizer on a server that answers with the status: what it was sent, and what is told. */
async function written(isSet: boolean, status: number) {
	let seen = "";
	const server = createServer((request, response) => {
		seen = `${request.method} ${request.url} `;
		request.on("data", (chunk) => {
			seen += chunk;
		});
		request.on("end", () => {
			response.writeHead(status, { "Content-Type": "application/json" });
			response.end("{}");
		});
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address() as AddressInfo;
	const connection: Connection = {
		base: new URL(`http://127.0.0.1:${port}`),
		options: { agent: new Agent(), headers: {} },
		deadline: deadlineIn(10_000),
		rights: "deploy/sync",
	};
	const store = tableStore(async () => connection);
	const failed = await store.setFinalizer(tableOf([]), isSet);
	server.close();
	return { seen, failed };
}

const PATH =
	"/apis/avi-routes.dev/v1alpha1/namespaces/avi-system/aviroutetables/prod-east?fieldManager=avi-routes-sync-finalizer&force=true";
const METADATA = { name: "prod-east", namespace: "avi-system", uid: "u1" };

for (const [isSet, status, finalizers, problem] of [
	[true, 200, { finalizers: [FINALIZER] }, undefined],
	[false, 200, {}, undefined],
	[false, 404, {}, undefined],
	[
		false,
		403,
		{},
		"the credentials may not write it (403); deploy/sync/role-deletion-policy.yaml has what is needed",
	],
] as const)
	test(`is ${isSet ? "set" : "taken"}, and the answer is ${status}`, async () => {
		const { seen, failed } = await written(isSet, status);
		const object = {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRouteTable",
			metadata: { ...METADATA, ...finalizers },
		};
		assert.is(seen, `PATCH ${PATH} ${JSON.stringify(object)}`);
		assert.is(failed?.fault.message, problem);
	});

test.run();
