import { spawn } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AviController } from "../avi/controller.ts";
import { credentialFiles } from "../avi/run-sync.ts";
import { serveAvi } from "../avi/server.ts";
import { AKO_IS_OFF, routesIn, routeTable } from "../avi/tables.ts";
import { writeKubeconfig } from "../kube/kubeconfig-file.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { makeCertificates, send, startStandIn } from "../kube/stand-in.ts";
import { PROGRAM } from "../support/dist.ts";

const TABLES =
	"/apis/avi-routes.dev/v1alpha1/namespaces/avi-system/aviroutetables";
const certificates = makeCertificates();

/** A controller that is told to end while its write is on the way; Avi answers so many milliseconds later. */
async function endsInWrite(answersAfter: number) {
	const table = routeTable([["10.0.1.0/24", "192.168.0.11"]], {
		metadata: { uid: "u", generation: 1, ...AKO_IS_OFF },
	});
	const api = await startStandIn(
		certificates,
		{ [TABLES]: [table] },
		({ method }, answer) => {
			if (method === "GET") return false;
			send(answer, 200, { metadata: {} });
			return true;
		},
	);
	const kubeconfig = writeKubeconfig(scratchFolder(), certificates, {
		east: api.url,
	});
	const avi = new AviController();
	let toldAt = 0;
	const served = await serveAvi(avi, undefined, (method) => {
		if (method !== "PUT") return undefined;
		toldAt = performance.now();
		child.kill("SIGTERM");
		return new Promise((done) => setTimeout(done, answersAfter).unref());
	});
	const child = spawn(process.execPath, [
		...[PROGRAM, "sync", `--kubeconfig=${kubeconfig}`, "--poll=200ms"],
		...["--cluster-name=prod-east", "--ako-check=off", "--listen=off"],
		...[`--avi-url=${served.url}`, `--avi-credentials=${credentialFiles()}`],
	]);
	let said = "";
	for (const stream of [child.stdout, child.stderr])
		stream.on("data", (chunk) => {
			said += chunk;
		});
	const code = await new Promise((done) => child.on("close", done));
	const took = performance.now() - toldAt;
	api.stop();
	served.stop();
	const hasStatus = api.seen.some(({ method }) => method === "PATCH");
	const routes = routesIn(avi.routes());
	return { code, said, took, hasStatus, routes, puts: avi.writes.length };
}

const test = suite("a controller that is told to end");

test("finishes its write, and writes the status", async () => {
	const { code, said, hasStatus, routes } = await endsInWrite(2000);
	assert.is(code, 0, said);
	assert.is(routes.length, 1);
	assert.match(said, '"msg":"written to Avi"');
	assert.match(said, '"msg":"ended"');
	assert.ok(hasStatus);
});

test("does not wait for longer than ten seconds", async () => {
	const { code, said, took, puts } = await endsInWrite(60_000);
	assert.is(code, 0, said);
	assert.ok(took > 9000 && took < 20_000, `${took} ms`);
	assert.is(puts, 1, "it does not write again");
});

test.run();
