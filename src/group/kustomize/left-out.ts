import { filePath, type Item } from "../../krm/item.ts";
import { isDeployable } from "../deployable.ts";
import { hasNoFacts } from "../install-facts.ts";
import { type FoundTargets, mapTargets, type Note } from "../targets/target.ts";
import type { Overlays } from "./overlays.ts";

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
	const noted = mapTargets(targets, (target) => ({
		...target,
		isLeftOut: true,
	}));
	return { ...noted, notes: [...(targets.notes ?? []), note] };
}
