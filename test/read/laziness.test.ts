import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readText } from "../../src/read/read-input.ts";
import { writeList } from "../../src/write/write-list.ts";

const HEAD =
	"apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n";

/** Bodies that no YAML parser takes, below a plain head. */
const BODIES = [
	'  spec: "no end\n  more: }{\n',
	"  spec: [\n    a: b: c\n",
	"  spec: *nothing\n  spec: twice\n",
	"  @: `\n  - a\n",
	"  spec: !!js/function 'x'\n     deeper\n   shallower\n",
	"  spec: |\n      text\n    less\n",
];

/** The milliseconds of a processor that the work takes. */
function timeOf(work: () => void): number {
	const start = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}

function read(text: string) {
	const result = readText(text);
	assert.ok("input" in result);
	assert.equal(result.results, []);
	return result.input;
}

const test = suite("reading no more than is needed");

for (const indent of ["", "  "])
	for (const body of BODIES)
		test(`passes ${JSON.stringify(indent + body)} through`, () => {
			const item = `- apiVersion: example.com/v1\n  kind: Other\n  metadata:\n    name: a\n${body}`;
			const good = "- apiVersion: v1\n  kind: B\n  metadata: {name: b}\n";
			const text = HEAD + (item + good).replace(/^/gm, indent).trimEnd();
			const { cut, items } = read(`${text}\n`);
			assert.equal(
				items.map(({ kind }) => kind),
				["Other", "B"],
			);
			assert.is(writeList(cut, cut.items, []), `${text}\n`);
			assert.ok("problem" in (items[0]?.parsed() ?? {}));
			assert.ok("value" in (items[1]?.parsed() ?? {}));
		});

test("reads a snapshot of 5,000 nodes in less than a second", () => {
	const node = (i: number) =>
		`  - {name: worker-${i}, uid: 2f0c4b1e-0d6b-4b53-9d0a-7d9d8a0e${i}, addresses: [{type: InternalIP, address: 10.0.${i >> 8}.${i & 255}}, {type: Hostname, address: worker-${i}}], podCIDRs: [10.244.1.0/24, "fd00:244:0:1::/64"], kernelVersion: 6.8.0-45-generic}\n`;
	const nodes = Array.from({ length: 5000 }, (_, i) => `  ${node(i)}`).join("");
	const head =
		"- apiVersion: avi-routes.dev/v1alpha1\n  kind: ClusterSnapshot\n  metadata:\n    name: a\n";
	const text = `${HEAD}${head}  spec:\n    nodes:\n${nodes}`;
	const time = timeOf(() => {
		const parsed = read(text).items[0]?.parsed() ?? {};
		assert.ok("value" in parsed);
	});
	assert.ok(time < 1000, `${time} ms`);
});

test("hands 50 MB that nobody reads through in less than a second", () => {
	const head =
		"- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n  spec:\n";
	const item = head + '    key: {a: [b, "c"]}\n'.repeat(500);
	const text = HEAD + item.repeat(5000);
	const time = timeOf(() => {
		const { cut, items } = read(text);
		assert.is(items.length, 5000);
		assert.is(writeList(cut, cut.items, []).length, text.length);
	});
	assert.ok(time < 1500, `${time} ms`);
});

/** The same in every other form that a list can have; what grows with the square of the items shows here. */
for (const [form, list] of [
	[
		"JSON",
		(n: number) =>
			`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[\n${Array(n).fill('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}').join(",\n")}]}`,
	],
	[
		"Windows line ends",
		(n: number) =>
			(
				HEAD +
				"- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n".repeat(n)
			).replaceAll("\n", "\r\n"),
	],
	[
		"comments behind every item",
		(n: number) =>
			HEAD +
			"- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n# c\n".repeat(
				n,
			),
	],
] as const)
	test(`takes time in proportion: ${form}`, () => {
		read(list(1000));
		const [few, many] = [2000, 8000].map((n) =>
			timeOf(() => void read(list(n))),
		);
		assert.ok((many ?? 0) < 10 * (few ?? 0) + 300, `${few} ms, ${many} ms`);
	});

test.run();
