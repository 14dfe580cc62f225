import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runFunction } from "../src/function.ts";
import { runText } from "./support/function-run.ts";

const HEADER =
	"apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n";
const SNAPSHOT =
	"- apiVersion: avi-routes.dev/v1alpha1\n  kind: ClusterSnapshot\n  metadata:\n    name: prod\n";
const UNREAD =
	"- apiVersion: example.com/v1\n  kind: Other\n  metadata:\n    name: other\n";
const DEEP = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
const JSON_LIST = (item: string) =>
	`{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[${item}]}`;

/** Nine levels of nine aliases: a billion values in a few lines. */
const BOMB = Array.from(
	{ length: 9 },
	(_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
);
const bombAt = (margin: string) =>
	["a0: &a0 [x]", ...BOMB].map((line) => `${margin}${line}\n`).join("");

const run = (text: string) => runFunction(new TextEncoder().encode(text));

const test = suite("trouble with the input");

/** Input that can't be read at all: one line on standard error, no output, exit code 2. */
for (const [lesson, text, says] of [
	["nothing", "", "the input is empty"],
	["blank", " \n\n", "the input is blank"],
	["a scalar", "hello\n", 'the scalar "hello"'],
	["a sequence", "- a\n- b\n", "a sequence, not a mapping"],
	["no YAML", "kind: [\n", "not valid YAML"],
	["no JSON", '{"kind": "ResourceList", "items": [}', "not valid"],
	["no kind", "items: []\n", "without a kind"],
	[
		"another kind",
		"kind: Pod\nitems: []\n",
		'the string "Pod", not a ResourceList',
	],
	[
		"several documents",
		`${HEADER}${UNREAD}---\nkind: ResourceList\n`,
		"several YAML documents",
	],
	[
		"a key twice at the top",
		`${HEADER}${UNREAD}items: []\n`,
		"a key stands twice",
	],
	[
		"a key twice in JSON",
		JSON_LIST('{"kind":"Node","kind":"Pod"}'),
		'the key "kind" stands twice',
	],
	["depth in JSON", JSON_LIST(`{"a":${DEEP}}`), "nested more than 100 levels"],
	[
		"depth at the top",
		`${HEADER}${UNREAD}functionConfig: ${DEEP}\n`,
		"nested more than 100 levels",
	],
	[
		"an alias bomb across items",
		`${HEADER}- b:\n${bombAt("    ")}- c: *a9\n`,
		"YAML aliases that stand for more than",
	],
] as const) {
	test(`unreadable: ${lesson}`, () => {
		const { exitCode, output, results } = run(text);
		assert.equal([exitCode, output, results.length], [2, undefined, 1]);
		assert.match(results[0]?.message ?? "", says);
		assert.not.match(results[0]?.message ?? "", "\n");
	});
}

for (const [lesson, bytes] of [
	["UTF-16 that ends in a character", Buffer.from([0xff, 0xfe, 0x6b])],
	["a binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00])],
] as const) {
	test(`unreadable: ${lesson}`, () => {
		const { exitCode, results } = runFunction(bytes);
		assert.is(exitCode, 2);
		assert.match(results[0]?.message ?? "", "neither UTF-8 nor UTF-16");
	});
}

/** Lists that were read, with something wrong in them: a result each, exit code 1, every item still there. */
for (const [lesson, text, ...says] of [
	["no items", HEADER.replace("items:\n", ""), "items is missing"],
	["items null", HEADER, "items is null"],
	[
		"items a mapping",
		HEADER.replace("items:", "items: {}"),
		"items is an object",
	],
	["items empty", HEADER.replace("items:", "items: []"), "no cluster found"],
	[
		"items that are none",
		`${HEADER}- null\n- text\n- []\n`,
		"line 4",
		"line 5",
		"line 6",
	],
	[
		"no kind",
		`${HEADER}- apiVersion: v1\n  metadata: {name: a}\n`,
		"has no kind",
	],
	[
		"no apiVersion",
		`${HEADER}- kind: A\n  metadata: {name: a}\n`,
		"has no apiVersion",
	],
	[
		"no name",
		`${HEADER}- apiVersion: v1\n  kind: Node\n`,
		"line 4 of the input: a resource of kind Node has no metadata.name",
	],
	[
		"a number as name",
		`${HEADER}- apiVersion: v1\n  kind: Node\n  metadata: {name: 12}\n`,
		"has 12 as metadata.name",
	],
	[
		"a kind of ours that is none",
		`${HEADER}- apiVersion: avi-routes.dev/v1alpha1\n  kind: AviRoute\n  metadata: {name: a}\n`,
		"avi-routes.dev/v1alpha1 has no kind AviRoute; did you mean AviRoutes?",
	],
	[
		"another version of the list",
		`${HEADER.replace("/v1", "/v7")}${UNREAD}`,
		'"config.kubernetes.io/v7"',
	],
	[
		"a key twice in what is read",
		`${HEADER}${SNAPSHOT}  spec:\n    nodes: []\n    nodes: []\n`,
		"a key stands twice",
	],
	[
		"depth in what is read",
		`${HEADER}${SNAPSHOT}  spec: ${DEEP}\n`,
		"nested more than 100 levels",
	],
	[
		"a bomb in what is read",
		`${HEADER}${SNAPSHOT}  spec:\n${bombAt("    ")}`,
		"more than 20 YAML aliases",
	],
	[
		"a wrong type",
		`${HEADER}${SNAPSHOT}  spec:\n    nodes:\n    - {name: a, podCIDRs: 10.0.0.0/24}\n`,
		'spec.nodes[0].podCIDRs is the string "10.0.0.0/24"; want an array',
	],
	[
		"an unknown field",
		`${HEADER}${SNAPSHOT}  spec:\n    node: []\n`,
		"did you mean nodes?",
	],
	[
		"a ConfigMap with a number",
		`${HEADER}- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: cilium-config}\n  data: {enable-sctp: true}\n`,
		"data.enable-sctp is the boolean true; want a string",
	],
] as const) {
	test(`read, and refused: ${lesson}`, () => {
		const { exitCode, output = "", results } = run(text);
		assert.is(exitCode, 1);
		const told = results.map(({ message }) => message).join("\n");
		for (const part of says)
			assert.ok(told.includes(part), `${told}\nlacks ${part}`);
		const given = text.slice(HEADER.length);
		if (text.startsWith(HEADER) && given !== "")
			assert.ok(output.includes(given), output);
	});
}

test("an item that nobody reads passes through, whatever is in it", () => {
	const odd = `${UNREAD}  spec: ${DEEP}\n  spec: twice\n  bad: "no end\n`;
	const quickstart = readFileSync(
		"examples/quickstart/cluster-snapshot.yaml",
		"utf8",
	);
	const snapshot = `-${quickstart.replace(/^(?=.)/gm, "  ").slice(1)}`;
	const { exitCode, output = "" } = runFunction(
		new TextEncoder().encode(HEADER + odd + snapshot),
	);
	assert.is(exitCode, 0);
	assert.ok(output.includes(odd));
});

test("a snapshot of 5,000 nodes is read in less than a second", () => {
	const line = (i: number) =>
		`    - {name: worker-${i}, addresses: [{type: InternalIP, address: 192.168.${i >> 8}.${i & 255}}], podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24], kernelVersion: 6.8.0-45-generic}\n`;
	const cilium = (i: number) =>
		`    - {name: worker-${i}, podCIDRs: [10.${64 + (i >> 8)}.${i & 255}.0/24]}\n`;
	const numbers = Array.from({ length: 5000 }, (_, i) => i);
	const text = `${HEADER}${SNAPSHOT}  spec:\n    ciliumConfig: {ipam: cluster-pool}\n    nodes:\n${numbers.map(line).join("")}    ciliumNodes:\n${numbers.map(cilium).join("")}`;
	const start = process.cpuUsage();
	const { exitCode, results } = runFunction(new TextEncoder().encode(text));
	const { user } = process.cpuUsage(start);
	assert.is(exitCode, 0);
	assert.match(results[0]?.message ?? "", "5000 routes for 5000 of 5000 nodes");
	assert.ok(
		user < 3_000_000,
		`${user / 1000} ms of processor time on a busy machine`,
	);
});

/** A file that ends anywhere: never a crash, never an item less, never fewer routes without an error. */
test("a truncated list loses nothing", () => {
	const whole = readFileSync(
		"fixtures/raw-objects-from-kubectl/input.yaml",
		"utf8",
	);
	for (let end = 0; end < whole.length; end += 997) {
		const { exitCode, output = "", results } = run(whole.slice(0, end));
		assert.ok(exitCode > 0, `exit code 0 after ${end} characters`);
		assert.ok(results.length > 0);
		const items = whole.slice(0, end).split("\nitems:\n")[1] ?? "";
		if (exitCode === 1) assert.ok(output.includes(items), `after ${end}`);
	}
});

test("hostile names stay in their place", () => {
	const names = [
		"../../etc/passwd",
		"__proto__",
		"constructor",
		"a\u001b[31mb",
		"x".repeat(300),
		"\u202eevil",
	];
	for (const name of names) {
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
		const { items, exitCode } = runText(
			JSON.stringify({
				apiVersion: "config.kubernetes.io/v1",
				kind: "ResourceList",
				items: [item],
				functionConfig: {
					apiVersion: "avi-routes.dev/v1alpha1",
					kind: "AviRoutes",
					metadata: { name: "a" },
					spec: { checks: { "*": "warning" } },
				},
			}),
		);
		assert.is(exitCode, 0, name);
		const paths = items.map(
			({ metadata }) =>
				metadata.annotations?.["internal.config.kubernetes.io/path"] ?? "",
		);
		for (const path of paths.filter((found) => found !== ""))
			assert.match(path, /^avi-routes\/[a-z0-9-]{1,63}\/[a-z-]+\.yaml$/);
	}
});

test("the command writes errors to standard error without control characters, and no stack", () => {
	const input = JSON_LIST(
		'{"apiVersion":"v1","kind":"Node","metadata":{"name":"\\u001b[31mred"},"spec":{"podCIDRs":1}}',
	);
	const { status, stdout, stderr } = spawnSync("dist/avi-routes.cjs", {
		input,
		encoding: "utf8",
	});
	assert.is(status, 1);
	assert.match(stderr, "\\u{1b}[31mred");
	assert.not.match(stderr, "    at ");
	assert.is(JSON.parse(stdout).items.length, 1);
});

test.run();
