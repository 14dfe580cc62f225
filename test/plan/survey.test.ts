import { suite } from "uvu";
import { nestedPrefixes } from "../../src/check/nested-prefixes.ts";
import type { IpFamily } from "../../src/config/config.ts";
import type { Cluster } from "../../src/group/cluster.ts";
import { claimedPrefixes } from "../../src/plan/claims.ts";
import { surveyNodes } from "../../src/plan/survey.ts";
import { lackOfAgent } from "../../src/resolve/agent.ts";
import { resolveAsAko } from "../../src/resolve/ako.ts";
import { clusterPool } from "../../src/resolve/cluster-pool.ts";
import { resolveForGitOps } from "../../src/resolve/gitops.ts";
import { kubernetes } from "../../src/resolve/kubernetes.ts";
import type { NodeRoutes } from "../../src/resolve/routes.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { oddCluster } from "../resolve/odd-clusters.ts";

interface Resolved {
	readonly nodes: readonly NodeRoutes[];
	readonly ipFamily: IpFamily;
}

function resolved(choices: Choices): Resolved {
	const resolve = choices.pick(resolveAsAko, resolveForGitOps);
	const mode = choices.pick(clusterPool, kubernetes);
	const ipFamily = choices.pick<IpFamily>("V4", "V4_V6", "V6");
	const cluster: Cluster = oddCluster(choices);
	return { nodes: resolve(cluster, mode, ipFamily), ipFamily };
}

/** True for a node that some check of single nodes has a word to say of. */
function isTold({
	dropped,
	problem,
	podCIDRs,
	routes,
	nextHops,
}: NodeRoutes): boolean {
	const routed = new Set(routes.map(({ prefix }) => prefix.text));
	return (
		dropped !== undefined ||
		problem !== undefined ||
		podCIDRs.length === 0 ||
		podCIDRs.some(
			({ written }) =>
				written === undefined ||
				written.hasHostBits ||
				nextHops[written.prefix.family] === undefined ||
				!routed.has(written.prefix.text),
		)
	);
}

function tellsOfNodes({ nodes, ipFamily }: Resolved): boolean {
	const { routes, oddNodes, agentlessNodes } = surveyNodes(nodes, ipFamily);
	same(
		"routes",
		routes,
		nodes.flatMap((entry) => entry.routes),
	);
	const missed = nodes.filter(
		(entry) =>
			isTold(entry) &&
			!oddNodes.includes(entry) &&
			!agentlessNodes.includes(entry),
	);
	same("odd nodes that are missed", missed, []);
	same(
		"nodes without an agent",
		agentlessNodes,
		nodes.filter(
			({ node, ciliumNode }) => lackOfAgent(node, ciliumNode) !== undefined,
		),
	);
	return oddNodes.length < nodes.length;
}

function tellsOfClaims({ nodes, ipFamily }: Resolved): boolean {
	const { spread } = surveyNodes(nodes, ipFamily);
	const claims = claimedPrefixes(nodes, ipFamily);
	const prefixes = claims.map(({ prefix }) => prefix);
	const firsts = new Set(prefixes.map(({ first }) => first));
	const values = prefixes
		.filter(({ family }) => family === "V4")
		.flatMap(({ first, last }) => [first, last])
		.map((hex) => Number.parseInt(hex, 16));
	const { isOfOneLength, ...rest } = spread;
	same("spread", rest, {
		first: Math.min(...values),
		last: Math.max(...values),
		hasIPv6: prefixes.some(({ family }) => family === "V6"),
		isDistinct: firsts.size === prefixes.length,
	});
	const nested = nestedPrefixes(claims, ({ node }) => node, {
		withSameAddress: false,
	});
	if (isOfOneLength) same("networks of one length that nest", nested, []);
	return isOfOneLength && claims.length > 1;
}

const test = suite("the survey of nodes");

test("names every node that a check has a word to say of", () =>
	holds(tellsOfNodes, chosen(resolved), { share: 0.3, numRuns: 6000 }));
test("tells how claims lie to each other", () =>
	holds(tellsOfClaims, chosen(resolved), { share: 0.1, numRuns: 6000 }));

test.run();
