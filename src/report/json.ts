import { printJson } from "./printable.ts";
import { countBySeverity, type Located, type Report } from "./report.ts";

/** The report for programs, as schemas/check-report.schema.json describes it. */
export function reportJson(report: Report): string {
	return printJson({
		clusters: report.clusters,
		routes: report.routes,
		counts: { ...countBySeverity(report), off: report.switchedOff },
		results: report.results.map((located) => ({
			...resultValue(located),
			instances: located.each?.().map(resultValue),
		})),
	});
}

function resultValue({ result, file, position, subject }: Located) {
	return {
		check: result.tags.check,
		severity: result.severity,
		cluster: result.tags.cluster,
		message: result.message,
		remedy: result.remedy,
		resource: result.resourceRef,
		field:
			result.field === undefined ? undefined : { ...result.field, subject },
		file,
		...position,
	};
}
