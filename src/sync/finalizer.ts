import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { applyObject } from "../kube/patch.ts";
import type { Group } from "./group.ts";
import { tablePath } from "./poll-tables.ts";
import type { Table } from "./table.ts";

/** On tables with deletionPolicy Delete alone: their routes are removed before they go. */
export const FINALIZER = "avi-routes.dev/routes";

const MANAGER = "avi-routes-sync-finalizer";

const wantsDelete = ({ spec }: Table) => spec.deletionPolicy === "Delete";
const hasFinalizer = ({ finalizers }: Table) => finalizers.includes(FINALIZER);

/** True for a table that should have the finalizer and lacks it, or the other way round; it is not being deleted. */
export const hasWrongFinalizer = (table: Table): boolean =>
	!table.isDeleting && wantsDelete(table) !== hasFinalizer(table);

/** True when all that is left of the group are tables that are being deleted, and their routes shall go with them. */
export const isLeaving = ({ tables, deleting, policy }: Group): boolean =>
	tables.length === 0 &&
	policy === "Manage" &&
	deleting.length > 0 &&
	deleting.every((table) => wantsDelete(table) && hasFinalizer(table));

/** The tables that wait for us to let them go, though their routes stay, or are other tables' business now. */
export function tablesToRelease(group: Group): readonly Table[] {
	return isLeaving(group) ? [] : group.deleting.filter(hasFinalizer);
}

/** Sets the finalizer, or takes it away. The uid keeps a table that has gone from being made anew. */
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
