import { readdirSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";
import type { AnyResource } from "../support/function-run.ts";
import { mustRun, run } from "./support.ts";

const TOOL = [PROGRAM];
const SNAPSHOT = "fixtures/kpt-raw-objects/snapshot";
const CLUSTER = "avi-routes.dev/cluster: prod-west";

const documents = readdirSync(SNAPSHOT).flatMap((file) =>
	readFileSync(`${SNAPSHOT}/${file}`, "utf8").split("---\n"),
);

/** An object's text with the annotation that names its cluster. */
function annotated(text: string): string {
	const [before, after] = text.includes("\n  annotations:\n")
		? ["\n  annotations:\n", `\n  annotations:\n    ${CLUSTER}\n`]
		: ["\nmetadata:\n", `\nmetadata:\n  annotations:\n    ${CLUSTER}\n`];
	return text.replace(before, after);
}

/** Objects in the form in which `kubectl get -o yaml` prints several. */
function printedList(objects: readonly string[]): string {
	const items = objects.map(
		(text) => `- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`,
	);
	return `apiVersion: v1\nitems:\n${items.join("")}kind: List\nmetadata:\n  resourceVersion: ""\n`;
}

const LIST = printedList(documents.map(annotated));

/** The kinds of a ResourceList's items with the names of the resources. */
const namesOf = ({ items }: AnyResource): string[] =>
	items.map(({ kind, metadata }: AnyResource) => `${kind} ${metadata.name}`);

const EMITTED = ["AviRouteTable prod-west", "ConfigMap prod-west-ako-values"];

const test = suite("a List of kubectl on standard input");

test("gives a ResourceList of its items and the outputs", () => {
	const { stdout, stderr } = mustRun(".", TOOL, LIST);
	const output = load(stdout) as AnyResource;
	assert.is(stderr, "");
	assert.is(output.kind, "ResourceList");
	const inputs = namesOf(load(LIST));
	assert.equal(namesOf(output), [...inputs, ...EMITTED]);
	const table = output.items.find(
		({ kind }: AnyResource) => kind === "AviRouteTable",
	);
	assert.equal(
		table.spec.routes.map(({ prefix, nextHop }: AnyResource) => [
			prefix,
			nextHop,
		]),
		[
			["10.32.2.0/24", "172.20.4.10"],
			["10.32.0.0/24", "172.20.4.11"],
			["10.32.1.0/24", "172.20.4.12"],
		],
	);
});

test("in JSON gives the same in JSON", () => {
	const { stdout } = mustRun(".", TOOL, JSON.stringify(load(LIST)));
	const fromYaml = load(mustRun(".", TOOL, LIST).stdout);
	assert.equal(JSON.parse(stdout), fromYaml);
});

test("without the cluster's name fails and names the annotation", () => {
	const { status, stderr } = run(".", TOOL, printedList(documents));
	assert.is(status, 1);
	assert.match(stderr, "annotate them with avi-routes.dev/cluster");
});

test.run();
