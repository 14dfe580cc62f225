import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import {
	type Changes,
	type ClusterSpec,
	clusterPool,
	hostScope,
	runCluster,
} from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

const ako = (settings: Record<string, string>): Changes => ({
	akoConfig: { clusterName: "prod", ...settings },
});
const cilium = (settings: Record<string, string>) =>
	clusterPool(ako({ cniPlugin: "cilium", ...settings }));
const LOWERED = { checks: { "*": "warning" } };
const GITOPS = { routeOwner: "GitOps" };

/** A cluster, its configuration, and who is said to bring the routes into Avi. */
const WRITERS: readonly [ClusterSpec, object, string][] = [
	[clusterPool(), {}, "programmed by AKO"],
	[hostScope(), {}, "programmed by AKO"],
	[clusterPool({ akoConfig: undefined }), {}, "for AKO to program"],
	[
		clusterPool(ako({ cniPlugin: "" })),
		{},
		"programmed by AKO once it has the right settings and restarts",
	],
	[
		cilium({ serviceType: "NodePort" }),
		{},
		'not programmed: AKO has serviceType "NodePort"',
	],
	[
		cilium({ disableStaticRouteSync: "true" }),
		{},
		'not programmed: AKO has disableStaticRouteSync "true"',
	],
	[
		clusterPool({ versions: { ako: "1.9.3" } }),
		LOWERED,
		"not programmed: AKO 1.9.3 reads no CiliumNodes",
	],
	[
		clusterPool(ako({ cniPlugin: "calico" })),
		LOWERED,
		"not programmed: AKO is set for calico",
	],
	[
		clusterPool({ ciliumConfig: { ipam: "multi-pool" } }),
		LOWERED,
		"not programmed: AKO does not read the CIDRs of multi-pool",
	],
	[
		clusterPool(),
		{ ...GITOPS, routeController: "route-sync" },
		"owned by GitOps, written by route-sync",
	],
	[
		clusterPool(),
		GITOPS,
		"owned by GitOps, with no routeController to write them",
	],
];

const test = suite("the summary of a cluster");

for (const [cluster, spec, words] of WRITERS) {
	test(words, () => {
		const run = runCluster([clusterSnapshot(cluster)], spec);
		const [summary] = resultsOf(run, "summary");
		assert.ok(summary?.message.endsWith(`, ${words}`), summary?.message);
	});
}

test.run();
