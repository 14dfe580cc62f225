import { spawnSync } from "node:child_process";
import {
	closeSync,
	mkdirSync,
	openSync,
	rmSync,
	statSync,
	writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import {
	aviRoutes,
	type InputWish,
	inputParts,
	objectsOf,
	USUAL,
} from "./contents.ts";
import { fileOf } from "./forms.ts";
import { kubectlYaml, type ValueMap } from "./kubectl-yaml.ts";

const ROOT = "build/bench/inputs";

/** An input on disk: a file or a folder. */
export interface Input {
	readonly path: string;
	/** Size in millions of bytes. */
	readonly size: number;
}

/** A wish of which only what is unusual is said. */
export type Asked = Partial<InputWish>;

const made = new Map<string, Input>();

/** Makes an input once, and says where it is. */
function once(name: string, make: (path: string) => number): Input {
	const known = made.get(name);
	if (known !== undefined) return known;
	const path = join(ROOT, name);
	rmSync(path, { recursive: true, force: true });
	const input = { path, size: make(path) / 1e6 };
	made.set(name, input);
	return input;
}

const nameOf = (asked: Asked) =>
	Object.entries(asked)
		.map(([key, value]) => `${key}-${value}`)
		.join("_");
const isJson = ({ form }: Asked) => form === "json";

/** A file with the clusters that are asked for. */
export function inputFile(asked: Asked): Input {
	const name = `${nameOf(asked)}.${isJson(asked) ? "json" : "yaml"}`;
	return once(name, (path) =>
		writeParts(path, inputParts({ ...USUAL, ...asked })),
	);
}

/** A folder with a file an object. */
export function inputFolder(asked: Asked): Input {
	return once(`files_${nameOf(asked)}`, (path) => writeFiles(path, asked));
}

/** A package folder: an AviRoutes beside a dump in one file, or a file an object. */
export function packageFolder(asked: Asked, isFileEach = false): Input {
	const name = `package_${isFileEach ? "files_" : ""}${nameOf(asked)}`;
	return once(name, (path) => {
		const config = kubectlYaml(aviRoutes({ ...USUAL, ...asked }));
		writeParts(join(path, "avi-routes.yaml"), [config]);
		if (isFileEach) return writeFiles(path, asked);
		const dump = join(path, isJson(asked) ? "dump.json" : "dump.yaml");
		return writeParts(dump, inputParts({ ...USUAL, ...asked }));
	});
}

/** A package folder of clusters whose AKO is one release in a base, which an overlay for each patches. */
export function overlaysFolder(asked: Asked & { clusters: number }): Input {
	return once(`overlays_${nameOf(asked)}`, (path) => {
		const write = (file: string, text: string) =>
			writeParts(join(path, file), [text]);
		const names = Array.from(
			{ length: asked.clusters },
			(_, i) => `clusters/prod-${i}`,
		);
		const sizes = [
			write("base/kustomization.yaml", "resources: [ako.yaml]\n"),
			write("base/ako.yaml", release("chart: {spec: {chart: ako}}")),
			...names.flatMap((folder, i) => [
				write(
					`${folder}/kustomization.yaml`,
					"resources: [../../base]\npatches: [{path: ako.yaml}]\n",
				),
				write(
					`${folder}/ako.yaml`,
					release(`values: {AKOSettings: {clusterName: prod-${i}}}`),
				),
			]),
			write(
				"avi-routes.yaml",
				`apiVersion: avi-routes.dev/v1alpha1\nkind: AviRoutes\nmetadata: {name: fleet}\nspec:\n  clusters:\n${names.map((folder, i) => `  - {name: prod-${i}, path: ${folder}}\n`).join("")}`,
			),
			writeFiles(path, asked),
		];
		return sizes.reduce((sum, size) => sum + size, 0);
	});
}

const release = (spec: string) =>
	`apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ako, namespace: avi-system}\nspec: {${spec}}\n`;

/** What the function makes of an input: the package as a second run finds it. */
export function rendered({ path: from }: Input): Input {
	return once(`rendered_${from.slice(ROOT.length + 1)}`, (path) => {
		const [input, output] = [openSync(from, "r"), openFile(path)];
		const { status } = spawnSync(
			process.execPath,
			["build/bench/dist/avi-routes.cjs"],
			{
				stdio: [input, output, "inherit"],
			},
		);
		closeSync(input);
		closeSync(output);
		if (status !== 0) throw new Error(`${from}: the function gave ${status}`);
		return statSync(path).size;
	});
}

function writeFiles(folder: string, asked: Asked): number {
	const fileName = (object: ValueMap) =>
		asked.detail?.includes("snapshot")
			? `clusters/${(object.metadata as ValueMap).name}/cluster-snapshot.yaml`
			: fileOf(object);
	return objectsOf({ ...USUAL, ...asked })
		.map((object) =>
			writeParts(join(folder, fileName(object)), [kubectlYaml(object)]),
		)
		.reduce((sum, size) => sum + size, 0);
}

function openFile(path: string): number {
	mkdirSync(dirname(path), { recursive: true });
	return openSync(path, "w");
}

/** Writes a file of parts, and returns its size in bytes. */
function writeParts(path: string, parts: Iterable<string>): number {
	const file = openFile(path);
	let size = 0;
	for (const part of parts) size += writeSync(file, part);
	closeSync(file);
	return size;
}
