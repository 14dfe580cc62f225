/** A setting of AKO: its key in each kind of object, its default, and what this tool does with it. */
export interface AkoSettingRow {
	/** Section and key in the values of the chart `ako`. */
	readonly chart: readonly [section: string, key: string];
	/** Section and key below `spec` of the AKO operator's AKOConfig; absent where it has none. */
	readonly akoConfig?: readonly [section: string, key: string];
	/** Path below `spec` of TKG's AKODeploymentConfig; absent where it has none. */
	readonly akoDeploymentConfig?: readonly string[];
	/** True where AKOConfig has a boolean; ConfigMap and chart have texts. */
	readonly isBoolean?: true;
	/** AKO's default, where it is used here; by version where a version changed it. */
	readonly default?: string | ChangedDefault;
	/** Whether it is written: into what installs AKO and into emitted values, or into these alone. Absent: only read. */
	readonly written?: "edited" | "emitted";
	/** True for names of objects in Avi, which are never overwritten. */
	readonly isName?: true;
	/** The field of the AviRoutes that overrides it; when that is not set, AKO's value is adopted. */
	readonly config?: string;
	/** The field of a ClusterSnapshot that keeps it, where that is not spec.akoConfig. */
	readonly snapshot?: string;
}

/** A default that AKO changed with a version. */
interface ChangedDefault {
	readonly since: readonly [major: number, minor: number, patch: number];
	readonly value: string;
	/** The default of older versions. */
	readonly before: string;
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
		default: "",
		written: "edited",
	},
	disableStaticRouteSync: {
		chart: ["AKOSettings", "disableStaticRouteSync"],
		akoConfig: ["akoSettings", "disableStaticRouteSync"],
		akoDeploymentConfig: ["extraConfigs", "disableStaticRouteSync"],
		isBoolean: true,
		written: "edited",
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
		// SetIPFamily in internal/lib/lib.go of AKO, 1.12.1 to 2.2.
		default: { since: [1, 12, 1], value: "V4_V6", before: "V4" },
		written: "edited",
		config: "spec.ipFamily",
	},
	clusterName: {
		chart: ["AKOSettings", "clusterName"],
		akoConfig: ["akoSettings", "clusterName"],
		default: "my-cluster",
		isName: true,
	},
	primaryInstance: {
		chart: ["AKOSettings", "primaryInstance"],
		akoDeploymentConfig: ["extraConfigs", "primaryInstance"],
	},
	vrfName: {
		chart: ["ControllerSettings", "vrfName"],
		akoConfig: ["controllerSettings", "vrfName"],
		default: "global",
		written: "emitted",
		isName: true,
		config: "spec.vrfContext.name",
	},
	cloudName: {
		chart: ["ControllerSettings", "cloudName"],
		akoConfig: ["controllerSettings", "cloudName"],
		akoDeploymentConfig: ["cloudName"],
		default: "Default-Cloud",
		isName: true,
		config: "spec.vrfContext.cloud",
	},
	tenantName: {
		chart: ["ControllerSettings", "tenantName"],
		akoConfig: ["controllerSettings", "tenantName"],
		akoDeploymentConfig: ["tenant", "name"],
		default: "admin",
		isName: true,
		config: "spec.vrfContext.tenant",
	},
	controllerIP: {
		chart: ["ControllerSettings", "controllerHost"],
		akoConfig: ["controllerSettings", "controllerIP"],
		akoDeploymentConfig: ["controller"],
	},
	controllerVersion: {
		chart: ["ControllerSettings", "controllerVersion"],
		akoConfig: ["controllerSettings", "controllerVersion"],
		snapshot: "versions.aviController",
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
	/** With true, NSX-T's VPC mode, AKO needs no vipNetworkList. */
	vpcMode: { chart: ["AKOSettings", "vpcMode"] },
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

/** The keys of the rows that have a property, with a value where that matters. */
type KeysWith<Property> = {
	[Key in AkoKey]: (typeof AKO_SETTINGS)[Key] extends Property ? Key : never;
}[AkoKey];

/** A setting that this tool writes. */
export type WrittenAkoKey = KeysWith<{ readonly written: string }>;

/** A setting that is edited in what installs AKO. */
export type EditedAkoKey = KeysWith<{ readonly written: "edited" }>;

/** The keys of all settings, in the order of the table. */
export const AKO_KEYS = Object.keys(AKO_SETTINGS) as readonly AkoKey[];

/** The keys of those that this tool writes. */
export const WRITTEN_AKO_KEYS = AKO_KEYS.filter(isWritten);

/** The keys of those that are edited in what installs AKO, which reads them only when it starts. */
export const EDITED_AKO_KEYS = AKO_KEYS.filter(isEdited);

/** The row of a setting. */
export function akoSettingRow(key: AkoKey): AkoSettingRow {
	return AKO_SETTINGS[key];
}

/** The row of a setting of that name; undefined for other settings and names. */
export const findAkoSetting = (name: string): AkoSettingRow | undefined =>
	AKO_KEYS.includes(name as AkoKey) ? AKO_SETTINGS[name as AkoKey] : undefined;

function isWritten(key: AkoKey): key is WrittenAkoKey {
	return akoSettingRow(key).written !== undefined;
}

function isEdited(key: AkoKey): key is EditedAkoKey {
	return akoSettingRow(key).written === "edited";
}

/** True for a value of cniPlugin that this tool may change; any other means that another CNI is in charge. */
export function isCiliumPlugin(cniPlugin = ""): boolean {
	return ["", "cilium"].includes(cniPlugin.toLowerCase());
}
