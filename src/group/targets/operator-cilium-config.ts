import type { Item } from "../../krm/item.ts";
import { chartTarget } from "./chart.ts";
import type { FoundTargets } from "./target.ts";
import { checkedSource } from "./value-source.ts";

/** A CiliumConfig of Cilium's operator for OpenShift: its spec holds the values of the chart. */
export function operatorCiliumConfig(value: unknown, item: Item): FoundTargets {
	const home = checkedSource({ item, path: ["spec"] }, value);
	return chartTarget("cilium", { item, sources: [home], home });
}
