import { readConfig } from "../config/read-config.ts";
import type { Cluster } from "../group/cluster.ts";
import { inputError } from "../group/errors.ts";
import { groupItems } from "../group/group.ts";
import { SNAPSHOT_LINES, toSnapshot } from "../group/to-snapshot.ts";
import type { Item } from "../krm/item.ts";
import { noLap } from "../krm/lap.ts";
import { hasErrors, type Result } from "../krm/result.ts";
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
export type Made = { readonly results: readonly Result[] } & (
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
	const { truncation } = groups.value;
	const clusters = groups.value.clusters.filter(
		(cluster) => only === undefined || cluster.name === only,
	);
	const problem = (message: string, item?: Item): Made => ({
		results: [...results, inputError(item, message)],
	});
	if (truncation !== undefined)
		return problem(
			`the List is incomplete: its ${truncation.reason}; fetch it without --chunk-size or limit`,
			truncation.item,
		);
	if (only !== undefined && clusters.length === 0)
		return problem(
			`--only ${only}: unknown cluster; known: ${groups.value.clusters.map(shownName).join(", ") || "none"}`,
		);
	const [cluster, other] = clusters;
	if (cluster === undefined || cluster.nodes.length === 0)
		return problem(noNode(items, leftOut));
	if (other?.name === cluster.name)
		return problem(
			`cluster ${cluster.name} exists twice; import one snapshot of it`,
		);
	if (other !== undefined)
		return problem(
			`the objects belong to several clusters (${shownName(cluster)}, ${shownName(other)}); import one of them with --only CLUSTER`,
		);
	const known =
		name ??
		(cluster.name === UNNAMED
			? cluster.akoConfig?.data.clusterName
			: cluster.name);
	if (!known)
		return problem(
			"the cluster has no name: no avi-k8s-config holds it; give it with --name",
		);
	const named = { ...cluster, name: known };
	const snapshot = printYaml(toSnapshot(named), SNAPSHOT_LINES);
	return {
		results,
		snapshot,
		cluster: named,
		kinds: groups.value.kinds,
		summary: `${known}: ${plural(cluster.nodes.length, "node")}, ${plural(cluster.ciliumNodes.size, "CiliumNode")}, ${plural(cluster.sctpPorts.length, "SCTP port")}`,
	};
}

function noNode(items: readonly Item[], leftOut: LeftOut | undefined): string {
	const found = `no Node found in ${plural(items.length, "object")}`;
	return leftOut === undefined
		? `${found}; import the output of kubectl get nodes,ciliumnodes -o yaml`
		: `${found} (not read: ${leftOut.what}); ${leftOut.remedy}`;
}

const shownName = ({ name }: Cluster) =>
	name === UNNAMED ? "raw objects that name none" : name;

/** Placeholder for the name of the cluster of raw objects. */
const UNNAMED = "unnamed";
