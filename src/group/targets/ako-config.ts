import type { Item } from "../../krm/item.ts";
import { mappingTarget, wrongShape } from "./mapping.ts";
import type { AkoKey, FoundTargets, KeyPaths } from "./target.ts";

/** The AKO operator's AKOConfig: typed fields, so truth values are truth values. */
const KEYS: KeyPaths<AkoKey> = {
	cniPlugin: { path: ["akoSettings", "cniPlugin"] },
	disableStaticRouteSync: {
		path: ["akoSettings", "disableStaticRouteSync"],
		isBoolean: true,
	},
	ipFamily: { path: ["akoSettings", "ipFamily"] },
	clusterName: { path: ["akoSettings", "clusterName"] },
	vrfName: { path: ["controllerSettings", "vrfName"] },
	cloudName: { path: ["controllerSettings", "cloudName"] },
	tenantName: { path: ["controllerSettings", "tenantName"] },
	serviceType: { path: ["l7Settings", "serviceType"] },
	serviceEngineGroupName: {
		path: ["controllerSettings", "serviceEngineGroupName"],
	},
};

/** The settings are in spec.akoSettings and spec.controllerSettings. */
export function akoConfig(value: unknown, item: Item): FoundTargets {
	const problem =
		wrongShape(value, ["spec", "akoSettings"]) ??
		wrongShape(value, ["spec", "controllerSettings"]);
	return problem === undefined
		? { ako: [mappingTarget(item, value, ["spec"], KEYS)] }
		: { problems: [problem] };
}
