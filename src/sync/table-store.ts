import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { ask } from "../kube/request.ts";
import { firstBytes } from "../text/first-bytes.ts";
import { FINALIZER } from "./finalizer.ts";
import type { TableEvent } from "./outcome-events.ts";
import { pollTables, tablePath } from "./poll-tables.ts";
import type { Status } from "./status.ts";
import type { Table } from "./table.ts";

/** Gives the connection to the cluster, with time for one step. */
type Kube = () => Promise<Connection>;

/** What the controller reads and writes in Kubernetes. */
export const tableStore = (kube: Kube) => ({
	poll: pollTables.bind(undefined, kube),
	writeStatus: writeStatus.bind(undefined, kube),
	setFinalizer: setFinalizer.bind(undefined, kube),
	writeEvent: writeEvent.bind(undefined, kube),
});

export type TableStore = ReturnType<typeof tableStore>;

/** Writes the status of a table. */
function writeStatus(
	kube: Kube,
	{ namespace, name }: Table,
	status: Status,
): Promise<Failed | undefined> {
	const path = `${tablePath(namespace, name)}/status`;
	const metadata = { name, namespace };
	return apply(kube, path, "avi-routes-sync", { metadata, status });
}

/** Sets or removes the finalizer. The uid prevents server-side apply from creating a table that is gone. */
function setFinalizer(
	kube: Kube,
	{ namespace, name, uid }: Table,
	isSet: boolean,
): Promise<Failed | undefined> {
	const finalizers = isSet ? { finalizers: [FINALIZER] } : {};
	const metadata = { name, namespace, uid, ...finalizers };
	const path = tablePath(namespace, name);
	// It is not among what deploy/sync gives by default.
	const rights = "deploy/sync/role-deletion-policy.yaml";
	const own = async () => ({ ...(await kube()), rights });
	return apply(own, path, "avi-routes-sync-finalizer", { metadata });
}

/**
 * Applies fields of a table (server-side) as this field manager: fields that it applied before and omits now are removed. A
 * table that is gone is no fault.
 */
async function apply(
	kube: Kube,
	path: string,
	fieldManager: string,
	fields: object,
): Promise<Failed | undefined> {
	const query = `fieldManager=${fieldManager}&force=true`;
	const got = await ask(await kube(), `${path}?${query}`, {
		method: "PATCH",
		body: { apiVersion: API_VERSION, kind: "AviRouteTable", ...fields },
		contentType: "application/apply-patch+yaml",
	});
	return "fault" in got && got.fault.status !== 404 ? got : undefined;
}

/** Maximum bytes of a note (NoteLengthLimit in pkg/apis/core/validation/events.go of Kubernetes). */
const MAX_NOTE = 1024;

/** Writes an event about the table; returns the problem, which the caller only logs. */
async function writeEvent(
	kube: Kube,
	{ namespace, name, uid }: Table,
	{ type, reason, note }: TableEvent,
	{ now, instance }: { readonly now: number; readonly instance: string },
): Promise<string | undefined> {
	const random = Math.floor(Math.random() * 0x10000).toString(16);
	const body = {
		apiVersion: "events.k8s.io/v1",
		kind: "Event",
		metadata: { namespace, name: `${name}.${now.toString(16)}${random}` },
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
			uid,
		},
	};
	const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
	const got = await ask(await kube(), path, { method: "POST", body });
	return "fault" in got ? got.fault.message : undefined;
}
