import { resultAt } from "../krm/item-result.ts";
import { INPUT_IDS, type Result, type Severity } from "../krm/result.ts";
import type { Plan } from "../plan/plan.ts";
import type { Config } from "../read/config.ts";
import { nearest } from "../read/nearest.ts";
import type { Check, Finding } from "./check.ts";
import { CHECKS } from "./checks.ts";

/** So many findings of one check in one cluster are told one by one; the rest is counted. */
const MOST_FINDINGS = 20;

/** Runs every check over the plan; the results come in the order of the table. */
export function runChecks(plan: Plan): Result[] {
	const checks: readonly Check[] = CHECKS;
	return checks.flatMap((check) => {
		const told = new Map<string, Result[]>();
		for (const finding of check.check(plan)) {
			const severity = severityOf(check, finding, plan.config);
			if (severity === "off") continue;
			const key = `${finding.cluster ?? ""}\n${severity}`;
			const results = told.get(key) ?? [];
			told.set(key, results);
			results.push(toResult(check, finding, severity));
		}
		return [...told.values()].flatMap(fold);
	});
}

/** The named severity, else that of "*", else the finding's, else the check's; most specific first, by cluster. */
function severityOf(
	check: Check,
	finding: Finding,
	config: Config,
): Severity | "off" {
	const checks = (
		config.clusters.find(({ name }) => name === finding.cluster)?.config ??
		config.defaults
	).checks;
	const wildcard = check.mustBeNamed ? undefined : checks["*"];
	return checks[check.id] ?? wildcard ?? finding.severity ?? check.severity;
}

function toResult(
	{ id, remediation }: Check,
	finding: Finding,
	severity: Severity,
): Result {
	const {
		message,
		remedy = remediation,
		item,
		cluster,
		field,
		currentValue,
		proposedValue,
	} = finding;
	return resultAt(item, {
		check: id,
		severity,
		message: `${message}; ${remedy}`,
		remedy,
		field,
		currentValue,
		proposedValue,
		...(cluster === undefined ? {} : { cluster }),
	});
}

function fold(results: readonly Result[]): Result[] {
	const [first] = results;
	if (first === undefined || results.length <= MOST_FINDINGS)
		return [...results];
	const { severity, tags } = first;
	const rest = results.length - MOST_FINDINGS;
	const message = `and ${rest} more results of ${tags.check} for cluster ${tags.cluster ?? "-"} (${results.length} in all)`;
	return [...results.slice(0, MOST_FINDINGS), { message, severity, tags }];
}

/** Severities that are set for checks which do not exist. */
export function unknownChecks({
	defaults,
	clusters,
	source,
}: Config): Result[] {
	const known = ["*", ...CHECKS.map(({ id }) => id)];
	const places = [
		{ place: "spec.checks", checks: defaults.checks },
		...clusters.map(({ config }, i) => ({
			place: `spec.clusters[${i}].checks`,
			checks: config.checks,
		})),
	];
	const inherited = new Set(Object.keys(defaults.checks));
	return places.flatMap(({ place, checks }, i) =>
		Object.keys(checks)
			.filter((id) => !known.includes(id) && (i === 0 || !inherited.has(id)))
			.map((id) => {
				const isFixed = (INPUT_IDS as readonly string[]).includes(id);
				const message = isFixed
					? `${place}.${id} can't be set: ${id} is always an error; remove it`
					: unknownCheck(`${place}.${id}`, id, known);
				return resultAt(source, {
					check: "config-invalid",
					severity: "error",
					message,
					field: `${place}.${id}`,
				});
			}),
	);
}

function unknownCheck(
	place: string,
	id: string,
	known: readonly string[],
): string {
	const guess = nearest(id, known);
	const hint = guess === undefined ? "" : ` did you mean ${guess}?`;
	return `${place} names no check;${hint} known: ${known.join(", ")}`;
}
