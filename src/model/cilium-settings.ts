/** A setting of Cilium: its key in each kind of object. */
export interface CiliumSettingRow {
	/** The path in the values of the chart `cilium`. */
	readonly chart: readonly string[];
	/** The key in ConfigMap cilium-config, and in a CiliumNodeConfig that overrides it; absent where it has none. */
	readonly configMap?: string;
	/** True where the chart has a boolean; the ConfigMap has texts. */
	readonly isBoolean?: true;
}

/** The settings of Cilium that are read from targets; all but the IPAM mode are written too. */
export const CILIUM_SETTINGS = {
	sctp: {
		chart: ["sctp", "enabled"],
		configMap: "enable-sctp",
		isBoolean: true,
	},
	/** Whether a change rolls the agents. */
	rollOut: { chart: ["rollOutCiliumPods"], isBoolean: true },
	ipamMode: { chart: ["ipam", "mode"], configMap: "ipam" },
} as const satisfies Readonly<Record<string, CiliumSettingRow>>;

/** A setting of Cilium. */
export type CiliumKey = keyof typeof CILIUM_SETTINGS;

/** The keys of cilium-config that a snapshot keeps: those that decide routes or SCTP, or help to understand them. */
export const KEPT_CILIUM_KEYS =
	/^(?:ipam|cluster-pool-.*|enable-ipv[46]|enable-sctp|enable-bgp-control-plane|routing-mode|tunnel|ipv[46]-native-routing-cidr|cluster-name|cluster-id)$/;

/** The keys of cilium-config that are looked for in CiliumNodeConfigs. */
export const OVERRIDABLE_CILIUM_KEYS: readonly string[] =
	Object.values<CiliumSettingRow>(CILIUM_SETTINGS).flatMap(
		({ configMap }) => configMap ?? [],
	);
