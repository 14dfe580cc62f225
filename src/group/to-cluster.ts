import type { Config } from "../config/config.ts";
import type { Item } from "../krm/item.ts";
import { compareText } from "../krm/order.ts";
import type { Outcome } from "../krm/result.ts";
import type { Sourced } from "../model/entry.ts";
import type { EntryList } from "../model/entry-list.ts";
import { type CiliumNodeSnapshot, LISTS } from "../model/lists.ts";
import { type Claim, compareItems } from "./ambiguous.ts";
import type {
	Cluster,
	ClusterUID,
	ConfigData,
	Facts,
	SctpPort,
} from "./cluster.ts";
import {
	type Clash,
	clashResults,
	severalUIDs,
	withoutCopies,
} from "./duplicates.ts";
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
	const clashes: Clash[] = [];
	const entriesOf = <Entry extends Named>(
		list: EntryList<Entry>,
		pick: (facts: Facts) => readonly Sourced<Entry>[] | undefined,
	): readonly Sourced<Entry>[] => {
		const isOfNodes = NODE_KINDS.has(list.kind);
		const entries = all(pick, isOfNodes ? claims : withoutNodes);
		// The common case: sorted, and no name twice.
		const isNext = (entry: Named, i: number) =>
			i === 0 || byName(entries[i - 1] as Named, entry) < 0;
		if (entries.every(isNext)) return entries;
		// Of the others there may be desired state beside the dumps.
		const differing = isOfNodes ? clashes : [];
		const whatOf = ({ namespace, name: own }: Named) =>
			`${list.kind} ${namespace === undefined ? "" : `${namespace}/`}${own}`;
		const sameness = { whatOf, factsOf: list.written };
		return withoutCopies(entries.sort(byName), sameness, differing);
	};
	const nodes = entriesOf(LISTS.nodes, (facts) => facts.nodes);
	const ciliumNodes = new Map<string, CiliumNodeSnapshot>();
	entriesOf(LISTS.ciliumNodes, (facts) => facts.ciliumNodes).forEach((node) => {
		ciliumNodes.set(node.name, node);
	});
	const one = (
		what: string,
		key: "ciliumConfig" | "ciliumDesired" | "akoConfig" | "akoDesired",
		factsOf?: (data: ConfigData) => unknown,
	) => {
		const found = all<ConfigData>((facts) => facts[key]);
		const sameness = { whatOf: () => `ConfigMap ${what}`, factsOf };
		return withoutCopies(found, sameness, clashes)[0];
	};
	const seen = ({ source: _, ...facts }: ConfigData) => facts;
	const ciliumLive = one("cilium-config", "ciliumConfig", seen);
	const ciliumDesired = one("cilium-config", "ciliumDesired");
	// Without the key, a patch leaves the mode open; a whole cilium-config then has Cilium's default.
	const isPatch = ciliumDesired?.data.ipam === undefined;
	const ciliumConfig = ciliumLive ?? (isPatch ? undefined : ciliumDesired);
	const akoConfig = one("avi-k8s-config", "akoConfig", seen);
	one("avi-k8s-config", "akoDesired");
	const uids = all<ClusterUID>((facts) => facts.clusterUID);
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
			ciliumNodes,
			sctpPorts: distinctPorts(all<SctpPort>((facts) => facts.sctpPorts)),
			podIPPools: entriesOf(LISTS.podIPPools, (facts) => facts.podIPPools),
			ciliumNodeConfigs: entriesOf(
				LISTS.ciliumNodeConfigs,
				(facts) => facts.ciliumNodeConfigs,
			),
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
		results: [
			...clashResults(clashes, name, config),
			...severalUIDs(uids, name, config),
		],
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

interface Named {
	readonly namespace?: string | undefined;
	readonly name: string;
}

const byName = (a: Named, b: Named) =>
	compareText(a.namespace ?? "", b.namespace ?? "") ||
	compareText(a.name, b.name);

const byItem = (a: { item: Item }, b: { item: Item }) =>
	compareItems(a.item, b.item);
