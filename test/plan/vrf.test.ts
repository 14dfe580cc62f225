import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Cluster } from "../../src/group/cluster.ts";
import { decideVrf } from "../../src/plan/vrf.ts";

const NETWORKS = '[{"networkName":"a"}]';
const SEVERAL = '[{"networkName":"a"},{"networkName":"b"}]';

/** AKO's settings and version, who owns the routes, the VRF, the VRF of AKO, and what decides it where that is unknown. */
const VRFS: readonly [
	data: Record<string, string> | undefined,
	more: { ako?: string; owner?: string; name?: string; targets?: number },
	told: string,
][] = [
	[undefined, {}, "global, AKO's unknown"],
	[
		undefined,
		{ owner: "GitOps" },
		"global, AKO's unknown, by settings of AKO that are not here",
	],
	[undefined, { owner: "GitOps", targets: 1 }, "global, AKO's unknown"],
	[{}, { owner: "GitOps" }, "global, AKO's unknown"],
	[{}, {}, "global, AKO's unknown"],
	[{ vipNetworkList: "[]" }, {}, "global, AKO's global"],
	[{ vipNetworkList: NETWORKS }, {}, "global, AKO's unknown, by network a"],
	[{ vipNetworkList: SEVERAL }, {}, "global, AKO's global"],
	[{ vipNetworkList: NETWORKS }, { name: "c" }, "c, AKO's unknown"],
	[{ vipNetworkList: NETWORKS, vrfName: "v" }, {}, "v, AKO's v"],
	[
		{ vipNetworkList: NETWORKS, vrfName: "v" },
		{ ako: "1.12.0" },
		"global, AKO's unknown, by network a, ignores vrfName",
	],
	[{ vrfName: "v" }, { ako: "1.12.1" }, "v, AKO's v"],
	[
		{ vrfName: "v", nsxtT1LR: "t1" },
		{},
		"global, AKO's unknown, by T1 router t1, ignores vrfName",
	],
	[
		{ vrfName: "v", nsxtT1LR: "/orgs/a/vpcs/b", vpcMode: "true" },
		{},
		"global, AKO's global, ignores vrfName",
	],
	[{ vrfName: "v", nsxtT1LR: "t1", serviceType: "NodePort" }, {}, "v, AKO's v"],
	[
		{ serviceType: "NodePort", vipNetworkList: NETWORKS },
		{},
		"global, AKO's global",
	],
	[{ vrfName: "v" }, { name: "c" }, "c, AKO's v"],
];

const test = suite("the VRF of a cluster's routes");

for (const [data, { ako, owner = "AKO", name, targets = 0 }, told] of VRFS)
	test(`${JSON.stringify(data)} ${ako ?? ""} ${owner} ${name ?? ""} ${targets}`, () => {
		const vrf = decideVrf({
			akoTargets: Array(targets).fill({ values: {} }),
			versions: ako === undefined ? {} : { ako },
			config: { routeOwner: owner, vrfContext: name ? { name } : {} },
			...(data && { akoConfig: { data, source: { item: {}, path: "" } } }),
		} as unknown as Cluster);
		const parts = [
			vrf.name,
			`AKO's ${vrf.ofAko ?? "unknown"}`,
			...(vrf.unknown ? [`by ${vrf.unknown.decidedBy}`] : []),
			...(vrf.ignoresVrfName ? ["ignores vrfName"] : []),
		];
		assert.is(parts.join(", "), told);
	});

test.run();
