import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { type Item, isLocalConfig } from "../krm/item.ts";
import { noLap } from "../krm/lap.ts";
import { splitPackage } from "../krm/packages.ts";
import { addAll, type Outcome, type Result } from "../krm/result.ts";
import type { IdentifiedKind } from "../model/kinds.ts";
import { type Truncation, unpackLists } from "../read/unpack-lists.ts";
import { byFile, type Claim, compareItems } from "./ambiguous.ts";
import { claimingCluster } from "./assign-cluster.ts";
import type { Cluster, Facts } from "./cluster.ts";
import { cutShort } from "./cut-short.ts";
import { inputError } from "./errors.ts";
import { originalName } from "./kustomize-names.ts";
import { mergeClaims } from "./merge-claims.ts";
import { mixedLists } from "./mixed-lists.ts";
import { namelessItems } from "./nameless.ts";
import { Neighbours } from "./neighbours.ts";
import {
	unknownClusters,
	unknownKinds,
	unreadConfigs,
	unreadSubpackage,
} from "./not-read.ts";
import { isSnapshot } from "./raw/config-map.ts";
import { isDump, rawKindOf } from "./raw/raw-kinds.ts";
import { isSnapshotItem, readRaw, readSnapshot } from "./read-facts.ts";
import { refusals } from "./refusals.ts";
import { byMessage, byPlace } from "./result-order.ts";
import type { FoundTargets, Note } from "./targets/target.ts";
import { unreadSettings } from "./targets/unread-settings.ts";

/** What to set by hand in an object that is no target. */
export type TargetNote = Required<Note>;

/** The items of a package, sorted into clusters. */
export interface Groups {
	/** Sorted by name. */
	readonly clusters: readonly Cluster[];
	/** The kinds that are there, raw ones by their id. */
	readonly kinds: ReadonlySet<string>;
	/** Live dumps that must be marked local-config. */
	readonly unstamped: ReadonlySet<Item>;
	/** What earlier runs emitted under the same owner. */
	readonly earlier: readonly Item[];
	/** All items of the config's own package. */
	readonly own: readonly Item[];
	/** Objects that install AKO or Cilium where nothing can be edited. */
	readonly notes: readonly TargetNote[];
	/** ConfigMaps whose name contains the name of AKO's ConfigMap, and which are not read. */
	readonly lookalikes: readonly Item[];
	/** Set when a List is incomplete by its metadata. */
	readonly truncation?: Truncation;
}

/** Sorts the items of the config's package into clusters; items of subpackages are left alone. */
export function groupItems(
	items: readonly Item[],
	config: Config,
	lap = noLap,
): Outcome<Groups> {
	const { own, foreign } = splitPackage(items, config.source);
	const unpacked = unpackLists(own);
	const results: Result[] = [
		...unpacked.results,
		...unknownKinds(unpacked.value.items),
		...namelessItems(unpacked.value.items),
		...refusals(unpacked.value.items),
	];
	const kinds = new Set<string>();
	const neighbours = new Neighbours(unpacked.value.items, config);
	const claims: Claim[] = [];
	const unstamped = new Set<Item>();
	const earlier: Item[] = [];
	const unreadInLists: Item[] = [];
	const notes: TargetNote[] = [];
	const lookalikes: Item[] = [];
	// V8 optimises a function that is called for each item sooner than a loop.
	unpacked.value.items.forEach((item, i, { length }) => {
		lap("group", { items: i, ofItems: length });
		const rawKind = rawKindOf(item);
		const role = roleOf(item, config, rawKind);
		if (role === "other")
			for (const note of unreadSettings(item)) notes.push({ item, ...note });
		if (item.name === "") return;
		kinds.add(rawKind?.id ?? item.kind);
		if (role === "output") earlier.push(item);
		if (role === "other" && item.container !== undefined)
			unreadInLists.push(item);
		const isLiveDump =
			role === "dump" || (rawKind !== undefined && isDump(item, rawKind));
		const marked = item.container ?? item;
		if (isLiveDump && !isLocalConfig(marked)) unstamped.add(marked);
		if (role === "other" && isLookalike(item)) lookalikes.push(item);
		if (role !== "input") return;
		const read =
			rawKind === undefined
				? readSnapshot(item)
				: readRaw(item, rawKind, neighbours);
		if ("results" in read) {
			addAll(results, read.results);
			return;
		}
		const { targets } = read.facts;
		if (targets !== undefined) {
			results.push(...shapeErrors(item, targets));
			for (const note of targets.notes ?? []) notes.push({ item, ...note });
		}
		const isLive =
			rawKind === undefined || (rawKind.showsCluster === true && isLiveDump);
		if (!isLive && hasNoFacts(read.facts)) return;
		const cluster =
			rawKind === undefined
				? originalName(item)
				: claimingCluster(item, config);
		claims.push({ item, cluster, isLive, facts: read.facts });
	});
	addAll(results, mixedLists(unreadInLists, unstamped));
	addAll(results, cutShort(claims, unpacked.value.items));
	// Reported by file, not in the order of the input.
	results.sort(byPlace);
	const merged = mergeClaims(claims, config);
	addAll(results, [
		...merged.results,
		...unreadConfigs(own, config),
		...foreign.flatMap(unreadSubpackage).sort(byMessage),
		...unknownClusters(config, merged.value),
	]);
	return {
		value: {
			clusters: merged.value,
			kinds,
			unstamped,
			earlier: earlier.sort(byFile),
			own,
			notes: notes.sort((a, b) => compareItems(a.item, b.item)),
			lookalikes: lookalikes.sort(compareItems),
			...(unpacked.value.truncation === undefined
				? {}
				: { truncation: unpacked.value.truncation }),
		},
		results,
	};
}

/** True for an object without facts about a cluster: no SCTP port and no target. */
function hasNoFacts({ targets, ...facts }: Facts): boolean {
	if (Object.keys(facts).length > 0) return false;
	return (
		(targets?.ako ?? []).length === 0 && (targets?.cilium ?? []).length === 0
	);
}

function isLookalike({ kind, name, annotations }: Item): boolean {
	return (
		kind === "ConfigMap" &&
		name.includes("avi-k8s-config") &&
		annotations[OWNER] === undefined
	);
}

/** Errors for a target whose shape does not fit its kind. */
function shapeErrors(item: Item, targets: FoundTargets): Result[] {
	return (targets.problems ?? []).map(({ message, field, item: at = item }) =>
		inputError(at, `${at.kind} ${at.name}: ${message}`, { field }),
	);
}

/** Emitted resources have an owner annotation, and so have their dumps from a cluster: those are read or left alone. */
function roleOf(
	item: Item,
	config: Config,
	rawKind: IdentifiedKind | undefined,
): "input" | "output" | "dump" | "other" {
	const owner = item.annotations[OWNER];
	if (owner !== undefined && isEmittedKind(item)) {
		if (!isSnapshot(item)) return owner === config.name ? "output" : "other";
		if (rawKind === undefined) return "dump";
	}
	return isSnapshotItem(item) || rawKind !== undefined ? "input" : "other";
}

/** True for the kinds that this tool emits; no other resource counts as its output. */
function isEmittedKind({ kind, apiVersion }: Item): boolean {
	return (
		(kind === "AviRouteTable" && apiVersion === API_VERSION) ||
		(kind === "ConfigMap" && apiVersion === "v1")
	);
}
