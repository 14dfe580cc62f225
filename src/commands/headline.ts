import type { Result } from "../krm/result.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { printable } from "../report/printable.ts";
import { isFinding } from "../report/report.ts";
import { withoutRemedy } from "../report/result-text.ts";
import { PLAIN } from "../report/screen.ts";
import { plural, severityCounts } from "../report/text.ts";

interface Outcome {
	/** The folder, as displayed. */
	readonly folder: string;
	readonly clusters: readonly ClusterPlan[];
	/** Number of findings that the configuration turns off. */
	readonly switchedOff: number;
	/** Worst first. */
	readonly results: readonly Result[];
	/** What was written and where; undefined when nothing was. */
	readonly written: string | undefined;
}

/** The first line of a run: what was written, where, and the worst severity. */
export function headline(outcome: Outcome): string {
	const { folder, clusters, written } = outcome;
	const findings = outcome.results.filter(isFinding);
	if (written === undefined) {
		const results = findings.map((result) => ({ result }));
		const counts = severityCounts({ results }, PLAIN.paint);
		return printable(`${folder} is not rendered: ${counts}`);
	}
	const count = clusters.reduce((sum, { routes }) => sum + routes.length, 0);
	const [only] = clusters;
	const whose =
		clusters.length === 1
			? `cluster ${only?.cluster.name}`
			: plural(clusters.length, "cluster");
	const wrong = findings.filter(({ severity }) => severity !== "info");
	return printable(
		`rendered ${folder}: ${plural(count, "static route")} for ${whose}, ${written}; ${worst(wrong, outcome.switchedOff)}`,
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
