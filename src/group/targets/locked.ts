import {
	type FoundTargets,
	mapTargets,
	type SettingPlace,
	type Target,
} from "./target.ts";

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

/** All targets of an object without the places that are locked. */
export const lockedTargets = (targets: FoundTargets, lock: Lock) =>
	mapTargets(targets, (target) => lockedTarget(target, lock));
