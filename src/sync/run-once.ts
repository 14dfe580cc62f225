import type { Group } from "./group.ts";
import { type Outcome, type ReconcilePorts, syncGroup } from "./reconcile.ts";

/** One pass over the groups, one after the other. */
export async function runOnce(
	groups: readonly Group[],
	ports: ReconcilePorts,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const group of groups) outcomes.push(await syncGroup(group, ports));
	return outcomes;
}
