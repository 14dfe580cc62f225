import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { merged } from "../../src/group/kustomize/merged.ts";
import { Overlays } from "../../src/group/kustomize/overlays.ts";
import { parsedValue } from "../../src/group/targets/mapping.ts";
import { ValuesFiles } from "../../src/group/values-files.ts";
import { filePath, type Item } from "../../src/krm/item.ts";
import { readFiles } from "../../src/read/read-files.ts";
import { mustRun, needing, run } from "./support.ts";
import { edit, workspace } from "./workspace.ts";

const BUILD = ["kustomize", "build", "--enable-alpha-plugins", "--enable-exec"];

interface Built {
	kind: string;
	metadata: { name: string; namespace?: string };
	spec?: { routes?: unknown[] };
}

/** The example package, in a repository of its own. */
function example(): string {
	return workspace((root) =>
		cpSync("examples/kustomize", join(root, "examples/kustomize"), {
			recursive: true,
		}),
	);
}

const test = suite("kustomize");
const kustomizeTest = needing(test, "kustomize");

kustomizeTest("builds the outputs and drops the snapshots", () => {
	const { stdout, stderr } = mustRun(example(), [
		...BUILD,
		"examples/kustomize",
	]);
	assert.match(stderr, "warning: [cni-plugin-mismatch]");
	const built = loadAll(stdout) as Built[];
	assert.equal(
		built.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(),
		[
			"AviRouteTable prod-east",
			"ConfigMap cilium-config",
			"ConfigMap prod-east-ako-values",
		],
	);
	const table = built.find(({ kind }) => kind === "AviRouteTable");
	assert.is(table?.spec?.routes?.length, 8);
	assert.not.match(stdout, "internal.config.kubernetes.io");
});

kustomizeTest("fails with the reason on standard error", () => {
	const root = example();
	edit(
		root,
		"examples/kustomize/cluster-snapshot.yaml",
		"10.0.3.0/24",
		"10.0.0.0/24",
	);
	const { status, stderr } = run(root, [...BUILD, "examples/kustomize"]);
	assert.is.not(status, 0);
	assert.match(stderr, "pod-cidr-duplicate");
});

const TARGET = { kind: "HelmRelease", name: "ako" };
const merge = (values: object) =>
	dump({ ...RELEASE, spec: { values: { AKOSettings: values } } });
const operate = (...all: [op: string, path: string, value?: unknown][]) => ({
	target: TARGET,
	patch: JSON.stringify(
		all.map(([op, path, value]) => ({
			op,
			path: `/spec/values/AKOSettings${path}`,
			value,
		})),
	),
});
const RELEASE = {
	apiVersion: "helm.toolkit.fluxcd.io/v2",
	kind: "HelmRelease",
	metadata: { name: "ako" },
};
const SETTINGS = {
	clusterName: "CHANGEME",
	list: ["x", "y"],
	gone: 1,
	deep: { a: 1, b: 2 },
};
/** Patches in a kustomization.yaml, one after the other where there are several. */
const PATCHES: readonly (readonly [lesson: string, rest: object])[] = [
	[
		"merged: mappings by key, lists as a whole, null takes away",
		{
			patches: [
				{ patch: merge({ gone: null, deep: { b: 3, c: 4 }, list: ["z"] }) },
			],
		},
	],
	[
		"operations",
		{
			patches: [
				operate(
					["add", "/a~1b~0c", { d: [1] }],
					["add", "/list/-", "last"],
					["add", "/list/0", "first"],
					["replace", "/list/1", "second"],
					["remove", "/list/2"],
					["remove", "/gone"],
					["replace", "/deep", { only: 1 }],
					["test", "/clusterName", "CHANGEME"],
				),
			],
		},
	],
	[
		"the order of the lists, and in them",
		{
			patchesJson6902: [operate(["add", "/third", "3"])],
			patches: [
				{ path: "file.yaml" },
				{ path: "operations.yaml", target: TARGET },
				{ patch: merge({ second: "2", third: "2" }) },
				operate(["replace", "/second", "2b"]),
			],
			patchesStrategicMerge: [merge({ first: "1", second: "1", third: "1" })],
		},
	],
];

for (const [lesson, rest] of PATCHES)
	kustomizeTest(`makes of patches what is read of them: ${lesson}`, () => {
		const files: Record<string, string> = {
			"ako.yaml": dump({
				...RELEASE,
				spec: { values: { AKOSettings: SETTINGS } },
			}),
			"operations.yaml": operate(
				["add", "/listed", ["a"]],
				["add", "/listed/0", "b"],
				["replace", "/first", "operations"],
			).patch,
			"file.yaml": merge({ first: "file", second: "file", third: "file" }),
			"kustomization.yaml": dump({ resources: ["ako.yaml"], ...rest }),
		};
		const root = workspace((folder) => {
			for (const [name, text] of Object.entries(files))
				writeFileSync(join(folder, name), text);
		});
		const { stdout } = mustRun(root, ["kustomize", "build", "."]);
		const [built] = loadAll(stdout) as Built[];
		const all = Object.entries(files).map(([path, text]) => ({ path, text }));
		const items = readFiles(all).value;
		const values = new ValuesFiles({ files: all, folder: "" }, items);
		const item = items.find((one) => filePath(one) === "ako.yaml") as Item;
		const [build] = new Overlays(items, values).buildsOf(item);
		const read = merged(
			parsedValue(item),
			(build?.patches ?? []).map(
				(patch) => patch.operations ?? parsedValue(patch.item),
			),
		);
		assert.equal((read as Built).spec, built?.spec);
	});

test.run();
