import type { Config } from "../config/config.ts";
import { defined } from "../krm/defined.ts";
import type { Item } from "../krm/item.ts";
import { byItem, compareItems } from "../krm/item-order.ts";
import { compareText } from "../krm/order.ts";
import type { Outcome } from "../krm/result.ts";
import { LISTS } from "../model/lists.ts";
import { namedCluster } from "./assign-cluster.ts";
import type {
	Claim,
	Cluster,
	ClusterUID,
	ConfigData,
	SctpPort,
	Versions,
} from "./cluster.ts";
import { withoutDoubles } from "./double-targets.ts";
import { clashResults, severalUIDs } from "./duplicates.ts";
import { Gathered } from "./gathered.ts";
import { isSnapshotItem } from "./read-facts.ts";
import type { FoundTargets, Target } from "./targets/target.ts";

/** The cluster that the claims make, and the conflicts between them. */
export function toCluster(
	name: string,
	claims: readonly Claim[],
	config: Config,
): Outcome<Cluster> {
	const of = new Gathered(claims);
	const nodes = of.entries(LISTS.nodes, (facts) => facts.nodes);
	const ciliumNodes = of.entries(
		LISTS.ciliumNodes,
		(facts) => facts.ciliumNodes,
	);
	const uids = of.all<ClusterUID>((facts) => facts.clusterUID);
	const targets = <Key extends string>(
		pick: (found: FoundTargets) => readonly Target<Key>[] | undefined,
	) =>
		withoutDoubles(
			of.all((facts) => pick(facts.targets ?? {})).sort(byItem),
			(item) => namedCluster(item, config) === name,
		);
	const first = nodes[0]?.source.item ?? firstLive(claims);
	const value = {
		name,
		config:
			config.clusters.find((entry) => entry.name === name)?.config ??
			config.defaults,
		source: first as Item,
		...mergeVersions(claims),
		nodes,
		ciliumNodes: new Map(ciliumNodes.map((node) => [node.name, node])),
		sctpPorts: distinctPorts(of.all<SctpPort>((facts) => facts.sctpPorts)),
		podIPPools: of.entries(LISTS.podIPPools, (facts) => facts.podIPPools),
		ciliumNodeConfigs: of.entries(
			LISTS.ciliumNodeConfigs,
			(facts) => facts.ciliumNodeConfigs,
		),
		...defined({ clusterUID: uids[0] }),
		...configMaps(of),
		ciliumTargets: targets(({ cilium }) => cilium),
		akoTargets: targets(({ ako }) => ako),
	};
	const results = [
		...clashResults(of.clashes, name, config),
		...severalUIDs(uids, name, config),
	];
	return { value, results };
}

const firstLive = (claims: readonly Claim[]): Item | undefined =>
	claims
		.filter(({ isLive }) => isLive)
		.map(({ item }) => item)
		.sort(compareItems)[0];

/** The ConfigMaps that count. A desired cilium-config counts where there is no live one. */
function configMaps(of: Gathered): Pick<Cluster, "ciliumConfig" | "akoConfig"> {
	const seen = ({ source: _, ...facts }: ConfigData) => facts;
	const ciliumLive = of.configMap("cilium-config", "ciliumConfig", seen);
	const ciliumDesired = of.configMap("cilium-config", "ciliumDesired");
	// Without the key, a patch leaves the mode open; a whole cilium-config then has Cilium's default.
	const isPatch = ciliumDesired?.data.ipam === undefined;
	const ciliumConfig = ciliumLive ?? (isPatch ? undefined : ciliumDesired);
	const akoConfig = of.configMap("avi-k8s-config", "akoConfig", seen);
	// Only for its clashes.
	of.configMap("avi-k8s-config", "akoDesired");
	return defined({ ciliumConfig, akoConfig });
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

/** A sort key that orders versions by their numbers. */
const sortable = (version: string) =>
	version
		.replace(/^v/, "")
		.replace(/\d+/g, (number) => number.padStart(8, "0"));

/** The lowest version that any object has, and that object; independent of the order of objects. */
function mergeVersions(
	claims: readonly Claim[],
): Pick<Cluster, "versions" | "versionSources"> {
	const versions: { -readonly [K in keyof Versions]: string } = {};
	const versionSources: Partial<Record<keyof Versions, Item>> = {};
	claims.forEach(({ facts, item }) => {
		for (const key in facts.versions) {
			const name = key as keyof Versions;
			const version = facts.versions[name];
			const known = versions[name];
			if (version === undefined || version === known) continue;
			if (
				known !== undefined &&
				compareText(sortable(version), sortable(known)) >= 0
			)
				continue;
			versions[name] = version;
			versionSources[name] = item;
		}
	});
	return { versions, versionSources };
}
