import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { checkCommand, explainCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const noInput = async () => new Uint8Array();

/** A package of so many nodes, of which as many have CiliumNodes that bear an error. */
function failing(nodes: number, errors: number): string {
	const numbers = Array.from({ length: errors }, (_, i) => i + 1);
	const ciliumNodes = Object.fromEntries(
		numbers.map((n) => [n, { error: "pool is full" }]),
	);
	return packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool({ ciliumNodes }, nodes)),
	});
}

const three = failing(4, 3);

const test = suite("one cause in the formats");

test("text tells it once, and counts it once", async () => {
	const { stdout } = await checkCommand([three], noInput);
	assert.is(stdout.match(/cilium-node-error/g)?.length, 1);
	assert.match(stdout, "3 of 4 CiliumNodes of cluster prod");
	assert.match(stdout, /^1 warning in 1 cluster, 4 routes$/m);
});

test("text counts what is too much to be told", async () => {
	const numbers = Array.from({ length: 60 }, (_, i) => i + 1);
	const ciliumNodes = Object.fromEntries(
		numbers.map((n) => [n, { error: `error ${n}` }]),
	);
	const root = packageOf({
		"prod.yaml": snapshotText(clusterPool({ ciliumNodes }, 60)),
	});
	const text = (await checkCommand([root], noInput)).stdout;
	assert.match(text, "and 40 more results of cilium-node-error");
	assert.match(text, /^60 warnings in 1 cluster, 60 routes$/m);
	const json = (await checkCommand(["-o", "json", root], noInput)).stdout;
	const { counts, results } = JSON.parse(json);
	assert.is(counts.warning, 60);
	assert.is(results.at(-1).instances.length, 40);
	const sarif = (await checkCommand(["-o", "sarif", root], noInput)).stdout;
	assert.is(JSON.parse(sarif).runs[0].results.length, 60);
});

test("JSON and SARIF hold each of them, with its place", async () => {
	const json = await checkCommand(["-o", "json", three], noInput);
	const [told] = JSON.parse(json.stdout).results;
	const subjects = [1, 2, 3].map((n) => `spec.ciliumNodes[worker-${n}].error`);
	assert.equal(
		told.instances.map(({ field }: AnyResource) => field.subject),
		subjects,
	);
	const lines = told.instances.map(({ line }: AnyResource) => line);
	assert.is(new Set(lines).size, 3);
	const sarif = await checkCommand(["-o", "sarif", three], noInput);
	const { results } = JSON.parse(sarif.stdout).runs[0];
	assert.equal(
		results.map(({ locations }: AnyResource) =>
			locations[0].logicalLocations[0].fullyQualifiedName.split("/").at(-1),
		),
		subjects,
	);
	const prints = results.map(
		({ partialFingerprints }: AnyResource) =>
			partialFingerprints["aviRoutes/v1"],
	);
	assert.is(new Set(prints).size, 3);
});

test("a conflict of clusters keeps its fingerprint when another CIDR is its example", async () => {
	const conflictOf = async (ciliumNodes: object) => {
		const cluster = (clusterName: string, changes: object = {}) =>
			snapshotText(
				clusterPool({
					akoConfig: { cniPlugin: "cilium", clusterName },
					...changes,
				}),
				clusterName,
			);
		const root = packageOf({
			"a.yaml": cluster("a"),
			"b.yaml": cluster("b", { ciliumNodes }),
		});
		const sarif = await checkCommand(["-o", "sarif", root], noInput);
		const { results } = JSON.parse(sarif.stdout).runs[0];
		const [found, ...more] = results.filter(
			({ ruleId }: AnyResource) => ruleId === "vrf-prefix-conflict",
		);
		assert.equal(more, []);
		const fingerprint: string = found.partialFingerprints["aviRoutes/v1"];
		return { fingerprint, text: found.message.text as string };
	};
	const before = await conflictOf({});
	const after = await conflictOf({ 1: { podCIDRs: ["10.9.0.0/24"] } });
	assert.match(before.text, "10.0.1.0/24 of node worker-1");
	assert.match(after.text, "10.0.2.0/24 of node worker-2");
	assert.is(after.fingerprint, before.fingerprint);
});

test("explain shows a node its own result", async () => {
	const seen = async (node: string) =>
		(await explainCommand([node, three], noInput)).stdout;
	assert.match(
		await seen("worker-2"),
		'[cilium-node-error] Cilium\'s operator says of CiliumNode worker-2: "pool is full"',
	);
	assert.not.match(await seen("worker-2"), "worker-1");
	assert.not.match(await seen("worker-4"), "cilium-node-error");
});

test.run();
