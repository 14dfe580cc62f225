import type { Merge } from "../avi/merge.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";

/** Allows the removals of one generation of a table. */
export const ALLOW_REMOVAL = "avi-routes.dev/allow-removal";

/** So many routes may go at once whatever the limit is: nodes leave. */
const FEW = 2;
export const DEFAULT_MAX_REMOVED = "20%";

/**
 * Why the removals of a plan are held back: there are too many of them, or the tables have no route at all. Undefined when
 * they may go.
 */
export function removalBrake(
	{ removed, live }: Merge,
	group: Group,
): Verdict | undefined {
	if (removed.length === 0) return undefined;
	const braked = (message: string): Verdict => ({
		reason: "RemovalBraked",
		message,
	});
	const { tables, cluster } = group;
	if (tables.every(({ spec }) => spec.routes.length === 0))
		return braked(
			`the table has no routes, and ${removed.length} of cluster ${cluster} are in Avi: they are kept; to remove them, set its spec.deletionPolicy to Delete and delete it`,
		);
	const limit = tables[0]?.spec.maxRemovedRoutes ?? DEFAULT_MAX_REMOVED;
	const allowed = limit.endsWith("%")
		? (live * Number(limit.slice(0, -1))) / 100
		: Number(limit);
	if (removed.length <= Math.max(FEW, allowed) || isAllowed(group))
		return undefined;
	const examples = removed
		.slice(0, 3)
		.map(({ prefix, nextHop }) => `${prefix} via ${nextHop}`)
		.join(", ");
	return braked(
		`${removed.length} of ${live} routes would go (${examples}${removed.length > 3 ? ", ..." : ""}), more than maxRemovedRoutes ${limit}: they are kept; ${remedy(group)}`,
	);
}

/** True when each table of the group allows it for the generation that it has now. */
function isAllowed({ tables }: Group): boolean {
	return tables.every(
		({ annotations, generation }) =>
			generation !== undefined &&
			annotations[ALLOW_REMOVAL] === String(generation),
	);
}

/** What allows the removals: an annotation where the tables are in a cluster, the limit where they are in files. */
function remedy({ tables }: Group): string {
	const [first, ...others] = tables;
	if (first?.generation === undefined)
		return "if that is right, raise spec.limits.maxRemovedRoutes of the AviRoutes and render again";
	const { namespace, name, generation } = first;
	const rest = others.length === 0 ? "" : ", and so for each part";
	return `if that is right: kubectl -n ${namespace} annotate --overwrite avirt ${name} ${ALLOW_REMOVAL}=${generation}${rest}`;
}
