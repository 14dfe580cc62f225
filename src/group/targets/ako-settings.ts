/** Where a setting of AKO stands in each form, and how its value is written there. */
interface AkoSettingRow {
	/** Section and key in the values of the chart `ako`. */
	readonly chart: readonly [section: string, key: string];
	/** Section and key below `spec` of the AKO operator's AKOConfig; absent where it has none. */
	readonly akoConfig?: readonly [section: string, key: string];
	/** Path below `spec` of TKG's AKODeploymentConfig; absent where it has none. */
	readonly akoDeploymentConfig?: readonly string[];
	/** True where AKOConfig has a truth value; ConfigMap and chart have texts. */
	readonly isBoolean?: true;
}

/**
 * Every setting of AKO that is read, by its key in ConfigMap avi-k8s-config (helm/ako/templates/configmap.yaml and
 * ako-operator/api/v1beta1/akoconfig_types.go of AKO; api/v1alpha1/akodeploymentconfig_types.go of
 * vmware-tanzu/load-balancer-operator-for-kubernetes). A new setting is a row here.
 */
export const AKO_SETTINGS = {
	cniPlugin: {
		chart: ["AKOSettings", "cniPlugin"],
		akoConfig: ["akoSettings", "cniPlugin"],
		akoDeploymentConfig: ["extraConfigs", "cniPlugin"],
	},
	disableStaticRouteSync: {
		chart: ["AKOSettings", "disableStaticRouteSync"],
		akoConfig: ["akoSettings", "disableStaticRouteSync"],
		akoDeploymentConfig: ["extraConfigs", "disableStaticRouteSync"],
		isBoolean: true,
	},
	deleteConfig: {
		chart: ["AKOSettings", "deleteConfig"],
		akoConfig: ["akoSettings", "deleteConfig"],
		isBoolean: true,
	},
	/** True on a Supervisor (vSphere with Tanzu, WCP); in charts and AKOConfigs of AKO up to 1.9. */
	advancedL4: {
		chart: ["L4Settings", "advancedL4"],
		akoConfig: ["l4Settings", "advancedL4"],
		isBoolean: true,
	},
	ipFamily: {
		chart: ["AKOSettings", "ipFamily"],
		akoConfig: ["akoSettings", "ipFamily"],
		akoDeploymentConfig: ["extraConfigs", "ipFamily"],
	},
	clusterName: {
		chart: ["AKOSettings", "clusterName"],
		akoConfig: ["akoSettings", "clusterName"],
	},
	primaryInstance: {
		chart: ["AKOSettings", "primaryInstance"],
		akoDeploymentConfig: ["extraConfigs", "primaryInstance"],
	},
	vrfName: {
		chart: ["ControllerSettings", "vrfName"],
		akoConfig: ["controllerSettings", "vrfName"],
	},
	cloudName: {
		chart: ["ControllerSettings", "cloudName"],
		akoConfig: ["controllerSettings", "cloudName"],
		akoDeploymentConfig: ["cloudName"],
	},
	tenantName: {
		chart: ["ControllerSettings", "tenantName"],
		akoConfig: ["controllerSettings", "tenantName"],
		akoDeploymentConfig: ["tenant", "name"],
	},
	controllerIP: {
		chart: ["ControllerSettings", "controllerHost"],
		akoConfig: ["controllerSettings", "controllerIP"],
		akoDeploymentConfig: ["controller"],
	},
	serviceEngineGroupName: {
		chart: ["ControllerSettings", "serviceEngineGroupName"],
		akoConfig: ["controllerSettings", "serviceEngineGroupName"],
		akoDeploymentConfig: ["serviceEngineGroup"],
	},
	serviceType: {
		chart: ["L7Settings", "serviceType"],
		akoConfig: ["l7Settings", "serviceType"],
		akoDeploymentConfig: ["extraConfigs", "ingress", "serviceType"],
	},
	nsxtT1LR: {
		chart: ["NetworkSettings", "nsxtT1LR"],
		akoConfig: ["networkSettings", "nsxtT1LR"],
		akoDeploymentConfig: ["extraConfigs", "networksConfig", "nsxtT1LR"],
	},
	vipNetworkList: {
		chart: ["NetworkSettings", "vipNetworkList"],
		akoConfig: ["networkSettings", "vipNetworkList"],
	},
	nodeNetworkList: {
		chart: ["NetworkSettings", "nodeNetworkList"],
		akoConfig: ["networkSettings", "nodeNetworkList"],
		akoDeploymentConfig: ["extraConfigs", "ingress", "nodeNetworkList"],
	},
} as const satisfies Readonly<Record<string, AkoSettingRow>>;

/** A setting of AKO, by its key in ConfigMap avi-k8s-config. */
export type AkoKey = keyof typeof AKO_SETTINGS;

/** The keys of all settings, in the order of the table. */
export const AKO_KEYS = Object.keys(AKO_SETTINGS) as readonly AkoKey[];

/** The row of a setting. */
export function akoSettingRow(key: AkoKey): AkoSettingRow {
	return AKO_SETTINGS[key];
}
