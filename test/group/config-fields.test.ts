import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { runItems } from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";

/** A wrong field of `spec`, the path that the result names, and what it says. */
const WRONG: readonly [spec: object, path: string, ...says: string[]][] = [
	[
		{ ipFamly: "V4" },
		"spec.ipFamly",
		"spec.ipFamly is not a known field",
		"did you mean ipFamily?",
	],
	[{ IPFAMILY: "V4" }, "spec.IPFAMILY", "did you mean ipFamily?"],
	[
		{ zzzzzzzzz: 1 },
		"spec.zzzzzzzzz",
		"spec.zzzzzzzzz is not a known field; accepted: clusterName,",
	],
	[{ limits: { minNode: 1 } }, "spec.limits.minNode", "did you mean minNodes?"],
	[
		{ maxRemovedRoutes: 3 },
		"spec.maxRemovedRoutes",
		"is not a known field; did you mean spec.limits.maxRemovedRoutes?",
	],
	[{ limits: { sctp: "Auto" } }, "spec.limits.sctp", "mean spec.sctp?"],
	[{ vrfName: "a" }, "spec.vrfName", "mean spec.vrfContext.name?"],
	[
		{ clusters: [{ name: "a", minNodes: 3 }] },
		"spec.clusters[0].minNodes",
		"did you mean spec.clusters[0].limits.minNodes?",
	],
	[
		{ clusters: [{ name: "a", ipamMod: 1 }] },
		"spec.clusters[0].ipamMod",
		"did you mean ipamMode?",
	],
	[{ ipFamily: "IPv4" }, "spec.ipFamily", '"IPv4"; want one of V4, V6, V4_V6'],
	[
		{ ipamMode: "eni" },
		"spec.ipamMode",
		"want one of Auto, cluster-pool, kubernetes, multi-pool",
	],
	[
		{ routeOwner: "Flux" },
		"spec.routeOwner",
		'"Flux"; want one of AKO, GitOps',
	],
	[
		{ sctp: true },
		"spec.sctp",
		"the boolean true; want one of Auto, Enabled, Disabled",
	],
	[
		{ limits: { minNodes: "3" } },
		"spec.limits.minNodes",
		'the string "3"; want an integer',
	],
	[{ limits: { minNodes: -1 } }, "spec.limits.minNodes", "-1", ">= 0"],
	[
		{ limits: { maxRemovedRoutes: "a few" } },
		"spec.limits.maxRemovedRoutes",
		'"a few"; want text such as 20% or 50',
	],
	[
		{ limits: { maxChangedRoutes: "150%" } },
		"spec.limits.maxChangedRoutes",
		'"150%"; want text such as 20% or 50',
	],
	[
		{ vrfContext: "global" },
		"spec.vrfContext",
		'the string "global"; want an object',
	],
	[{ vrfContext: { name: "" } }, "spec.vrfContext.name", "is empty"],
	[{ namespace: "Avi_System" }, "spec.namespace", '"Avi_System"'],
	[
		{ checks: { "pod-cidr-overlap": "fatal" } },
		"spec.checks.pod-cidr-overlap",
		'"fatal"; want one of error, warning, info, off',
	],
	[
		{ checks: { "pod-cidr-overlaps": "off" } },
		"spec.checks.pod-cidr-overlaps",
		"is not the id of a check",
		"did you mean pod-cidr-overlap?",
	],
	[
		{ clusters: [{ name: "prod", checks: { nonsense: "off" } }] },
		"spec.clusters[0].checks.nonsense",
		"is not the id of a check; avi-routes explain check lists them",
	],
	[
		{ checks: { "input-invalid": "off" } },
		"spec.checks.input-invalid",
		"can't be set: input-invalid is always an error; remove it",
	],
	[
		{ clusters: [{ name: "prod", checks: { "output-outdated": "off" } }] },
		"spec.clusters[0].checks.output-outdated",
		"can't be set for one cluster: it is about a package",
		"set spec.checks.output-outdated",
	],
	[
		{ clusters: [{}] },
		"spec.clusters[0]",
		"spec.clusters[0] has no name; add it",
	],
	[
		{ clusters: [{ name: "prod" }, { name: "prod" }] },
		"spec.clusters[1].name",
		"prod",
		"keep one",
	],
	[
		{ clusters: [{ name: "prod" }, { name: "east" }] },
		"spec.clusters[1].name",
		"east, but no Node or ClusterSnapshot belongs to it; known: prod; correct",
		"remove the entry",
	],
	[
		{ clusters: [{ name: "prod", path: "../b" }] },
		"spec.clusters[0].path",
		'"../b"; want a folder below',
	],
	[
		{ nextHop: { cidrs: ["10.4.0.0/14", "10.8.0.0/33"] } },
		"spec.nextHop.cidrs[1]",
		'"10.8.0.0/33"; want a CIDR such as',
	],
	[{ nextHop: { cidrs: ["10.4.0.1"] } }, "spec.nextHop.cidrs[0]", '"10.4.0.1"'],
	[
		{ nextHop: { cidrs: "10.4.0.0/14" } },
		"spec.nextHop.cidrs",
		"want an array",
	],
	[
		{ clusterName: "east" },
		"spec.clusterName",
		"is east, but no Node or ClusterSnapshot belongs to it; known: prod",
	],
	...[".git/x", "a/node_modules"].map((directory): [object, string, string] => [
		{ output: { directory } },
		"spec.output.directory",
		"want a folder that packages are read from",
	]),
	...["..", "a/../b", "../a", "/a", "~/a", "a\\b", "C:/a", "a\nb"].map(
		(directory): [object, string, string] => [
			{ output: { directory } },
			"spec.output.directory",
			`${JSON.stringify(directory)}; want a folder below that of the AviRoutes`,
		],
	),
	[
		{ clusters: [{ name: "prod", output: { directory: ".." } }] },
		"spec.clusters[0].output.directory",
		'".."',
	],
];

const test = suite("fields of the configuration");

for (const [spec, path, ...says] of WRONG) {
	test(`refuses ${JSON.stringify(spec)}`, () => {
		const { exitCode, results, items } = runItems(
			[clusterSnapshot(clusterPool())],
			spec,
		);
		assert.is(exitCode, 1);
		assert.equal(
			results.map(({ severity }) => severity),
			["error"],
		);
		const [{ field, resourceRef, message = "", tags } = {}] = results;
		const isPath = path.endsWith("output.directory");
		assert.is(tags?.check, isPath ? "output-path-invalid" : "config-invalid");
		assert.is(field?.path, path);
		assert.is(resourceRef?.kind, "AviRoutes");
		for (const part of says) assert.ok(message.includes(part), message);
		assert.equal(items, [clusterSnapshot(clusterPool())]);
	});
}

test.run();
