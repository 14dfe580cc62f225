import { filePath, type Item } from "../krm/item.ts";
import type { IdentifiedKind } from "../model/kinds.ts";
import type { Facts } from "./cluster.ts";
import { isDeployable } from "./deployable.ts";
import type { Overlays } from "./kustomize/overlays.ts";
import {
	type FoundTargets,
	mapTargets,
	type Note,
	type SettingPlace,
	type Target,
} from "./targets/target.ts";

/** True for the kinds that install AKO or Cilium. */
export const isDesired = ({ live, kind }: IdentifiedKind) =>
	live === undefined || kind === "ConfigMap";

/** True for the facts of what installs AKO or Cilium, or is meant to and can't be read. */
export const isInstall = (facts: Facts | undefined) =>
	facts === undefined ||
	!hasNoFacts(facts) ||
	(facts.targets?.problems ?? []).length > 0;

/** True for an object without facts about a cluster: no SCTP port and no target. */
export function hasNoFacts({ targets = {}, ...facts }: Facts): boolean {
	const { ako = [], cilium = [] } = targets;
	return Object.keys(facts).length + ako.length + cilium.length === 0;
}

/** Why targets are not edited, and what to do about it. */
export type Lock = Pick<
	Target<never>,
	"locked" | "remedyOf" | "isForMany" | "isShared"
> & {
	/** True for a place that is edited all the same; by default none is. */
	readonly isOpen?: (place: SettingPlace) => boolean;
};

/** The target without the places that are locked. */
export function lockedTarget<Key extends string>(
	target: Target<Key>,
	{ isOpen = () => false, ...lock }: Lock,
): Target<Key> {
	return {
		...target,
		...lock,
		place: (key) => {
			const place = target.place(key);
			return place !== undefined && isOpen(place) ? place : undefined;
		},
	};
}

/** The facts with targets that are locked. */
export const lockedFacts = (
	{ targets, ...facts }: Facts,
	lock: Lock,
): Facts => ({
	...facts,
	...(targets && {
		targets: mapTargets(targets, (target) => lockedTarget(target, lock)),
	}),
});

/** The targets of an object; with a note where the kustomization beside its file leaves it out. */
export function notedIfLeftOut(
	targets: FoundTargets,
	item: Item,
	overlays: Overlays,
): FoundTargets {
	if (hasNoFacts({ targets }) || !isDeployable(item)) return targets;
	const beside = overlays.leavingOut(item);
	if (beside === undefined) return targets;
	const note: Note = {
		field: "kind",
		message: `${filePath(beside)} does not list its file, and no other kustomization of the package does: if nothing else applies it, what is read and edited here has no effect`,
		remedy: "list the file there, or put it into .krmignore",
	};
	return {
		...mapTargets(targets, (target) => ({ ...target, isLeftOut: true })),
		notes: [...(targets.notes ?? []), note],
	};
}
