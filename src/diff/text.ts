import { printable } from "../report/printable.ts";
import { resultBlock } from "../report/result-text.ts";
import type { Screen, Style } from "../report/screen.ts";
import { wrap } from "../report/wrap.ts";
import type { ClusterDiff, Diff } from "./changes.ts";
import {
	changeLines,
	clusterSummary,
	goneLines,
	type Line,
	type Mark,
	totalSummary,
} from "./lines.ts";

const STYLES: Readonly<Record<Mark, Style>> = {
	"+": "green",
	"-": "red",
	"~": "yellow",
	"!": "red",
	o: "green",
};

/** The diff for people: a line a change, by cluster, the riskiest first. */
export function diffText(diff: Diff, screen: Screen): string {
	if (diff.clusters.length === 0) return "no change\n";
	const { paint } = screen;
	const sections = diff.clusters.map((cluster) => {
		const name =
			cluster.name === "" ? "the whole package" : `cluster ${cluster.name}`;
		const title = `${paint("bold", printable(name))}: ${clusterSummary(cluster)}`;
		return [title, ...clusterLines(cluster, screen)].join("\n");
	});
	return `${[...sections, paint("bold", totalSummary(diff.counts))].join("\n\n")}\n`;
}

function clusterLines(cluster: ClusterDiff, screen: Screen): string[] {
	const { paint, width } = screen;
	const toText = ({ mark, text }: Line) =>
		wrap(`  ${paint(STYLES[mark], `${mark} ${printable(text)}`)}`, {
			width,
			indent: 6,
		});
	return [
		...changeLines(cluster).map(toText),
		...cluster.appeared.map(
			(located) =>
				`  ${paint(STYLES["!"], "!")} ${resultBlock(located, screen, "    ").trimStart()}`,
		),
		...goneLines(cluster).map(toText),
	];
}
