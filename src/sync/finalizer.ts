import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { applyObject } from "../kube/patch.ts";
import type { Group } from "./group.ts";
import { tablePath } from "./poll-tables.ts";
import type { Verdict } from "./reasons.ts";
import type { Table } from "./table.ts";

/** Set only on tables with deletionPolicy Delete: their routes are removed before the table is. */
export const FINALIZER = "avi-routes.dev/routes";

const MANAGER = "avi-routes-sync-finalizer";

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

/** Sets or removes the finalizer. The uid prevents server-side apply from creating a table that is gone. */
export async function setFinalizer(
	connection: Connection,
	{ namespace, name, uid }: Table,
	isSet: boolean,
): Promise<Failed | undefined> {
	const got = await applyObject(
		connection,
		tablePath(namespace, name),
		{
			apiVersion: API_VERSION,
			kind: "AviRouteTable",
			metadata: {
				name,
				namespace,
				uid,
				...(isSet ? { finalizers: [FINALIZER] } : {}),
			},
		},
		MANAGER,
	);
	return "fault" in got && got.fault.status !== 404 ? got : undefined;
}
