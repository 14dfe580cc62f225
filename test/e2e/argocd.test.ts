import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	configText,
	copyPackage,
	packageOf,
	snapshotText,
} from "../support/packages.ts";
import { BIN } from "./support.ts";

const { spec: plugin, metadata } = load(
	readFileSync("deploy/argocd/plugin.yaml", "utf8"),
) as AnyResource;
const application = load(
	readFileSync("deploy/argocd/application.yaml", "utf8"),
) as AnyResource;

/** A parameter of an Application, as its source.plugin.parameters has it. */
interface Parameter {
	readonly name: string;
	readonly string?: string;
}

/** The environment that the plugin server adds to its own for an Application. */
function environment(parameters: readonly Parameter[]): Record<string, string> {
	return {
		PATH: `${BIN}:${process.env.PATH}`,
		HOME: "/",
		ARGOCD_APP_NAME: "avi-routes-prod-east",
		ARGOCD_APP_NAMESPACE: "avi-system",
		ARGOCD_APP_PROJECT_NAME: "default",
		ARGOCD_APP_REVISION: "0123456789abcdef",
		ARGOCD_APP_SOURCE_PATH: "fleet",
		ARGOCD_APP_SOURCE_REPO_URL: "https://git.example.com/network/fleet.git",
		ARGOCD_APP_SOURCE_TARGET_REVISION: "main",
		ARGOCD_ENV_FOO: "bar",
		ARGOCD_APP_PARAMETERS: JSON.stringify(parameters),
		...Object.fromEntries(
			parameters.map(({ name, string = "" }) => [
				`PARAM_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`,
				string,
			]),
		),
	};
}

/** Runs a command of the plugin as the server does: by its argv, in the Application's folder of a checkout. */
function serve(
	argv: readonly string[],
	folder: string,
	env: Record<string, string> = environment([]),
) {
	const [command = "", ...args] = argv;
	const start = performance.now();
	const run = spawnSync(command, args, {
		cwd: folder,
		env,
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	return { ...run, took: performance.now() - start };
}

function checkout(...packages: readonly string[]): string {
	const root = packageOf({});
	for (const name of packages) copyPackage(name, join(root, name));
	return root;
}

const discover = (folder: string) =>
	serve(plugin.discover.find.command, folder);
const generate = (folder: string, parameters: readonly Parameter[] = []) =>
	serve(plugin.generate.command, folder, environment(parameters));

const namesOf = (stdout: string) =>
	(loadAll(stdout) as AnyResource[]).map(
		({ kind, metadata: { name } }) => `${kind} ${name}`,
	);

const root = checkout("quickstart", "fleet", "flux");
mkdirSync(join(root, "empty"));
writeFileSync(join(root, "empty/values.yaml"), "kind: of blue\n");

const test = suite("the Argo CD plugin");

test("is what the Application names, with parameters that it has", () => {
	const { source } = application.spec;
	assert.is(source.plugin.name, `${metadata.name}-${plugin.version}`);
	const names = plugin.parameters.static.map(({ name }: Parameter) => name);
	assert.equal(names, ["clusterName", "only", "sctp", "routeOwner"]);
	for (const { name } of source.plugin.parameters)
		assert.ok(names.includes(name));
	assert.is(generate(join(root, "fleet"), source.plugin.parameters).status, 0);
});

test("is found where there is an AviRoutes, and nowhere else", () => {
	for (const folder of ["quickstart", "fleet", "flux", "."]) {
		const { status, stdout } = discover(join(root, folder));
		assert.is(status, 0);
		assert.match(stdout, /avi-routes\.yaml\n$/);
	}
	const { status, stdout } = discover(join(root, "empty"));
	assert.equal([status, stdout], [0, ""]);
});

for (const [lesson, text, isFound] of [
	["CRLF", "apiVersion: avi-routes.dev/v1alpha1\r\nkind: AviRoutes\r\n", true],
	["a comment", "kind: AviRoutes # ours\n", true],
	["quotes", "kind: 'AviRoutes'\n", true],
	["flow style", "{apiVersion: a, kind: AviRoutes, metadata: {}}\n", true],
	["JSON", '{"apiVersion":"a","kind":"AviRoutes","metadata":{}}', true],
	["a table", "kind: AviRouteTable\n", false],
	["a text", "note: a kind of AviRoutes\n", false],
] as const)
	test(`is found or not: ${lesson}`, () => {
		const folder = packageOf({ "a.yaml": text });
		assert.is(discover(folder).stdout, isFound ? "./a.yaml\n" : "");
	});

test("prints what can be applied, and nothing else", () => {
	const { status, stdout, stderr } = generate(join(root, "quickstart"));
	assert.is(status, 0);
	assert.is(stderr, "");
	assert.equal(namesOf(stdout), [
		"AviRouteTable prod-east",
		"ConfigMap prod-east-ako-values",
		"ConfigMap cilium-config",
	]);
	assert.not.match(stdout, "local-config");
	assert.not.match(stdout, "internal.config.kubernetes.io");
});

test("prints one cluster of a fleet", () => {
	const folder = join(root, "fleet");
	const east = generate(folder, [{ name: "only", string: "prod-east" }]);
	assert.is(east.status, 0, east.stderr);
	assert.ok(namesOf(east.stdout).every((name) => !name.includes("west")));
	const all = generate(folder);
	if (all.status !== 0) assert.match(all.stderr, "the parameter only CLUSTER");
	const nobody = generate(folder, [{ name: "only", string: "prod-north" }]);
	assert.is(nobody.status, 2);
	assert.match(
		nobody.stderr,
		/^error: the parameter only prod-north: unknown cluster/,
	);
});

const policies = (stdout: string) =>
	(loadAll(stdout) as AnyResource[]).flatMap(({ kind, spec }) =>
		kind === "AviRouteTable" ? [spec.managementPolicy] : [],
	);

test("takes parameters in place of the config's fields", () => {
	const folder = join(root, "quickstart");
	const gitops = generate(folder, [{ name: "routeOwner", string: "GitOps" }]);
	assert.equal(policies(gitops.stdout), ["Manage"]);
	assert.equal(
		policies(generate(folder, [{ name: "routeOwner", string: "" }]).stdout),
		["Observe"],
	);
	const off = generate(folder, [{ name: "sctp", string: "Disabled" }]);
	assert.match(off.stdout, 'enable-sctp: "false"');
	const fleet = generate(join(root, "fleet"), [
		{ name: "only", string: "prod-west" },
		{ name: "sctp", string: "Enabled" },
	]);
	assert.match(fleet.stdout, 'enable-sctp: "true"', fleet.stderr);
});

/** What Argo CD makes of the ApplicationSet for a folder that its generator finds. */
function applicationFor(folder: string): AnyResource {
	const { spec } = load(
		readFileSync("deploy/argocd/applicationset.yaml", "utf8"),
	) as AnyResource;
	const [{ git }] = spec.generators;
	assert.equal(git.directories, [{ path: "clusters/*" }]);
	const values: Record<string, string> = {
		"path.path": `clusters/${folder}`,
		"path.basename": folder,
	};
	const filled = JSON.stringify(spec.template).replace(
		/\{\{\.(.+?)\}\}/g,
		(_, name) => {
			assert.ok(name in values, name);
			return values[name] ?? "";
		},
	);
	return JSON.parse(filled);
}

test("renders each Application of the ApplicationSet, and its cluster alone", () => {
	const clusters = ["prod-1", "prod-2", "prod-3"];
	const akoConfig = clusterPool().akoConfig ?? {};
	const filesOf = (folder: string) => {
		// The folder prod-3 was filled with the snapshot of another cluster.
		const clusterName = folder.replace("3", "2");
		const cluster = clusterPool({ akoConfig: { ...akoConfig, clusterName } });
		return {
			[`clusters/${folder}/avi-routes.yaml`]: configText(),
			[`clusters/${folder}/prod.yaml`]: snapshotText(cluster, clusterName),
		};
	};
	const repository = packageOf(Object.assign({}, ...clusters.map(filesOf)));
	for (const cluster of clusters) {
		const { metadata: own, spec } = applicationFor(cluster);
		assert.is(own.name, `avi-routes-${cluster}`);
		assert.is(spec.destination.name, cluster);
		const { path, plugin: used } = spec.source;
		assert.is(used.name, `${metadata.name}-${plugin.version}`);
		const made = generate(join(repository, path), used.parameters);
		if (cluster === "prod-3") {
			assert.is(made.status, 2);
			assert.is(made.stdout, "");
			assert.match(made.stderr, "the parameter only prod-3: unknown cluster");
		} else {
			assert.is(made.status, 0, made.stderr);
			assert.is(namesOf(made.stdout)[0], `AviRouteTable ${cluster}`);
		}
	}
});

test("takes them from single variables where the array is not set", () => {
	const { ARGOCD_APP_PARAMETERS: _, ...env } = environment([
		{ name: "routeOwner", string: "GitOps" },
	]);
	assert.equal(
		policies(
			serve(plugin.generate.command, join(root, "quickstart"), env).stdout,
		),
		["Manage"],
	);
	const none = serve(plugin.generate.command, join(root, "quickstart"), {
		...env,
		PARAM_ROUTEOWNER: "",
		ARGOCD_APP_PARAMETERS: "null",
	});
	assert.equal(policies(none.stdout), ["Observe"]);
});

test("without --argocd the environment does not count", () => {
	const env = environment([{ name: "routeOwner", string: "GitOps" }]);
	const { stdout } = serve(
		["avi-routes", "render"],
		join(root, "quickstart"),
		env,
	);
	assert.equal(policies(stdout), ["Observe"]);
});

/** Parameters that are wrong, and what is said. */
const WRONG: readonly [parameters: string, says: string][] = [
	[
		'[{"name":"clustername","string":"x"}]',
		"error: the parameter clustername is not a known field; did you mean clusterName? accepted: clusterName, ",
	],
	[
		'[{"name":"sctp","array":["x"]}]',
		'error: the parameter "sctp" has no string; set its string',
	],
	['{"sctp":"Enabled"}', "error: ARGOCD_APP_PARAMETERS is"],
	["[", "want a JSON array of {name, string}"],
	[
		'[{"name":"sctp","string":"On"}]',
		'error: the parameter sctp is the string "On"; want one of Auto, Enabled, Disabled',
	],
];

for (const [parameters, says] of WRONG) {
	test(`refuses the parameters ${parameters}`, () => {
		const env = { ...environment([]), ARGOCD_APP_PARAMETERS: parameters };
		const { status, stdout, stderr } = serve(
			plugin.generate.command,
			join(root, "quickstart"),
			env,
		);
		assert.ok(status !== 0);
		assert.is(stdout, "");
		assert.ok(stderr.includes(says), stderr);
	});
}

test("fails on a thin snapshot, in few lines with the worst first", () => {
	const thin = packageOf({
		"avi-routes.yaml": configText({ limits: { minNodes: 3 } }),
		"prod.yaml": snapshotText(clusterPool({}, 2)),
	});
	const { status, stdout, stderr } = generate(thin);
	assert.is(status, 1);
	assert.is(stdout, "");
	assert.is(
		stderr.split("\n")[0],
		"error: [snapshot-too-small] cluster prod has 2 nodes, limits.minNodes is 3; take a complete snapshot, or lower limits.minNodes (avi-routes.yaml spec.limits.minNodes)",
	);
	const names = ["a", "b", "c", "d", "e", "f"];
	const many = packageOf({
		"avi-routes.yaml": configText({
			clusters: names.map((name) => ({ name })),
		}),
		"prod.yaml": snapshotText(clusterPool()),
	});
	const crowded = generate(many).stderr.trimEnd().split("\n");
	assert.is(crowded.length, 5);
	assert.match(crowded[4] ?? "", /^and \d+ more errors; run avi-routes check$/);
});

test("takes at most 2 s for 5,000 nodes", () => {
	const numbers = Array.from({ length: 5000 }, (_, i) => i);
	const big = packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText({
			ciliumConfig: { ipam: "cluster-pool" },
			nodes: numbers.map((i) => ({
				name: `worker-${i}`,
				uid: `2f0c4b1e-0d6b-4b53-9d0a-${String(i).padStart(12, "0")}`,
				addresses: [
					{ type: "InternalIP", address: `192.168.${i >> 8}.${i & 255}` },
				],
				podCIDR: `10.244.${i & 255}.0/24`,
				podCIDRs: [`10.${100 + (i >> 8)}.${i & 255}.0/24`],
				kernelVersion: "6.8.0-45-generic",
			})),
			ciliumNodes: numbers.map((i) => ({
				name: `worker-${i}`,
				ownerUID: `2f0c4b1e-0d6b-4b53-9d0a-${String(i).padStart(12, "0")}`,
				podCIDRs: [`10.${i >> 8}.${i & 255}.0/24`],
			})),
		}),
	});
	const runs = [1, 2, 3].map(() => generate(big));
	for (const { status, stderr } of runs) assert.is(status, 0, stderr);
	assert.is(
		loadAll(runs[0]?.stdout ?? "").filter(
			(one) => (one as AnyResource).kind === "AviRouteTable",
		).length,
		8,
	);
	const best = Math.min(...runs.map(({ took }) => took));
	assert.ok(best < 2000, `${Math.round(best)} ms`);
});

test.run();
