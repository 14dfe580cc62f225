import { LOCAL_CONFIG } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { compareText } from "../krm/order.ts";
import { AKO_KEYS, akoSettingRow } from "../model/ako-settings.ts";
import { KEPT_CILIUM_KEYS } from "../model/cilium-settings.ts";
import type { Sourced } from "../model/entry.ts";
import type { EntryList } from "../model/entry-list.ts";
import { LISTS } from "../model/lists.ts";
import type { OneLine } from "../text/dump-yaml.ts";
import type { Cluster, ConfigData } from "./cluster.ts";

/** The settings of AKO that spec.akoConfig keeps. */
const AKO_CONFIG_KEYS: ReadonlySet<string> = new Set(
	AKO_KEYS.filter((key) => akoSettingRow(key).snapshot === undefined),
);

/** The mappings of a ClusterSnapshot that are printed on one line. */
export const SNAPSHOT_LINES: OneLine = (path) =>
	path === "spec.versions" || /^spec\.\w+\[\]$/.test(path);

/** The cluster as a ClusterSnapshot: only what decides routes, sorted by name, so that the same cluster gives the same text. */
export function toSnapshot(cluster: Cluster): object {
	const {
		name,
		clusterUID,
		versions,
		ciliumConfig,
		akoConfig,
		nodes,
		ciliumNodes,
		podIPPools,
		ciliumNodeConfigs,
		sctpPorts,
	} = cluster;
	const { kubernetes, cilium, ako, aviController } = versions;
	const known = present({ kubernetes, cilium, ako, aviController });
	return {
		apiVersion: API_VERSION,
		kind: "ClusterSnapshot",
		metadata: { name, annotations: { [LOCAL_CONFIG]: "true" } },
		spec: present({
			clusterUID: clusterUID?.uid,
			versions: Object.keys(known).length === 0 ? undefined : known,
			ciliumConfig: pick(ciliumConfig, (key) => KEPT_CILIUM_KEYS.test(key)),
			ciliumConfigOwner: ciliumConfig?.isHelmOwned ? "Helm" : undefined,
			ciliumConfigNamespace:
				ciliumConfig?.namespace === "kube-system"
					? undefined
					: ciliumConfig?.namespace,
			akoConfig: pick(akoConfig, (key) => AKO_CONFIG_KEYS.has(key)),
			nodes: nodes.map(LISTS.nodes.written),
			ciliumNodes: [...ciliumNodes.values()]
				.sort((a, b) => compareText(a.name, b.name))
				.map(LISTS.ciliumNodes.written),
			podIPPools: lines(LISTS.podIPPools, podIPPools),
			ciliumNodeConfigs: lines(LISTS.ciliumNodeConfigs, ciliumNodeConfigs),
			sctpPorts:
				sctpPorts.length === 0
					? undefined
					: sctpPorts.map(({ source: _, ...port }) => present(port)),
		}),
	};
}

/** The entries in the form of a snapshot; undefined when there are none. */
function lines<Entry extends { readonly name: string }>(
	list: EntryList<Entry>,
	entries: readonly Sourced<Entry>[],
): object[] | undefined {
	return entries.length === 0 ? undefined : entries.map(list.written);
}

/** The wanted keys, sorted. */
function pick(
	config: ConfigData | undefined,
	isWanted: (key: string) => boolean,
): Record<string, string> | undefined {
	if (config === undefined) return undefined;
	const entries = Object.entries(config.data).filter(([key]) => isWanted(key));
	return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

/** The fields that are not undefined. */
function present(fields: object): object {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	);
}
