import type { Config } from "../config/config.ts";
import { filePath, type Item } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import { clusterError } from "../krm/item-result.ts";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import type { ClusterUID } from "./cluster.ts";

/** Objects of one kind and name that differ: at most one of them can be right. */
export interface Clash {
	/** Kind and name. */
	readonly what: string;
	/** At least two, sorted by file. */
	readonly items: readonly Item[];
}

/** Maximum reported individually; more than these mean that two clusters are mixed. */
const MAX_REPORTED = 3;

/** Reports the clashes in a cluster; many of them in one result. */
export function clashResults(
	clashes: readonly Clash[],
	cluster: string,
	config: Config,
): Result[] {
	const isMany = clashes.length > MAX_REPORTED;
	const others = ` (and so do ${clashes.length - 1} more objects)`;
	return clashes.slice(0, isMany ? 1 : MAX_REPORTED).map(({ what, items }) => {
		const owner = config.isImport ? "" : ` for cluster ${cluster}`;
		const places = `${placesOf(items)}${isMany ? others : ""}`;
		const message = `${what} exists ${items.length} times${owner}: in ${places}; ${remedy("one", config)}`;
		return clusterError(items[1], message, { cluster });
	});
}

/** The files of objects of one name, with what tells them apart there: the namespace, or the line. */
function placesOf(items: readonly Item[]): string {
	const reported = items.slice(0, MAX_REPORTED);
	const isSameFile = new Set(reported.map(filePath)).size < reported.length;
	const isSameNamespace =
		new Set(reported.map(({ namespace }) => namespace)).size === 1;
	const places = reported.map((item) => {
		const { kind, name, namespace, line } = item;
		const path = filePath(item) ?? `${kind} ${name}`;
		const hasLine = (item.container ?? item).wire !== undefined;
		const file = isSameFile && hasLine ? `${path}:${line}` : path;
		return isSameNamespace
			? file
			: `${file} (namespace ${namespace ?? "not set"})`;
	});
	const rest = items.length > MAX_REPORTED ? ", ..." : "";
	return `${[...new Set(places)].join(" and ")}${rest}`;
}

/** Reports a cluster with several uids of Namespace kube-system: objects of different clusters are mixed. */
export function severalUIDs(
	uids: readonly ClusterUID[],
	cluster: string,
	config: Config,
): Result[] {
	const [first] = uids;
	const other = uids.find(({ uid }) => uid !== first?.uid);
	if (first === undefined || other === undefined) return [];
	const seen = [first.uid, other.uid].sort(compareText).join(" and ");
	const items = uids.map(({ source }) => source.item).sort(compareItems);
	const what = config.isImport
		? `Namespace kube-system has the uids ${seen}`
		: `cluster ${cluster} has Namespaces kube-system of the uids ${seen}`;
	const message = `${what}: these are dumps of two clusters; ${remedy("those of one", config)}`;
	return [clusterError(items[1], message, { cluster })];
}

/** `import` reads no AviRoutes that could tell clusters apart. */
const remedy = (what: string, { isImport }: Config) =>
	isImport
		? "import one cluster's dumps at a time, and only the newer of two dumps"
		: `keep ${what}, or tell the clusters apart with spec.clusters[].path or the annotation avi-routes.dev/cluster`;
