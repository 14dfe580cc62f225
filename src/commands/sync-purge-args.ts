import type { VrfName } from "../avi/vrf.ts";
import type { OptionValues } from "./command.ts";
import type { SYNC } from "./table.ts";

export type SyncValues = OptionValues<typeof SYNC>;

/** Whose routes are to be removed, and from where. */
export interface PurgeArgs {
	readonly cluster: string;
	/** The cluster's name as it was given for the second time. */
	readonly confirmed: string | undefined;
	readonly vrfs: readonly VrfName[];
}

/** The VRF context that AviRouteTables have by default. */
const DEFAULT_VRF = "admin/Default-Cloud/global";

/** What is wrong with the arguments of --purge. */
export function purgeClash(values: SyncValues): string | undefined {
	const { purge, confirm } = values;
	if (purge === undefined)
		return confirm !== undefined || values["vrf-context"].length > 0
			? "--confirm and --vrf-context are for --purge CLUSTER"
			: undefined;
	if (
		values.once ||
		values.from.length > 0 ||
		values["cluster-name"].length > 0
	)
		return "--purge reads no tables; leave out --once, --from and --cluster-name";
	if (values["avi-url"] === undefined)
		return "--purge needs --avi-url URL, the Avi controller";
	return confirm === undefined || confirm === purge
		? undefined
		: `--confirm ${confirm} is not the cluster of --purge ${purge}; nothing was removed`;
}

/** Reads the arguments of --purge; undefined without it. */
export function purgeArgs(
	values: SyncValues,
): PurgeArgs | { readonly problem: string } | undefined {
	const { purge: cluster, confirm: confirmed } = values;
	if (cluster === undefined) return undefined;
	const given = values["vrf-context"];
	const vrfs: VrfName[] = [];
	for (const text of given.length > 0 ? given : [DEFAULT_VRF]) {
		const [tenant, cloud, name, ...more] = text.split("/");
		if (!tenant || !cloud || !name || more.length > 0)
			return {
				problem: `--vrf-context ${text} is not a VRF context; want TENANT/CLOUD/NAME, such as ${DEFAULT_VRF}`,
			};
		vrfs.push({ tenant, cloud, name });
	}
	return { cluster, confirmed, vrfs };
}
