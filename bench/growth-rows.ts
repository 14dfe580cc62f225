import { type Bench, measureRows } from "./bench.ts";
import { inputFile } from "./inputs.ts";
import { type Measured, median } from "./measure.ts";
import { ours } from "./programs.ts";
import type { Ratios } from "./targets.ts";

/** Nodes of a cluster where there are several. */
const CLUSTER = 500;

/** The function on raw objects of growing number, in one cluster and in many. */
export function growthRows(bench: Bench): Ratios {
	const one = growth(bench, "one cluster", () => 1);
	const many = growth(bench, `clusters of ${CLUSTER}`, (nodes) =>
		Math.ceil(nodes / CLUSTER),
	);
	return {
		"growth-time": one.time,
		"growth-memory": one.memory,
		"growth-time-fleet": many.time,
		"growth-memory-fleet": many.memory,
	};
}

/** What the last step, ten times the nodes, costs in time and in memory. */
function growth(
	bench: Bench,
	what: string,
	clustersOf: (nodes: number) => number,
): { readonly time: number; readonly memory: number } {
	const sizes = bench.isSmall
		? [1000, 10_000]
		: [10, 100, 1000, 10_000, 100_000];
	const all = measureRows(
		bench,
		`raw, ${what}`,
		sizes.map((nodes) =>
			ours(inputFile({ nodes, clusters: clustersOf(nodes) }), `${nodes} nodes`),
		),
	);
	const [small, large] = all.slice(-2) as [Measured, Measured];
	return {
		time: median(large.times) / median(small.times),
		memory: (large.peak ?? Number.NaN) / (small.peak ?? Number.NaN),
	};
}
