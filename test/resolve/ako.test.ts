import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { IpFamily } from "../../src/config/config.ts";
import type { Cluster } from "../../src/group/cluster.ts";
import { type Address, parseAddress } from "../../src/ip/address.ts";
import { parsePrefix } from "../../src/ip/prefix.ts";
import { resolveAsAko } from "../../src/resolve/ako.ts";
import { isAkoIPv4CIDR, isAkoIPv6CIDR } from "../../src/resolve/ako-text.ts";
import { clusterPool } from "../../src/resolve/cluster-pool.ts";
import type { IpamMode } from "../../src/resolve/ipam-mode.ts";
import { kubernetes } from "../../src/resolve/kubernetes.ts";
import { isGoInteger } from "../../src/text/go-text.ts";
import { Choices, chosen, holds, same } from "../read/choices.ts";
import { internal } from "../support/clusters.ts";
import { oddCluster } from "./odd-clusters.ts";

interface Run {
	readonly cluster: Cluster;
	readonly mode: IpamMode;
	readonly ipFamily: IpFamily;
}

const run = (choices: Choices): Run => ({
	mode: choices.pick(clusterPool, kubernetes),
	ipFamily: choices.pick<IpFamily>("V4", "V4_V6", "V6"),
	cluster: oddCluster(choices),
});

/** What AKO comes to, by texts alone: a line a route or a reason. */
function byTexts({ cluster, mode, ipFamily }: Run): string[] {
	const held = new Map<string, string>();
	const routed = new Set<string>();
	return cluster.nodes.flatMap((node) => {
		const addresses = (node.addresses ?? [])
			.filter(({ type }) => type === "InternalIP")
			.flatMap(({ address }) => parseAddress(address) ?? []);
		const isOld = cluster.versions.ako === "1.9.1";
		const hopOf = (family: Address["family"]) => {
			const own = addresses.filter((address) => address.family === family);
			return ipFamily.includes(family) ? own.at(isOld ? -1 : 0) : undefined;
		};
		const [v4, v6] = [hopOf("V4"), hopOf("V6")];
		const ciliumNode = cluster.ciliumNodes.get(node.name);
		const { podCIDRs, problem } = mode.podCIDRs(node, ciliumNode);
		const texts = podCIDRs.map(({ text }) => text);
		const dropped = (why: string) => [`${node.name} ${why}`];
		if (v4 === undefined && v6 === undefined) return dropped("no-next-hop");
		if (problem !== undefined) return dropped(problem.kind);
		const isPair = (text: string) => {
			const [, length, more] = text.split("/");
			return length !== undefined && more === undefined && isGoInteger(length);
		};
		if (!texts.every(isPair)) return dropped("bad-pod-cidr");
		const taken = texts.filter(
			(text) => (v4 && isAkoIPv4CIDR(text)) || (v6 && isAkoIPv6CIDR(text)),
		);
		const addressIn = (text: string) => text.split("/")[0] ?? "";
		const rival = taken.find((text) => held.has(addressIn(text)));
		if (rival !== undefined)
			return dropped(`collision ${held.get(addressIn(rival))}`);
		for (const text of taken) held.set(addressIn(text), node.name);
		const lines = taken.flatMap((text) => {
			const prefix = parsePrefix(text);
			const hop = prefix?.family === "V4" ? v4 : v6;
			if (prefix === undefined || hop === undefined) return [];
			if (routed.has(prefix.text)) return [];
			routed.add(prefix.text);
			return [`${node.name} ${prefix.text} ${hop.text}`];
		});
		return lines.sort();
	});
}

function resolvesAsByTexts(seen: Run): boolean {
	const { cluster, mode, ipFamily } = seen;
	const entries = resolveAsAko(cluster, mode, ipFamily);
	const lines = entries.flatMap(({ node, routes, dropped }) =>
		dropped === undefined
			? routes
					.map(
						({ prefix, nextHop, node: name }) =>
							`${name} ${prefix.text} ${nextHop}`,
					)
					.sort()
			: [
					`${node.name} ${dropped.kind}${dropped.kind === "collision" ? ` ${dropped.holder}` : ""}`,
				],
	);
	same("what AKO programs", lines, byTexts(seen));
	return entries.some(({ dropped }) => dropped?.kind === "collision");
}

/** A pod CIDR that is no network, and whether AKO drops the node for it or only makes no route. */
const BAD_CIDRS: readonly [text: string, isDropped: boolean][] = [
	["300.0.0.0/8", false],
	["10.0.1.0/33", false],
	["10.0.1.0/+8", false],
	["/24", false],
	["10", true],
	["10.0.1.0", true],
	["10.0.1.0/", true],
	["10.0.1.0/a8", true],
	["10.0.1.0/24/8", true],
];

const test = suite("resolving as AKO does");

for (const [text, isDropped] of BAD_CIDRS)
	test(`${text} ${isDropped ? "drops the node" : "is left out"}`, () => {
		const { cluster } = run(new Choices(new Uint8Array()));
		const [node] = cluster.nodes as [Cluster["nodes"][number]];
		const odd = {
			...node,
			addresses: [{ type: "InternalIP", address: "192.168.0.1" }],
			podCIDR: text,
			podCIDRs: [text, "10.0.9.0/24"],
		};
		const [entry] = resolveAsAko(
			{ ...cluster, nodes: [odd] },
			kubernetes,
			"V4",
		);
		assert.is(entry?.dropped?.kind, isDropped ? "bad-pod-cidr" : undefined);
		assert.is(entry?.routes.length, isDropped ? 0 : 1);
	});

/** The pod CIDRs of nodes one after the other, the families, and what becomes of the last node. */
const RIVALS: readonly [
	podCIDRs: readonly string[],
	ipFamily: IpFamily,
	outcome: string,
][] = [
	[["10.0.1.0/24", "20.0.1.0/24"], "V4", "20.0.1.0/24"],
	[["10.0.1.0/24", "10.0.1.0/25"], "V4", "collision"],
	[["010.0.1.0/24", "010.0.1.0/24"], "V4", "collision"],
	[["010.0.1.0/24", "010.0.1.0/24"], "V6", ""],
	[["10.0.1.0/24", "10.0.1.0/24"], "V6", ""],
	[["fd00::/64", "fd00::/80"], "V6", "collision"],
	[["fd00::/64", "FD00::/64"], "V6", ""],
	[["FD00::/64", "fd00::/64"], "V6", ""],
];

for (const [podCIDRs, ipFamily, outcome] of RIVALS)
	test(`${podCIDRs.join(", then ")} of ${ipFamily}: ${outcome || "no route"}`, () => {
		const { cluster } = run(new Choices(new Uint8Array()));
		const [node] = cluster.nodes as [Cluster["nodes"][number]];
		const addresses = internal("192.168.0.1", "fd11::1");
		const nodes = podCIDRs.map((text, i) => ({
			...node,
			name: `worker-${i}`,
			addresses,
			podCIDR: text,
			podCIDRs: [text],
		}));
		const last = resolveAsAko({ ...cluster, nodes }, kubernetes, ipFamily).at(
			-1,
		);
		const routes = last?.routes.map(({ prefix }) => prefix.text).join();
		assert.is(last?.dropped?.kind ?? routes, outcome);
	});

test("comes to what texts alone tell", () =>
	holds(resolvesAsByTexts, chosen(run), { share: 0.02, numRuns: 6000 }));

test.run();
