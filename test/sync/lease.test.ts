import { spawn } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NO_LEASE, renewLease } from "../../src/kube/lease.ts";
import { credentialFiles } from "../avi/run-sync.ts";
import { connected } from "../kube/connected.ts";
import { writeKubeconfig } from "../kube/kubeconfig-file.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import {
	makeCertificates,
	send,
	startStandIn,
	statusBody,
} from "../kube/stand-in.ts";
import { PROGRAM } from "../support/dist.ts";

const certificates = makeCertificates();
const TODAY = Date.UTC(2026, 5, 1, 12);
const NAME = { namespace: "avi-system", name: "avi-routes-sync" };

interface Written {
	readonly spec?: { readonly renewTime?: string };
}

/** An API server with one Lease: who holds it, when that one renewed it, and how writes to it are answered. */
async function leaseServer() {
	const lease = { holder: undefined as string | undefined, renewed: "1" };
	const writes = { status: 200, methods: [] as string[], last: {} as Written };
	const api = await startStandIn(
		certificates,
		{},
		({ method, path }, answer) => {
			if (!/\/leases/.test(path)) return false;
			if (method !== "GET") {
				writes.methods.push(method);
				const { status } = writes;
				answer.req.on("data", (body) => {
					writes.last = JSON.parse(String(body));
					send(answer, status, status === 200 ? {} : statusBody(status));
				});
			} else if (lease.holder === undefined) send(answer, 404, statusBody(404));
			else
				send(answer, 200, {
					metadata: { name: NAME.name, annotations: { kept: "yes" } },
					spec: {
						holderIdentity: lease.holder,
						renewTime: lease.renewed,
						leaseDurationSeconds: 15,
					},
				});
			return true;
		},
	);
	const kubeconfig = writeKubeconfig(scratchFolder(), certificates, {
		east: api.url,
	});
	return { lease, writes, kubeconfig, stop: api.stop };
}

/** Somebody who wants the Lease, with a clock that the test moves; what each renewal came to. */
async function candidate(kubeconfig: string) {
	const connection = await connected(kubeconfig);
	const clock = { now: 100_000 };
	let view = NO_LEASE;
	return async (seconds: number) => {
		clock.now += seconds * 1000;
		const renewed = await renewLease(
			connection,
			{ ...NAME, identity: "us" },
			view,
			{ annotations: {}, now: () => TODAY, elapsed: () => clock.now },
		);
		view = renewed.view;
		return `${view.isHeld ? "held" : "not held"}${renewed.problem ? `: ${renewed.problem}` : ""}`;
	};
}

const test = suite("the Lease");

test("one that is absent, released, or ours already is taken", async () => {
	for (const [holder, method] of [
		[undefined, "POST"],
		["", "PUT"],
		["us", "PUT"],
	] as const) {
		const { lease, writes, kubeconfig, stop } = await leaseServer();
		lease.holder = holder;
		const renew = await candidate(kubeconfig);
		assert.is(await renew(0), "held");
		assert.equal(writes.methods, [method]);
		assert.is(writes.last.spec?.renewTime, "2026-06-01T12:00:00.000000Z");
		stop();
	}
});

test("another's is taken when it was not renewed for 15 seconds of our clock", async () => {
	const { lease, writes, kubeconfig, stop } = await leaseServer();
	lease.holder = "another";
	// Its clock says nothing to us: this is long ago.
	lease.renewed = "2001-01-01T00:00:00.000000Z";
	const renew = await candidate(kubeconfig);
	assert.is(await renew(0), "not held");
	assert.is(await renew(14), "not held");
	lease.renewed = "2001-01-01T00:00:10.000000Z";
	assert.is(await renew(5), "not held");
	assert.is(await renew(14), "not held");
	assert.equal(writes.methods, []);
	assert.is(await renew(1), "held");
	stop();
});

test("of several that take it at once all but one wait, without a warning", async () => {
	const { lease, writes, kubeconfig, stop } = await leaseServer();
	const renew = await candidate(kubeconfig);
	writes.status = 409;
	assert.is(await renew(0), "not held");
	lease.holder = "";
	assert.is(await renew(5), "not held");
	writes.status = 403;
	assert.match(await renew(5), /^not held: .*may not write it/);
	stop();
});

test("it is lost to another one at once, and after ten seconds without a renewal", async () => {
	const { lease, writes, kubeconfig, stop } = await leaseServer();
	lease.holder = "us";
	const renew = await candidate(kubeconfig);
	assert.is(await renew(0), "held");
	writes.status = 409;
	assert.match(await renew(5), /^held: lease avi-system\/avi-routes-sync: /);
	assert.match(await renew(5), /^not held: /);
	writes.status = 200;
	assert.is(await renew(1), "held");
	lease.holder = "another";
	assert.is(await renew(1), "not held");
	stop();
});

/** A controller that wants the Lease; `said` is its log. */
function controllerAt(kubeconfig: string) {
	const child = spawn(process.execPath, [
		...[PROGRAM, "sync", `--kubeconfig=${kubeconfig}`, "--leader-elect"],
		...["--cluster-name=prod-east", "--avi-url=http://127.0.0.1:1"],
		...[`--avi-credentials=${credentialFiles()}`, "--listen=off"],
	]);
	const controller = {
		said: "",
		stop: () => child.kill("SIGTERM"),
		code: new Promise((done) => child.on("close", done)),
	};
	for (const stream of [child.stdout, child.stderr])
		stream.on("data", (chunk) => {
			controller.said += chunk;
		});
	return controller;
}

test("a controller that loses it ends with 1", async () => {
	const { lease, writes, kubeconfig, stop } = await leaseServer();
	const controller = controllerAt(kubeconfig);
	const taking = setInterval(() => {
		if (writes.methods.length > 0) lease.holder = "another";
	}, 100);
	const code = await controller.code;
	clearInterval(taking);
	stop();
	assert.is(code, 1, controller.said);
	assert.match(controller.said, '"msg":"the Lease is lost"');
	assert.is(writes.methods.length, 1, "it does not take it from the other");
});

test("one that waits says for whom, once", async () => {
	const { lease, kubeconfig, stop } = await leaseServer();
	lease.holder = "another";
	const controller = controllerAt(kubeconfig);
	const renewing = setInterval(() => {
		lease.renewed += "1";
	}, 1000);
	await new Promise((done) => setTimeout(done, 12_000));
	controller.stop();
	assert.is(await controller.code, 0, controller.said);
	clearInterval(renewing);
	stop();
	const lines = controller.said.match(
		/"msg":"waiting for the Lease","holder":"another"/g,
	);
	assert.is(lines?.length, 1, controller.said);
});

test.run();
