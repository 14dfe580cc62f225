import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { ask } from "../kube/request.ts";
import { FINALIZER } from "./finalizer.ts";
import { tablePath } from "./poll-tables.ts";
import type { Status } from "./status.ts";
import type { Table } from "./table.ts";

/** Writes the status of a table. */
export const writeStatus = (
	connection: Connection,
	{ namespace, name }: Table,
	status: Status,
): Promise<Failed | undefined> =>
	apply(connection, `${tablePath(namespace, name)}/status`, "avi-routes-sync", {
		metadata: { name, namespace },
		status,
	});

/** Sets or removes the finalizer. The uid prevents server-side apply from creating a table that is gone. */
export const setFinalizer = (
	connection: Connection,
	{ namespace, name, uid }: Table,
	isSet: boolean,
): Promise<Failed | undefined> => {
	const finalizers = isSet ? { finalizers: [FINALIZER] } : {};
	const metadata = { name, namespace, uid, ...finalizers };
	const path = tablePath(namespace, name);
	// It is not among what deploy/sync gives by default.
	const rights = "deploy/sync/role-deletion-policy.yaml";
	const own = { ...connection, rights };
	return apply(own, path, "avi-routes-sync-finalizer", { metadata });
};

/**
 * Applies fields of a table (server-side) as this field manager: fields that it applied before and omits now are removed. A
 * table that is gone is no fault.
 */
async function apply(
	connection: Connection,
	path: string,
	fieldManager: string,
	fields: object,
): Promise<Failed | undefined> {
	const got = await ask(
		connection,
		`${path}?fieldManager=${fieldManager}&force=true`,
		{
			method: "PATCH",
			body: { apiVersion: API_VERSION, kind: "AviRouteTable", ...fields },
			contentType: "application/apply-patch+yaml",
		},
	);
	return "fault" in got && got.fault.status !== 404 ? got : undefined;
}
