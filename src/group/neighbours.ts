import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import { namedCluster } from "./assign-cluster.ts";
import { originalName } from "./kustomize-names.ts";
import { isSnapshot } from "./raw/config-map.ts";

/** The objects of a package, for those that refer to each other. Looked through when first asked. */
export class Neighbours {
	private readonly items: readonly Item[];
	private readonly config: Config;
	private readonly byKind = new Map<string, readonly Item[]>();

	constructor(items: readonly Item[], config: Config) {
		this.items = items;
		this.config = config;
	}

	/** The objects of a kind. */
	ofKind(kind: string): readonly Item[] {
		const known = this.byKind.get(kind);
		if (known !== undefined) return known;
		const found = this.items.filter((item) => item.kind === kind);
		this.byKind.set(kind, found);
		return found;
	}

	/**
	 * The object that another one means by a kind and a name: desired state, in its namespace where both say one, and of
	 * its cluster or of none. Undefined when there is none, or more than one.
	 */
	find(from: Item, kind: string, name: string): Item | undefined {
		const found = this.ofKind(kind).filter(
			(item) =>
				(item.name === name || originalName(item) === name) &&
				isSameNamespace(item, from) &&
				item.annotations[OWNER] === undefined &&
				!isSnapshot(item),
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
}

function isSameNamespace(a: Item, b: Item): boolean {
	return (
		a.namespace === undefined ||
		b.namespace === undefined ||
		a.namespace === b.namespace
	);
}
