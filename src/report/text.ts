import { compareText } from "../krm/order.ts";
import { SEVERITIES } from "../krm/result.ts";
import { type Paint, SEVERITY_STYLES } from "./color.ts";
import { printable } from "./printable.ts";
import { countBySeverity, type Located, type Report } from "./report.ts";

/** The report for people: by cluster, worst first; each result with its place, what was seen and what to do. */
export function reportText(report: Report, paint: Paint): string {
	const groups = new Map<string, Located[]>();
	for (const located of report.results) {
		const cluster = located.result.tags.cluster ?? "";
		groups.set(cluster, [...(groups.get(cluster) ?? []), located]);
	}
	const sections = [...groups]
		.sort(([a], [b]) => compareText(a, b))
		.map(([cluster, results]) => section(cluster, results, paint));
	return `${[...sections, verdict(report, paint)].join("\n\n")}\n`;
}

function section(
	cluster: string,
	results: readonly Located[],
	paint: Paint,
): string {
	const title = cluster === "" ? "the whole package" : `cluster ${cluster}`;
	const width = Math.max(
		...results.map(({ result }) => result.tags.check.length),
	);
	const entries = results.map((located) => entry(located, width, paint));
	return [paint("bold", printable(title)), ...entries].join("\n");
}

const INDENT = " ".repeat(11);

function entry(located: Located, width: number, paint: Paint): string {
	const { severity, message, remedy, tags } = located.result;
	const seen =
		remedy !== undefined && message.endsWith(`; ${remedy}`)
			? message.slice(0, -remedy.length - 2)
			: message;
	const label = paint(SEVERITY_STYLES[severity], severity.padEnd(9));
	const place = paint("dim", printable(placeOf(located)));
	const lines = [
		`  ${label}${tags.check.padEnd(width)}  ${place}`.trimEnd(),
		`${INDENT}${printable(seen)}`,
		...(remedy === undefined
			? []
			: [`${INDENT}${paint("green", "fix:")} ${printable(remedy)}`]),
	];
	return lines.join("\n");
}

/** `clusters/prod.yaml:31:50 spec.nodes[0].podCIDRs[0]`, or the resource where no file is known. */
export function placeOf({ result, file, position, subject }: Located): string {
	const { resourceRef, field } = result;
	const at =
		position === undefined ? "" : `:${position.line}:${position.column}`;
	const place =
		file !== undefined
			? `${file}${at}`
			: resourceRef === undefined
				? ""
				: `${resourceRef.kind} ${resourceRef.name}`;
	return [place, subject ?? field?.path ?? ""].filter(Boolean).join("  ");
}

/** `2 errors, 1 warning in 2 clusters`, or that all is well. */
function verdict(report: Report, paint: Paint): string {
	const counts = countBySeverity(report);
	const { clusters, routes } = report;
	const told = SEVERITIES.filter((severity) => counts[severity] > 0).map(
		(severity) =>
			paint(SEVERITY_STYLES[severity], plural(counts[severity], severity)),
	);
	const where = `${plural(clusters.length, "cluster")}${routes === undefined ? "" : `, ${plural(routes, "route")}`}`;
	return told.length === 0
		? `${paint("green", "no findings")} in ${where}`
		: `${told.join(", ")} in ${where}`;
}

const plural = (count: number, noun: string) =>
	`${count} ${noun}${count === 1 || noun === "info" ? "" : "s"}`;
