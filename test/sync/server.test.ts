import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseCommand } from "../../src/commands/command-line/parse-command.ts";
import { SYNC } from "../../src/commands/command-line/table.ts";
import { readSyncArgs } from "../../src/commands/sync/args.ts";
import { serveProbes } from "../../src/sync/server.ts";

const test = suite("probes and metrics");

for (const [given, expected] of [
	[[], { port: 8080 }],
	[["--listen=:9090"], { port: 9090 }],
	[["--listen=127.0.0.1:0"], { host: "127.0.0.1", port: 0 }],
	[["--listen=[::1]:80"], { host: "::1", port: 80 }],
	[["--listen=off"], undefined],
] as const)
	test(`where to listen: ${given[0] ?? "the default"}`, () => {
		const parsed = parseCommand(SYNC, given);
		if ("problem" in parsed) throw new Error(parsed.problem);
		const args = readSyncArgs(parsed.values);
		if ("problem" in args) throw new Error(args.problem);
		assert.equal(args.listen, expected);
	});

test("without a host, IPv4 is answered whatever the node has", async () => {
	const served = await serveProbes(
		{ port: 0 },
		{ isAlive: () => true, isReady: () => false, metrics: () => "" },
	);
	if ("problem" in served) throw new Error(served.problem);
	const status = async (path: string) =>
		(await fetch(`http://127.0.0.1:${served.port}${path}`)).status;
	assert.equal([await status("/healthz"), await status("/readyz")], [200, 503]);
	served.close();
});

test.run();
