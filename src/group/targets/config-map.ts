import type { Item } from "../../krm/item.ts";
import { joinPath } from "../../read/validate.ts";
import type { ConfigData } from "../cluster.ts";
import { layeredTarget } from "./layered-target.ts";
import {
	type AkoKey,
	akoPaths,
	type CiliumKey,
	ciliumPaths,
	type KeyPaths,
	type Settings,
	type Target,
} from "./target.ts";
import { mappingSource } from "./value-source.ts";

const AKO_PATHS = akoPaths((_, key) => [key]);

/** The ConfigMap has no key that rolls the agents. */
const CILIUM_PATHS = ciliumPaths(({ configMap }) =>
	configMap === undefined ? undefined : [configMap],
);

/** An avi-k8s-config that is desired state. */
export function aviK8sConfig(value: unknown, item: Item): Target<AkoKey> {
	return fieldTarget(value, item, "data", AKO_PATHS);
}

/** A cilium-config that is desired state. */
export function ciliumConfig(value: unknown, item: Item): Target<CiliumKey> {
	return fieldTarget(value, item, "data", CILIUM_PATHS);
}

/** The target whose settings are all below one field of the object. */
export function fieldTarget<Key extends string>(
	value: unknown,
	item: Item,
	field: string,
	keys: KeyPaths<Key>,
): Target<Key> {
	const home = mappingSource({ item, path: [field] }, value);
	return layeredTarget({ item, sources: [home], home }, keys);
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
