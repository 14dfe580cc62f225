import { suite } from "uvu";
import * as assert from "uvu/assert";
import { splitDocuments } from "../../src/read/documents.ts";

/** A stream, and the bodies of its documents with the line that each starts on. */
const STREAMS: readonly (readonly [
	lesson: string,
	stream: string,
	documents: readonly (readonly [body: string, line: number])[],
])[] = [
	["one document", "a: b\n", [["a: b\n", 1]]],
	["a separator in front", "---\na: b\n", [["a: b\n", 2]]],
	[
		"two",
		"a: b\n---\nc: d\n",
		[
			["a: b\n", 1],
			["c: d\n", 3],
		],
	],
	[
		"directives",
		"%YAML 1.2\n---\na: b\n---\nc: d\n",
		[
			["a: b\n", 3],
			["c: d\n", 5],
		],
	],
	[
		"a comment and directives",
		"\uFEFF# why\n%YAML 1.2\n%TAG ! x\n--- # here\na: b\n",
		[["a: b\n", 5]],
	],
	["a document behind its separator", "--- {a: b}\n", [["{a: b}\n", 1]]],
	["a percent sign in a text", "a: |\n  x\n%y\n", [["a: |\n  x\n%y\n", 1]]],
	[
		"JSON Lines",
		'{"a": 1}\n{"a": {}}\r\n{}\n\n{\n  "b": 1\n}\n',
		[
			['{"a": 1}\n', 1],
			['{"a": {}}\r\n', 2],
			["{}\n\n", 3],
			['{\n  "b": 1\n}\n', 5],
		],
	],
	[
		"lines of one object that look like it",
		'{"a": [{\n},\n{"b":\n{"c": 1}}]}\n',
		[['{"a": [{\n},\n{"b":\n{"c": 1}}]}\n', 1]],
	],
	[
		"a line of braces behind a mapping, which is no document",
		'a: {}\n{"b": "c"}\n',
		[['a: {}\n{"b": "c"}\n', 1]],
	],
	[
		"objects behind each other",
		"apiVersion: v1\nkind: A\n# b\napiVersion: v1\r\nkind: B\r\n---\napiVersion: v1\nkind: C\napiVersion: v1\n",
		[
			["apiVersion: v1\nkind: A\n# b\n", 1],
			["apiVersion: v1\r\nkind: B\r\n", 4],
			["apiVersion: v1\nkind: C\n", 7],
			["apiVersion: v1\n", 9],
		],
	],
	[
		"a key twice in one object",
		"kind: A\napiVersion: v1\napiVersion: v2\nspec:\n  kind: B\napiVersion: v3\n",
		[
			[
				"kind: A\napiVersion: v1\napiVersion: v2\nspec:\n  kind: B\napiVersion: v3\n",
				1,
			],
		],
	],
	[
		"templates",
		"{{ if }}\n{{ b }}\n{% if %}\n{% b %}\n",
		[["{{ if }}\n{{ b }}\n{% if %}\n{% b %}\n", 1]],
	],
	["directives alone", "%YAML 1.2\n", [["%YAML 1.2\n", 1]]],
];

const test = suite("documents of a stream");

for (const [lesson, stream, documents] of STREAMS)
	test(lesson, () => {
		const split = splitDocuments(stream);
		const full = split.filter(({ isEmpty }) => !isEmpty);
		assert.equal(
			full.map(({ body, line }) => [body, line]),
			documents,
		);
		const joined = split.map(({ lead, body }) => lead + body).join("");
		assert.is(joined, stream);
	});

test.run();
