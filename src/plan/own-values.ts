import type { Cluster } from "../group/cluster.ts";
import type { Unknown } from "../group/targets/unknown.ts";
import { dnsName } from "../krm/dns-name.ts";

/** The name of the ConfigMap with AKO's values that is emitted for a cluster. */
export function ownValuesName(cluster: string): string {
	return `${dnsName(cluster)}-ako-values`;
}

/** True for a setting of the ConfigMap that is emitted for the cluster. */
export function isOwnValue(
	unknown: Unknown | undefined,
	cluster: string,
): boolean {
	return unknown?.configMap === ownValuesName(cluster);
}

/** True when an AKO target uses the values of that ConfigMap. */
export function readsOwnValues({ name, akoTargets }: Cluster): boolean {
	return akoTargets.some(({ unknown }) =>
		Object.values(unknown).some((one) => isOwnValue(one, name)),
	);
}
