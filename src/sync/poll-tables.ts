import { API_VERSION } from "../krm/api.ts";
import type { Connection } from "../kube/connect.ts";
import { type Failed, failed } from "../kube/fault.ts";
import { type KubeObject, readList } from "../kube/list.ts";
import { ask } from "../kube/request.ts";
import { ownAnnotations, readTable, type TableRead } from "./table.ts";

/** A table as last read, or why it can't be used; it is read again when `stamp` changes. */
export interface KnownTable {
	readonly stamp: string;
	readonly read: TableRead;
}

/** The tables of the cluster, by their paths in the API. */
export type KnownTables = ReadonlyMap<string, KnownTable>;

/** Asks for metadata only: a few kB per table. Servers without this form send whole objects, which work too. */
const METADATA_ONLY =
	"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

/** Tables per page: the metadata of a table of 1,000 routes may have a quarter of a megabyte. */
const PAGE = 50;

/** The path of a table in the API. */
export function tablePath(namespace: string, name = ""): string {
	const path = `/apis/${API_VERSION}/namespaces/${namespace}/aviroutetables`;
	return name === "" ? path : `${path}/${name}`;
}

/**
 * Reads the metadata of all tables, and in full only those that are new or changed. An absent CRD is a fault: it must not
 * look like a cluster without tables.
 */
export async function pollTables(
	kube: () => Promise<Connection>,
	namespaces: readonly string[],
	known: KnownTables,
): Promise<{ readonly tables: KnownTables } | Failed> {
	const tables = new Map<string, KnownTable>();
	for (const namespace of namespaces) {
		const listed = await readList(await kube(), tablePath(namespace), {
			keep: entryOf,
			accept: METADATA_ONLY,
			page: PAGE,
		});
		if ("fault" in listed) return listFault(listed, namespace);
		for (const { name, stamp, whole } of listed.kept) {
			const path = tablePath(namespace, name);
			const old = known.get(path);
			const entry =
				old?.stamp === stamp ? old : await readWhole(kube, path, whole);
			if (entry !== undefined && "fault" in entry) return entry;
			if (entry !== undefined) tables.set(path, entry);
		}
	}
	return { tables };
}

/** The part of a list entry that is kept: annotations and managedFields are as long as the table. */
const entryOf = (object: KubeObject) => ({
	name: (object.metadata as { readonly name: string }).name,
	stamp: stampOf(object),
	...("spec" in object ? { whole: object } : {}),
});

/** All metadata that matters. Without resourceVersion, because our own status updates change it. */
function stampOf({ metadata }: KubeObject): string {
	const { uid, generation, annotations, deletionTimestamp, finalizers } =
		metadata as Readonly<Record<string, unknown>>;
	return JSON.stringify([
		uid,
		generation,
		ownAnnotations(annotations),
		deletionTimestamp,
		finalizers,
	]);
}

/** The whole table; undefined when it has been deleted meanwhile. */
async function readWhole(
	kube: () => Promise<Connection>,
	path: string,
	listed: KubeObject | undefined,
): Promise<KnownTable | Failed | undefined> {
	const got =
		listed === undefined ? await ask(await kube(), path) : { body: listed };
	if ("fault" in got) return got.fault.status === 404 ? undefined : got;
	const object = got.body as KubeObject;
	// Lists leave these two out of their items.
	const whole = { ...object, apiVersion: API_VERSION, kind: "AviRouteTable" };
	return { stamp: stampOf(object), read: readTable(whole) };
}

function listFault({ fault }: Failed, namespace: string): Failed {
	const { status, message } = fault;
	const what = `aviroutetables in namespace ${namespace}`;
	const reason =
		status === 404
			? "the API server does not know this kind; apply schemas/crds/avi-routes.dev_aviroutetables.yaml"
			: status === 403
				? "the service account may not list them; apply deploy/sync"
				: message;
	return failed(`${what}: ${reason}`, status);
}
