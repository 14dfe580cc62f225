import type { ConfigMap } from "../../../schemas/generated/types.ts";
import { defined } from "../../krm/defined.ts";
import type { Item } from "../../krm/item.ts";
import { asCiliumReads } from "../../model/cilium-text.ts";
import type { ConfigData, Facts } from "../cluster.ts";
import { originalNamespace } from "../kustomize-names.ts";
import { isSnapshot } from "../live-marks.ts";
import { fieldTarget } from "../targets/layered-target.ts";
import { akoPaths, ciliumPaths } from "../targets/target.ts";
import { unknownIn } from "../targets/unknown.ts";
import { configOwner } from "./config-owner.ts";

const AKO_PATHS = akoPaths((_, key) => [key]);

/** The ConfigMap has no key that rolls the agents. */
const CILIUM_PATHS = ciliumPaths(({ configMap }) =>
	configMap === undefined ? undefined : [configMap],
);

/** The ConfigMap with its texts, as the API server takes null: an older chart of Cilium renders a key without a value. */
function withTexts(value: ConfigMap) {
	const data = Object.entries(value.data ?? {}).map(
		([key, text]) => [key, text ?? ""] as const,
	);
	return { ...value, data: Object.fromEntries(data) };
}

function configData(
	read: ReturnType<typeof withTexts>,
	item: Item,
): ConfigData {
	return defined({
		data: read.data,
		namespace: originalNamespace(item),
		owner: configOwner(read, item),
		source: { item, path: "data" },
	});
}

/** cilium-config, live or desired. */
export function ciliumConfigFacts(value: ConfigMap, item: Item): Facts {
	const read = { ...value, data: asCiliumReads(withTexts(value).data) };
	if (isSnapshot(item)) return { ciliumConfig: configData(read, item) };
	const seen = Object.entries(read.data).filter(
		([, text]) => unknownIn(text) === undefined,
	);
	const data = Object.fromEntries(seen);
	return {
		ciliumDesired: configData({ ...read, data }, item),
		targets: {
			cilium: [fieldTarget({ item, root: read, path: ["data"] }, CILIUM_PATHS)],
		},
	};
}

/** avi-k8s-config, live or desired. */
export function aviK8sConfigFacts(value: ConfigMap, item: Item): Facts {
	const read = withTexts(value);
	if (isSnapshot(item))
		return {
			akoConfig: configData(read, item),
			versions: defined({
				aviController: read.data.controllerVersion || undefined,
			}),
		};
	return {
		akoDesired: configData(read, item),
		targets: {
			ako: [fieldTarget({ item, root: read, path: ["data"] }, AKO_PATHS)],
		},
	};
}
