import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	type CompiledSchema,
	validateAviRoutes,
	validateAviRouteTable,
	validateClusterSnapshot,
} from "../schemas/generated/validators.js";
import { clusterSnapshot } from "./group/raw-objects.ts";
import { clusterPool } from "./support/clusters.ts";
import { type AnyResource, runItems } from "./support/function-run.ts";

const read = (path: string) => readFileSync(path, "utf8");
const CRD_FILE = "schemas/crds/avi-routes.dev_aviroutetables.yaml";
const { metadata, spec } = load(read(CRD_FILE)) as AnyResource;
const [version, ...otherVersions] = spec.versions;

const test = suite("schemas");

test("what is generated from them is current", async () => {
	const script = pathToFileURL(resolve("scripts/generate.mjs")).href;
	const { GENERATED } = (await import(script)) as {
		GENERATED: Record<string, () => string>;
	};
	assert.ok(Object.keys(GENERATED).length >= 3);
	for (const [path, make] of Object.entries(GENERATED))
		assert.is(read(path), make(), `${path} is old: npm run generate`);
});

test("the CRD is the one that people install", () => {
	assert.is(metadata.name, `${spec.names.plural}.${spec.group}`);
	assert.is(spec.scope, "Namespaced");
	assert.is(spec.names.kind, "AviRouteTable");
	assert.equal(spec.names.shortNames, ["avirt"]);
	assert.equal(otherVersions, []);
	assert.equal(version.subresources, { status: {} });
	assert.is(
		`${version.name} ${version.served} ${version.storage}`,
		"v1alpha1 true true",
	);
});

/** A node of an OpenAPI schema. */
interface OpenAPI {
	readonly [keyword: string]: unknown;
	readonly type?: string;
	readonly properties?: Readonly<Record<string, OpenAPI>>;
	readonly items?: OpenAPI;
	readonly required?: readonly string[];
}

/** Every schema below one, with its path. */
function* below(node: OpenAPI, path = ""): Generator<[string, OpenAPI]> {
	yield [path, node];
	for (const [name, inner] of Object.entries(node.properties ?? {}))
		yield* below(inner, `${path}.${name}`);
	if (node.items !== undefined) yield* below(node.items, `${path}[]`);
}

const root: OpenAPI = version.schema.openAPIV3Schema;
const places = [...below(root)];

/** What the API server refuses in a structural schema, and what this one never needs. */
const FORBIDDEN = [
	...["$ref", "$schema", "$id", "$defs", "definitions", "const", "title"],
	...["additionalProperties", "patternProperties", "dependencies"],
	...["oneOf", "anyOf", "allOf", "not", "uniqueItems", "deprecated"],
];

for (const [path, node] of places) {
	test(`the CRD is structural at ${path || "its root"}`, () => {
		const types = ["object", "array", "string", "integer", "boolean"];
		assert.ok(types.includes(node.type ?? ""), `type ${node.type}`);
		assert.equal(
			FORBIDDEN.filter((keyword) => keyword in node),
			[],
		);
		assert.is("items" in node, node.type === "array");
		const known = Object.keys(node.properties ?? {});
		for (const name of node.required ?? []) assert.ok(known.includes(name));
	});
}

test("lists of objects of the CRD are maps whose keys are required", () => {
	const lists = places.filter(
		([, { type, items }]) => type === "array" && items?.type === "object",
	);
	const keys = lists.map(([path, node]) => {
		assert.is(node["x-kubernetes-list-type"], "map", path);
		const own = node["x-kubernetes-list-map-keys"] as string[];
		for (const key of own) {
			assert.ok(node.items?.required?.includes(key), `${path} ${key}`);
			assert.is(node.items?.properties?.[key]?.type, "string");
		}
		return `${path} ${own}`;
	});
	assert.equal(keys, [
		".spec.labels key",
		".spec.routes prefix",
		".status.conditions type",
	]);
});

test("its printer columns show fields that there are", () => {
	const paths = new Map(places);
	const columns: { name: string; type: string; jsonPath: string }[] =
		version.additionalPrinterColumns;
	assert.equal(
		columns.map(({ name }) => name),
		[
			...["Cluster", "VRF", "Policy", "Ready", "InSync", "Routes"],
			...["Reason", "Message", "Age"],
		],
	);
	for (const { name, type, jsonPath } of columns.slice(0, -1)) {
		const path = jsonPath.replace(/\[\?\(.*\)\]/, "[]");
		assert.is(paths.get(path)?.type, type, name);
	}
	assert.is(columns.at(-1)?.jsonPath, ".metadata.creationTimestamp");
});

const valid = (validate: CompiledSchema, value: unknown) =>
	assert.ok(validate(value), JSON.stringify(validate.errors));

test("emitted tables are valid", () => {
	const specs = [
		{},
		{ ipFamily: "V4_V6" },
		{ routeOwner: "GitOps", vrfContext: { name: "v", cloud: "c" } },
	];
	for (const config of specs) {
		const { items } = runItems([clusterSnapshot(clusterPool({}, 200))], {
			...config,
			checks: { "*": "info" },
		});
		const [table] = items.filter(({ kind }) => kind === "AviRouteTable");
		valid(validateAviRouteTable, table);
	}
});

test("the quickstart is valid", () => {
	const file = (name: string) => load(read(`examples/quickstart/${name}.yaml`));
	valid(validateClusterSnapshot, file("cluster-snapshot"));
	valid(validateAviRoutes, file("avi-routes"));
});

test.run();
