import { type Bench, measureRows, megabytes, ratioOf } from "./bench.ts";
import {
	type Asked,
	type Input,
	inputFile,
	inputFolder,
	packageFolder,
} from "./inputs.ts";
import { type Program, timeOf } from "./measure.ts";
import { command, jsYaml } from "./programs.ts";
import type { Ratios, TargetName } from "./targets.ts";

const LIST = "List";
const importOf = (name: string, { path }: Input) =>
	command(name, "import", "--name", "prod", path);

/** `import` of what kubectl prints: every form beside the List, and the List beside js-yaml's load of it. */
export function importRows(bench: Bench): Ratios {
	const asked: Asked = {
		nodes: bench.isSmall ? 500 : 2000,
		detail: "full",
		images: 10,
		form: "list",
	};
	const list = inputFile(asked);
	const file = (odd: Asked) => inputFile({ ...asked, ...odd });
	const managed = file({ detail: "managed" });
	const all = measureRows(
		bench,
		`import, ${asked.nodes} nodes, ${megabytes(list.size)}`,
		[
			importOf(LIST, list),
			jsYaml(list),
			importOf("managedFields", managed),
			{ ...jsYaml(managed), name: "js-yaml load with managedFields" },
			importOf("documents", file({ form: "documents" })),
			importOf("JSON", file({ form: "json" })),
			importOf("KYAML", file({ form: "kyaml" })),
			importOf("a file an object", inputFolder(asked)),
			importOf("dual stack", file({ stack: "V4_V6" })),
			...TWISTED.map((twist) => importOf(twist, file({ twist }))),
		],
	);
	const ratio = (name: string) => ratioOf(all, name, LIST);
	return {
		import: ratioOf(all, LIST, "js-yaml load"),
		"import-managed": ratioOf(
			all,
			"managedFields",
			"js-yaml load with managedFields",
		),
		"import-documents": ratio("documents"),
		"import-json": ratio("JSON"),
		"import-kyaml": ratio("KYAML"),
		"import-files": ratio("a file an object"),
		"import-dual": ratio("dual stack"),
		"import-crlf": ratio("crlf"),
		"import-others": Math.max(...TWISTED.slice(1).map(ratio)),
	};
}

const TWISTED = [
	...(["crlf", "bom", "comment", "folded", "mixed", "tab", "anchor"] as const),
];

/** `import` of Lists that grow fourfold. */
export function importGrowthRows(bench: Bench): Ratios {
	const sizes = bench.isSmall ? [500, 2000] : [1250, 5000, 20_000];
	const all = measureRows(
		bench,
		"import, growing",
		sizes.map((nodes) => {
			const file = inputFile({ nodes, detail: "full", form: "list" });
			return importOf(`${nodes} nodes, ${megabytes(file.size)}`, file);
		}),
	);
	const times = all.map(({ program }) => timeOf(all, program));
	const steps = times.slice(1).map((time, i) => time / (times[i] as number));
	return {
		"import-growth": steps[0] as number,
		...(steps[1] === undefined ? {} : { "import-growth-large": steps[1] }),
	};
}

/** How a package folder holds its objects: as kubectl printed them, or as people keep them. */
const FOLDERS: Readonly<Record<string, Asked & { isFileEach?: boolean }>> = {
	[LIST]: { form: "list" },
	managedFields: { form: "list", detail: "managed" },
	documents: { form: "documents" },
	JSON: { form: "json" },
	"a file an object": { isFileEach: true },
	"dual stack": { form: "list", stack: "V4_V6" },
	...Object.fromEntries(
		TWISTED.map((twist) => [twist, { form: "list", twist }]),
	),
};

const folderOf = (
	{ isFileEach, ...asked }: (typeof FOLDERS)[string],
	more: Asked,
) => packageFolder({ detail: "full", ...asked, ...more }, isFileEach).path;

/** `check`, `render` and `diff` of package folders: every form beside the List. */
export function folderRows(bench: Bench): Ratios {
	const nodes = bench.isSmall ? 300 : 2000;
	const rows = (
		name: string,
		argsOf: (asked: (typeof FOLDERS)[string]) => string[],
	) => {
		const programs = Object.entries(FOLDERS).map(
			([form, asked]): Program => command(form, name, ...argsOf(asked)),
		);
		const all = measureRows(bench, `${name}, ${nodes} nodes`, programs);
		return Math.max(
			...Object.keys(FOLDERS).map((form) => ratioOf(all, form, LIST)),
		);
	};
	const before = (asked: (typeof FOLDERS)[string]) =>
		folderOf(asked, { nodes });
	const after = (asked: (typeof FOLDERS)[string]) =>
		folderOf(asked, { nodes, moved: 100 });
	return {
		"check-forms": rows("check", (asked) => [before(asked)]),
		"render-forms": rows("render", (asked) => [before(asked)]),
		"diff-forms": rows("diff", (asked) => [
			"--exit-zero",
			before(asked),
			after(asked),
		]),
	} satisfies Partial<Record<TargetName, number>>;
}
