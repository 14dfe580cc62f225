import type { Merge } from "../avi/merge.ts";
import { allowedBy, DEFAULTS } from "../config/fields.ts";
import { capped } from "../krm/capped.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";

/** Allows the removals of one generation of a table. */
const ALLOW_REMOVAL = "avi-routes.dev/allow-removal";

/** Routes that may be removed at once whatever the limit is, because nodes leave. */
const ALWAYS_ALLOWED = 2;

/**
 * Why the removals of a plan are held back: there are too many, or the tables have no routes at all. Undefined when they
 * may be carried out. Duplicates don't count: their prefixes stay.
 */
export function removalBrake(
	{ removed: all, live }: Merge,
	group: Group,
): Verdict | undefined {
	const removed = all.filter(({ isDuplicate }) => !isDuplicate);
	if (removed.length === 0) return undefined;
	const braked = (message: string): Verdict => ({
		reason: "RemovalBraked",
		message,
	});
	const { tables, cluster } = group;
	if (tables.every(({ spec }) => spec.routes.length === 0))
		return braked(
			`the table has no routes, and ${removed.length} of cluster ${cluster} are in Avi and are kept; to remove them, set its spec.deletionPolicy to Delete and delete it`,
		);
	const limit =
		tables[0]?.spec.maxRemovedRoutes ?? DEFAULTS.limits.maxRemovedRoutes;
	const allowed = allowedBy(limit, live);
	if (removed.length <= Math.max(ALWAYS_ALLOWED, allowed) || isAllowed(group))
		return undefined;
	const routes = removed.map(
		({ prefix, nextHop }) => `${prefix} via ${nextHop}`,
	);
	const examples = capped(routes, 3, () => "...").join(", ");
	return braked(
		`${removed.length} of ${live} routes would be removed (${examples}), more than maxRemovedRoutes ${limit}; they are kept; ${remedy(group)}`,
	);
}

/** True when each table of the group allows the removals for its current generation. */
function isAllowed({ tables }: Group): boolean {
	return tables.every(
		({ annotations, generation }) =>
			generation !== undefined &&
			annotations[ALLOW_REMOVAL] === String(generation),
	);
}

/** How to allow the removals: an annotation for tables in a cluster, the limit for tables in files. */
function remedy({ tables }: Group): string {
	const [first, ...others] = tables;
	if (first?.generation === undefined)
		return "if that is right, raise spec.limits.maxRemovedRoutes of the AviRoutes and render again";
	const { namespace, name, generation } = first;
	const rest = others.length === 0 ? "" : ", and likewise each other part";
	return `if that is right: kubectl -n ${namespace} annotate --overwrite avirt ${name} ${ALLOW_REMOVAL}=${generation}${rest}`;
}
