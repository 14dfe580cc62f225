import { addAll } from "../krm/result.ts";
import type { Connection } from "../kube/connect.ts";
import { type Failed, type Fault, failed } from "../kube/fault.ts";
import { type KubeObject, readList } from "../kube/list.ts";
import { ask } from "../kube/request.ts";
import { LIVE_KINDS, type LiveKind } from "../model/kinds.ts";
import { cutObject, speaksSctp } from "./cut.ts";

/** Options for reading a cluster. */
export interface ReadOptions {
	readonly namespaces: { readonly cilium: string; readonly ako: string };
	/** Called with the kind that is read and the number of its objects so far. */
	readonly progress: (text: string) => void;
}

/** The cut objects of a cluster, notes on optional objects that could not be read, and the version. */
export interface ClusterObjects {
	readonly objects: readonly KubeObject[];
	readonly notes: readonly string[];
	/** The API server's version, as `v1.31.2`; absent when unknown. */
	readonly serverVersion?: string;
}

/** Nodes and CiliumNodes are compared with each other. */
const isOfNodes = ({ id }: LiveKind) => id === "node" || id === "ciliumNode";

/** Maximum bytes of an object (etcd's limit is 1.5 MiB). */
const MAX_OBJECT = 16 << 20;

/**
 * Reads everything that a snapshot needs, or returns what failed: a part of a cluster never counts as the whole.
 * Optional objects that are missing or forbidden are in the notes.
 */
export async function readCluster(
	connection: Connection,
	options: ReadOptions,
): Promise<ClusterObjects | { readonly problem: string }> {
	const objects: KubeObject[] = [];
	const notes: string[] = [];
	for (const read of LIVE_KINDS.filter((row) => !isOfNodes(row))) {
		const got = await readOne(connection, read, options);
		if ("problem" in got) return got;
		addAll(objects, got.objects);
		addAll(notes, got.notes);
	}
	const nodes = await readNodes(connection, options);
	if ("problem" in nodes) return nodes;
	const version = await serverVersion(connection);
	return {
		objects: [...objects, ...nodes.objects],
		notes: [...notes, ...nodes.notes],
		...(version === undefined ? {} : { serverVersion: version }),
	};
}

type Got =
	| {
			readonly objects: readonly KubeObject[];
			readonly notes: readonly string[];
	  }
	| { readonly problem: string };

/** Nodes and CiliumNodes. A node that joined between the two lists is in only one: then both are read again. */
async function readNodes(
	connection: Connection,
	options: ReadOptions,
): Promise<Got> {
	const [ofNodes, ofCiliumNodes] = LIVE_KINDS.filter(isOfNodes) as [
		LiveKind,
		LiveKind,
	];
	for (let isSecond = false; ; isSecond = true) {
		const nodes = await readOne(connection, ofNodes, options);
		if ("problem" in nodes) return nodes;
		const ciliumNodes = await readOne(connection, ofCiliumNodes, options);
		if ("problem" in ciliumNodes) return ciliumNodes;
		const isOdd =
			ciliumNodes.objects.length > 0 &&
			namesOf(nodes.objects) !== namesOf(ciliumNodes.objects);
		if (isSecond || !isOdd)
			return {
				objects: [...nodes.objects, ...ciliumNodes.objects],
				notes: ciliumNodes.notes,
			};
	}
}

const namesOf = (objects: readonly KubeObject[]) =>
	objects
		.map(({ metadata }) => (metadata as { name: string }).name)
		.sort()
		.join("\n");

async function readOne(
	connection: Connection,
	read: LiveKind,
	options: ReadOptions,
): Promise<Got> {
	const namespace =
		read.namespace === undefined
			? undefined
			: options.namespaces[read.namespace];
	let last: Fault | undefined;
	for (const apiVersion of read.versions) {
		const got = await readVersion(
			connection,
			read,
			apiVersion,
			namespace,
			options,
		);
		if (!("fault" in got)) return { objects: got.objects, notes: [] };
		last = got.fault;
		if (last.status !== 404) break;
	}
	return withoutIt(read, namespace, last as Fault);
}

async function readVersion(
	connection: Connection,
	read: LiveKind,
	apiVersion: string,
	namespace: string | undefined,
	{ progress }: ReadOptions,
): Promise<{ readonly objects: readonly KubeObject[] } | Failed> {
	const { kind, schema, name } = read;
	const path = pathOf(read, apiVersion, namespace);
	const keep = (object: KubeObject) =>
		isWanted(read, object)
			? cutObject(object, schema, { apiVersion, kind })
			: undefined;
	progress(read.resource);
	if (name !== undefined) {
		const got = await ask(connection, path, MAX_OBJECT);
		if ("fault" in got) return got;
		const object = got.body as KubeObject | null;
		return object?.kind === kind
			? { objects: [cutObject(object, schema, { apiVersion, kind })] }
			: failed(`the answer is not a ${kind}`);
	}
	const list = await readList(connection, path, {
		keep,
		progress: (count) => progress(`${read.resource} ${count}`),
	});
	return "fault" in list ? list : { objects: list.kept };
}

const isWanted = ({ mention }: LiveKind, object: KubeObject) =>
	mention === undefined || speaksSctp(object);

function pathOf(
	{ resource, name }: LiveKind,
	apiVersion: string,
	namespace: string | undefined,
): string {
	const root = apiVersion.includes("/") ? "apis" : "api";
	const inside = namespace === undefined ? "" : `/namespaces/${namespace}`;
	const last = name === undefined ? "" : `/${name}`;
	return `/${root}/${apiVersion}${inside}/${resource}${last}`;
}

/** Handles a resource that is missing or forbidden: a note, or a failure. */
function withoutIt(
	read: LiveKind,
	namespace: string | undefined,
	fault: Fault,
): Got {
	const place = namespace === undefined ? "" : ` in namespace ${namespace}`;
	const what = `${read.resource}${read.name === undefined ? "" : ` ${read.name}`}${place}`;
	const { status, message } = fault;
	const isAbsent = status === 404 && read.id !== "node";
	const isSkipped = status === 403 && read.isRequired !== true;
	if (!isAbsent && !isSkipped) return { problem: `${what}: ${message}` };
	if (isAbsent && read.isOften404) return { objects: [], notes: [] };
	const off = `without it these checks find nothing: ${read.checks.join(", ")}`;
	const level = isAbsent ? "note" : "warning";
	return {
		objects: [],
		notes: [`${level}: ${what} is not read: ${message}; ${off}`],
	};
}

async function serverVersion(
	connection: Connection,
): Promise<string | undefined> {
	const got = await ask(connection, "/version", MAX_OBJECT);
	if ("fault" in got) return undefined;
	const { gitVersion } = (got.body ?? {}) as { gitVersion?: unknown };
	return typeof gitVersion === "string" && /^v\d[\w.+-]*$/.test(gitVersion)
		? gitVersion
		: undefined;
}
