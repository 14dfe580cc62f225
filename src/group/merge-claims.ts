import { fileIndex, filePath, type Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import { compareText } from "../krm/order.ts";
import type { Outcome, Result } from "../krm/result.ts";
import type { Config } from "../read/config.ts";
import type {
	CiliumNodeSnapshot,
	Cluster,
	ConfigData,
	Facts,
	NodeSnapshot,
	SctpPort,
	Versions,
} from "./cluster.ts";

/** An item's facts with the cluster that claims it. */
export interface Claim {
	readonly item: Item;
	readonly cluster: string | undefined;
	/** True when it shows the cluster as it is; false for desired state and for what is only read along. */
	readonly isLive: boolean;
	readonly facts: Facts;
}

/** Merges claims into clusters, sorted by name. Only live objects make a cluster. */
export function mergeClaims(
	claims: readonly Claim[],
	config: Config,
): Outcome<Cluster[]> {
	const live = claims.filter(({ isLive }) => isLive);
	const homeless = live.filter(({ cluster }) => cluster === undefined);
	const names = [
		...new Set(
			live.flatMap(({ cluster }) => (cluster === undefined ? [] : [cluster])),
		),
	].sort(compareText);
	const only = names.length === 1 ? names[0] : undefined;
	const results: Result[] =
		homeless.length === 0 ? [] : [withoutCluster(homeless, names)];
	const byCluster = new Map<string, Claim[]>(names.map((name) => [name, []]));
	for (const claim of claims) {
		const name =
			claim.isLive || byCluster.has(claim.cluster ?? "") ? claim.cluster : only;
		if (name !== undefined) byCluster.get(name)?.push(claim);
		else if (!claim.isLive && names.length > 1)
			results.push(undecided(claim, names));
	}
	const clusters = [...byCluster].map(([name, own]) =>
		toCluster(name, own, config),
	);
	return {
		value: clusters.map(({ value }) => value),
		results: [...results, ...clusters.flatMap((cluster) => cluster.results)],
	};
}

function withoutCluster(
	homeless: readonly Claim[],
	names: readonly string[],
): Result {
	const first = homeless.map(({ item }) => item).sort(compareItems)[0] as Item;
	const said = homeless
		.map(({ facts }) => facts.akoConfig?.data.clusterName)
		.find((name) => name);
	const count =
		homeless.length === 1
			? "belongs"
			: `and ${homeless.length - 1} more objects belong`;
	const beside =
		names.length === 0 ? "" : ` (the package has ${names.join(", ")})`;
	const hint = said === undefined ? "" : ` (avi-k8s-config says ${said})`;
	const message = `${first.kind} ${first.name} ${count} to no cluster${beside}; set spec.clusterName${hint}, or spec.clusters[].path to the folder of the cluster's objects, or annotate them with avi-routes.dev/cluster`;
	return resultAt(first, {
		check: "cluster-ambiguous",
		severity: "error",
		message,
	});
}

function undecided({ item }: Claim, names: readonly string[]): Result {
	const message = `${item.kind} ${item.name} could belong to any of ${names.join(", ")}; annotate it with avi-routes.dev/cluster, or put it below a spec.clusters[].path`;
	return resultAt(item, {
		check: "cluster-ambiguous",
		severity: "error",
		message,
	});
}

function toCluster(
	name: string,
	claims: readonly Claim[],
	config: Config,
): Outcome<Cluster> {
	const results: Result[] = [];
	const all = <T>(pick: (facts: Facts) => readonly T[] | T | undefined): T[] =>
		claims.flatMap(({ facts }) => (pick(facts) ?? []) as readonly T[] | T);
	const nodes = all<NodeSnapshot>((facts) => facts.nodes).sort((a, b) =>
		compareText(a.name, b.name),
	);
	const ciliumNodes = all<CiliumNodeSnapshot>((facts) => facts.ciliumNodes);
	results.push(
		...twice("Node", name, nodes),
		...twice("CiliumNode", name, ciliumNodes),
	);
	const one = (what: string, found: readonly ConfigData[]) => {
		results.push(
			...twice(
				what,
				name,
				found.map((config) => ({ ...config, name: what })),
			),
		);
		return found[0];
	};
	const ciliumTargets = all<ConfigData>((facts) => facts.ciliumTarget);
	const akoTargets = all<ConfigData>((facts) => facts.akoTarget);
	const ciliumLive = one(
		"cilium-config",
		all<ConfigData>((facts) => facts.ciliumConfig),
	);
	const ciliumTarget = one("cilium-config", ciliumTargets);
	const ciliumConfig = ciliumLive ?? ciliumTarget;
	const akoConfig = one(
		"avi-k8s-config",
		all<ConfigData>((facts) => facts.akoConfig),
	);
	one("avi-k8s-config", akoTargets);
	const source =
		nodes[0]?.source.item ??
		claims
			.filter(({ isLive }) => isLive)
			.map(({ item }) => item)
			.sort(compareItems)[0];
	return {
		value: {
			name,
			config:
				config.clusters.find((entry) => entry.name === name)?.config ??
				config.defaults,
			source: source as Item,
			versions: mergeVersions(all<Versions>((facts) => facts.versions)),
			nodes,
			ciliumNodes: new Map(
				ciliumNodes.map((ciliumNode) => [ciliumNode.name, ciliumNode]),
			),
			sctpPorts: all<SctpPort>((facts) => facts.sctpPorts).sort((a, b) =>
				compareText(portKey(a), portKey(b)),
			),
			...(ciliumConfig === undefined ? {} : { ciliumConfig }),
			...(akoConfig === undefined ? {} : { akoConfig }),
			ciliumTargets,
			akoTargets,
		},
		results,
	};
}

const portKey = ({ kind, namespace, name, port }: SctpPort) =>
	[kind, namespace, name, String(port).padStart(5, "0")].join("\n");

/** The lowest version that any object tells, so that the order of objects does not matter. */
function mergeVersions(all: readonly Versions[]): Versions {
	const merged: Record<string, string> = {};
	for (const versions of all) {
		for (const [name, version] of Object.entries(versions) as [
			string,
			string,
		][]) {
			const known = merged[name];
			if (known === undefined || compareText(version, known) < 0)
				merged[name] = version;
		}
	}
	return merged;
}

/** Objects of one name for one cluster: at most one of them can be right. */
function twice(
	kind: string,
	cluster: string,
	entries: readonly { name: string; source: { item: Item } }[],
): Result[] {
	const byName = new Map<string, (typeof entries)[number][]>();
	for (const entry of entries)
		byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);
	return [...byName].flatMap(([name, [first, second, ...more]]) => {
		if (first === undefined || second === undefined) return [];
		const items = [first, second, ...more]
			.map(({ source }) => source.item)
			.sort(compareItems);
		const places = items
			.map((item) => filePath(item) ?? `${item.kind} ${item.name}`)
			.join(" and ");
		const message = `${kind} ${name} stands ${items.length} times for cluster ${cluster}: in ${places}; keep one, or tell the clusters apart with spec.clusters[].path or the annotation avi-routes.dev/cluster`;
		return [
			resultAt(items[1], {
				check: "cluster-ambiguous",
				severity: "error",
				message,
				cluster,
			}),
		];
	});
}

/** By file, then by position in it, then by name: the same whatever the order of the input. */
function compareItems(a: Item, b: Item): number {
	return (
		compareText(filePath(a) ?? "", filePath(b) ?? "") ||
		fileIndex(a) - fileIndex(b) ||
		compareText(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`)
	);
}
