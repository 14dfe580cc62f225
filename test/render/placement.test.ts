import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, fileOf, inFile } from "../support/clusters.ts";
import {
	type AnyResource,
	resultsOf,
	runItems,
} from "../support/function-run.ts";

const snapshot = clusterSnapshot(clusterPool());
const TABLE = "avi-routes/prod/route-table.yaml";
const VALUES = "avi-routes/prod/ako-values-configmap.yaml";
const first = runItems([snapshot]).items;
const [, table, values] = first;

const files = (items: readonly AnyResource[]) => items.map(fileOf);
/** The resource with other annotations of our own. */
function annotated(resource: AnyResource, more: object): AnyResource {
	const { metadata } = resource;
	const annotations = { ...metadata.annotations, ...more };
	return { ...resource, metadata: { ...metadata, annotations } };
}
const user = (name: string, metadata: object = {}) => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name, namespace: "avi-system", ...metadata },
});

const test = suite("where outputs go");

/** Items beside the cluster, and the files of the outputs then: where they were, or where new ones go. */
const KEPT: readonly [
	lesson: string,
	beside: AnyResource[],
	outputs: string[],
][] = [
	["nothing changed", [table, values], [TABLE, VALUES]],
	["one was deleted", [values], [VALUES, TABLE]],
	[
		"one was moved",
		[inFile("routes/prod.yaml", table), values],
		["routes/prod.yaml", VALUES],
	],
	[
		"both are in one file",
		[inFile("all.yaml", table), inFile("all.yaml", values, 1)],
		["all.yaml", "all.yaml"],
	],
];

for (const [lesson, beside, outputs] of KEPT) {
	test(`${lesson}: they stay where they are`, () => {
		const run = runItems([snapshot, ...beside]);
		assert.is(run.exitCode, 0);
		assert.equal(files(run.items).slice(1), outputs);
		const bare = run.items.slice(1).map(({ spec, data }) => spec ?? data);
		for (const content of [table.spec, values.data])
			assert.is(
				bare.filter((c) => JSON.stringify(c) === JSON.stringify(content))
					.length,
				1,
			);
	});
}

/** The `spec.output.directory` of a first run and of the next one, and the folders that the note names. */
for (const [first, next, says] of [
	["avi-routes", "routes", "in avi-routes stay there, new ones go to routes "],
	["out", "avi-routes", "in out stay there, new ones go to avi-routes "],
	["routes", "a/routes", "in routes stay there, new ones go to a/routes "],
	["a/routes", "routes", "in a/routes stay there, new ones go to routes "],
	["routes", "routes", undefined],
] as const) {
	test(`another output.directory (${first}, then ${next}) is for new files`, () => {
		const set = (directory: string) => ({ output: { directory } });
		const before = runItems([snapshot], set(first)).items;
		const run = runItems(before, set(next));
		assert.equal(run.items, before);
		const told = resultsOf(run, "output-kept").map(({ message }) => message);
		assert.is(told.length, says === undefined ? 0 : 1);
		assert.match(told[0] ?? "", says ?? "");
	});
}

test("a changed output is replaced in its place, with the wire's annotations", () => {
	const id = { "config.k8s.io/id": "3" };
	const old = annotated({ ...table, spec: { ...table.spec, routes: [] } }, id);
	const run = runItems([snapshot, inFile("r.yaml", old, 4), values]);
	assert.equal(run.items[1], inFile("r.yaml", annotated(table, id), 4));
	assert.is(run.items.length, 3);
});

test("what is not wanted any more goes, and nothing else does", () => {
	const mine = inFile("mine.yaml", user("mine"));
	const old = inFile("old.yaml", {
		...values,
		metadata: { ...values.metadata, name: "old-ako-values" },
	});
	const theirs = annotated(old, { "avi-routes.dev/owner": "someone" });
	const secret = inFile("secret.yaml", {
		...annotated(user("s"), { "avi-routes.dev/owner": "avi-routes" }),
		kind: "Secret",
	});
	const beside = [mine, inFile("theirs.yaml", theirs), secret];
	const run = runItems([snapshot, table, values, old, ...beside]);
	assert.is(run.exitCode, 0);
	assert.equal(run.items, [snapshot, table, values, ...beside]);
	assert.equal(
		resultsOf(run, "output-removed").map(({ file }) => file?.path),
		["old.yaml"],
	);
});

/** What stands in the way of an output, the file that is told, and a part of the message. */
const CONFLICTS: readonly [item: AnyResource, says: string][] = [
	[
		inFile(TABLE, user("mine")),
		`AviRouteTable prod goes to ${TABLE}, but that file holds ConfigMap mine`,
	],
	[
		inFile("mine.yaml", {
			...values,
			metadata: user("prod-ako-values").metadata,
		}),
		"ConfigMap prod-ako-values is emitted, but mine.yaml holds one",
	],
	[
		inFile("t.yaml", annotated(table, { "avi-routes.dev/owner": "other" })),
		"AviRouteTable prod is emitted, but t.yaml holds one",
	],
];

for (const [item, says] of CONFLICTS) {
	test(`refused: ${says}`, () => {
		const run = runItems([snapshot, item]);
		const [result, ...more] = resultsOf(run, "output-path-invalid");
		assert.is(run.exitCode, 1);
		assert.equal(more, []);
		assert.is(result?.severity, "error");
		assert.is(result?.file?.path, fileOf(item));
		assert.match(result?.message ?? "", says);
		assert.equal(run.items, [snapshot, item]);
	});
}

test("another namespace or a local copy is no conflict", () => {
	const elsewhere = user("prod-ako-values", { namespace: "other" });
	const local = annotated(user("prod-ako-values"), {
		"config.kubernetes.io/local-config": "true",
	});
	for (const item of [elsewhere, local])
		assert.is(runItems([snapshot, inFile("x.yaml", item)]).exitCode, 0);
});

test.run();
