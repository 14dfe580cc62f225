import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import { ask } from "../kube/request.ts";
import { firstBytes } from "../text/first-bytes.ts";
import type { Table } from "./table.ts";

/** An event about a table. */
export interface TableEvent {
	readonly type: "Normal" | "Warning";
	readonly reason: string;
	readonly note: string;
}

/** Maximum bytes of a note (NoteLengthLimit in pkg/apis/core/validation/events.go of Kubernetes). */
const MAX_NOTE = 1024;

/** Writes an event about the table; returns the problem, which the caller only logs. */
export async function writeEvent(
	connection: Connection,
	{ namespace, name, uid }: Table,
	{ type, reason, note }: TableEvent,
	{ now, instance }: { readonly now: number; readonly instance: string },
): Promise<string | undefined> {
	const got = await ask(
		connection,
		`/apis/events.k8s.io/v1/namespaces/${namespace}/events`,
		{
			method: "POST",
			body: {
				apiVersion: "events.k8s.io/v1",
				kind: "Event",
				metadata: {
					namespace,
					name: `${name}.${now.toString(16)}${Math.floor(Math.random() * 0x10000).toString(16)}`,
				},
				eventTime: new Date(now).toISOString().replace("Z", "000Z"),
				reportingController: "avi-routes.dev/sync",
				reportingInstance: instance,
				action: "Sync",
				type,
				reason,
				note: firstBytes(note, MAX_NOTE),
				regarding: {
					apiVersion: API_VERSION,
					kind: "AviRouteTable",
					namespace,
					name,
					...(uid === undefined ? {} : { uid }),
				},
			},
		},
	);
	return "fault" in got ? got.fault.message : undefined;
}
