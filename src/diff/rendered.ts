import type { AviRouteTable } from "../../schemas/generated/types.ts";
import { parsedValue, valueAt, valueRead } from "../group/targets/mapping.ts";
import { OWNER } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import type { Outcome } from "../krm/result.ts";
import { akoSettingRow, WRITTEN_AKO_KEYS } from "../model/ako-settings.ts";
import { readEarlier } from "../plan/earlier.ts";
import { parseYaml } from "../text/parse-text.ts";
import { readPlainDocument } from "../text/plain/read-plain.ts";
import { clusterLabel } from "../write/only-outputs.ts";
import {
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
		const { spec } = parsedValue(table.items[0] as Item) as AviRouteTable;
		const vrf = vrfText(spec.vrfContext);
		const owner = spec.managementPolicy === "Manage" ? "GitOps" : "AKO";
		return {
			name: table.cluster,
			vrf,
			routes: table.routes,
			settings: [
				...known("cluster", {
					routeOwner: owner,
					clusterUID: table.source?.clusterUID,
					ipamMode: table.source?.ipamMode,
					vrfContext: vrf,
				}),
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

function settingsByCluster(items: readonly Item[]): Map<string, Setting[]> {
	const found = new Map<string, Setting[]>();
	for (const item of items) {
		const cluster = String(clusterLabel(item) ?? "");
		const value = parsedValue(item);
		const ako = yamlValue(textAt(value, ["data", "values.yaml"]) ?? "");
		const ofAko = WRITTEN_AKO_KEYS.map((name) => {
			const { chart } = akoSettingRow(name);
			return [chart[1], textAt(ako, chart)];
		});
		const sctp = textAt(value, ["data", "enable-sctp"]);
		found.set(cluster, [
			...(found.get(cluster) ?? []),
			...known("AKO", Object.fromEntries(ofAko)),
			...known("Cilium", { "enable-sctp": sctp }),
		]);
	}
	return found;
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
	const text = valueAt(value, path);
	return typeof text === "string" ? text : undefined;
}

function yamlValue(text: string): unknown {
	const plain = readPlainDocument(text);
	if (plain !== undefined) return plain;
	return valueRead(parseYaml(text));
}
