import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { addTo, groupBy } from "../krm/group-by.ts";
import type { Item } from "../krm/item.ts";
import { namedCluster } from "./assign-cluster.ts";
import { Overlays } from "./kustomize/overlays.ts";
import { originalName } from "./kustomize-names.ts";
import { isSnapshot } from "./raw/config-map.ts";

/** Looks up objects of a package that other objects refer to. The index is built on first use. */
export class Neighbours {
	/** What kustomize makes of the objects. */
	readonly overlays: Overlays;
	private readonly items: readonly Item[];
	private readonly config: Config;
	private byKind: ReadonlyMap<string, readonly Item[]> | undefined;
	/** By kind and name, as they are and before kustomize changed them. */
	private readonly byName = new Map<string, Item[]>();
	private isNamed = false;

	constructor(items: readonly Item[], config: Config) {
		this.items = items;
		this.overlays = new Overlays(items);
		this.config = config;
	}

	/** The objects of a kind. */
	ofKind(kind: string): readonly Item[] {
		this.byKind ??= groupBy(this.items, (item) => item.kind);
		return this.byKind.get(kind) ?? [];
	}

	/**
	 * The object that `from` refers to by kind and name: desired state, in the namespace (its own by default) when both
	 * have one, of the same cluster or of none. Undefined unless there is exactly one.
	 */
	find(
		from: Item,
		kind: string,
		name: string,
		namespace = from.namespace,
	): Item | undefined {
		const found = this.named(kind, name).filter(
			(item) =>
				[undefined, namespace ?? item.namespace].includes(item.namespace) &&
				item.annotations[OWNER] === undefined &&
				!isSnapshot(item) &&
				!this.overlays.isPatch(item),
		);
		const cluster = namedCluster(from, this.config);
		const clusterOf = (item: Item) => namedCluster(item, this.config);
		const own = found.filter((item) => clusterOf(item) === cluster);
		const fit =
			own.length > 0
				? own
				: found.filter((item) => clusterOf(item) === undefined);
		return fit.length === 1 ? fit[0] : undefined;
	}

	private named(kind: string, name: string): readonly Item[] {
		if (!this.isNamed)
			for (const item of this.items)
				for (const own of new Set([item.name, originalName(item)]))
					addTo(this.byName, keyOf(item.kind, own), item);
		this.isNamed = true;
		return this.byName.get(keyOf(kind, name)) ?? [];
	}
}

const keyOf = (kind: string, name: string) => `${kind} ${name}`;
