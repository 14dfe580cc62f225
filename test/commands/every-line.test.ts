import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { renderCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

/** Lines that an orchestrator writes into annotations, and that a user's object may hold for reasons of its own. */
const WIRE_LINES = [
	"internal.config.kubernetes.io/path: a.yaml",
	'internal.config.kubernetes.io/index: "7"',
	"internal.config.kubernetes.io/package-path: elsewhere",
	"config.kubernetes.io/path: '../up.yaml'",
	'config.k8s.io/id: "3"   # kpt\'s',
];

const wireLine = fc.constantFrom(...WIRE_LINES);
const indented = (columns: number) => (lines: readonly string[]) =>
	lines.map((line) => `${" ".repeat(columns)}${line}\n`).join("");
/** Some of the lines at a column, each of them once. */
const mapping = (columns: number) =>
	fc.subarray(WIRE_LINES).map(indented(columns));
/** Lines of a text, at that column or deeper. */
const textLines = (columns: number) =>
	fc
		.array(
			fc
				.tuple(fc.constantFrom("", "  ", "    # "), wireLine)
				.map(([lead, line]) => lead + line),
			{ maxLength: 4 },
		)
		.map(indented(columns));

/** An object that nothing reads, with the lines wherever a document can hold them. */
const document = fc
	.record({
		comment: textLines(0).map((text) => text.replace(/^(?=.)/gm, "# ")),
		annotations: mapping(4),
		note: textLines(4).map((text) => text.replace(/^(?=.)/gm, "#")),
		block: textLines(4),
		chomp: fc.constantFrom("|", "|-", "|+", ">"),
		other: mapping(2),
		quoted: fc.constantFrom("a\u2028b", "\u2029--- c", "d\u0085e", "{{ f }}"),
		end: fc.constantFrom("\n", "\r\n"),
	})
	.map(({ comment, annotations, note, block, chomp, other, quoted, end }) =>
		`${comment}apiVersion: v1
kind: ConfigMap
metadata:
  name: users-own
${annotations === "" ? "" : `  annotations:\n${annotations}`}${note}data:
  script: ${chomp}
    #!/bin/sh
${block}  quoted: "${quoted}"
${other}`.replaceAll("\n", end),
	);

/** What is printed ends its lines with a line feed: it is one stream of many files. */
const withLineFeeds = (text: string) => text.replaceAll("\r\n", "\n");
const isOwn = ({ metadata }: AnyResource) => metadata.name === "users-own";
const NAME = "users/own.yaml";
const packaged = (text: string) =>
	packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool({ akoConfig: { cniPlugin: "" } })),
		[NAME]: text,
	});
const render = (...args: string[]) => {
	const { exitCode, stdout, stderr } = renderCommand(args);
	assert.is(exitCode, 0, stderr.join("\n"));
	return stdout;
};
const holds = (lesson: string, check: (text: string, root: string) => void) =>
	test(`${lesson} keeps every line of a document`, () => {
		fc.assert(
			fc.property(document, (text) => check(text, packaged(text))),
			{ numRuns: 150, seed: 20_241_122 },
		);
	});

const test = suite("every line of a user's object");

holds("render", (text, root) => {
	assert.ok(
		`---\n${render(root)}`.includes(`---\n${withLineFeeds(text)}---\n`),
	);
});

holds("render -o json", (text, root) => {
	const { items } = JSON.parse(render("-o", "json", root));
	assert.equal(items.find(isOwn), load(text));
});

holds("render -o dir", (text, root) => {
	const to = join(root, "../out");
	render("-o", "dir", "--to", to, root);
	assert.is(readFileSync(join(to, NAME), "utf8"), withLineFeeds(text));
});

holds("render --in-place", (text, root) => {
	render("--in-place", root);
	assert.is(readFileSync(join(root, NAME), "utf8"), text);
});

test("an edit changes its own line and no other", () => {
	const target = (text: string) =>
		`${text}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: avi-k8s-config}\ndata:\n  cniPlugin: ""  # set\n  note: |\n    ${WIRE_LINES.join("\n    ")}\n`;
	fc.assert(
		fc.property(document, (text) => {
			const root = packaged(target(text));
			render("--in-place", root);
			assert.is(
				readFileSync(join(root, NAME), "utf8"),
				target(text).replace('cniPlugin: ""', 'cniPlugin: "cilium"'),
			);
		}),
		{ numRuns: 50, seed: 20_241_122 },
	);
});

test.run();
