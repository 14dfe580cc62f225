import type { Cluster } from "../group/cluster.ts";
import type { AkoKey } from "../model/ako-settings.ts";
import { defaultIpFamily } from "./ip-family.ts";

/** The settings that are edited in what installs AKO, which reads them only when it starts. */
export const READ_AT_START = [
	"cniPlugin",
	"disableStaticRouteSync",
	"ipFamily",
] as const satisfies readonly AkoKey[];

/** True when AKO does the same with both values, as with an empty one and its default. */
export function hasSameEffect(
	key: (typeof READ_AT_START)[number],
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
