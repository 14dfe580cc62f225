import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { applyObject } from "../kube/patch.ts";
import { tablePath } from "./poll-tables.ts";
import type { Status } from "./status.ts";
import type { Table } from "./table.ts";

export const FIELD_MANAGER = "avi-routes-sync";

/** Writes the status of a table; a table that is gone is no fault. */
export async function writeStatus(
	connection: Connection,
	{ namespace, name }: Table,
	status: Status,
): Promise<Failed | undefined> {
	const got = await applyObject(
		connection,
		`${tablePath(namespace, name)}/status`,
		{
			apiVersion: API_VERSION,
			kind: "AviRouteTable",
			metadata: { name, namespace },
			status,
		},
		FIELD_MANAGER,
	);
	return "fault" in got && got.fault.status !== 404 ? got : undefined;
}
