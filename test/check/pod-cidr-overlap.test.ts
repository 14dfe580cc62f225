import { suite } from "uvu";
import * as assert from "uvu/assert";
import { eachResult } from "../../src/krm/result.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { clusterPool, runCluster } from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

/** The CIDRs of worker-1, worker-2, ..., and which of them are told as overlaps and as duplicates. */
const CASES: readonly [
	lesson: string,
	cidrs: string[][],
	overlaps: string[],
	duplicates: string[],
][] = [
	[
		"nested three deep, each is in the narrowest other one",
		[["10.0.0.0/8"], ["10.1.0.0/16"], ["10.1.1.0/24"]],
		["10.0.0.0/8 contains 10.1.0.0/16", "10.1.0.0/16 contains 10.1.1.0/24"],
		[],
	],
	[
		"nested three deep in another order of nodes",
		[["10.1.1.0/24"], ["10.1.0.0/16"], ["10.0.0.0/8"]],
		["10.0.0.0/8 contains 10.1.0.0/16", "10.1.0.0/16 contains 10.1.1.0/24"],
		[],
	],
	[
		"at both ends",
		[["10.1.0.0/16"], ["10.1.255.0/24", "10.2.0.0/24"], ["10.1.0.0/24"]],
		["10.1.0.0/16 contains 10.1.255.0/24"],
		["10.1.0.0/24"],
	],
	["nested in the same node", [["10.0.0.0/8", "10.1.0.0/16"]], [], []],
	[
		"the narrowest is the node's own, a wider one is not",
		[["10.0.0.0/8"], ["10.1.0.0/16", "10.1.1.0/24"]],
		["10.0.0.0/8 contains 10.1.0.0/16", "10.0.0.0/8 contains 10.1.1.0/24"],
		[],
	],
	[
		"two side by side in one",
		[["10.0.0.0/8"], ["10.1.0.0/16"], ["10.2.0.0/16"]],
		["10.0.0.0/8 contains 10.1.0.0/16", "10.0.0.0/8 contains 10.2.0.0/16"],
		[],
	],
	[
		"the same address with another mask is a duplicate",
		[["10.1.0.0/16"], ["10.1.0.0/24"]],
		[],
		["10.1.0.0/24"],
	],
	[
		"in a duplicate",
		[["10.1.0.0/16"], ["10.1.0.0/16"], ["10.1.1.0/24"]],
		["10.1.0.0/16 contains 10.1.1.0/24"],
		["10.1.0.0/16"],
	],
	["neighbours", [["10.1.0.0/24"], ["10.1.1.0/24"], ["10.1.2.0/23"]], [], []],
	[
		"IPv6 as IPv4",
		[["fd00::/48"], ["fd00:0:0:1::/64"], ["fd00:0:1::/64"]],
		["fd00::/48 contains fd00:0:0:1::/64"],
		[],
	],
	["an IPv4 network is in no IPv6 network", [["::/8"], ["10.0.0.0/8"]], [], []],
];

const test = suite("pod-cidr-overlap");

for (const [lesson, cidrs, overlaps, duplicates] of CASES) {
	test(lesson, () => {
		const ciliumNodes = Object.fromEntries(
			cidrs.map((podCIDRs, i) => [i + 1, { podCIDRs }]),
		);
		const cluster = clusterPool({ ciliumNodes }, cidrs.length);
		const run = runCluster([clusterSnapshot(cluster)], { ipFamily: "V4_V6" });
		const told = eachResult(resultsOf(run, "pod-cidr-overlap")).map(
			({ message }) => message.replace(/ of node worker-\d|pod CIDR |;.*/g, ""),
		);
		assert.equal(told, overlaps);
		assert.equal(
			resultsOf(run, "pod-cidr-duplicate").map(
				({ field }) => field?.currentValue,
			),
			duplicates,
		);
	});
}

test("a family that is not routed does not count", () => {
	const ciliumNodes = {
		1: { podCIDRs: ["fd00::/48"] },
		2: { podCIDRs: ["fd00:0:0:1::/64"] },
	};
	const items = [clusterSnapshot(clusterPool({ ciliumNodes }))];
	const run = runCluster(items, { ipFamily: "V4" });
	assert.equal(resultsOf(run, "pod-cidr-overlap"), []);
});

test.run();
