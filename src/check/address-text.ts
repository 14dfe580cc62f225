import { parseAddress } from "../ip/address.ts";
import type { NodeSnapshot } from "../model/lists.ts";

/** An address with its type, as `InternalIP 10.0.0.1`, or `invalid InternalIP "10.0.0"` for a text that is no IP address. */
export function addressText({
	type,
	address,
}: NonNullable<NodeSnapshot["addresses"]>[number]): string {
	const isBad = type.endsWith("IP") && parseAddress(address) === undefined;
	return isBad
		? `invalid ${type} ${JSON.stringify(address)}`
		: `${type} ${address}`;
}
