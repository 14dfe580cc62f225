import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openAvi } from "../../src/commands/sync/open-avi.ts";
import { makeCertificates } from "../kube/stand-in.ts";
import { AviController } from "./controller.ts";
import { credentialFiles } from "./run-sync.ts";
import { serveAvi } from "./server.ts";

// The build replaces it.
Object.assign(globalThis, { AVI_ROUTES_VERSION: "test" });

const test = suite("the session of a process that runs long");

test("a certificate of a new authority needs a new file, and no restart", async () => {
	const certificates = makeCertificates();
	const folder = credentialFiles({
		certificateAuthorityData: certificates.server.cert,
	});
	const avi = new AviController();
	const served = await serveAvi(avi, certificates);
	const { session, close } = openAvi(new URL(served.url), {
		"avi-credentials": folder,
	} as Parameters<typeof openAvi>[1]);
	const ask = async () => {
		const path = "/api/vrfcontext";
		const got = await session.ask({ method: "GET", path, tenant: "admin" });
		return "fault" in got ? got.fault.message : "ok";
	};
	assert.is(await ask(), "ok");
	served.renew(certificates.other);
	assert.match(await ask(), /TLS can't be verified/);
	writeFileSync(
		join(folder, "certificateAuthorityData"),
		certificates.other.cert,
	);
	assert.is(await ask(), "ok");
	assert.is(avi.log.filter(({ path }) => path === "/login").length, 1);
	close();
	served.stop();
});

test.run();
