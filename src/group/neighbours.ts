import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { addTo, groupBy } from "../krm/group-by.ts";
import { type Item, itemFolder } from "../krm/item.ts";
import { namedCluster } from "./assign-cluster.ts";
import { Overlays } from "./kustomize/overlays.ts";
import { originalName } from "./kustomize-names.ts";
import { isSnapshot } from "./live-marks.ts";
import { type GeneratorEntry, generatorEntries } from "./targets/generated.ts";
import { listAt, parsedValue, valueAt } from "./targets/mapping.ts";
import type { ValuesHolder } from "./targets/values-fields.ts";
import { type PackageFiles, ValuesFiles } from "./values-files.ts";

/** An object that may install AKO or Cilium, its value, and what is beside it in its package. */
export interface TargetObject extends ValuesHolder {
	readonly neighbours: Neighbours;
}

/** Looks up objects and other files of a package that objects refer to. Each index is built on first use. */
export class Neighbours {
	/** The files that are no objects. */
	readonly files: ValuesFiles;
	private readonly items: readonly Item[];
	private readonly config: Config;
	private ownOverlays: Overlays | undefined;
	private generators: ReturnType<typeof generatorEntries> | undefined;
	private readers: ReadonlyMap<Item, readonly Item[]> | undefined;
	/** By kind and name, as it is and before kustomize changed it, and also by folder. */
	private byName: ReadonlyMap<string, readonly Item[]> | undefined;

	constructor(items: readonly Item[], config: Config, files: PackageFiles) {
		this.items = items;
		this.config = config;
		this.files = new ValuesFiles(files, items);
	}

	/** What kustomize makes of the objects. */
	get overlays(): Overlays {
		this.ownOverlays ??= new Overlays(this.items, this.files);
		return this.ownOverlays;
	}

	/** The entries of kustomizations that generate an object of the kind and name. */
	generatorsOf(kind: unknown, name: unknown): readonly GeneratorEntry[] {
		this.generators ??= generatorEntries(this.items);
		return this.generators.get(`${kind} ${name}`) ?? [];
	}

	/** The HelmReleases that take values from the ConfigMap. */
	readersOf(configMap: Item): readonly Item[] {
		this.readers ??= this.indexReaders();
		return this.readers.get(configMap) ?? [];
	}

	/**
	 * The object that `from` refers to by kind and name: desired state, in the same namespace when both have one, of the
	 * same cluster or of none, in the folder of `from` when there are several. Undefined unless there is exactly one.
	 */
	find(from: Item, kind: string, name: string): Item | undefined {
		const all = this.candidates(from, kind, name);
		return all.length === 1 ? all[0] : undefined;
	}

	/** The objects among which `find` can't decide; of another namespace where that is given. */
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
		const cluster = namedCluster(from, this.config);
		const those = (folder?: string) => {
			const all = groupBy(this.named(kind, name, folder).filter(fit), (item) =>
				namedCluster(item, this.config),
			);
			return all.get(cluster) ?? all.get(undefined) ?? [];
		};
		const near = those(itemFolder(from));
		return near.length === 1 ? near : those();
	}

	/** The objects of a kind and name, in a folder where it is given. */
	named(kind: string, name: string, folder?: string): readonly Item[] {
		this.byName ??= indexByName(this.items);
		return this.byName.get(keyOf(kind, name, folder)) ?? [];
	}

	private indexReaders(): ReadonlyMap<Item, Item[]> {
		const index = new Map<Item, Item[]>();
		for (const release of this.items) {
			if (release.kind !== "HelmRelease") continue;
			const all = listAt(parsedValue(release), ["spec", "valuesFrom"])
				.filter((entry) => valueAt(entry, ["kind"]) === "ConfigMap")
				.map((entry) => String(valueAt(entry, ["name"])));
			for (const name of new Set(all)) {
				const configMap = this.find(release, "ConfigMap", name);
				if (configMap !== undefined) addTo(index, configMap, release);
			}
		}
		return index;
	}
}

function indexByName(items: readonly Item[]): ReadonlyMap<string, Item[]> {
	const index = new Map<string, Item[]>();
	for (const item of items)
		for (const name of new Set([item.name, originalName(item)])) {
			addTo(index, keyOf(item.kind, name), item);
			addTo(index, keyOf(item.kind, name, itemFolder(item)), item);
		}
	return index;
}

/** A key without a folder is another than that of the root, whose path is empty. */
const keyOf = (kind: string, name: string, folder = "*") =>
	[kind, name, folder].join("\n");
