import { suite } from "uvu";
import * as assert from "uvu/assert";
import { merge } from "../../src/avi/merge.ts";
import { diffText } from "../../src/diff/text.ts";
import { PLAIN } from "../../src/report/screen.ts";
import { type Group, groupTables, wantedRoutes } from "../../src/sync/group.ts";
import { type PlannedGroup, planDiff } from "../../src/sync/plan-diff.ts";
import { readTable } from "../../src/sync/table.ts";
import { aviRoute, type Ends, routeTable } from "../avi/tables.ts";

/** A group of the cluster with these routes in its table and in Avi; without an answer of Avi, no comparison. */
function planned(
	cluster: string,
	wanted: readonly Ends[],
	inAvi?: readonly Ends[],
	vrf = "global",
): PlannedGroup {
	const vrfContext = { name: vrf, cloud: "Default-Cloud", tenant: "admin" };
	const read = readTable(routeTable(wanted, { cluster, spec: { vrfContext } }));
	if ("problem" in read) throw new Error(read.problem);
	const [group] = groupTables([read.table]) as [Group];
	if (inAvi === undefined) return { group };
	const live = inAvi.map((one) => aviRoute(one, cluster, { route_id: "id-1" }));
	return { group, merge: merge(live, wantedRoutes(group), group) };
}

const A: Ends = ["10.0.1.0/24", "192.168.0.11", "worker-1"];
const B: Ends = ["10.0.2.0/24", "192.168.0.12", "worker-2"];
const OLD_A: Ends = [A[0], "192.168.0.99"];
const OF_A: Ends = ["10.0.3.0/24", A[1]];
const OF_NOBODY: Ends = ["10.0.4.0/24", "192.168.0.14"];

const test = suite("what sync would change, as a diff");

for (const [lesson, groups, text] of [
	["no cluster", [], "no change\n"],
	["nothing differs", [planned("prod-east", [A], [A])], "no change\n"],
	["Avi does not answer", [planned("prod-east", [A])], "no change\n"],
	[
		"each kind, the riskiest first; a node is known by its next hop",
		[planned("prod-east", [A, B], [OLD_A, OF_A, OF_NOBODY])],
		`cluster prod-east: +1 ~1 -2 routes (100% of 3)
  - 10.0.3.0/24  was via 192.168.0.11 (worker-1)
  - 10.0.4.0/24  was via 192.168.0.14 (route_id id-1)
  ~ 10.0.1.0/24  next hop 192.168.0.99 -> 192.168.0.11 (worker-1)
  + 10.0.2.0/24  is via 192.168.0.12 (worker-2)

+1 ~1 -2 routes (100% of 3) in 1 cluster
`,
	],
	[
		"most routes go: it is said above all",
		[planned("prod-east", [A], [A, ...["5", "6", "7"].map(netOf)])],
		`cluster prod-east: +0 ~0 -3 routes (75% of 4)
  ! 3 of 4 prefixes are gone
  - 10.0.5.0/24  was via 192.168.0.5 (route_id id-1)
  - 10.0.6.0/24  was via 192.168.0.6 (route_id id-1)
  - 10.0.7.0/24  was via 192.168.0.7 (route_id id-1)

+0 ~0 -3 routes (75% of 4) in 1 cluster
`,
	],
	[
		"duplicates go, their prefixes stay",
		[planned("prod-east", [A], [OLD_A, A, A, OLD_A])],
		`cluster prod-east: +0 ~0 -3 routes (75% of 4)
  - 10.0.1.0/24  was via 192.168.0.99 (duplicate, route_id id-1)
  - 10.0.1.0/24  was via 192.168.0.11 (duplicate, route_id id-1)
  - 10.0.1.0/24  was via 192.168.0.99 (duplicate, route_id id-1)

+0 ~0 -3 routes (75% of 4) in 1 cluster
`,
	],
	[
		"shares are of the routes of all clusters, also of those in sync",
		[
			planned("prod-east", [A], [A, B]),
			planned("prod-west", [A, B], [A, B]),
			planned("prod-west", [A], undefined, "other"),
		],
		`cluster prod-east: +0 ~0 -1 routes (50% of 2)
  - 10.0.2.0/24  was via 192.168.0.12 (route_id id-1)

+0 ~0 -1 routes (25% of 4) in 1 of 2 clusters
`,
	],
] as const)
	test(lesson, () => assert.is(diffText(planDiff(groups), PLAIN), text));

function netOf(number: string): Ends {
	return [`10.0.${number}.0/24`, `192.168.0.${number}`];
}

test("each change names its VRF context", () => {
	const group = planned("prod-east", [A, B], [OLD_A, OF_NOBODY], "vrf-k8s");
	const { clusters } = planDiff([group]);
	assert.equal(
		clusters.flatMap(({ routes }) => routes).map(({ vrf }) => vrf),
		Array(3).fill("admin/Default-Cloud/vrf-k8s"),
	);
});

test.run();
