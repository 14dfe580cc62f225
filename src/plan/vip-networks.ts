import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import { isMapping } from "../read/cut.ts";
import { jsonValue } from "../text/json-value.ts";

/** A network from which Avi allocates addresses of virtual services. */
interface VipNetwork {
	/** Its name, else its uuid. */
	readonly name: string | undefined;
	/** Its CIDRs, of one or both families. */
	readonly prefixes: readonly Prefix[];
}

/**
 * The networks of AKO's vipNetworkList, a JSON text of `[{networkName, networkUUID, cidr, v6cidr}]`; none when the
 * text is not such a list.
 */
export function readVipNetworks(text: string): VipNetwork[] {
	const list = jsonValue(text);
	return (Array.isArray(list) ? list : [])
		.filter(isMapping)
		.map(({ networkName, networkUUID, cidr, v6cidr }) => ({
			name: [networkName, networkUUID].find(isName),
			prefixes: [cidr, v6cidr].flatMap((one) =>
				typeof one === "string" ? (parsePrefix(one) ?? []) : [],
			),
		}));
}

const isName = (name: unknown): name is string =>
	typeof name === "string" && name !== "";
