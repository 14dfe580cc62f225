import type { IdentifiedKind } from "../model/kinds.ts";
import type { Facts } from "./cluster.ts";
import { type Lock, lockedTargets } from "./targets/locked.ts";

/** True for the kinds that install AKO or Cilium. */
export const isDesired = ({ live, kind }: IdentifiedKind) =>
	live === undefined || kind === "ConfigMap";

/** True for the facts of what installs AKO or Cilium, or is meant to and can't be read. */
export const isInstall = (facts: Facts | undefined) =>
	facts === undefined ||
	!hasNoFacts(facts) ||
	(facts.targets?.problems ?? []).length > 0;

/** The facts with targets that are locked. */
export const lockedFacts = (
	{ targets, ...facts }: Facts,
	lock: Lock,
): Facts => ({
	...facts,
	...(targets && { targets: lockedTargets(targets, lock) }),
});

/** True for an object without facts about a cluster: no SCTP port and no target. */
export function hasNoFacts({ targets = {}, ...facts }: Facts): boolean {
	const { ako = [], cilium = [] } = targets;
	return Object.keys(facts).length + ako.length + cilium.length === 0;
}
