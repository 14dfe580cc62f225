import type { Problem } from "../krm/problem.ts";
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
interface ClusterObjects {
	readonly objects: readonly KubeObject[];
	readonly notes: readonly string[];
	/** The API server's version, as `v1.31.2`; undefined when unknown. */
	readonly serverVersion: string | undefined;
}

/** Nodes and CiliumNodes are compared with each other. */
const isOfNodes = ({ id }: LiveKind) => id === "node" || id === "ciliumNode";

/**
 * Reads everything that a snapshot needs, or returns what failed: a part of a cluster never counts as the whole.
 * Optional objects that are missing or forbidden are in the notes.
 */
export async function readCluster(
	connection: Connection,
	options: ReadOptions,
): Promise<ClusterObjects | Problem> {
	const readAll = (kinds: readonly LiveKind[]) =>
		readKinds(kinds, connection, options);
	const others = await readAll(LIVE_KINDS.filter((row) => !isOfNodes(row)));
	if ("problem" in others) return others;
	let nodes = await readAll(LIVE_KINDS.filter(isOfNodes));
	// A node that joined between the two lists is in only one: then both are read again.
	if ("objects" in nodes && areOdd(nodes.objects))
		nodes = await readAll(LIVE_KINDS.filter(isOfNodes));
	if ("problem" in nodes) return nodes;
	return {
		objects: [...others.objects, ...nodes.objects],
		notes: [...others.notes, ...nodes.notes],
		serverVersion: await serverVersion(connection),
	};
}

/** True when there are CiliumNodes, and not of the same names as the Nodes. */
function areOdd(objects: readonly KubeObject[]): boolean {
	const [nodes, ciliumNodes] = ["Node", "CiliumNode"].map((wanted) =>
		objects
			.filter(({ kind }) => kind === wanted)
			.map(({ metadata }) => (metadata as { name: string }).name)
			.sort()
			.join("\n"),
	);
	return ciliumNodes !== "" && nodes !== ciliumNodes;
}

type Got = Pick<ClusterObjects, "objects" | "notes"> | Problem;

/** The objects of these kinds, one kind after the other. */
async function readKinds(
	kinds: readonly LiveKind[],
	connection: Connection,
	options: ReadOptions,
): Promise<Got> {
	const objects: KubeObject[] = [];
	const notes: string[] = [];
	for (const read of kinds) {
		const got = await readOne(connection, read, options);
		if ("problem" in got) return got;
		addAll(objects, got.objects);
		addAll(notes, got.notes);
	}
	return { objects, notes };
}

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
		const root = apiVersion.includes("/") ? "apis" : "api";
		const inside = namespace === undefined ? "" : `/namespaces/${namespace}`;
		const got = await readVersion(connection, read, {
			path: `/${root}/${apiVersion}${inside}/${read.resource}`,
			cut: (object) =>
				cutObject(object, read.schema, { apiVersion, kind: read.kind }),
			progress: options.progress,
		});
		if (!("fault" in got)) return { objects: got.kept, notes: [] };
		last = got.fault;
		if (last.status !== 404) break;
	}
	return withoutIt(read, namespace, last as Fault);
}

interface VersionOptions extends Pick<ReadOptions, "progress"> {
	readonly path: string;
	readonly cut: (object: KubeObject) => KubeObject;
}

/** Reads the object, or the list, in one version of its API. */
async function readVersion(
	connection: Connection,
	{ kind, name, resource, mention }: LiveKind,
	{ path, cut, progress }: VersionOptions,
): Promise<{ readonly kept: readonly KubeObject[] } | Failed> {
	progress(resource);
	if (name === undefined)
		return readList(connection, path, {
			keep: (object) =>
				mention === undefined || speaksSctp(object) ? cut(object) : undefined,
			progress: (count) => progress(`${resource} ${count}`),
		});
	const got = await ask(connection, `${path}/${name}`);
	if ("fault" in got) return got;
	const object = got.body as KubeObject | null;
	return object?.kind === kind
		? { kept: [cut(object)] }
		: failed(`the answer is not a ${kind}`);
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
	const got = await ask(connection, "/version");
	if ("fault" in got) return undefined;
	const { gitVersion } = (got.body ?? {}) as { gitVersion?: unknown };
	return typeof gitVersion === "string" && /^v\d[\w.+-]*$/.test(gitVersion)
		? gitVersion
		: undefined;
}
