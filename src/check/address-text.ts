import type { NodeAddress } from "../resolve/next-hop.ts";

/** An address with its type, as `InternalIP 10.0.0.1`, or `invalid InternalIP "10.0.0"` for a text that is no IP address. */
export function addressText({ type, text, address }: NodeAddress): string {
	const isBad = type.endsWith("IP") && address === undefined;
	return isBad ? `invalid ${type} ${JSON.stringify(text)}` : `${type} ${text}`;
}
