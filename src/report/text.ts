import { groupBy } from "../krm/group-by.ts";
import { compareText } from "../krm/order.ts";
import { SEVERITIES } from "../krm/result.ts";
import { printable } from "./printable.ts";
import { countBySeverity, type Located, type Report } from "./report.ts";
import { resultBlock } from "./result-text.ts";
import { type Paint, type Screen, SEVERITY_STYLES } from "./screen.ts";

/** The report for people: by cluster, worst first; each result with its place, message and remedy. */
export function reportText(report: Report, screen: Screen): string {
	const clusterOf = ({ result: { tags } }: Located) => tags.cluster ?? "";
	const sections = [...groupBy(report.results, clusterOf)]
		.sort(([a], [b]) => compareText(a, b))
		.map(([cluster, results]) => {
			const title = cluster === "" ? "the whole package" : `cluster ${cluster}`;
			const blocks = results.map((one) => resultBlock(one, screen, "  "));
			return [screen.paint("bold", printable(title)), ...blocks].join("\n");
		});
	return `${[...sections, verdict(report, screen.paint)].join("\n\n")}\n`;
}

/** `2 errors, 1 warning in 2 clusters`, or that all is well. */
export function verdict(report: Report, paint: Paint): string {
	const { clusters, routes } = report;
	const where = `${plural(clusters.length, "cluster")}${routes === undefined ? "" : `, ${plural(routes, "route")}`}`;
	const summary =
		severityCounts(report, paint) || paint("green", "no findings");
	const off = report.switchedOff;
	const hidden =
		off === 0 ? "" : `, ${plural(off, "result")} switched off (spec.checks)`;
	return `${summary}${hidden} in ${where}`;
}

/** `2 errors, 1 warning`; empty where there is none. */
export function severityCounts(
	report: Pick<Report, "results">,
	paint: Paint,
): string {
	const counts = countBySeverity(report);
	return SEVERITIES.filter((severity) => counts[severity] > 0)
		.map((severity) =>
			paint(SEVERITY_STYLES[severity], plural(counts[severity], severity)),
		)
		.join(", ");
}

/** `1 route`, `3 routes`. */
export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 || noun === "info" ? "" : "s"}`;
}
