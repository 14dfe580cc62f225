import type { Cluster } from "../group/cluster.ts";
import { KINDS, type Live } from "../model/kinds.ts";

type Kinds = ReadonlySet<string>;

/** For each object, or kind of object, that every cluster has: whether the dumps include it. */
const SEEN = {
	namespace: ({ clusterUID }: Cluster) => clusterUID,
	ciliumConfig: ({ ciliumConfig }: Cluster) => ciliumConfig,
	akoConfig: ({ akoConfig }: Cluster) => akoConfig,
	// An image that is named by its digest tells no version, as version-unknown says.
	ciliumAgent: ({ versions }: Cluster, kinds: Kinds) =>
		versions.cilium ?? has(kinds, "ciliumAgent"),
	ako: ({ versions }: Cluster, kinds: Kinds) =>
		versions.ako ?? has(kinds, "ako"),
	service: (_: Cluster, kinds: Kinds) =>
		has(kinds, "service") ?? has(kinds, "ClusterSnapshot"),
} as const;

const has = (kinds: Kinds, kind: string) => kinds.has(kind) || undefined;

/**
 * A note of the objects that the dumps of these kinds lack, with the checks that find nothing without them; none when all
 * are there.
 */
export function lackingNote(cluster: Cluster, kinds: Kinds): readonly string[] {
	const lacking = (Object.keys(SEEN) as (keyof typeof SEEN)[])
		.filter((id) => SEEN[id](cluster, kinds) === undefined)
		.map((id) => KINDS[id]);
	if (lacking.length === 0) return [];
	const names = lacking.map((row) =>
		"name" in row ? `${row.kind} ${row.name}` : `${row.kind}s`,
	);
	const checks = new Set(
		lacking.flatMap(({ live }: { live: Live }) => live.checks),
	);
	return [
		`note: the dumps lack ${names.join(", ")}; without them these checks find nothing: ${[...checks].join(", ")} (avi-routes import --help has the commands)`,
	];
}
