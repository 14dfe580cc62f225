import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";
import type { Table } from "./table.ts";

/** Set only on tables with deletionPolicy Delete: their routes are removed before the table is. */
export const FINALIZER = "avi-routes.dev/routes";

const wantsDelete = ({ spec }: Table) => spec.deletionPolicy === "Delete";
const hasFinalizer = ({ finalizers }: Table) => finalizers.includes(FINALIZER);

/** True for a table, not being deleted, that lacks the finalizer or should not have it. */
export const hasWrongFinalizer = (table: Table): boolean =>
	!table.isDeleting && wantsDelete(table) !== hasFinalizer(table);

/** True when all tables of the group are being deleted, and their routes are to be removed with them. */
export const isLeaving = ({ tables, deleting, policy }: Group): boolean =>
	tables.length === 0 &&
	policy === "Manage" &&
	deleting.length > 0 &&
	deleting.every((table) => wantsDelete(table) && hasFinalizer(table));

/** The verdict; while a deletion waits for the routes, with the way to delete the tables at once. */
export function deletionVerdict(group: Group, verdict: Verdict): Verdict {
	if (!isLeaving(group) || verdict.reason === "Programmed") return verdict;
	return {
		reason: verdict.reason,
		message: `the deletion waits until the routes are out of Avi: ${verdict.message}; to delete the table and keep the routes, set its spec.deletionPolicy to Orphan`,
	};
}

/** The tables whose deletion waits for the finalizer although no route is to be removed. */
export function tablesToRelease(group: Group): readonly Table[] {
	return isLeaving(group) ? [] : group.deleting.filter(hasFinalizer);
}
