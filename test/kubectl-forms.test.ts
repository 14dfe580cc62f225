import { loadAll } from "js-yaml";
import { suite } from "uvu";
import { kubectlYaml, listItem, type ValueMap } from "../bench/kubectl-yaml.ts";
import { managedFields } from "../bench/managed-fields.ts";
import { eachResult } from "../src/krm/result.ts";
import { transform } from "../src/pipeline.ts";
import { type FileText, readFiles } from "../src/read/read-files.ts";
import { makeSnapshot } from "../src/snapshot/make-snapshot.ts";
import { type Choices, chosen, holds, same } from "./read/choices.ts";
import { mutated } from "./read/mutated.ts";
import type { AnyResource } from "./support/function-run.ts";
import { clusterValue } from "./support/list-value.ts";

/** An object as kubectl prints it: keys in order, and more of them than anybody reads. */
function printed(object: AnyResource, isManaged: boolean): ValueMap {
	const { kind, metadata } = object;
	const more = isManaged ? { managedFields: managedFields(kind) } : {};
	const { annotations: _, ...rest } = metadata;
	return sorted({ ...object, metadata: { ...rest, ...more } }) as ValueMap;
}

function sorted(value: AnyResource): AnyResource {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map((key) => [key, sorted(value[key])]),
	);
}

type Objects = readonly ValueMap[];
const file = (path: string, text: string): FileText => ({ path, text });
const list = (objects: Objects) =>
	`apiVersion: v1\nitems:${objects.length === 0 ? " []" : ""}\n${objects.map((object) => listItem(object, "")).join("")}kind: List\nmetadata:\n  resourceVersion: ""\n`;
const documents = (objects: Objects) =>
	objects.map((object) => kubectlYaml(object)).join("---\n");
const json = (objects: Objects) =>
	`${JSON.stringify({ apiVersion: "v1", items: objects, kind: "List", metadata: { resourceVersion: "" } }, null, 4)}\n`;

/** How people have kubectl's output in files. */
const FORMS: readonly ((objects: Objects) => FileText[])[] = [
	(objects) => [file("dump.yaml", list(objects))],
	(objects) => [file("dump.yaml", documents(objects))],
	(objects) => [
		file("dump.yaml", objects.map((object) => kubectlYaml(object)).join("")),
	],
	(objects) => [file("dump.yaml", list([]) + list(objects) + list([]))],
	(objects) => [file("dump.json", json(objects))],
	(objects) =>
		objects.map((object, i) => file(`${i}.yaml`, kubectlYaml(object))),
	(objects) =>
		objects.map((object, i) => file(`${i}.json`, JSON.stringify(object))),
	(objects) => {
		const nodes = objects.filter(({ kind }) => kind === "Node");
		const others = objects.filter(({ kind }) => kind !== "Node");
		return [file("nodes.yaml", list(nodes)), file("rest.yaml", list(others))];
	},
];

const CHANGES: readonly ((text: string) => string)[] = [
	(text) => text,
	(text) => text.replaceAll("\n", "\r\n"),
	(text) => `\uFEFF${text}`,
	(text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`,
];

/** What a run says and routes, and the snapshot that `import` makes, without the places in files. */
function madeOf(files: readonly FileText[], functionConfig: AnyResource) {
	const { value: items, results } = readFiles(files, { isStrict: true });
	const run = transform({ items, functionConfig }, results);
	const made = makeSnapshot(items, results, { name: "prod" });
	return {
		results: eachResult(run.results)
			.filter(({ message }) => !message.includes("begin"))
			.map(({ severity, message }) => `${severity} ${placeless(message)}`)
			.sort(),
		routes: run.plan?.clusters.flatMap(({ routes }) =>
			routes.map(
				({ prefix, nextHop, node }) => `${prefix.text} ${nextHop} ${node}`,
			),
		),
		snapshot: "snapshot" in made ? made.snapshot : undefined,
	};
}

const placeless = (message: string) =>
	message.replace(/\w+\.(?:yaml|json)(?::\d+)?/g, "FILE");

/** A cluster, and files in one of the forms that hold it. */
function cluster(choices: Choices) {
	const own = choices.split(3);
	const { objects, functionConfig } = clusterValue(choices, true);
	const dump = objects.map((object) => printed(object, own.rarely(2)));
	const change = own.pick(...CHANGES);
	const files = own
		.pick(...FORMS)(dump)
		.map(({ path, text }) =>
			file(path, path.endsWith(".json") ? text : change(text)),
		);
	return { dump, functionConfig, files };
}

/** One file, a document in JSON each: where a file ends counts, for it may have been cut short there. */
const inJson = (values: readonly unknown[]) =>
	file(
		"dump.yaml",
		values.map((value) => JSON.stringify(value)).join("\n---\n"),
	);

/** Whatever form the objects are in, they say the same. */
function isSameInForm({
	dump,
	functionConfig,
	files,
}: ReturnType<typeof cluster>) {
	const made = madeOf(files, functionConfig);
	const wanted = madeOf([inJson(dump)], functionConfig);
	same("made", made, wanted);
	return made.snapshot !== undefined && (made.routes ?? []).length > 0;
}

/** A List or documents with a character or line changed, as long as it is YAML. */
function changedText(choices: Choices) {
	const own = choices.split(24);
	const { objects, functionConfig } = clusterValue(choices, true);
	const dump = objects.map((object) => printed(object, own.rarely(2)));
	const isList = own.rarely(2);
	const text = mutated(own, () => (isList ? list(dump) : documents(dump)));
	return { text, functionConfig };
}

/** The values of the documents of a text; undefined where it is no YAML, or JSON can't say the same. */
function valuesOf(text: string): unknown[] | undefined {
	// Line ends of old Macs, which no kubectl prints, are refused in front of a first key.
	if (/\r(?!\n)/.test(text)) return undefined;
	try {
		const values = loadAll(text) as unknown[];
		same("JSON", JSON.parse(JSON.stringify(values)), values);
		return values;
	} catch {
		return undefined;
	}
}

/** A changed text says what js-yaml reads in it. */
function isSameAsParsed({
	text,
	functionConfig,
}: ReturnType<typeof changedText>) {
	const made = madeOf([file("dump.yaml", text)], functionConfig);
	const values = valuesOf(text);
	if (values === undefined) return false;
	const wanted = madeOf([inJson(values)], functionConfig);
	same("snapshot", made.snapshot, wanted.snapshot);
	// An object in YAML of a rare form can't be marked; the same in JSON can.
	const isRare = made.results.some((text) => text.includes("can't be edited"));
	if (!isRare) same("made", made, wanted);
	return made.snapshot !== undefined;
}

const test = suite("what kubectl prints, in every form");

test("says the same in every form", () =>
	holds(isSameInForm, chosen(cluster), { share: 0.5, numRuns: 400 }));
test("says what js-yaml reads, when it is changed", () =>
	holds(isSameAsParsed, chosen(changedText), { share: 0.2, numRuns: 600 }));

test.run();
