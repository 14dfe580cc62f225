import { API_VERSION } from "../krm/api.ts";
import { type Item, isLocalConfig } from "../krm/item.ts";
import { parsedValue, valueAt } from "./targets/mapping.ts";

/** True for what an applier can apply: named, not local-config, and no file of this tool, kpt or kustomize. */
export function isDeployable(item: Item): boolean {
	return !isLocalConfig(item) && !isForTools(item) && hasName(item);
}

/** True for what configures a tool that reads the package; a kustomization may have no kind. */
export function isForTools({ apiVersion, kind }: Item): boolean {
	return (
		(apiVersion === API_VERSION && kind !== "AviRouteTable") ||
		["", "Kptfile"].includes(kind) ||
		apiVersion === "builtin" ||
		apiVersion.startsWith("fn.kpt.dev/") ||
		apiVersion.startsWith("kustomize.config.k8s.io/")
	);
}

/** True for an object with a name, or a generateName. */
export function hasName(item: Item): boolean {
	if (item.name !== "") return true;
	const value = parsedValue(item);
	return typeof valueAt(value, ["metadata", "generateName"]) === "string";
}
