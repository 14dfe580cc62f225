import type { Item } from "../../krm/item.ts";
import { CILIUM_ROWS } from "../../model/cilium-settings.ts";
import { joinPath } from "../../read/validate.ts";
import type { ConfigData } from "../cluster.ts";
import { lockOf } from "./chart.ts";
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

const AKO_PATHS = akoPaths((key) => ({ path: [key] }));

/** The ConfigMap has no key that rolls the agents. */
const CILIUM_PATHS = ciliumPaths((key) => {
	const { configMap } = CILIUM_ROWS[key];
	return configMap === undefined ? undefined : { path: [configMap] };
});

/** An avi-k8s-config that is desired state. */
export function aviK8sConfig(value: unknown, item: Item): Target<AkoKey> {
	return dataTarget(value, item, AKO_PATHS);
}

/** A cilium-config that is desired state. */
export function ciliumConfig(value: unknown, item: Item): Target<CiliumKey> {
	return dataTarget(value, item, CILIUM_PATHS);
}

function dataTarget<Key extends string>(
	value: unknown,
	item: Item,
	keys: KeyPaths<Key>,
): Target<Key> {
	const home = mappingSource({ item, path: ["data"] }, value);
	return layeredTarget({ item, sources: [home], home }, keys, lockOf(item));
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
