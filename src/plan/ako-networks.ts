import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { Problem } from "../krm/problem.ts";
import { isMapping } from "../read/cut.ts";
import { jsonValue } from "../text/json-value.ts";

/** Maximum number of entries that AKO accepts (NODE_NETWORK_MAX_ENTRIES in internal/lib/constants.go). */
const MAX_ENTRIES = 5;

/** The networks of a nodeNetworkList, or why AKO can't read it. */
type NodeNetworks =
	| {
			readonly prefixes: readonly Prefix[];
			/** True when a network is named without its CIDRs: it may hold any address. */
			readonly isOpen: boolean;
	  }
	| (Problem & {
			/** True when there is no list, which matters to AKO in vCenter clouds alone. */
			readonly isUnset?: true;
	  });

/**
 * Reads AKO's nodeNetworkList, the JSON text of `[{networkName, networkUUID, cidrs}]`, as AKO does
 * (GetNodeNetworkMapEnv in internal/lib/lib.go): entries without a name and uuid do not count, of duplicate names the
 * last counts, and host bits are dropped. An empty text and null are no list, not an empty one.
 */
export function readNodeNetworks(text: string): NodeNetworks {
	const list = jsonValue(text.trim() || "null");
	if (list === null)
		return {
			problem: `it is ${JSON.stringify(text)}, and AKO wants a list, [] when it is empty`,
			isUnset: true,
		};
	if (!Array.isArray(list) || !list.every(isMapping))
		return {
			problem: `it is ${JSON.stringify(text.slice(0, 60))}, which is not a JSON list of networks`,
		};
	if (list.length > MAX_ENTRIES)
		return {
			problem: `it has ${list.length} networks, and AKO takes at most ${MAX_ENTRIES}`,
		};
	const networks = new Map<string, readonly unknown[]>();
	for (const { networkUUID, networkName, cidrs } of list) {
		const name = networkUUID || networkName;
		if (typeof name !== "string" || name === "") continue;
		networks.set(name, Array.isArray(cidrs) ? cidrs : []);
	}
	const prefixes: Prefix[] = [];
	for (const cidr of [...networks.values()].flat()) {
		const prefix = typeof cidr === "string" ? parsePrefix(cidr) : undefined;
		if (prefix === undefined)
			return { problem: `its entry ${JSON.stringify(cidr)} is not a CIDR` };
		prefixes.push(prefix);
	}
	const isOpen = [...networks.values()].some((cidrs) => cidrs.length === 0);
	return { prefixes, isOpen };
}

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
