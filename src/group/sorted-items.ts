import type { Config } from "../config/config.ts";
import { type Item, isLocalConfig } from "../krm/item.ts";
import { inputError } from "../krm/item-result.ts";
import { addAll, type Result } from "../krm/result.ts";
import type { IdentifiedKind } from "../model/kinds.ts";
import type { Step } from "../text/edit-value.ts";
import { claimingCluster } from "./assign-cluster.ts";
import type { Claim, Facts } from "./cluster.ts";
import {
	hasNoFacts,
	isDesired,
	isInstall,
	lockedFacts,
} from "./install-facts.ts";
import { isLookalike, roleOf, setsLabels } from "./item-role.ts";
import { clusterBuilds } from "./kustomize/cluster-builds.ts";
import { deletesObject } from "./kustomize/merged.ts";
import { holderOf, keyOfPatch, keyOfPlace } from "./kustomize/patch.ts";
import { originalName } from "./kustomize-names.ts";
import type { Neighbours } from "./neighbours.ts";
import { isDump, rawKindOf } from "./raw/raw-kinds.ts";
import { type Read, readRaw, readSnapshot } from "./read-facts.ts";
import type { FoundTargets, Note } from "./targets/target.ts";
import { idlePatchNotes, unreadSettings } from "./targets/unread-settings.ts";
import { valuesFileNotes } from "./targets/values-file-notes.ts";

/** What to set by hand in an object that is no target. */
export type TargetNote = Note & {
	readonly item: Item;
	/** The cluster that AKO's clusterName in it names. */
	readonly cluster?: string;
};

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
	/** Objects in files of patches, which may be patches of others here. */
	private readonly deferred = new Map<Item, IdentifiedKind>();
	/** What no row of the table of kinds reads; kustomizations may hold patches that are read with what they patch. */
	private readonly unread: Item[] = [];
	/** Patches of objects that install AKO or Cilium, by their keys: they are read as parts of these. */
	private readonly patches = new Set<string>();

	constructor(config: Config, neighbours: Neighbours) {
		this.config = config;
		this.neighbours = neighbours;
	}

	add(item: Item): void {
		const rawKind = rawKindOf(item);
		const role = roleOf(item, this.config, rawKind);
		if (role === "other") this.unread.push(item);
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
		if (role !== "input") return;
		if (rawKind === undefined || isLiveDump || !isDesired(rawKind))
			this.read(item, rawKind, isLiveDump);
		else if (this.neighbours.overlays.isPatch(item))
			this.deferred.set(item, rawKind);
		else this.readDesired(item, rawKind);
	}

	/** Reads what was put off: patches of objects that are not here, what else is set, and files that are no items. */
	finish(): void {
		for (const [item, rawKind] of this.deferred) {
			if (this.patches.has(keyOfPatch({ item }))) continue;
			if (this.neighbours.overlays.isForOthers(item))
				this.note(item, idlePatchNotes(item));
			else this.readDesired(item, rawKind);
		}
		for (const item of this.unread) {
			const isRead = (path: readonly Step[]) =>
				this.patches.has(keyOfPlace({ item, path }));
			this.note(item, unreadSettings(item, this.neighbours.files, isRead));
		}
		addAll(this.notes, valuesFileNotes(this.neighbours.files));
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
		const facts = this.factsIn(item, read);
		if (facts === undefined) return;
		if (setsLabels(item, facts)) {
			this.unstamped.delete(item);
			return;
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

	/** Reads desired state as kustomize builds it for each cluster. */
	private readDesired(item: Item, rawKind: IdentifiedKind): void {
		const { config, neighbours } = this;
		const { overlays } = neighbours;
		const told = new Set<string>();
		let isRead = false;
		for (const builds of clusterBuilds(item, config, overlays)) {
			const { cluster, patches, folders, lock } = builds;
			const all = patches.flatMap((own) => {
				const one = readRaw(item, rawKind, neighbours, own);
				const facts = this.factsIn(item, one, told);
				isRead ||= isInstall(facts) || own.some(deletesObject);
				if (facts === undefined || hasNoFacts(facts)) return [];
				const fit = lock === undefined ? facts : lockedFacts(facts, lock);
				return [{ facts: fit, patching: new Set(own.map(holderOf)) }];
			});
			const [first] = all;
			if (first === undefined) continue;
			const claim = { item, cluster, isLive: false, facts: first.facts };
			const choices = { all, folders };
			this.claims.push(all.length < 2 ? claim : { ...claim, choices });
		}
		// Also what patches it for clusters that are not here needs no look of its own.
		for (const { patches } of isRead ? overlays.buildsOf(item) : [])
			for (const patch of patches) this.patches.add(keyOfPatch(patch));
	}

	/** The facts that were read; tells what is wrong with them or to be done by hand, unless it has been told. */
	private factsIn(
		item: Item,
		read: Read<Facts>,
		told?: Set<string>,
	): Facts | undefined {
		const facts = "value" in read ? read.value : undefined;
		// Nodes have nothing to tell, and there are many.
		if (facts !== undefined && facts.targets === undefined) return facts;
		const known = told ?? new Set<string>();
		const isNew = ({ message }: { readonly message: string }) =>
			!known.has(message) && known.add(message);
		const wrong =
			"results" in read ? read.results : shapeErrors(item, facts?.targets);
		addAll(this.results, wrong.filter(isNew));
		this.note(item, (facts?.targets?.notes ?? []).filter(isNew));
		return facts;
	}

	private note(item: Item, notes: readonly Note[]): void {
		for (const note of notes) this.notes.push({ item, ...note });
	}
}

/** Errors for a target whose shape does not fit its kind. */
function shapeErrors(item: Item, targets: FoundTargets = {}): Result[] {
	return (targets.problems ?? []).map(({ message, field, item: at = item }) =>
		inputError(at, `${at.kind} ${at.name}: ${message}`, { field }),
	);
}
