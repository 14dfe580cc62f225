import type { Config } from "../../config/config.ts";
import { groupBy } from "../../krm/group-by.ts";
import { type Item, itemFolder } from "../../krm/item.ts";
import { someOf } from "../../krm/list-of.ts";
import { compareText } from "../../krm/order.ts";
import { claimingCluster, namedCluster } from "../assign-cluster.ts";
import type { Lock } from "../install-facts.ts";
import type { Build, Overlays } from "./overlays.ts";
import { keyOfPatch, type Patch } from "./patch.ts";

/** What the kustomizations of one cluster make of an object. */
interface ClusterBuilds {
	/** The cluster that claims it; undefined when none does. */
	readonly cluster: string | undefined;
	/** Lists of patches that differ; at least one list. */
	readonly patches: readonly (readonly Patch[])[];
	/** The folders of the kustomizations, as a part of a message. */
	readonly folders: string;
	/** Set when kustomizations of other clusters, or of none, use the object, too. */
	readonly lock?: Lock;
}

/**
 * What is made of an object for each cluster: of the only one that claims it, else of those that claim kustomizations
 * which build it.
 */
export function clusterBuilds(
	item: Item,
	config: Config,
	overlays: Overlays,
): readonly ClusterBuilds[] {
	const builds = overlays.buildsOf(item);
	const ofRoots = groupBy(builds, ({ root }) => namedCluster(root, config));
	ofRoots.delete(undefined);
	if (namedCluster(item, config) !== undefined || ofRoots.size === 0)
		return [toBuilds(claimingCluster(item, config), builds)];
	// Each may change only what it has for itself.
	const names = [...ofRoots.keys()].flatMap((name) => name ?? []);
	return [...ofRoots].map(([cluster, own]) => ({
		...toBuilds(cluster, own),
		...(own.length < builds.length && {
			lock: sharedLock(names, foldersOf(builds), (holder) =>
				overlays
					.rootsOf(holder)
					.every((root) => namedCluster(root, config) === cluster),
			),
		}),
	}));
}

function toBuilds(
	cluster: string | undefined,
	builds: readonly Build[],
): ClusterBuilds {
	const distinct = groupBy(builds, ({ patches }) =>
		JSON.stringify(patches.map(keyOfPatch)),
	);
	const firsts = [...distinct.values()].flatMap(([first]) => first ?? []);
	return {
		cluster,
		patches: firsts.length > 0 ? firsts.map(({ patches }) => patches) : [[]],
		folders: foldersOf(firsts),
	};
}

const foldersOf = (builds: readonly Build[]) =>
	someOf(builds.map(({ root }) => itemFolder(root) || "."));

/** The lock of what several clusters use, or else several kustomizations, but for the objects that one has for itself. */
export const sharedLock = (
	names: readonly string[],
	folders: string,
	isOwn: (item: Item) => boolean,
): Lock => ({
	locked: `is shared by ${names.length > 1 ? sharers(names) : `the kustomizations in ${folders}`} and is not edited`,
	remedyOf: (set) => `${set} in a patch of the cluster's own kustomization`,
	isShared: true,
	isOpen: ({ item }) => isOwn(item),
});

/** Clusters that have an object in common, as a part of a message. */
export const sharers = (names: readonly string[]): string =>
	`clusters ${someOf([...names].sort(compareText))}`;
