import type { Paint, Style } from "../report/color.ts";
import { printable } from "../report/printable.ts";
import type { Diff } from "./changes.ts";
import { clusterSummary, diffLines, type Mark, totalSummary } from "./lines.ts";

const STYLES: Readonly<Record<Mark, Style>> = {
	"+": "green",
	"-": "red",
	"~": "yellow",
	"!": "red",
	o: "green",
};

/** The diff for people: a line a change, by cluster, the riskiest first. */
export function diffText(diff: Diff, paint: Paint): string {
	if (diff.clusters.length === 0) return "no change\n";
	const sections = diff.clusters.map((cluster) => {
		const name =
			cluster.name === "" ? "the whole package" : `cluster ${cluster.name}`;
		const title = `${paint("bold", printable(name))}: ${clusterSummary(cluster)}`;
		const lines = diffLines(cluster).map(
			({ mark, text }) =>
				`  ${paint(STYLES[mark], `${mark} ${printable(text)}`)}`,
		);
		return [title, ...lines].join("\n");
	});
	return `${[...sections, paint("bold", totalSummary(diff.counts))].join("\n\n")}\n`;
}
