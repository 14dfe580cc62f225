import type { AviRouteTable } from "../../schemas/generated/types.ts";
import { CLUSTER, OWNER } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import type { Outcome } from "../krm/result.ts";
import { akoSettingRow, WRITTEN_AKO_KEYS } from "../model/ako-settings.ts";
import { readEarlier } from "../plan/earlier.ts";
import { isMapping } from "../read/cut.ts";
import { parseYaml } from "../text/parse-text.ts";
import { readPlainDocument } from "../text/plain/read-plain.ts";
import {
	type Area,
	type ClusterState,
	known,
	type Setting,
	type SideState,
	vrfText,
} from "./state.ts";

/** The emitted resources among the items: route tables, AKO values and patches of cilium-config. */
export function renderedState(items: readonly Item[]): Outcome<SideState> {
	const emitted = items.filter((item) => OWNER in item.annotations);
	const earlier = readEarlier(emitted);
	const settings = settingsByCluster(emitted);
	const clusters = [...earlier.value.values()].map((table): ClusterState => {
		// readEarlier has validated it.
		const { spec } = parsedValue(table.items[0]) as AviRouteTable;
		const vrf = vrfText(spec.vrfContext);
		const owner = spec.managementPolicy === "Manage" ? "GitOps" : "AKO";
		return {
			name: table.cluster,
			vrf,
			routes: table.routes,
			settings: [
				...known([
					["cluster", "routeOwner", owner],
					["cluster", "clusterUID", table.source?.clusterUID],
					["cluster", "ipamMode", table.source?.ipamMode],
					["cluster", "vrfContext", vrf],
				]),
				...(settings.get(table.cluster) ?? []),
			],
		};
	});
	return {
		value: {
			kind: clusters.length === 0 ? "empty" : "rendered",
			clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
			results: [],
		},
		results: earlier.results,
	};
}

function parsedValue(item: Item | undefined): unknown {
	const parsed = item?.parsed();
	return parsed !== undefined && "value" in parsed ? parsed.value : undefined;
}

function settingsByCluster(items: readonly Item[]): Map<string, Setting[]> {
	const found = new Map<string, Setting[]>();
	for (const item of items) {
		const value = parsedValue(item);
		const cluster = clusterOf(item, value);
		const data = isMapping(value) && isMapping(value.data) ? value.data : {};
		const text = (part: unknown) =>
			typeof part === "string" ? part : undefined;
		const ako = yamlValue(text(data["values.yaml"]) ?? "");
		const settings: (readonly [Area, string, string | undefined])[] = [
			...WRITTEN_AKO_KEYS.map((name) => {
				const [section, key] = akoSettingRow(name).chart;
				const inner = isMapping(ako) ? ako[section] : undefined;
				return [
					"AKO",
					key,
					text(isMapping(inner) ? inner[key] : undefined),
				] as const;
			}),
			["Cilium", "enable-sctp", text(data["enable-sctp"])],
		];
		found.set(cluster, [...(found.get(cluster) ?? []), ...known(settings)]);
	}
	return found;
}

function yamlValue(text: string): unknown {
	const plain = readPlainDocument(text);
	if (plain !== undefined) return plain;
	const parsed = parseYaml(text);
	return "value" in parsed ? parsed.value : undefined;
}

/** The cluster of an emitted ConfigMap, by its label or annotation. */
function clusterOf(item: Item, value: unknown): string {
	const metadata = isMapping(value) ? value.metadata : undefined;
	const labels = isMapping(metadata) ? metadata.labels : undefined;
	const label = isMapping(labels) ? labels[CLUSTER] : undefined;
	return String(label ?? item.annotations[CLUSTER] ?? "");
}
