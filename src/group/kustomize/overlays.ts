import { addTo, groupBy } from "../../krm/group-by.ts";
import { filePath, type Item, itemFolder } from "../../krm/item.ts";
import { byFile } from "../../krm/item-order.ts";
import { parsedValue, valueAt } from "../targets/mapping.ts";
import type { ValuesFiles } from "../values-files.ts";
import { isOperations } from "./json-patch.ts";
import {
	componentsOf,
	isKustomization,
	type Kustomization,
	MAX_DEPTH,
	patchFiles,
	pathsNamedIn,
	readKustomization,
} from "./kustomization.ts";
import type { Patch, PatchEntry } from "./patch.ts";
import { Names } from "./patch-target.ts";
import { toolLayers } from "./tool-layers.ts";

/** One of the kustomizations that nothing else includes, and what it makes of an object. */
export interface Build {
	readonly root: Item;
	/** What patches it, in order: of one field the last one wins. */
	readonly patches: readonly Patch[];
}

/**
 * The kustomizations and components that change the objects of a file or folder, in order; the last one is included by
 * nothing else.
 */
type Way = readonly [...Kustomization[], Kustomization];

const rootOf = (way: Way) => way.at(-1) as Kustomization;

/**
 * What kustomize makes of the objects of a package: which kustomizations of the package build one, and with which
 * patches.
 */
export class Overlays {
	/** By folder. */
	private readonly known: ReadonlyMap<string, Kustomization>;
	/** With those that objects of Flux and Argo CD are. */
	readonly byItem: ReadonlyMap<Item, Kustomization>;
	/** The kustomizations that include a file or folder, by its path. */
	private readonly including = new Map<string, Kustomization[]>();
	/** The kustomizations that name a file as a patch, by its path. */
	private readonly patching = new Map<string, Kustomization[]>();
	/** The objects in the files of patches. */
	private readonly patches: ReadonlyMap<string, readonly Item[]>;
	/** The files that are no objects: lists of operations. */
	private readonly files: ValuesFiles;
	/** All paths that kustomizations name; made on first use. */
	private named: ReadonlySet<string> | undefined;
	private readonly ways = new Map<string, readonly Way[]>();
	/** What `rootsOf` has found: many clusters ask for an object that they share. */
	private readonly roots = new Map<Item, readonly Item[]>();

	constructor(items: readonly Item[], files: ValuesFiles) {
		this.files = files;
		const all = items
			.filter(isKustomization)
			.sort(byFile)
			.map((item) => readKustomization(item, files));
		this.known = new Map(all.map((own) => [own.folder, own]));
		const folders = [...this.known.keys()];
		all.push(...toolLayers({ items, folders, files }));
		this.byItem = new Map(all.map((own) => [own.item, own]));
		for (const own of all) {
			for (const path of [...own.resources, ...own.components])
				addTo(this.including, path, own);
			for (const path of patchFiles(own)) addTo(this.patching, path, own);
		}
		this.patches = groupBy(
			items
				.filter((item) => this.patching.has(filePath(item) ?? ""))
				.sort(byFile),
			(item) => filePath(item) ?? "",
		);
	}

	/** True for an object in a file that a kustomization names as a patch. */
	isPatch(item: Item): boolean {
		return this.patches.has(filePath(item) ?? "");
	}

	/** True for a patch whose targets select nothing of its own kind and name: it is no object, though nothing is patched with it. */
	isForOthers(item: Item): boolean {
		const path = filePath(item) ?? "";
		const entries = (this.patching.get(path) ?? []).flatMap((own) =>
			own.patches.filter((one) => "path" in one && one.path === path),
		);
		const known = new Names(item);
		return entries.every(
			({ target }) => target !== undefined && !known.areSelectedBy(target),
		);
	}

	/** The builds of an object; none where no kustomization of the package includes its file. */
	buildsOf(item: Item): readonly Build[] {
		const path = filePath(item);
		if (path === undefined) return [];
		return this.waysFrom(path).map((way) => ({
			root: rootOf(way).item,
			patches: this.patchesOn(way, item),
		}));
	}

	private patchesOn(way: Way, item: Item): readonly Patch[] {
		const known = new Names(item);
		return way.flatMap((own) => {
			const patches = own.patches.flatMap((one) => this.patchesOf(one, known));
			known.change(own.value);
			return patches;
		});
	}

	private patchesOf(one: PatchEntry, known: Names): readonly Patch[] {
		const { target } = one;
		if (target !== undefined && !known.areSelectedBy(target)) return [];
		const all =
			"patch" in one
				? [one.patch]
				: (this.patches.get(one.path)?.map((item) => ({ item })) ??
					(target === undefined ? [] : this.operationsAt(one.path)));
		return target === undefined
			? all.filter((patch) => known.areIn(patch))
			: all;
	}

	private operationsAt(path: string): readonly Patch[] {
		const item = this.files.at(path);
		const operations = item && parsedValue(item);
		return item && isOperations(operations) ? [{ item, operations }] : [];
	}

	/** The kustomizations that nothing else includes and that build the object, or patch others with it. */
	rootsOf(item: Item): readonly Item[] {
		const known = this.roots.get(item) ?? this.findRoots(item);
		this.roots.set(item, known);
		return known;
	}

	private findRoots(item: Item): readonly Item[] {
		const own = this.byItem.get(item);
		const patching = own
			? [own]
			: (this.patching.get(filePath(item) ?? "") ?? []);
		const roots = patching.flatMap((own) => {
			const above = this.waysFrom(own.folder).map((way) => rootOf(way).item);
			return above.length > 0 ? above : [own.item];
		});
		return [...roots, ...this.buildsOf(item).map(({ root }) => root)];
	}

	/** The kustomization.yaml beside an object's file, if it lists what it builds and none in the package names the file. */
	leavingOut(item: Item): Item | undefined {
		const path = filePath(item);
		const beside = this.known.get(itemFolder(item));
		const hasResources = Array.isArray(valueAt(beside?.value, ["resources"]));
		if (path === undefined || !hasResources) return undefined;
		this.named ??= new Set([...this.known.values()].flatMap(pathsNamedIn));
		return this.named.has(path) ? undefined : beside?.item;
	}

	/** The ways of a file or folder to the kustomizations that nothing else includes, one each. */
	private waysFrom(path: string, depth = 0): readonly Way[] {
		const known = this.ways.get(path);
		if (known !== undefined) return known;
		if (depth > MAX_DEPTH) return [];
		// Kustomizations that include each other have no end.
		this.ways.set(path, []);
		const found = new Map<Kustomization, Way>();
		for (const next of this.including.get(path) ?? []) {
			const own = [...componentsOf(next, this.known), next] as const;
			const above = this.waysFrom(next.folder, depth + 1);
			for (const way of above.length > 0 ? above : [[next] as const])
				if (!found.has(rootOf(way))) found.set(rootOf(way), joined(own, way));
		}
		const ways = [...found.values()];
		this.ways.set(path, ways);
		return ways;
	}
}

/** Both in order, without what comes twice, as a component that the object comes from. */
const joined = (own: Way, above: Way) =>
	[...new Set([...own, ...above])] as unknown as Way;
