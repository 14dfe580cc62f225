import { suite } from "uvu";
import type { IpFamily } from "../../src/config/config.ts";
import type { Cluster } from "../../src/group/cluster.ts";
import { parseAddress } from "../../src/ip/address.ts";
import { surveyNodes } from "../../src/plan/survey.ts";
import { resolveAsAko } from "../../src/resolve/ako.ts";
import { clusterPool } from "../../src/resolve/cluster-pool.ts";
import { resolveForGitOps } from "../../src/resolve/gitops.ts";
import type { IpamMode } from "../../src/resolve/ipam-mode.ts";
import { kubernetes } from "../../src/resolve/kubernetes.ts";
import { PlainNode } from "../../src/resolve/plain-node.ts";
import { type NodeRoutes, withFields } from "../../src/resolve/routes.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { oddCluster, plainCluster } from "./odd-clusters.ts";

interface Question {
	readonly cluster: Cluster;
	readonly mode: IpamMode;
	readonly ipFamily: IpFamily;
	readonly resolve: typeof resolveAsAko;
}

const questions = chosen(
	(choices: Choices): Question => ({
		cluster: choices.pick(oddCluster, plainCluster)(choices),
		mode: choices.pick(clusterPool, kubernetes),
		ipFamily: choices.pick<IpFamily>("V4", "V4_V6", "V6"),
		resolve: choices.pick(resolveAsAko, resolveForGitOps),
	}),
);

/** What a node came to, without what is made when asked. */
const told = (nodes: readonly NodeRoutes[]) =>
	nodes.map((entry) => {
		const { podCIDRs, ...rest } = withFields(entry, {});
		const cidrs = podCIDRs.map(({ text, field, written }) => ({
			text,
			field,
			written,
		}));
		return { ...rest, cidrs };
	});

/** Nodes resolved by one look are what they are without it. */
function comesToTheSame(question: Question): boolean {
	const { cluster, mode, ipFamily, resolve } = question;
	const fast = resolve(cluster, mode, ipFamily);
	const slow = resolve(cluster, { ...mode, list: () => undefined }, ipFamily);
	same("nodes", told(fast), told(slow));
	return fast.some((entry) => entry instanceof PlainNode);
}

/** What checks need not look at in plain nodes is not in them, and what the survey tells of them is true. */
function areAsTold({ cluster, mode, ipFamily, resolve }: Question): boolean {
	const nodes = resolve(cluster, mode, ipFamily);
	const { plain, unusualNodes, oddNodes } = surveyNodes(nodes, ipFamily);
	const others = nodes.filter((entry) => !(entry instanceof PlainNode));
	same("unusual nodes", unusualNodes.length, others.length);
	const own = nodes.filter((entry) => entry instanceof PlainNode);
	const hops = own.map(({ node, ciliumNode, nextHops, routes }) => {
		const reachable = (node.addresses ?? []).filter(
			({ type }) => type === "InternalIP" || type === "ExternalIP",
		);
		same("addresses", reachable, [
			{ type: "InternalIP", address: nextHops.V4?.text },
		]);
		const { ownerUID, addresses: known } = ciliumNode ?? {};
		same("uid", ownerUID ?? node.uid, node.uid ?? ownerUID);
		const internal = known?.filter(({ type }) => type === "InternalIP");
		same("known addresses", internal ?? reachable, reachable);
		same("routes", routes.length, 1);
		return parseAddress(nextHops.V4?.text ?? "")?.value ?? Number.NaN;
	});
	same(
		"plain and odd",
		oddNodes.filter((entry) => own.includes(entry as PlainNode)),
		[],
	);
	same("survey", plain, {
		ciliumNodes: own.filter(({ ciliumNode }) => ciliumNode).length,
		firstHop: Math.min(...hops),
		lastHop: Math.max(...hops),
		haveDistinctHops: new Set(hops).size === hops.length,
	});
	return own.length > 0;
}

const test = suite("plain nodes");

test("come to what they come to by all looks", () =>
	holds(comesToTheSame, questions, { share: 0.4, numRuns: 8000 }));
test("have nothing that a check would say a word of", () =>
	holds(areAsTold, questions, { share: 0.4, numRuns: 4000 }));

test.run();
