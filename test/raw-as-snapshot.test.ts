import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readPackageFiles } from "../src/commands/files/package-files.ts";
import { fromFiles } from "../src/commands/files/read-source.ts";
import { readConfig } from "../src/config/read-config.ts";
import { groupItems } from "../src/group/group.ts";
import { isDump, rawKindOf } from "../src/group/raw/raw-kinds.ts";
import { SNAPSHOT_LINES, toSnapshot } from "../src/group/to-snapshot.ts";
import type { Item } from "../src/krm/item.ts";
import { splitPackage } from "../src/krm/packages.ts";
import { eachResult, hasErrors } from "../src/krm/result.ts";
import { type Source, transform } from "../src/pipeline.ts";
import { readFiles } from "../src/read/read-files.ts";
import { readText } from "../src/read/read-input.ts";
import { unpackLists } from "../src/read/unpack-lists.ts";
import { printYaml } from "../src/text/print-yaml.ts";
import { CASES } from "./check/cases/all-cases.ts";
import { rawObjects } from "./group/raw-objects.ts";

/** Raw objects from somewhere in the fixtures. */
interface RawCase {
	readonly name: string;
	readonly source: Source;
}

/** The inputs of golden cases. */
const goldenCases = readdirSync("fixtures")
	.sort()
	.flatMap((name): RawCase[] => {
		const file = ["input.yaml", "input.json"]
			.map((input) => join("fixtures", name, input))
			.find((path) => existsSync(path));
		if (file === undefined) return [];
		const read = readText(readFileSync(file, "utf8"));
		return "input" in read ? [{ name, source: read.input }] : [];
	});

const FIELD = "fixtures/field-cases";

/** The folders of field cases that hold files, each a package. */
const fieldCases = readdirSync(FIELD)
	.sort()
	.flatMap((name) => [name, ...foldersIn(name)])
	.flatMap((name): RawCase[] => {
		const read = readPackageFiles(join(FIELD, name));
		if ("problem" in read) return [];
		const { source, results } = fromFiles(read.files, "");
		return hasErrors(results) ? [] : [{ name, source }];
	});

function foldersIn(name: string): string[] {
	return readdirSync(join(FIELD, name))
		.map((inner) => join(name, inner))
		.filter((path) => statSync(join(FIELD, path)).isDirectory());
}

/** The clusters that the checks are tried on, as raw objects; two of one name are told apart by their files. */
const checkCases = CASES.filter(
	({ name, more }) =>
		!more.some(
			({ kind, metadata }) =>
				kind === "ClusterSnapshot" && metadata.name === name,
		),
).map(({ check, lesson, name, cluster, spec, more }): RawCase => {
	const list = {
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items: [...rawObjects(cluster), ...more],
		functionConfig: {
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRoutes",
			metadata: { name: "avi-routes" },
			spec: { clusterName: name, ...spec },
		},
	};
	const read = readText(JSON.stringify(list));
	if (!("input" in read)) throw new Error(read.unreadable);
	return { name: `${check}, ${lesson}`, source: read.input };
});

/** What a run says and routes, places aside. */
function told(source: Source) {
	const { results, plan } = transform(source, []);
	return {
		results: eachResult(results)
			.map(({ severity, message, tags }) =>
				[severity, tags.check, tags.cluster ?? "", message].join(" "),
			)
			// The object that holds AKO's settings begins its message.
			.map((text) =>
				text.replace(
					"ClusterSnapshot prod has",
					"ConfigMap avi-k8s-config has",
				),
			)
			.sort(),
		// Clusters of one name are told apart by their items' places.
		routes: plan?.clusters
			.flatMap(({ cluster, routes }) =>
				routes.map(
					({ prefix, nextHop, node }) =>
						`${cluster.name} ${prefix.text} ${nextHop} ${node}`,
				),
			)
			.sort(),
	};
}

function isRawDump(item: Item): boolean {
	const rawKind = rawKindOf(item);
	return rawKind !== undefined && isDump(item, rawKind);
}

/**
 * The same package with a ClusterSnapshot in the place of each cluster's raw dumps; undefined where there are no raw
 * dumps, or where they are not put into clusters.
 */
function withSnapshots({ items, functionConfig, truncation, ...rest }: Source) {
	const config = readConfig(functionConfig, splitPackage(items).own);
	const all = unpackLists(items).value.items;
	const others = all.filter((item) => !isRawDump(item));
	const groups = groupItems(
		items.filter((item) => item.kind.endsWith("List") || isRawDump(item)),
		config.value,
	);
	if (hasErrors([...config.results, ...groups.results])) return undefined;
	const clusters = groups.value.clusters.filter(({ nodes }) =>
		nodes.some(({ source }) => source.item.kind === "Node"),
	);
	if (clusters.length === 0) return undefined;
	const files = clusters.map((cluster) => ({
		path: `snapshots/${cluster.name}.yaml`,
		text: printYaml(toSnapshot(cluster), SNAPSHOT_LINES),
	}));
	const snapshots = readFiles(files, { isStrict: true });
	assert.equal(snapshots.results, []);
	const known = truncation ?? groups.value.truncation;
	return {
		...rest,
		items: [...others, ...snapshots.value],
		functionConfig,
		...(known === undefined ? {} : { truncation: known }),
	};
}

const test = suite("raw objects and what import makes of them");
let compared = 0;

for (const { name, source } of [...goldenCases, ...fieldCases, ...checkCases]) {
	const imported = withSnapshots(source);
	if (imported === undefined) continue;
	compared++;
	test(`${name}: the same routes and results`, () => {
		const [raw, snapshot] = [told(source), told(imported)];
		assert.equal(snapshot.routes, raw.routes);
		assert.equal(snapshot.results, raw.results);
	});
}

test("many fixtures hold raw objects", () => {
	assert.ok(compared > 300, `${compared}`);
});

test.run();
