import { chartTarget } from "./chart.ts";
import { fieldTarget, layeredTarget } from "./layered-target.ts";
import { type Holder, wrongShape } from "./mapping.ts";
import { akoPaths, type FoundTargets } from "./target.ts";
import { checkedSource, mappingSource } from "./value-source.ts";

/** Settings of the AKO operator's AKOConfig; its booleans are booleans, not texts. */
const OPERATOR_PATHS = akoPaths(({ akoConfig }) => akoConfig, true);

/** The settings are in spec.akoSettings and spec.controllerSettings. */
export function akoConfig(from: Holder): FoundTargets {
	const problem =
		wrongShape({ ...from, path: ["spec", "akoSettings"] }) ??
		wrongShape({ ...from, path: ["spec", "controllerSettings"] });
	if (problem !== undefined) return { problems: [problem] };
	return { ako: [fieldTarget({ ...from, path: ["spec"] }, OPERATOR_PATHS)] };
}

const TKG_PATHS = akoPaths(({ akoDeploymentConfig }) => akoDeploymentConfig);

/** What TKG's operator writes for an absent field (pkg/ako/values.go). */
const DEFAULTS = { spec: { extraConfigs: { disableStaticRouteSync: true } } };

/**
 * TKG's AKODeploymentConfig: it configures AKO in every Cluster that its clusterSelector matches, so it is read and
 * never edited.
 */
export function akoDeploymentConfig({ item, root }: Holder): FoundTargets {
	const problem = wrongShape({ item, root, path: ["spec", "extraConfigs"] });
	if (problem !== undefined) return { problems: [problem] };
	const own = { item, path: ["spec"], isFixed: true };
	const home = mappingSource({ ...own, root });
	const sources = [home, mappingSource({ ...own, root: DEFAULTS })];
	const locked =
		"sets AKO up in every Cluster that its clusterSelector picks, so it is not edited";
	const rest = { locked, isForMany: true } as const;
	return { ako: [layeredTarget({ item, sources, home }, TKG_PATHS, rest)] };
}

/** A CiliumConfig of Cilium's operator for OpenShift: its spec holds the values of the chart. */
export function operatorCiliumConfig(from: Holder): FoundTargets {
	const home = checkedSource({ ...from, path: ["spec"] });
	return chartTarget("cilium", { item: from.item, sources: [home], home });
}
