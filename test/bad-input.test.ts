import { spawnSync } from "node:child_process";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runFunction } from "../src/function.ts";
import { type BadInput, jsonList, listOf, OTHER } from "./read/bad-inputs.ts";
import { refused, unread } from "./read/refused.ts";
import { unreadable } from "./read/unreadable.ts";

const bytesOf = (input: string | Uint8Array) =>
	typeof input === "string" ? new TextEncoder().encode(input) : input;

/** Fails when it takes longer than two seconds of a processor. */
function inTime<T>(work: () => T): T {
	const start = process.cpuUsage();
	const value = work();
	const { user } = process.cpuUsage(start);
	assert.ok(user < 2_000_000, `${user / 1000} ms`);
	return value;
}

/** The built command; ten seconds of a busy machine are two of an idle one. */
const command = (input: Uint8Array) =>
	spawnSync("dist/avi-routes.cjs", {
		input,
		encoding: "utf8",
		maxBuffer: 1 << 26,
		timeout: 10_000,
	});

/** What is written is a ResourceList that holds the items as they came, and at least one error when there is trouble. */
function keepsItems({ exitCode, kept = "" }: BadInput, output = ""): void {
	assert.ok(output.includes(kept), `items changed:\n${output.slice(0, 2000)}`);
	if (exitCode !== 1) return;
	const shell = kept === "" ? output : output.replace(kept, "");
	const list = load(shell) as { kind: string; results: { severity: string }[] };
	assert.is(list.kind, "ResourceList");
	assert.is(list.results[0]?.severity, "error");
}

const test = suite("bad input");

for (const bad of [...unreadable, ...refused, ...unread]) {
	const bytes = bytesOf(bad.input);

	test(`function: ${bad.lesson}`, () => {
		const run = inTime(() => runFunction(bytes));
		const told = run.results.map(({ message }) => message);
		assert.is(run.exitCode, bad.exitCode, told.join("\n").slice(0, 1000));
		if (bad.says) assert.match(told.join("\n"), bad.says);
		for (const message of told) assert.ok(message.length < 1000, message);
		if (bad.exitCode === 2) assert.is(run.output, undefined);
		else keepsItems(bad, run.output);
	});

	test(`command: ${bad.lesson}`, () => {
		const run = command(bytes);
		assert.is(run.status, bad.exitCode, run.stderr.slice(0, 1000));
		assert.not.match(run.stderr, /^ +at |this is a bug|node:internal/m);
		if (bad.says) assert.match(run.stderr, bad.says);
		if (bad.exitCode !== 2) return keepsItems(bad, run.stdout);
		assert.is(run.stdout, "");
		assert.match(run.stderr, /^[^\n]{1,1000}\n$/);
	});
}

/** A text that ends behind a whole entry can't be told from one of fewer entries: then a check tells what is missing. */
test("a list that ends anywhere: trouble is told, and no item lost", () => {
	const whole = listOf(OTHER);
	for (let end = 0; end < whole.length - OTHER.length; end += 97) {
		const cut = whole.slice(0, end);
		const { exitCode, output = "", results } = runFunction(bytesOf(cut));
		const trouble = results.find(
			({ severity, tags }) =>
				severity === "error" || tags.check === "node-without-cilium-node",
		);
		assert.ok(trouble, `nothing told after ${end} bytes`);
		const items = cut.split("\nitems:\n")[1] ?? "";
		if (exitCode < 2) assert.ok(output.includes(items), `after ${end}`);
	}
});

const NAMES = [
	...["__proto__", "constructor", "toString", "a\u001b[31mb", "a\nb", "a\rb"],
	...[
		"x".repeat(300),
		"\u202eb",
		"a\u2028b",
		"\ud800",
		"../../a",
		"<b>",
		"`a`",
	],
];

for (const name of NAMES)
	test(`the name ${JSON.stringify(name.slice(0, 20))} is only a name`, () => {
		const node = { apiVersion: "v1", kind: "Node", metadata: { name } };
		const item = JSON.stringify({ ...node, spec: { podCIDRs: name } });
		const json = runFunction(bytesOf(jsonList(item)));
		assert.is(json.exitCode, 1);
		assert.ok(json.output?.includes(item));
		const run = command(bytesOf(listOf(`- ${item}\n`)));
		assert.is(run.status, 1);
		assert.ok(run.stdout.includes(item));
		const kept = load(run.stdout) as { items: { metadata: unknown }[] };
		assert.equal(kept.items.at(-1)?.metadata, { name });
		assert.not.match(run.stderr, /(?!\n)\p{Cc}|\u202e|\u2028| {4}at /u);
		for (const line of run.stderr.trimEnd().split("\n"))
			assert.match(line, /^error: \[[a-z-]+\] [^\n]{1,999}$/);
	});

test.run();
