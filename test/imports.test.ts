import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

/** The folders and files of src/ in the order of the stages: each imports from earlier ones only. */
const ORDER = [
	...["ip", "text", "krm", "model"],
	...["read", "config", "group", "resolve", "plan", "check", "render", "write"],
	...["pipeline.ts", "function.ts"],
	...["report", "explain", "diff", "picture"],
	...["kube", "snapshot", "avi", "sync"],
	...["commands", "main.ts"],
];

/** What each file of src/ imports of src/: types, what is loaded late and what is re-exported too. */
const imports: ReadonlyMap<string, readonly string[]> = new Map(
	readdirSync("src", { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".ts"))
		.map((file) => {
			const text = readFileSync(join("src", file), "utf8");
			const paths = text.matchAll(
				/\b(?:from|import|require)\s*\(?\s*"(\.[^"]+)"/g,
			);
			const found = [...paths].map(([, path = ""]) =>
				join(dirname(file), path),
			);
			return [file, found.filter((path) => !path.startsWith(".."))];
		}),
);

const placeOf = (file: string) => ORDER.indexOf(file.split("/")[0] ?? "");

const test = suite("imports");

test("all files are looked at", () => {
	const found = [...imports.values()].flat();
	assert.ok(imports.size > 200 && found.length > 600);
	for (const path of found) assert.ok(imports.has(path), `${path} is no file`);
});

test("each folder has a place in the order of the stages", () => {
	const unplaced = [...imports.keys()].filter((file) => placeOf(file) < 0);
	assert.equal(unplaced, []);
});

test("no file imports from a later stage", () => {
	const found = [...imports].flatMap(([file, paths]) =>
		paths
			.filter((path) => placeOf(path) > placeOf(file))
			.map((path) => `${file} imports ${path}`),
	);
	assert.equal(found, []);
});

test("no file imports itself by way of others", () => {
	const done = new Set<string>();
	const circles: string[] = [];
	const visit = (file: string, way: readonly string[]) => {
		if (way.includes(file))
			circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
		if (done.has(file)) return;
		done.add(file);
		for (const path of imports.get(file) ?? []) visit(path, [...way, file]);
	};
	for (const file of imports.keys()) visit(file, []);
	assert.equal(circles, []);
});

test("what talks to clusters and to Avi is loaded by its commands alone", () => {
	const isLive = (path: string) => /^(?:kube|avi|sync)\//.test(path);
	const outside = [...imports].flatMap(([file, paths]) =>
		/^(?:kube|avi|sync|snapshot)\//.test(file) || !paths.some(isLive)
			? []
			: [file],
	);
	assert.equal(
		outside.filter(
			(file) => !/^commands\/.*(?:snapshot|sync|open-|random)/.test(file),
		),
		[],
	);
	const text = readFileSync("src/commands/dispatch.ts", "utf8");
	assert.not.match(text, /^import .*(?:snapshot|sync)\.ts/m);
});

test("avi and sync know of the plan no more than how routes are compared", () => {
	const found = [...imports]
		.filter(([file]) => /^(?:avi|sync)\//.test(file))
		.flatMap(([, paths]) => paths)
		.filter((path) =>
			/^(?:group|resolve|plan|check|render|write)\//.test(path),
		);
	assert.equal(found, []);
});

test.run();
