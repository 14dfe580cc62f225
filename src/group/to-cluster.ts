import type { Config } from "../config/config.ts";
import type { Item } from "../krm/item.ts";
import { compareText } from "../krm/order.ts";
import { addAll, type Outcome, type Result } from "../krm/result.ts";
import type {
	CiliumNodeConfigSnapshot,
	CiliumNodeSnapshot,
	NodeSnapshot,
	PodIPPool,
} from "../model/lists.ts";
import {
	type Claim,
	compareItems,
	duplicateNames,
	isAscending,
	severalUIDs,
} from "./ambiguous.ts";
import type {
	Cluster,
	ClusterUID,
	ConfigData,
	Facts,
	SctpPort,
} from "./cluster.ts";
import { mergeVersions } from "./merge-versions.ts";
import { isSnapshotItem } from "./read-facts.ts";
import type { AkoKey, CiliumKey, Target } from "./targets/target.ts";

const NODE_KINDS: ReadonlySet<string> = new Set(["Node", "CiliumNode"]);

/** The cluster that the claims make, and the conflicts between them. */
export function toCluster(
	name: string,
	claims: readonly Claim[],
	config: Config,
): Outcome<Cluster> {
	const results: Result[] = [];
	// There may be thousands of Nodes, and they only add themselves and versions.
	const withoutNodes = claims.filter(({ item }) => !NODE_KINDS.has(item.kind));
	const all = <T>(
		pick: (facts: Facts) => readonly T[] | T | undefined,
		from: readonly Claim[] = withoutNodes,
	): T[] => {
		let found: T[] = [];
		from.forEach(({ facts }) => {
			const picked = pick(facts);
			if (picked === undefined) return;
			if (!Array.isArray(picked)) found.push(picked as T);
			else if (picked.length === 1) found.push(picked[0]);
			else if (found.length === 0) found = picked.slice();
			else for (const one of picked) found.push(one);
		});
		return found;
	};
	const nodes = all<NodeSnapshot>((facts) => facts.nodes, claims);
	if (!isAscending(nodes)) {
		nodes.sort((a, b) => compareText(a.name, b.name));
		addAll(results, duplicateNames("Node", name, nodes));
	}
	const allCiliumNodes = all<CiliumNodeSnapshot>(
		(facts) => facts.ciliumNodes,
		claims,
	);
	if (!isAscending(allCiliumNodes))
		addAll(results, duplicateNames("CiliumNode", name, allCiliumNodes));
	const one = (what: string, found: readonly ConfigData[]) => {
		results.push(
			...duplicateNames(
				what,
				name,
				found.map(({ source }) => ({ name: what, source })),
			),
		);
		return found[0];
	};
	const ciliumLive = one(
		"cilium-config",
		all<ConfigData>((facts) => facts.ciliumConfig),
	);
	const ciliumDesired = one(
		"cilium-config",
		all<ConfigData>((facts) => facts.ciliumDesired),
	);
	// Without the key, a patch leaves the mode open; a whole cilium-config then has Cilium's default.
	const isPatch = ciliumDesired?.data.ipam === undefined;
	const ciliumConfig = ciliumLive ?? (isPatch ? undefined : ciliumDesired);
	const akoConfig = one(
		"avi-k8s-config",
		all<ConfigData>((facts) => facts.akoConfig),
	);
	one(
		"avi-k8s-config",
		all<ConfigData>((facts) => facts.akoDesired),
	);
	const uids = all<ClusterUID>((facts) => facts.clusterUID);
	results.push(...severalUIDs(name, uids));
	const source =
		nodes[0]?.source.item ??
		claims
			.filter(({ isLive }) => isLive)
			.map(({ item }) => item)
			.sort(compareItems)[0];
	return {
		value: {
			name,
			config:
				config.clusters.find((entry) => entry.name === name)?.config ??
				config.defaults,
			source: source as Item,
			...mergeVersions(claims),
			nodes,
			ciliumNodes: byNodeName(allCiliumNodes),
			sctpPorts: distinctPorts(all<SctpPort>((facts) => facts.sctpPorts)),
			podIPPools: all<PodIPPool>((facts) => facts.podIPPools).sort(byName),
			ciliumNodeConfigs: all<CiliumNodeConfigSnapshot>(
				(facts) => facts.ciliumNodeConfigs,
			).sort(byName),
			...(uids[0] === undefined ? {} : { clusterUID: uids[0] }),
			...(ciliumConfig === undefined ? {} : { ciliumConfig }),
			...(akoConfig === undefined ? {} : { akoConfig }),
			ciliumTargets: all<Target<CiliumKey>>(
				(facts) => facts.targets?.cilium,
			).sort(byItem),
			akoTargets: all<Target<AkoKey>>((facts) => facts.targets?.ako).sort(
				byItem,
			),
		},
		results,
	};
}

/** Sorted and unique; of a port from both a ClusterSnapshot and the object, the object's is kept. */
function distinctPorts(ports: readonly SctpPort[]): SctpPort[] {
	const known = new Map<string, SctpPort>();
	for (const port of ports) {
		const { source, ...fields } = port;
		const key = JSON.stringify(Object.entries(fields).sort());
		const isOfObject = !isSnapshotItem(source.item);
		if (isOfObject || !known.has(key)) known.set(key, port);
	}
	return [...known.values()].sort((a, b) =>
		compareText(portKey(a), portKey(b)),
	);
}

const portKey = ({ kind, namespace, name, port }: SctpPort) =>
	[kind, namespace, name, String(port).padStart(5, "0")].join("\n");

function byNodeName(
	ciliumNodes: readonly CiliumNodeSnapshot[],
): ReadonlyMap<string, CiliumNodeSnapshot> {
	const known = new Map<string, CiliumNodeSnapshot>();
	ciliumNodes.forEach((ciliumNode) => {
		known.set(ciliumNode.name, ciliumNode);
	});
	return known;
}

const byName = (
	a: { readonly namespace?: string | undefined; readonly name: string },
	b: { readonly namespace?: string | undefined; readonly name: string },
) =>
	compareText(a.namespace ?? "", b.namespace ?? "") ||
	compareText(a.name, b.name);

const byItem = (a: { item: Item }, b: { item: Item }) =>
	compareItems(a.item, b.item);
