import { LOCAL_CONFIG } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { defined } from "../krm/defined.ts";
import { compareText } from "../krm/order.ts";
import { AKO_KEYS, akoSettingRow } from "../model/ako-settings.ts";
import { KEPT_CILIUM_KEYS } from "../model/cilium-settings.ts";
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
	const { ciliumConfig, akoConfig } = cluster;
	const { kubernetes, cilium, ako, aviController } = cluster.versions;
	const versions = defined({ kubernetes, cilium, ako, aviController });
	const ports = cluster.sctpPorts.map(({ source: _, ...port }) => port);
	return {
		apiVersion: API_VERSION,
		kind: "ClusterSnapshot",
		metadata: { name: cluster.name, annotations: { [LOCAL_CONFIG]: "true" } },
		spec: defined({
			clusterUID: cluster.clusterUID?.uid,
			versions: unlessEmpty(versions),
			ciliumConfig: pick(ciliumConfig, (key) => KEPT_CILIUM_KEYS.test(key)),
			ciliumConfigOwner: ciliumConfig?.owner,
			ciliumConfigNamespace:
				ciliumConfig?.namespace === "kube-system"
					? undefined
					: ciliumConfig?.namespace,
			akoConfig: pick(akoConfig, (key) => AKO_CONFIG_KEYS.has(key)),
			nodes: cluster.nodes.map(LISTS.nodes.written),
			ciliumNodes: [...cluster.ciliumNodes.values()]
				.sort((a, b) => compareText(a.name, b.name))
				.map(LISTS.ciliumNodes.written),
			podIPPools: unlessEmpty(cluster.podIPPools.map(LISTS.podIPPools.written)),
			ciliumNodeConfigs: unlessEmpty(
				cluster.ciliumNodeConfigs.map(LISTS.ciliumNodeConfigs.written),
			),
			sctpPorts: unlessEmpty(ports),
		}),
	};
}

/** Undefined for an empty list or mapping. */
const unlessEmpty = (value: object): object | undefined =>
	Object.keys(value).length === 0 ? undefined : value;

/** The wanted keys, sorted. */
function pick(
	config: ConfigData | undefined,
	isWanted: (key: string) => boolean,
): Record<string, string> | undefined {
	if (config === undefined) return undefined;
	const entries = Object.entries(config.data).filter(([key]) => isWanted(key));
	return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}
