import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { type Item, isLocalConfig } from "../krm/item.ts";
import { addAll, type Result } from "../krm/result.ts";
import type { IdentifiedKind } from "../model/kinds.ts";
import type { Claim } from "./ambiguous.ts";
import { claimingCluster } from "./assign-cluster.ts";
import type { Facts } from "./cluster.ts";
import { inputError } from "./errors.ts";
import { originalName } from "./kustomize-names.ts";
import type { Neighbours } from "./neighbours.ts";
import { isSnapshot } from "./raw/config-map.ts";
import { isDump, rawKindOf } from "./raw/raw-kinds.ts";
import { isSnapshotItem, readRaw, readSnapshot } from "./read-facts.ts";
import type { FoundTargets, Note } from "./targets/target.ts";
import { unreadSettings } from "./targets/unread-settings.ts";

/** What to set by hand in an object that is no target. */
export type TargetNote = Note & { readonly item: Item };

/** The items by what they are to the function: claims on clusters, own outputs, dumps, and what is not read. */
export class SortedItems {
	readonly claims: Claim[] = [];
	/** The kinds that are there, raw ones by their id. */
	readonly kinds = new Set<string>();
	/** Live dumps that must be marked local-config. */
	readonly unstamped = new Set<Item>();
	/** What earlier runs emitted under the same owner. */
	readonly earlier: Item[] = [];
	/** Items of Lists that nothing reads. */
	readonly unreadInLists: Item[] = [];
	/** Objects that install AKO or Cilium where nothing can be edited. */
	readonly notes: TargetNote[] = [];
	/** ConfigMaps whose name contains the name of AKO's ConfigMap, and which are not read. */
	readonly lookalikes: Item[] = [];
	readonly results: Result[] = [];
	private readonly config: Config;
	private readonly neighbours: Neighbours;

	constructor(config: Config, neighbours: Neighbours) {
		this.config = config;
		this.neighbours = neighbours;
	}

	add(item: Item): void {
		const rawKind = rawKindOf(item);
		const role = roleOf(item, this.config, rawKind);
		if (role === "other") this.note(item, unreadSettings(item));
		if (item.name === "") return;
		this.kinds.add(rawKind?.id ?? item.kind);
		if (role === "output") this.earlier.push(item);
		if (role === "other") {
			if (item.container !== undefined) this.unreadInLists.push(item);
			if (isLookalike(item)) this.lookalikes.push(item);
		}
		const isLiveDump =
			role === "dump" || (rawKind !== undefined && isDump(item, rawKind));
		const marked = item.container ?? item;
		if (isLiveDump && !isLocalConfig(marked)) this.unstamped.add(marked);
		if (role === "input") this.read(item, rawKind, isLiveDump);
	}

	private read(
		item: Item,
		rawKind: IdentifiedKind | undefined,
		isLiveDump: boolean,
	): void {
		const read =
			rawKind === undefined
				? readSnapshot(item)
				: readRaw(item, rawKind, this.neighbours);
		if ("results" in read) {
			addAll(this.results, read.results);
			return;
		}
		const { facts } = read;
		if (setsLabels(item, facts)) {
			this.unstamped.delete(item);
			return;
		}
		if (facts.targets !== undefined) {
			this.results.push(...shapeErrors(item, facts.targets));
			this.note(item, facts.targets.notes ?? []);
		}
		const isLive =
			rawKind === undefined || (rawKind.showsCluster === true && isLiveDump);
		if (!isLive && hasNoFacts(facts)) return;
		const cluster =
			rawKind === undefined
				? originalName(item)
				: claimingCluster(item, this.config);
		this.claims.push({ item, cluster, isLive, facts });
	}

	private note(item: Item, notes: readonly Note[]): void {
		for (const note of notes) this.notes.push({ item, ...note });
	}
}

/** True for a Node that is no dump and has nothing but metadata: somebody applies it to set labels. */
function setsLabels(item: Item, { nodes: [node] = [] }: Facts): boolean {
	if (node === undefined || item.kind !== "Node") return false;
	const { addresses, podCIDR, podCIDRs, kernelVersion } = node;
	const isSeen = addresses ?? podCIDR ?? podCIDRs ?? kernelVersion;
	return (
		isSeen === undefined &&
		item.container === undefined &&
		!item.mentions(/\b(?:spec|status)\b/) &&
		!isSnapshot(item)
	);
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
