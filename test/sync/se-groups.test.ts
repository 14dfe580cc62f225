import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AkoWatch, akoReaders } from "../../src/sync/ako-watch.ts";
import { deliveryOf } from "../../src/sync/delivery.ts";
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

const CONFIG = "/api/v1/namespaces/avi-system/configmaps/avi-k8s-config";
const INFRA = "/apis/ako.vmware.com/v1alpha1/aviinfrasettings";
const certificates = makeCertificates();

/** AKO's settings with such SE group; undefined for a cluster without them. */
const settings = (data: object) => ({
	kind: "ConfigMap",
	metadata: { name: "avi-k8s-config", uid: "c" },
	data: { clusterName: "prod-east", ...data },
});

const infra = (name: string, spec: object, status?: object) =>
	({
		kind: "AviInfraSetting",
		metadata: { name },
		spec,
		status,
	}) as unknown as AnyResource;

/** A watch over a cluster that the test changes; `refuses` is the status for AviInfraSettings. */
async function watching(content: Content, refuses = { status: 0 }) {
	const api = await startStandIn(certificates, content, (seen, response) => {
		if (refuses.status === 0 || seen.path !== INFRA) return false;
		send(response, refuses.status, statusBody(refuses.status));
		return true;
	});
	const file = writeKubeconfig(scratchFolder(), certificates, {
		east: api.url,
	});
	const connection = await connected(file);
	const clock = { now: 0 };
	const watch = new AkoWatch(
		["avi-system"],
		akoReaders(async () => connection),
		{
			now: () => clock.now,
			elapsed: () => clock.now,
			interval: 30_000,
		},
	);
	await watch.poll();
	return { watch, clock };
}

const test = suite("the SE groups whose labels are looked at");

for (const [what, content, expected] of [
	["AKO's", { [CONFIG]: settings({ serviceEngineGroupName: "A" }) }, ["A"]],
	["AKO's default", { [CONFIG]: settings({}) }, ["Default-Group"]],
	[
		"those of AviInfraSettings besides, each once",
		{
			[CONFIG]: settings({ serviceEngineGroupName: "A" }),
			[INFRA]: [
				infra("one", { seGroup: { name: "B" } }),
				infra("again", { seGroup: { name: "B" } }),
				infra("AKO's", { seGroup: { name: "A" } }),
				infra("none", { network: {} }),
				infra("null", { seGroup: null }),
				infra("waiting", { seGroup: { name: "C" } }, { status: "" }),
				infra("rejected", { seGroup: { name: "D" } }, { status: "Rejected" }),
			],
		},
		["A", "B", "C"],
	],
	[
		"those of AviInfraSettings alone, where AKO has no settings",
		{ [INFRA]: [infra("one", { seGroup: { name: "B" } })] },
		["B"],
	],
	["none", {}, []],
] as const)
	test(what, async () => {
		const { watch } = await watching(content as Content);
		assert.equal(watch.seGroups, { names: expected });
	});

test("without the CRD there is nothing to say; without the right there is", async () => {
	const content = { [CONFIG]: settings({}) };
	for (const [status, problem] of [
		[404, undefined],
		[403, /may not list them; apply deploy\/sync\/cluster-role\.yaml/],
		[400, /the API server answers 400/],
	] as const) {
		const { watch } = await watching(content, { status });
		assert.equal(watch.seGroups.names, ["Default-Group"]);
		if (problem === undefined) assert.is(watch.seGroups.problem, undefined);
		else assert.match(watch.seGroups.problem ?? "", problem);
	}
});

test("a new AviInfraSetting is something new", async () => {
	const content: Content = { [CONFIG]: settings({}) };
	const { watch, clock } = await watching(content);
	clock.now += 30_000;
	assert.is(await watch.poll(), false);
	content[INFRA] = [infra("one", { seGroup: { name: "B" } })];
	assert.is(await watch.poll(), false, "not due");
	clock.now += 30_000;
	assert.is(await watch.poll(), true);
	assert.equal(watch.seGroups.names, ["Default-Group", "B"]);
});

test("what is not known is said where all is well", () => {
	const labels = [{ key: "clustername", value: "prod-east" }];
	const { status, message } = deliveryOf("prod-east", {
		names: ["A"],
		found: { groups: [{ name: "A", labels }] },
		problem: "AviInfraSettings: no right",
	});
	assert.is(status, "True");
	assert.match(
		message,
		"; the list of SE groups may be incomplete: AviInfraSettings: no right",
	);
});

test.run();
