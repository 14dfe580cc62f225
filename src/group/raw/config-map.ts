import type { ConfigMap } from "../../../schemas/generated/types.ts";
import { LOCAL_CONFIG } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import { asCiliumReads } from "../../model/cilium-text.ts";
import type { ConfigData, Facts } from "../cluster.ts";
import { originalNamespace } from "../kustomize-names.ts";
import { aviK8sConfig, ciliumConfig } from "../targets/config-map.ts";
import { valueAt, valueRead } from "../targets/mapping.ts";
import { unknownIn } from "../targets/unknown.ts";
import { configOwner } from "./config-owner.ts";
import { known } from "./known.ts";

/** The ConfigMap with its texts, as the API server takes null: an older chart of Cilium renders a key without a value. */
function withTexts(value: ConfigMap) {
	const data = Object.entries(value.data ?? {}).map(
		([key, text]) => [key, text ?? ""] as const,
	);
	return { ...value, data: Object.fromEntries(data) };
}

type Texts = ReturnType<typeof withTexts>;

function configData(read: Texts, item: Item): ConfigData {
	return {
		data: read.data,
		...known("namespace", originalNamespace(item)),
		...known("owner", configOwner(read, item)),
		source: { item, path: "data" },
	};
}

/** The metadata fields of a live object; the content of managedFields does not matter. */
const MARKS = { uid: true, resourceVersion: true, managedFields: {} } as const;

/** A text that does not match has no marks; an escape may hide their names. */
const MARK_NAMES = /uid|resourceVersion|managedFields|\\/;

/** True when an object that may be desired state is a snapshot: marked local-config, or dumped from a live cluster. */
export function isSnapshot(item: Item): boolean {
	return item.annotations[LOCAL_CONFIG] === "true" || hasLiveMarks(item);
}

/** True for an object with the metadata of a live one. */
export function hasLiveMarks(item: Item): boolean {
	if (!item.mentions(MARK_NAMES)) return false;
	const value = valueRead(item.read({ metadata: MARKS }));
	return Object.keys(MARKS).some(
		(mark) => (valueAt(value, ["metadata", mark]) ?? "") !== "",
	);
}

/** The ConfigMap without the values that can't be seen. */
function seenOnly(value: Texts): Texts {
	const data = Object.entries(value.data).filter(
		([, text]) => unknownIn(text) === undefined,
	);
	return { ...value, data: Object.fromEntries(data) };
}

/** cilium-config, live or desired. */
export function ciliumConfigFacts(value: ConfigMap, item: Item): Facts {
	const read = { ...value, data: asCiliumReads(withTexts(value).data) };
	if (isSnapshot(item)) return { ciliumConfig: configData(read, item) };
	return {
		ciliumDesired: configData(seenOnly(read), item),
		targets: { cilium: [ciliumConfig(read, item)] },
	};
}

/** avi-k8s-config, live or desired. */
export function aviK8sConfigFacts(value: ConfigMap, item: Item): Facts {
	const read = withTexts(value);
	if (isSnapshot(item))
		return {
			akoConfig: configData(read, item),
			versions: known(
				"aviController",
				read.data.controllerVersion || undefined,
			),
		};
	return {
		akoDesired: configData(read, item),
		targets: { ako: [aviK8sConfig(read, item)] },
	};
}
