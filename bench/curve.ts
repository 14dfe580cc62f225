import { generated } from "./inputs.ts";
import { measure, median } from "./measure.ts";
import { PROGRAMS } from "./programs.ts";
import type { Target } from "./targets.ts";

const SIZES = [10, 100, 1000, 10_000, 100_000];
/** Nodes of a cluster where there are several. */
const CLUSTER = 500;
const runsOf = (nodes: number) => (nodes > 10_000 ? 5 : 11);

/** Measures raw objects of growing number, in one cluster and in many: time, memory, and the exponent that both grow with. */
export function printCurve(say: (line: string) => void): Target[] {
	say("| clusters | nodes | MB | median ms | peak MB | exponent of time |");
	say("|---|---|---|---|---|---|");
	return (["one", "of 500"] as const).flatMap((clusters) => {
		const points = SIZES.map((nodes) => point(clusters, nodes));
		for (const [i, { nodes, size, time, peak }] of points.entries()) {
			const before = points[i - 1];
			const exponent =
				before === undefined ? "" : Math.log10(time / before.time).toFixed(2);
			say(
				`| ${clusters} | ${nodes} | ${size.toFixed(2)} | ${time.toFixed(0)} | ${peak.toFixed(0)} | ${exponent} |`,
			);
		}
		const [small, large] = points.slice(-2);
		if (small === undefined || large === undefined) return [];
		const what = `from 10,000 to 100,000 nodes (clusters: ${clusters})`;
		return [
			{ what: `time ${what}`, ratio: large.time / small.time, limit: 12 },
			{ what: `memory ${what}`, ratio: large.peak / small.peak, limit: 8 },
		];
	});
}

function point(clusters: "one" | "of 500", nodes: number) {
	const count = clusters === "one" ? 1 : Math.ceil(nodes / CLUSTER);
	const { file, size } = generated(
		`curve-${clusters.replace(" ", "-")}-${nodes}`,
		{
			nodes,
			clusters: count,
			form: "raw",
		},
	);
	const [measured] = measure([PROGRAMS.function], file, runsOf(nodes));
	const peak = measured?.peak ?? Number.NaN;
	return { nodes, size, time: median(measured?.times ?? []), peak };
}
