import { readConfig } from "../config/read-config.ts";
import type { Cluster } from "../group/cluster.ts";
import { type Groups, groupItems } from "../group/group.ts";
import { SNAPSHOT_LINES, toSnapshot } from "../group/to-snapshot.ts";
import { filePath, type Item } from "../krm/item.ts";
import { inputError } from "../krm/item-result.ts";
import { noLap } from "../krm/lap.ts";
import { compareText } from "../krm/order.ts";
import { hasErrors, type Result } from "../krm/result.ts";
import { truncationText } from "../read/unpack-lists.ts";
import { plural } from "../report/text.ts";
import { printYaml } from "../text/print-yaml.ts";

/** A snapshot as text, with its cluster. */
export interface Snapshot {
	readonly snapshot: string;
	readonly cluster: Cluster;
	/** The kinds of the items that it was made of. */
	readonly kinds: ReadonlySet<string>;
}

/** The snapshot, unless there are errors among the results. */
type Made = { readonly results: readonly Result[] } & (
	| object
	| (Snapshot & { readonly summary: string })
);

/** What was not read, and what to do where the nodes are in it. */
export interface LeftOut {
	readonly what: string;
	readonly remedy: string;
}

interface Asked {
	/** The cluster's name when no object has it. */
	readonly name: string | undefined;
	/** The cluster to select of several. */
	readonly only?: string | undefined;
	readonly leftOut?: LeftOut | undefined;
}

/** The snapshot of the one cluster that the dumps show. */
export function makeSnapshot(
	items: readonly Item[],
	readResults: readonly Result[],
	{ name, only, leftOut }: Asked,
	lap = noLap,
): Made {
	const config = readConfig(
		{
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { name: "import" },
			data: { clusterName: name ?? UNNAMED },
		},
		[],
	);
	const groups = groupItems(items, { ...config.value, isImport: true }, lap);
	const results = [...readResults, ...groups.results];
	if (hasErrors(results)) return { results };
	const chosen = chooseCluster(groups.value, only, noNode(items, leftOut));
	if ("message" in chosen)
		return { results: [...results, inputError(chosen.item, chosen.message)] };
	const known = name ?? chosen.name;
	if (known === UNNAMED)
		return { results: [...results, inputError(undefined, NO_NAME)] };
	const cluster = { ...chosen, name: known };
	const snapshot = printYaml(toSnapshot(cluster), SNAPSHOT_LINES);
	return {
		results,
		snapshot,
		cluster,
		kinds: groups.value.kinds,
		summary: `${known}: ${plural(cluster.nodes.length, "node")}, ${plural(cluster.ciliumNodes.size, "CiliumNode")}, ${plural(cluster.sctpPorts.length, "SCTP port")}`,
	};
}

const NO_NAME =
	"the cluster has no name: no avi-k8s-config holds it; give it with --name";

interface Problem {
	readonly message: string;
	readonly item?: Item | undefined;
}

/** The one cluster to write, or why there is none: `noNode` when no cluster has a Node. */
function chooseCluster(
	{ clusters: found, truncation }: Groups,
	only: string | undefined,
	noNode: string,
): Cluster | Problem {
	if (truncation !== undefined)
		return { ...truncation, message: truncationText(truncation) };
	const all = found.map(named);
	const clusters = all.filter(
		({ name }) => only === undefined || name === only,
	);
	if (only !== undefined && clusters.length === 0)
		return {
			message: `--only ${only}: unknown cluster; known: ${all.map(shownName).join(", ") || "none"}`,
		};
	const [cluster, other] = clusters;
	if (cluster === undefined || cluster.nodes.length === 0)
		return { message: noNode };
	if (other?.name === cluster.name) {
		const files = new Set([cluster, other].map(fileOf).sort(compareText));
		return {
			message: `cluster ${shownName(cluster)} exists twice, in ${[...files].join(" and ")}; import one of them`,
		};
	}
	return other === undefined
		? cluster
		: {
				message: `the objects belong to several clusters (${shownName(cluster)}, ${shownName(other)}); import one of them with --only CLUSTER`,
			};
}

function noNode(items: readonly Item[], leftOut: LeftOut | undefined): string {
	const found = `no Node found in ${plural(items.length, "object")}`;
	return leftOut === undefined
		? `${found}; import the output of kubectl get nodes,ciliumnodes -o yaml`
		: `${found} (not read: ${leftOut.what}); ${leftOut.remedy}`;
}

/** Raw objects that no configuration names have the name that AKO has for their cluster. */
function named(cluster: Cluster): Cluster {
	const { name, akoConfig } = cluster;
	return name === UNNAMED
		? { ...cluster, name: akoConfig?.data.clusterName || UNNAMED }
		: cluster;
}

const fileOf = ({ nodes: [node] }: Cluster) =>
	(node && filePath(node.source.item)) ?? "the input";

const shownName = ({ name }: Cluster) =>
	name === UNNAMED ? "raw objects that name none" : name;

/** Placeholder for the name of the cluster of raw objects; no cluster has such a name. */
const UNNAMED = "unnamed cluster";
