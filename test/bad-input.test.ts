import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runFunction } from "../src/function.ts";
import { type BadInput, jsonList, listOf } from "./read/bad-inputs.ts";
import { refused, unread } from "./read/refused.ts";
import { unreadable } from "./read/unreadable.ts";
import { PROGRAM } from "./support/dist.ts";
import { runText } from "./support/function-run.ts";

const bytesOf = (input: string | Uint8Array) =>
	typeof input === "string" ? new TextEncoder().encode(input) : input;

/** The built command. */
const command = (input: Uint8Array) =>
	spawnSync(PROGRAM, {
		input,
		encoding: "utf8",
		maxBuffer: 1 << 26,
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
		const run = runFunction(bytes);
		const told = run.results.map(({ message }) => message);
		assert.is(run.exitCode, bad.exitCode, told.join("\n").slice(0, 1000));
		if (bad.says) assert.match(told.join("\n"), bad.says);
		for (const message of told) assert.ok(message.length < 1000, message);
		if (bad.exitCode === 2) assert.is(run.output, undefined);
		else keepsItems(bad, run.output);
	});
}

for (const { lesson, input, says } of unreadable)
	test(`command: ${lesson}`, () => {
		const run = command(bytesOf(input));
		assert.is(run.status, 2, run.stderr.slice(0, 1000));
		assert.not.match(run.stderr, /^ +at |this is a bug|node:internal/m);
		if (says) assert.match(run.stderr, says);
		assert.is(run.stdout, "");
		assert.match(run.stderr, /^[^\n]{1,1000}\n$/);
	});

/** A file that ends anywhere: never a crash, never an item less, never fewer routes without an error. */
test("a list that ends anywhere loses nothing", () => {
	const file = "fixtures/raw-objects-from-kubectl/input.yaml";
	const whole = readFileSync(file, "utf8");
	for (let end = 0; end < whole.length; end += 997) {
		const cut = whole.slice(0, end);
		const { exitCode, output = "", results } = runFunction(bytesOf(cut));
		assert.ok(exitCode > 0, `exit code 0 after ${end} characters`);
		assert.ok(results.length > 0);
		const items = cut.split("\nitems:\n")[1] ?? "";
		if (exitCode === 1) assert.ok(output.includes(items), `after ${end}`);
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

test("names lead to no file outside of the folder", () => {
	for (const name of NAMES) {
		const item = {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "ClusterSnapshot",
			metadata: { name },
			spec: {
				ciliumConfig: { ipam: "cluster-pool" },
				nodes: [
					{
						name,
						podCIDRs: [],
						addresses: [{ type: "InternalIP", address: "1.2.3.4" }],
					},
				],
				ciliumNodes: [{ name, podCIDRs: ["10.0.0.0/24"] }],
			},
		};
		const config = {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRoutes",
			metadata: { name: "a" },
			spec: { checks: { "*": "warning" } },
		};
		const [one, other] = [item, config].map((value) => JSON.stringify(value));
		const { items, exitCode } = runText(jsonList(`${one},${other}`));
		assert.is(exitCode, 0, name);
		const paths = items.map(
			({ metadata }) =>
				metadata.annotations?.["internal.config.kubernetes.io/path"] ?? "",
		);
		for (const path of paths.filter((found) => found !== ""))
			assert.match(path, /^avi-routes\/[a-z0-9-]{1,63}\/[a-z-]+\.yaml$/);
	}
});

test.run();
