import { type Result, sortResults } from "../../krm/result.ts";
import { printable } from "../../report/printable.ts";
import { isFinding } from "../../report/report.ts";
import { withoutRemedy } from "../../report/result-text.ts";
import { PLAIN } from "../../report/screen.ts";
import { plural, severityCounts } from "../../report/text.ts";
import type { Rendered } from "./rendered.ts";

/** The first line of a run of `render`: what was `written`, if anything, where, and the worst severity. */
export function headline(
	folder: string,
	all: readonly Rendered[],
	written: string | undefined,
): string {
	const results = sortResults(all.flatMap((one) => one.results));
	const findings = results.filter(isFinding);
	if (written === undefined) {
		const located = findings.map((result) => ({ result }));
		const counts = severityCounts({ results: located }, PLAIN.paint);
		return printable(`${folder} is not rendered: ${counts}`);
	}
	const clusters = all.flatMap((one) => one.clusters);
	const off = all.flatMap(({ made }) => made.switchedOff).length;
	const count = clusters.reduce((sum, { routes }) => sum + routes.length, 0);
	const [only] = clusters;
	const whose =
		clusters.length === 1
			? `cluster ${only?.cluster.name}`
			: plural(clusters.length, "cluster");
	const wrong = findings.filter(({ severity }) => severity !== "info");
	return printable(
		`rendered ${folder}: ${plural(count, "static route")} for ${whose}, ${written}; ${worst(wrong, off)}`,
	);
}

function worst(wrong: readonly Result[], switchedOff: number): string {
	const [first] = wrong;
	if (first === undefined)
		return switchedOff === 0
			? "nothing is wrong"
			: `${plural(switchedOff, "result")} switched off (spec.checks)`;
	const { severity, message, remedy } = first;
	const [clause] = withoutRemedy(message, remedy).split("; ");
	const which = wrong.length === 1 ? "" : ", the first";
	return `${plural(wrong.length, severity)}${which}: ${clause}`;
}
