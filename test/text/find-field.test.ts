import fc from "fast-check";
import { dump, load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fieldSteps } from "../../src/report/locate.ts";
import { makeFieldFinder } from "../../src/text/find-field.ts";

const DOCUMENT = `# a comment
apiVersion: v1
kind: Node
metadata:
  name: worker-1
  annotations:
    ako.vmware.com/pod-cidrs: 10.0.1.0/24
spec:
  "podCIDR": 10.0.1.0/24 # quoted key
  podCIDRs:
  - 10.0.1.0/24
  -   10.0.2.0/24
  nodes:
  - {name: worker-2, podCIDRs: [10.0.3.0/24, 10.0.4.0/24]}
  - name: worker-3
    podCIDRs: [10.0.5.0/24]
data:
  text: |
    spec: not this one
`;

/** Paths, the text that stands where they lead, and the path with names. */
const FIELDS: readonly [path: string, at: string, subject: string][] = [
	["spec.podCIDR", "10.0.1.0/24 # quoted", "spec.podCIDR"],
	["spec.podCIDRs[1]", "10.0.2.0/24\n", "spec.podCIDRs[1]"],
	[
		"metadata.annotations[ako.vmware.com/pod-cidrs]",
		"10.0.1.0/24\nspec",
		"metadata.annotations[ako.vmware.com/pod-cidrs]",
	],
	[
		"spec.nodes[0].podCIDRs[1]",
		"10.0.4.0/24]",
		"spec.nodes[worker-2].podCIDRs[1]",
	],
	["spec.nodes[1]", "name: worker-3", "spec.nodes[worker-3]"],
	// What is not there is shown where it would be.
	["spec.nodes[1].error", "name: worker-3", "spec.nodes[worker-3].error"],
	["spec.nodes", "nodes:", "spec.nodes"],
];

const findField = (text: string, path: readonly string[]) =>
	makeFieldFinder(text)(path);

function textAt(text: string, path: string): string | undefined {
	const found = findField(text, fieldSteps(path));
	if (found === undefined) return undefined;
	const { line, column } = found.position;
	return text
		.split("\n")
		.slice(line - 1)
		.join("\n")
		.slice(column - 1);
}

const test = suite("fields in texts");

for (const [path, at, subject] of FIELDS) {
	test(`finds ${path}`, () => {
		assert.is(textAt(DOCUMENT, path)?.slice(0, at.length), at);
		assert.is(findField(DOCUMENT, fieldSteps(path))?.subject, subject);
	});
}

test("says nothing where nothing of the path is there", () => {
	assert.is(findField(DOCUMENT, ["status", "addresses"]), undefined);
	assert.is(findField("{ broken", ["spec"]), undefined);
	assert.is(findField("", ["spec"]), undefined);
});

test("finds fields of JSON", () => {
	const text = '{"spec": {\n  "nodes": [{"name": "a", "podCIDR": "x"}]}}';
	const found = findField(text, fieldSteps("spec.nodes[0].podCIDR"));
	assert.equal(found?.position, { line: 2, column: 38 });
	assert.is(found?.subject, "spec.nodes[a].podCIDR");
});

/** Values in a text: the header, where the field is in there, and its path. */
const VALUES = `# how many
  AKOSettings:
    cniPlugin: calico # old`;
for (const [header, value, at, subject] of [
	["|", VALUES, "calico # old", "cniPlugin"],
	["|-", `\n${VALUES}`, "calico # old", "cniPlugin"],
	["|2", `  ${VALUES}`, "calico # old", "cniPlugin"],
	["|", VALUES, "AKOSettings:", "ipFamily"],
	["|", "other: 1", "|", "ipFamily"],
	[">", "AKOSettings: {cniPlugin: x}", ">", "cniPlugin"],
	["", "{AKOSettings: 1}", "values: {", "cniPlugin"],
] as const)
	test(`finds ${subject} in the text ${header} ${JSON.stringify(value)}`, () => {
		const lines = `${value}\n`.replaceAll(/^(?=.)/gm, "    ");
		const text = `spec:\n  values: ${header}${header === "" ? value : `\n${lines}`}`;
		const path = ["spec", "values"];
		const inner = ["AKOSettings", subject];
		const found = makeFieldFinder(text)(path, inner);
		const { line = 0, column = 0 } = found?.position ?? {};
		const there = text.split("\n")[line - 1]?.slice(column - 1);
		assert.ok(there?.startsWith(at), there);
		assert.is(found?.subject, `spec.values: AKOSettings.${subject}`);
	});

const NAMES = ["name", "spec", "a.b/c", "x y", "9", "list"];
const LEAF = fc.constantFrom(
	...["text", "two\nlines\n", "# none", "- no: entry", "", 7],
);
const { TREE } = fc.letrec<{ TREE: object }>((tie) => ({
	TREE: fc.dictionary(
		fc.constantFrom(...NAMES),
		fc.oneof(
			LEAF,
			fc.array(fc.oneof(LEAF, tie("TREE")), { minLength: 1, maxLength: 3 }),
			tie("TREE"),
		),
		{ minKeys: 1, maxKeys: 3 },
	),
}));

/** All paths in a value, with what stands there and their subjects. */
function* pathsOf(
	value: unknown,
	path: string[] = [],
	subject = "",
): Generator<{ path: string[]; subject: string; value: unknown }> {
	if (path.length > 0) yield { path, subject, value };
	if (typeof value !== "object" || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		const name = (inner as { name?: unknown } | null)?.name;
		const isScalar = typeof name === "string" || typeof name === "number";
		const entry = isScalar ? String(name) || key : key;
		const isWord = /^[A-Za-z]\w*$/.test(key);
		const dot = subject === "" ? "" : ".";
		const step = Array.isArray(value)
			? `[${entry}]`
			: isWord
				? `${dot}${key}`
				: `[${key}]`;
		yield* pathsOf(inner, [...path, key], subject + step);
	}
}

test("finds every field of every document", () => {
	const form = fc.record({ seqNoIndent: fc.boolean(), indent: fc.nat(3) });
	fc.assert(
		fc.property(TREE, form, (tree, { seqNoIndent, indent }) => {
			const text = dump(tree, { seqNoIndent, indent: indent + 1 });
			const find = makeFieldFinder(text);
			for (const { path, subject, value } of pathsOf(tree)) {
				const found = find(path);
				assert.is(found?.subject, subject, text);
				const { line = 0, column = 0 } = found?.position ?? {};
				const at = text.split("\n")[line - 1]?.slice(column - 1) ?? "";
				const isEntry = /\]$/.test(subject) && /^\d+$/.test(path.at(-1) ?? "");
				const key = path.at(-1) as string;
				const isShown =
					typeof value === "object"
						? isEntry || at.replace(/^['"]/, "").startsWith(key)
						: at === "|" || load(at.replace(/:$/, "")) === value;
				assert.ok(isShown, `${path}: ${at}\n${text}`);
			}
		}),
		{ numRuns: 100 },
	);
});

test.run();
