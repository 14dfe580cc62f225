import { groupBy } from "../krm/group-by.ts";
import { filePath, type Item, namespacedName } from "../krm/item.ts";
import { someOf } from "../krm/list-of.ts";
import { compareText } from "../krm/order.ts";
import { lockedTarget } from "./install-facts.ts";
import { TARGET_MARK } from "./targets/chart.ts";
import { parsedValue, valueAt } from "./targets/mapping.ts";
import type { Target } from "./targets/target.ts";

/** Objects of which at most one is of the cluster. */
interface Doubles {
	readonly items: readonly Item[];
	/** Why they are not edited, as the end of a sentence. */
	readonly locked: string;
}

/**
 * The targets of a cluster, of which some can't be in one cluster: objects of one identity, and Applications that
 * install in different clusters. Those count that are the cluster's own by path or annotation. Without any, it is not
 * known which one is of this cluster, and none is edited.
 */
export function withoutDoubles<Key extends string>(
	targets: readonly Target<Key>[],
	isOwn: (item: Item) => boolean,
): readonly Target<Key>[] {
	const items = [...new Set(targets.map(({ item }) => item))];
	const dropped = new Set<Item>();
	const reasons = new Map<Item, string>();
	for (const doubles of [...ofOneIdentity(items), ...ofDestinations(items)]) {
		const own = doubles.items.filter(isOwn);
		for (const item of doubles.items) {
			if (own.length > 0 && !isOwn(item)) dropped.add(item);
			if (own.length !== 1) reasons.set(item, doubles.locked);
		}
	}
	return targets.flatMap((target) => {
		const locked = reasons.get(target.item);
		if (dropped.has(target.item)) return [];
		return locked === undefined
			? [target]
			: [lockedTarget(target, { locked, remedyOf })];
	});
}

const remedyOf = (set: string) =>
	`put the files of another cluster into .krmignore, set spec.clusters[].path to the folder of this one, or ${set} by hand`;

/** Objects of one identity in several places; what carries the mark is a target because somebody wants that. */
function ofOneIdentity(items: readonly Item[]): Doubles[] {
	const groups = groupBy(items, identityOf);
	return [...groups.values()].flatMap((group): Doubles[] => {
		const isMarked = group.some(
			({ annotations }) => annotations[TARGET_MARK] !== undefined,
		);
		if (group.length < 2 || isMarked) return [];
		const files = new Set(group.map((item) => filePath(item) ?? "the input"));
		const locked = `exists ${group.length} times (${someOf(sorted(files))}), which one cluster can't have, and is not edited`;
		return [{ items: group, locked }];
	});
}

/** Group, kind, namespace and name: a cluster has one object of each. */
const identityOf = (item: Item) =>
	[item.apiVersion.split("/")[0], item.kind, namespacedName(item)].join(" ");

/** True for objects of one identity, or for one and the same. */
export const isSameObject = (a: Item, b: Item): boolean =>
	identityOf(a) === identityOf(b);

/** Applications whose destinations are different clusters. */
function ofDestinations(items: readonly Item[]): Doubles[] {
	const applications = items.filter(({ kind }) => kind === "Application");
	return ["name", "server"].flatMap((field): Doubles[] => {
		const destinationOf = (item: Item) =>
			valueAt(parsedValue(item), ["spec", "destination", field]);
		const own = applications.filter(
			(item) => destinationOf(item) !== undefined,
		);
		const names = new Set(own.map((item) => String(destinationOf(item))));
		if (names.size < 2) return [];
		const locked = `is one of several that install in different clusters (spec.destination.${field} ${someOf(sorted(names))}) and is not edited`;
		return [{ items: own, locked }];
	});
}

const sorted = (names: ReadonlySet<string>) => [...names].sort(compareText);
