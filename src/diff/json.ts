import { printJson } from "../report/printable.ts";
import type { Located } from "../report/report.ts";
import { type Diff, plainText } from "./changes.ts";
import { makeDiff } from "./compare.ts";

/** The diff for programs, as schemas/route-diff.schema.json describes it; without one, the errors alone. */
export function diffJson(
	diff: Diff | undefined,
	errors: readonly string[],
): string {
	const { counts, clusters } = diff ?? makeDiff([], 0, 0);
	const value = {
		...(errors.length === 0 ? {} : { errors }),
		counts,
		clusters: clusters.map(
			({ appeared, resolved, switchedOff, ...cluster }) => ({
				...cluster,
				headlines: cluster.headlines.map(plainText),
				appeared: appeared.map(toJson),
				resolved: resolved.map(toJson),
				switchedOff: switchedOff.map(toJson),
			}),
		),
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
