import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { addTo, groupBy } from "../krm/group-by.ts";
import { type Item, itemFolder } from "../krm/item.ts";
import type { FileText } from "../read/read-files.ts";
import { namedCluster } from "./assign-cluster.ts";
import { Overlays } from "./kustomize/overlays.ts";
import { originalName } from "./kustomize-names.ts";
import { isSnapshot } from "./raw/config-map.ts";
import { Generators } from "./targets/generated.ts";
import { ValuesFiles } from "./values-files.ts";

/** Looks up objects and other files of a package that objects refer to. The index is built on first use. */
export class Neighbours {
	/** The files that are no objects. */
	readonly files: ValuesFiles;
	/** What kustomizations generate. */
	readonly generators: Generators;
	/** What kustomize makes of the objects. */
	readonly overlays: Overlays;
	private readonly items: readonly Item[];
	private readonly config: Config;
	private byKind: ReadonlyMap<string, readonly Item[]> | undefined;
	/** By kind and name, as it is and before kustomize changed it, and also by folder. */
	private readonly byName = new Map<string, Item[]>();
	private isNamed = false;

	constructor(
		items: readonly Item[],
		config: Config,
		files: readonly FileText[],
	) {
		this.items = items;
		this.config = config;
		this.files = new ValuesFiles(files, items);
		this.generators = new Generators(items);
		this.overlays = new Overlays(items);
	}

	/** The objects of a kind. */
	ofKind(kind: string): readonly Item[] {
		this.byKind ??= groupBy(this.items, (item) => item.kind);
		return this.byKind.get(kind) ?? [];
	}

	/**
	 * The object that `from` refers to by kind and name: desired state, in the namespace (its own by default) when both
	 * have one, of the same cluster or of none, in the folder of `from` when there are several. Undefined unless there is
	 * exactly one.
	 */
	find(
		from: Item,
		kind: string,
		name: string,
		namespace = from.namespace,
	): Item | undefined {
		const all = this.candidates(from, kind, name, namespace);
		return all.length === 1 ? all[0] : undefined;
	}

	/** The objects among which `find` can't decide. */
	candidates(
		from: Item,
		kind: string,
		name: string,
		namespace = from.namespace,
	): readonly Item[] {
		const fit = (item: Item) =>
			[undefined, namespace ?? item.namespace].includes(item.namespace) &&
			item.annotations[OWNER] === undefined &&
			!isSnapshot(item) &&
			!this.overlays.isPatch(item);
		const near = this.ofCluster(
			from,
			this.named(kind, name, itemFolder(from)).filter(fit),
		);
		if (near.length === 1) return near;
		return this.ofCluster(from, this.named(kind, name).filter(fit));
	}

	/** Those of the cluster of `from`, else those of none. */
	private ofCluster(from: Item, found: readonly Item[]): readonly Item[] {
		const cluster = namedCluster(from, this.config);
		const clusterOf = (item: Item) => namedCluster(item, this.config);
		const own = found.filter((item) => clusterOf(item) === cluster);
		return own.length > 0
			? own
			: found.filter((item) => clusterOf(item) === undefined);
	}

	/** The objects of a kind and name, in a folder where it is given. */
	private named(kind: string, name: string, folder?: string): readonly Item[] {
		if (!this.isNamed)
			for (const item of this.items)
				for (const own of new Set([item.name, originalName(item)])) {
					const place = itemFolder(item);
					addTo(this.byName, keyOf([item.kind, own]), item);
					addTo(this.byName, keyOf([item.kind, own, place]), item);
				}
		this.isNamed = true;
		const place = folder === undefined ? [] : [folder];
		return this.byName.get(keyOf([kind, name, ...place])) ?? [];
	}
}

const keyOf = (parts: readonly string[]) => parts.join("\n");
