import type { Config } from "../config/config.ts";
import { type AkoKey, akoSettingRow } from "../model/ako-settings.ts";
import { ownValuesName, readsOwnValues } from "../plan/own-values.ts";
import { type ClusterPlan, leavesAkoSync } from "../plan/plan.ts";
import { printYaml } from "../text/print-yaml.ts";
import { type Emitted, ownerAnnotation, ownLabels } from "./output.ts";

/**
 * Values of the chart `ako` in a ConfigMap fit for a HelmRelease's valuesFrom; none where a target is edited in
 * place, unless it uses this ConfigMap.
 */
export function renderAkoValues(plan: ClusterPlan, config: Config): Emitted[] {
	const { cluster, ako } = plan;
	const isWanted = cluster.akoTargets.length === 0 || readsOwnValues(cluster);
	if (ako === undefined || !isWanted) return [];
	// The earlier output may hold the sync switch that this run leaves alone.
	if (leavesAkoSync(plan) && plan.earlier !== undefined) return [];
	return [
		{
			resource: {
				apiVersion: "v1",
				kind: "ConfigMap",
				metadata: {
					name: ownValuesName(cluster.name),
					namespace: cluster.config.namespace,
					labels: ownLabels(plan),
					annotations: ownerAnnotation(config),
				},
				data: {
					"values.yaml": printYaml(
						chartValues({ clusterName: cluster.name, ...ako }),
					),
				},
			},
		},
	];
}

/** The values of the chart that set these settings. */
function chartValues(settings: Partial<Record<AkoKey, string | undefined>>) {
	const values: Record<string, Record<string, string>> = {};
	for (const [name, value] of Object.entries(settings)) {
		const [section, key] = akoSettingRow(name as AkoKey).chart;
		if (value !== undefined)
			values[section] = { ...values[section], [key]: value };
	}
	return values;
}
