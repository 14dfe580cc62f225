import {
	type JudgedRoute,
	judgeLiveRoutes,
	type LackingRoute,
	type Verdict,
} from "../plan/live-verdicts.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { Route } from "../resolve/routes.ts";

/**
 * Counts the routes that AKO programs today: right, to the wrong node, or to nowhere, and how many right ones are
 * missing, with an example of each. Undefined when they equal the right ones in effect.
 */
export function liveNumbers(plan: ClusterPlan): string | undefined {
	const { liveAko, routes } = plan;
	if (liveAko?.routes === routes) return undefined;
	const verdicts = judgeLiveRoutes(plan);
	// AKO reads objects of another CNI, which other-cni reports.
	if (verdicts === undefined) return undefined;
	const { judged, lacking } = verdicts;
	const areRight = judged.every(({ verdict }) => verdict === "right");
	if (areRight && lacking.length === 0) return undefined;
	if (judged.length === 0)
		return `it programs no routes; all ${routes.length} right ones are missing`;
	const verdictTexts = Object.entries(VERDICT_TEXTS).flatMap(
		([verdict, text]) => {
			const of = judged.filter((one) => one.verdict === verdict);
			return of.length === 0 ? [] : [text(of)];
		},
	);
	const lackTexts = Object.entries(LACK_TEXTS).flatMap(([lacks, text]) => {
		const of = lacking.filter((one) => one.lacks === lacks);
		return of.length === 0
			? []
			: [`${of.length} ${are(of)} ${text} (such as ${exampleOf(of)})`];
	});
	const right =
		lackTexts.length === 0
			? ""
			: `; of the ${routes.length} right ones, ${lackTexts.join(", ")}`;
	return `of the ${judged.length} ${judged.length === 1 ? "route" : "routes"} that it programs, ${verdictTexts.join(", ")}${right}`;
}

const VERDICT_TEXTS: Readonly<
	Record<Verdict, (of: readonly JudgedRoute[]) => string>
> = {
	right: (of) => `${of.length} ${are(of)} right`,
	"other address": (of) =>
		`${of.length} ${lead(of)} to another address of the right node (such as ${exampleOf(of)})`,
	"wrong node": (of) =>
		`${of.length} ${lead(of)} to the wrong node (such as ${exampleOf(of)}: pods of ${of[0]?.podsOf})`,
	nowhere: (of) =>
		`${of.length} ${lead(of)} nowhere (such as ${exampleOf(of)}: no pod has such an address)`,
};

const are = ({ length }: readonly unknown[]) => (length === 1 ? "is" : "are");
const lead = ({ length }: readonly unknown[]) =>
	length === 1 ? "leads" : "lead";
const exampleOf = ([first]: readonly { readonly route: Route }[]) =>
	`${first?.route.prefix.text} to ${first?.route.node}`;

const LACK_TEXTS: Readonly<Record<LackingRoute["lacks"], string>> = {
	missing: "missing",
	"in part": "there only in part",
};
