import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readText } from "../../src/read/read-input.ts";
import { writeList } from "../support/write-list.ts";

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
			assert.is(writeList(cut, cut.items), `${text}\n`);
			assert.ok("problem" in (items[0]?.parsed() ?? {}));
			assert.ok("value" in (items[1]?.parsed() ?? {}));
		});

test("an entry of a NodeList is passed through, with its type", () => {
	const entry = (type: string) =>
		`- ${type}metadata:\n    name: a\n${BODIES[5]}`;
	const { cut, items } = read(
		`apiVersion: v1\nkind: NodeList\nitems:\n${entry("").repeat(5)}`,
	);
	const typed = entry("apiVersion: v1\n  kind: Node\n  ");
	assert.is(cut.items.map(({ text }) => text).join(""), typed.repeat(5));
	assert.ok(items.every(({ kind }) => kind === "Node"));
});

test.run();
