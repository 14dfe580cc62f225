import type { Config } from "../config/config.ts";
import { capped } from "../krm/capped.ts";
import { defined } from "../krm/defined.ts";
import { groupBy } from "../krm/group-by.ts";
import type { Head } from "../krm/item.ts";
import { configError, resultAt } from "../krm/item-result.ts";
import {
	eachResult,
	isAbout,
	type Result,
	SEVERITIES,
	type Severity,
} from "../krm/result.ts";
import { onlyCluster, type Plan } from "../plan/plan.ts";
import { nearest } from "../read/nearest.ts";
import { type Check, type Finding, severityOf } from "./check.ts";
import { CHECKS } from "./checks.ts";
import { INPUT_PROBLEMS, NOTES } from "./explained.ts";

/** Maximum number of findings of one check and cluster that are reported individually; the rest is counted. */
const MAX_FINDINGS = 20;

interface RunOptions {
	readonly checks?: readonly Check[];
	readonly nameItem?: (item: Head) => Head;
	/** The cluster whose findings are wanted; all clusters when absent. */
	readonly only?: string | undefined;
	/** Called with each finding that spec.checks turns off. */
	readonly onSwitchedOff?: (tags: Result["tags"]) => void;
}

/** Runs the checks over the plan; the results come in the order of the table. */
export function runChecks(
	plan: Plan,
	{
		checks = CHECKS,
		nameItem = (item) => item,
		only,
		onSwitchedOff,
	}: RunOptions = {},
): Result[] {
	const configs = new Map(
		plan.clusters.map(({ cluster }) => [cluster.name, cluster.config]),
	);
	const part = onlyCluster(plan, only);
	const found = checks.flatMap((check) =>
		check
			.check(check.isFleetWide ? plan : part)
			.flatMap((finding): RankedFinding[] => {
				if (!isAbout(only, finding)) return [];
				const { cluster = "" } = finding;
				// A vanished cluster has no settings of its own.
				const config = configs.get(cluster) ?? plan.config.defaults;
				const severity = severityOf(check, finding, config.checks);
				if (severity !== "off") return [{ check, finding, severity }];
				onSwitchedOff?.({ check: check.id, cluster });
				return [];
			}),
	);
	const groupOf = ({ check, finding, severity }: RankedFinding) =>
		`${check.id}\n${finding.cluster ?? ""}\n${severity}`;
	return [...groupBy(withoutHidden(found), groupOf).values()].flatMap((group) =>
		fold(group.map((one) => toResult(one, nameItem))),
	);
}

interface RankedFinding {
	readonly check: Check;
	readonly finding: Finding;
	readonly severity: Severity;
}

/** The findings without consequences of another finding for the cluster of the same or a higher severity. */
function withoutHidden(
	found: readonly RankedFinding[],
): readonly RankedFinding[] {
	const rankOf = ({ severity }: RankedFinding) => SEVERITIES.indexOf(severity);
	const worst = new Map<string, number>();
	for (const one of found) {
		const hidden = [...(one.check.hides ?? []), ...(one.finding.hides ?? [])];
		const marks = [`is ${one.check.id}`, ...hidden.map((id) => `hides ${id}`)];
		for (const key of marks.map((mark) => keyOf(mark, one)))
			worst.set(key, Math.min(rankOf(one), worst.get(key) ?? rankOf(one)));
	}
	return found.filter((one) => {
		const causes = [`hides ${one.check.id}`, `is ${one.finding.followsFrom}`];
		return causes.every((mark) => {
			const rank = worst.get(keyOf(mark, one));
			return rank === undefined || rankOf(one) < rank;
		});
	});
}

const keyOf = (id: string, { finding: { cluster = "" } }: RankedFinding) =>
	`${id}\n${cluster}`;

function toResult(
	{ check, finding, severity }: RankedFinding,
	nameItem: (item: Head) => Head,
): Result {
	const { remedy = check.remediation, item, cluster } = finding;
	const result = resultAt(item && nameItem(item), {
		...finding,
		check: check.id,
		severity,
		message: `${finding.message}; ${remedy}`,
		remedy,
	});
	const { otherClusters } = finding;
	const instances = finding.instances?.map((instance) =>
		toResult({ check, finding: { ...instance, cluster }, severity }, nameItem),
	);
	return { ...result, ...defined({ otherClusters, instances }) };
}

/** The first results of a check, and one that counts the rest and carries them. */
function fold(results: readonly Result[]): Result[] {
	return capped(results, MAX_FINDINGS, (count) => {
		const [{ severity, tags }] = results as [Result];
		const message = `and ${count} more results of ${tags.check} for cluster ${tags.cluster ?? "-"} (${results.length} in all)`;
		const instances = eachResult(results.slice(MAX_FINDINGS));
		return { message, severity, tags, instances, count };
	});
}

/** Errors for severities of unknown checks. */
export function unknownChecks({
	defaults,
	clusters,
	source,
}: Config): Result[] {
	const ofCluster = ["*", ...CHECKS.map(({ id }) => id)];
	const ofPackage = [...ofCluster, ...NOTES.map(({ id }) => id)];
	const inPackage = Object.keys(defaults.checks);
	const refuse = (place: string, ids: readonly string[], known: string[]) =>
		ids
			.filter((id) => !known.includes(id))
			.map((id) => {
				const field = `${place}.${id}`;
				return configError(source, notSettable(field, id, known), { field });
			});
	return [
		...refuse("spec.checks", inPackage, ofPackage),
		...clusters.flatMap(({ config: { checks } }, i) => {
			const own = Object.keys(checks).filter((id) => !inPackage.includes(id));
			return refuse(`spec.clusters[${i}].checks`, own, ofCluster);
		}),
	];
}

function notSettable(
	field: string,
	id: string,
	known: readonly string[],
): string {
	if (INPUT_PROBLEMS.some((problem) => problem.id === id))
		return `${field} can't be set: ${id} is always an error; remove it`;
	if (NOTES.some((note) => note.id === id))
		return `${field} can't be set for one cluster: it is about a package; set spec.checks.${id}`;
	const guess = nearest(id, known);
	return `${field} is not the id of a check; ${guess === undefined ? "avi-routes explain check lists them" : `did you mean ${guess}?`}`;
}
