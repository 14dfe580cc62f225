import type { Item } from "../../krm/item.ts";
import { chartTarget } from "./chart.ts";
import { wrongShape } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import { mappingSource } from "./value-source.ts";

/** A CiliumConfig of Cilium's operator for OpenShift: its spec holds the values of the chart. */
export function operatorCiliumConfig(value: unknown, item: Item): FoundTargets {
	const problem = wrongShape(value, ["spec"]);
	if (problem !== undefined) return { problems: [problem] };
	const home = mappingSource({ item, path: ["spec"] }, value);
	return chartTarget("cilium", { item, sources: [home], home });
}
