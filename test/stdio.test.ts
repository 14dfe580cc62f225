import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runFunction } from "../src/function.ts";
import { PROGRAM } from "./support/dist.ts";

const FIXTURE = readFileSync("fixtures/cluster-pool/input.yaml", "utf8");
const POD =
	"- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n  spec: {a: é}\n";

/** Both ends of a connection; what a process does with its end never waits. */
async function ends(): Promise<[Socket, Socket]> {
	const path = join(tmpdir(), `avi-routes-${process.pid}-${Math.random()}`);
	const server = createServer().listen(path);
	const near = new Promise<Socket>((done) => server.once("connection", done));
	const far = connect(path);
	await new Promise((done) => far.once("connect", done));
	server.close();
	return [await near, far];
}

const test = suite("standard input and output");

test("that never wait are waited for", async () => {
	const text = FIXTURE.replace("items:\n", `items:\n${POD.repeat(40_000)}`);
	const [input, inputEnd] = await ends();
	const [output, outputEnd] = await ends();
	const child = spawn(process.execPath, [PROGRAM], {
		stdio: [inputEnd, outputEnd, "inherit"],
	});
	inputEnd.destroy();
	outputEnd.destroy();
	// Long enough for the process to find nothing to read, and then nobody who reads.
	await new Promise((done) => setTimeout(done, 500));
	input.end(text);
	await new Promise((done) => setTimeout(done, 1500));
	const chunks: Buffer[] = [];
	for await (const chunk of output) chunks.push(chunk as Buffer);
	const status = await new Promise((done) => child.once("close", done));
	assert.is(status ?? child.exitCode, 0);
	const wanted = runFunction(new TextEncoder().encode(text)).output;
	assert.is(Buffer.concat(chunks).toString(), wanted);
});

for (const before of ["", "a"])
	test(`pass on long items of long signs behind ${JSON.stringify(before)}`, () => {
		const pod = POD.replace("é", `'${before}${"😀".repeat(150_000)}'`);
		const input = FIXTURE.replace("items:\n", `items:\n${pod}${POD}`);
		const { stdout } = spawnSync(process.execPath, [PROGRAM], {
			input,
			maxBuffer: 1e8,
		});
		const wanted = runFunction(new TextEncoder().encode(input)).output;
		assert.ok(stdout.toString() === wanted, "the output is another one");
	});

test.run();
