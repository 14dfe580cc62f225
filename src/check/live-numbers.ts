import type { LiveAko } from "../plan/live-ako.ts";
import { toCompared } from "../plan/plan.ts";
import { type ComparedRoute, compareRoutes } from "../plan/route-changes.ts";
import type { Route } from "../resolve/routes.ts";

/**
 * How the routes that AKO programs today differ from the right ones: extra, wrong and missing, with an example of each.
 * Undefined when they are the same.
 */
export function liveNumbers(
	{ routes: live }: LiveAko,
	right: readonly Route[],
): string | undefined {
	if (live === undefined)
		return "it takes pod CIDRs from objects of another CNI";
	if (live === right) return undefined;
	const { added, removed, changed } = compareRoutes(
		live.map(toCompared),
		right.map(toCompared),
	);
	if (added.length + removed.length + changed.length === 0) return undefined;
	if (live.length === 0)
		return `it programs no routes; all ${right.length} right ones are missing`;
	const wrong =
		changed.length === 0
			? ""
			: `, ${changed.length} go to the wrong node${example(changed[0]?.before)}`;
	return `of the ${live.length} routes that it programs, ${removed.length} lead to CIDRs that no pod uses${example(removed[0])}${wrong}; ${added.length} of ${right.length} right ones are missing${example(added[0])}`;
}

const example = (route: ComparedRoute | undefined) =>
	route === undefined ? "" : ` (as ${route.prefix} to ${route.node})`;
