import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { checkCommand, renderCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const packaged = (text: string) =>
	packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
		"more.yaml": text,
	});

async function says(root: string): Promise<string> {
	const run = await checkCommand([root], async () => Buffer.of());
	return run.stdout;
}

const test = suite("objects that people write");

const LABELS =
	"apiVersion: v1\nkind: Node\nmetadata: {name: worker-1, labels: {a: b}}\n";

test("a Node that sets labels is no dump, and is deployed", async () => {
	const root = packaged(LABELS);
	assert.is(await says(root), "no findings in 1 cluster, 3 routes\n");
	assert.match(renderCommand([root]).stdout, LABELS);
});

for (const [lesson, text] of [
	["spec", `${LABELS}spec: {}\n`],
	["a uid", LABELS.replace("labels", "uid: x, labels")],
	["addresses", `${LABELS}status: {addresses: []}\n`],
] as const)
	test(`a Node with ${lesson} is a dump`, async () => {
		const root = packaged(text);
		assert.match(await says(root), "error: [cluster-ambiguous]");
	});

test("null in a ConfigMap is an empty text, as for the API server", async () => {
	const data = "data: {ipam: cluster-pool, ipam-multi-pool-pre-allocation: }\n";
	const root = packaged(
		`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cilium-config}\n${data}`,
	);
	assert.is(await says(root), "no findings in 1 cluster, 3 routes\n");
});

test.run();
