import type { Pool } from "../resolve/pools.ts";

/** The chart's default pools; `fd00::/104` is that of IPv6. */
const DEFAULTS: readonly string[] = ["10.0.0.0/8", "fd00::/104"];

/** `cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default`. */
export function poolText({ name, text }: Pool): string {
	const own = text.trim();
	return `${name} is ${own}${DEFAULTS.includes(own) ? ", Cilium's default" : ""}`;
}
