import type { Item } from "../../krm/item.ts";
import { joinPath } from "../../read/validate.ts";
import type { ConfigData } from "../cluster.ts";
import { mappingTarget } from "./mapping.ts";
import {
	type AkoKey,
	type CiliumKey,
	type KeyPaths,
	keyPaths,
	type Settings,
	type Target,
} from "./target.ts";

const AKO_PATHS = keyPaths((key) => ({ path: [key] }));

/** Nothing in the ConfigMap rolls the agents. */
const CILIUM_KEYS: KeyPaths<CiliumKey> = { sctp: { path: ["enable-sctp"] } };

/** An avi-k8s-config that is desired state. */
export function aviK8sConfig(value: unknown, item: Item): Target<AkoKey> {
	return mappingTarget(item, value, ["data"], AKO_PATHS);
}

/** A cilium-config that is desired state. */
export function ciliumConfig(value: unknown, item: Item): Target<CiliumKey> {
	return mappingTarget(item, value, ["data"], CILIUM_KEYS);
}

/** The settings of the running AKO, read like those of a target. */
export function liveSettings({
	data,
	source: { item, path },
}: ConfigData): Settings<AkoKey> {
	return {
		item,
		values: data,
		unknown: {},
		where: (key) => ({ item, field: joinPath(path, key) }),
	};
}
