import type { Cluster } from "../group/cluster.ts";
import type { EditedAkoKey } from "../model/ako-settings.ts";
import { defaultIpFamily } from "./ip-family.ts";

/** True when AKO does the same with both values, as with an empty one and its default. */
export function hasSameEffect(
	key: EditedAkoKey,
	current: string,
	wanted: string,
	{ versions }: Cluster,
): boolean {
	const defaults = {
		cniPlugin: "",
		disableStaticRouteSync: "false",
		ipFamily: defaultIpFamily(versions.ako),
	};
	const effective = current === "" ? defaults[key] : current;
	return effective.toLowerCase() === wanted.toLowerCase();
}
