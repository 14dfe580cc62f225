import type { Item } from "../../krm/item.ts";
import { chartTarget } from "./chart.ts";
import { fieldTarget, layeredTarget } from "./layered-target.ts";
import { wrongShape } from "./mapping.ts";
import { akoPaths, type FoundTargets } from "./target.ts";
import { checkedSource, mappingSource } from "./value-source.ts";

/** Settings of the AKO operator's AKOConfig; its booleans are booleans, not texts. */
const OPERATOR_PATHS = akoPaths(({ akoConfig }) => akoConfig, true);

/** The settings are in spec.akoSettings and spec.controllerSettings. */
export function akoConfig(value: unknown, item: Item): FoundTargets {
	const problem =
		wrongShape(item, value, ["spec", "akoSettings"]) ??
		wrongShape(item, value, ["spec", "controllerSettings"]);
	if (problem !== undefined) return { problems: [problem] };
	return { ako: [fieldTarget(value, item, "spec", OPERATOR_PATHS)] };
}

const TKG_PATHS = akoPaths(({ akoDeploymentConfig }) => akoDeploymentConfig);

/** What TKG's operator writes for an absent field (pkg/ako/values.go). */
const DEFAULTS = { spec: { extraConfigs: { disableStaticRouteSync: true } } };

/**
 * TKG's AKODeploymentConfig: it configures AKO in every Cluster that its clusterSelector matches, so it is read and
 * never edited.
 */
export function akoDeploymentConfig(value: unknown, item: Item): FoundTargets {
	const problem = wrongShape(item, value, ["spec", "extraConfigs"]);
	if (problem !== undefined) return { problems: [problem] };
	const own = { item, path: ["spec"], isFixed: true };
	const home = mappingSource(own, value);
	const sources = [home, mappingSource(own, DEFAULTS)];
	const locked =
		"sets AKO up in every Cluster that its clusterSelector picks, so it is not edited";
	const rest = { locked, isForMany: true } as const;
	return { ako: [layeredTarget({ item, sources, home }, TKG_PATHS, rest)] };
}

/** A CiliumConfig of Cilium's operator for OpenShift: its spec holds the values of the chart. */
export function operatorCiliumConfig(value: unknown, item: Item): FoundTargets {
	const home = checkedSource({ item, path: ["spec"] }, value);
	return chartTarget("cilium", { item, sources: [home], home });
}
