import { dnsName } from "../krm/dns-name.ts";
import { printYaml } from "../krm/print-yaml.ts";
import { type ClusterPlan, leavesAkoSync } from "../plan/plan.ts";
import type { Config } from "../read/config.ts";
import {
	type Output,
	outputPath,
	ownerAnnotation,
	ownLabels,
} from "./output.ts";

/** The name of the ConfigMap that holds a cluster's values. */
export function akoValuesName({ cluster }: ClusterPlan): string {
	return `${dnsName(cluster.name)}-ako-values`;
}

/** Values of the chart `ako` in a ConfigMap fit for a HelmRelease's valuesFrom; none where a target is edited in place. */
export function renderAkoValues(plan: ClusterPlan, config: Config): Output[] {
	const { cluster, ako } = plan;
	if (ako === undefined || cluster.akoTargets.length > 0) return [];
	// Those of the earlier run may hold the switch that this one leaves alone.
	if (leavesAkoSync(plan) && plan.earlier !== undefined) return [];
	const { vrfName, ...settings } = ako;
	const values = {
		AKOSettings: { clusterName: cluster.name, ...settings },
		...(vrfName === undefined ? {} : { ControllerSettings: { vrfName } }),
	};
	return [
		{
			cluster: cluster.name,
			path: outputPath(config, plan, "ako-values-configmap.yaml"),
			resource: {
				apiVersion: "v1",
				kind: "ConfigMap",
				metadata: {
					name: akoValuesName(plan),
					namespace: cluster.config.namespace,
					labels: ownLabels(plan),
					annotations: ownerAnnotation(config),
				},
				data: { "values.yaml": printYaml(values) },
			},
		},
	];
}
