import { printJson } from "../report/print-json.ts";
import type { Located } from "../report/report.ts";
import type { Diff } from "./compare.ts";

/** The diff for programs, as schemas/route-diff.schema.json describes it. */
export function diffJson({ counts, clusters }: Diff): string {
	const value = {
		counts,
		clusters: clusters.map(({ appeared, resolved, ...cluster }) => ({
			...cluster,
			appeared: appeared.map(toJson),
			resolved: resolved.map(toJson),
		})),
	};
	return printJson(value);
}

function toJson({ result, file, position, subject }: Located) {
	const { severity, message, tags, resourceRef: resource, field } = result;
	return {
		check: tags.check,
		severity,
		message,
		resource,
		field: subject ?? field?.path,
		file,
		...position,
	};
}
