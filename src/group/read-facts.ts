import type { ClusterSnapshot } from "../../schemas/generated/types.ts";
import { API_VERSION } from "../krm/api.ts";
import { defined } from "../krm/defined.ts";
import type { Item } from "../krm/item.ts";
import { inputError, textError } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { asCiliumReads } from "../model/cilium-text.ts";
import type { IdentifiedKind } from "../model/kinds.ts";
import { LISTS } from "../model/lists.ts";
import { isRelevant } from "../read/relevant.ts";
import { fieldsOf, type SchemaName } from "../read/schemas.ts";
import { fits, problemsOf } from "../read/validate.ts";
import type { Facts } from "./cluster.ts";
import { notedIfLeftOut } from "./install-facts.ts";
import { deletesObject, merged, placedInPatches } from "./kustomize/merged.ts";
import type { Patch } from "./kustomize/patch.ts";
import { isSnapshot } from "./live-marks.ts";
import type { Neighbours } from "./neighbours.ts";
import { FACTS_OF } from "./raw/raw-kinds.ts";
import { isEncrypted } from "./targets/unknown.ts";

/** What was read of an item, or what is wrong with it. */
export type Read<Value> =
	| { readonly value: Value }
	| { readonly results: readonly Result[] };

/** True for a ClusterSnapshot of this API group. */
export function isSnapshotItem(item: Item): boolean {
	return item.kind === "ClusterSnapshot" && item.apiVersion === API_VERSION;
}

/**
 * Reads a raw object, with what kustomize patches it with. A field of the wrong type is an error; it never counts as
 * absent.
 */
export function readRaw(
	item: Item,
	{ id, schema, mention }: IdentifiedKind,
	neighbours: Neighbours,
	patches: readonly Patch[] = [],
): Read<Facts> {
	if (mention && !item.mentions(mention)) return { value: {} };
	if (patches.some(deletesObject)) return { value: {} };
	const value = withPatches(validated(item, schema), patches, schema);
	// Of these kinds most objects are of other products; `unreadTexts` tells what can't be read.
	const isOther = schema === undefined && "problem" in item.parsed();
	if (isOther && !isRelevant(item.text)) return { value: {} };
	if (schema === "ConfigMap" && isSnapshot(item) && isEncrypted(item))
		return { results: [encryptedDump(item)] };
	if ("results" in value) return value;
	const facts = FACTS_OF[id](value.value as never, item, neighbours);
	if (facts.targets === undefined) return { value: facts };
	const targets = notedIfLeftOut(
		placedInPatches(facts.targets, item, patches),
		item,
		neighbours.overlays,
	);
	return { value: { ...facts, targets } };
}

/** The value with the patches in it; what is wrong with them comes first. */
function withPatches(
	value: Read<unknown>,
	patches: readonly Patch[],
	schema: SchemaName | undefined,
): Read<unknown> {
	if (patches.length === 0) return value;
	const read = patches.map(({ item, operations }) =>
		operations ? { value: operations } : validated(item, schema),
	);
	const results = read.flatMap((one) => ("results" in one ? one.results : []));
	if (results.length > 0) return { results };
	const values = read.flatMap((one) => ("value" in one ? [one.value] : []));
	return "results" in value ? value : { value: merged(value.value, values) };
}

/** Error for an encrypted dump: it can't be read, and stamping it would break its MAC. */
function encryptedDump(item: Item): Result {
	const message = `${item.kind} ${item.name} is a dump of a live cluster that sops has encrypted; decrypt it, or take it out of the package`;
	return inputError(item, message, { field: "sops" });
}

/** Reads a ClusterSnapshot. */
export function readSnapshot(item: Item): Read<Facts> {
	const read = validated(item, "ClusterSnapshot");
	if ("results" in read) return read;
	const { spec } = read.value as ClusterSnapshot;
	const at = (path: string) => ({ item, path: `spec.${path}` });
	const { nodes, ciliumNodes, podIPPools, ciliumNodeConfigs } = LISTS;
	const { clusterUID: uid, ciliumConfig, akoConfig } = spec;
	const value = defined({
		versions: {
			...defined({ aviController: akoConfig?.controllerVersion }),
			...spec.versions,
		},
		nodes: nodes.ofSnapshot(spec.nodes ?? [], item),
		ciliumNodes: ciliumNodes.ofSnapshot(spec.ciliumNodes ?? [], item),
		podIPPools: podIPPools.ofSnapshot(spec.podIPPools ?? [], item),
		ciliumNodeConfigs: ciliumNodeConfigs.ofSnapshot(
			spec.ciliumNodeConfigs ?? [],
			item,
		),
		sctpPorts: (spec.sctpPorts ?? []).map((port, i) => ({
			...port,
			source: at(`sctpPorts[${i}]`),
		})),
		clusterUID: uid === undefined ? uid : { uid, source: at("clusterUID") },
		ciliumConfig:
			ciliumConfig &&
			defined({
				data: asCiliumReads(ciliumConfig),
				owner: spec.ciliumConfigOwner,
				namespace: spec.ciliumConfigNamespace,
				source: at("ciliumConfig"),
			}),
		akoConfig: akoConfig && { data: akoConfig, source: at("akoConfig") },
	});
	return { value };
}

function validated(item: Item, schema: SchemaName | undefined): Read<unknown> {
	if (schema !== undefined) {
		const seen = item.read(fieldsOf(schema));
		if ("value" in seen && fits(schema, seen.value)) return seen;
	}
	const parsed = item.parsed();
	if ("problem" in parsed) return { results: [textError(item, parsed)] };
	const problems = schema === undefined ? [] : problemsOf(schema, parsed.value);
	if (problems.length === 0) return parsed;
	const name = `${item.kind} ${item.name}`;
	return {
		results: problems.map(({ message, path: field, currentValue }) =>
			inputError(item, `${name}: ${message}`, { field, currentValue }),
		),
	};
}
