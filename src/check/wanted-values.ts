import type { CiliumKey, Target } from "../group/targets/target.ts";
import type { Unknown } from "../group/targets/unknown.ts";
import {
	type AkoKey,
	akoSettingRow,
	isCiliumPlugin,
} from "../model/ako-settings.ts";
import type { ClusterPlan } from "../plan/plan.ts";

/** The wanted value of a setting; or the configuration field to set when the setting can't be adopted. */
export type WantedValue =
	| { readonly value: string }
	| { readonly config: string };
/** Wanted values by key. */
export type WantedValues<Key extends string> = Readonly<
	Partial<Record<Key, WantedValue>>
>;

/** The values decided by the plan; and those that would be adopted, where a value is written that can't be seen. */
export function wantedAkoValues(
	{ ako, cluster, otherCni }: ClusterPlan,
	{ unknown, values, isForMany }: Target<AkoKey>,
): WantedValues<AkoKey> {
	const { name, config } = cluster;
	const { vrfContext } = config;
	const isForeign = !isCiliumPlugin(values.cniPlugin) && !isForMany;
	const decided: Partial<Record<AkoKey, string | undefined>> = {
		// Never advise to overwrite another CNI's plugin.
		cniPlugin: isForeign || otherCni !== undefined ? undefined : ako?.cniPlugin,
		disableStaticRouteSync: ako?.disableStaticRouteSync,
		ipFamily: config.ipFamily,
		clusterName: name,
		vrfName: vrfContext.name,
		cloudName: vrfContext.cloud,
		tenantName: vrfContext.tenant,
	};
	const wanted: Partial<Record<AkoKey, WantedValue>> = {};
	for (const key of Object.keys(decided) as AkoKey[]) {
		const value = decided[key];
		const { config } = akoSettingRow(key);
		if (value !== undefined) wanted[key] = { value };
		else if (config !== undefined && isWritten(unknown[key]))
			wanted[key] = { config };
	}
	return wanted;
}

/** The value decided for SCTP. */
export function wantedCiliumValues({
	cluster,
	sctp,
}: ClusterPlan): WantedValues<CiliumKey> {
	if (sctp.value === undefined) return {};
	const rollOut =
		cluster.config.sctp === "Enabled" ? { rollOut: { value: "true" } } : {};
	return { sctp: { value: String(sctp.value) }, ...rollOut };
}

/** True for a value that is written there, but not in plain text. */
export function isWritten(unknown: Unknown | undefined): boolean {
	return unknown?.kind === "variable" || unknown?.kind === "encrypted";
}
