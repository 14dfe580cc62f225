import { OWNER } from "../../krm/annotations.ts";
import { filePath } from "../../krm/item.ts";
import { printJson } from "../../report/printable.ts";
import { plural } from "../../report/text.ts";
import { asDocument } from "./changed-files.ts";
import type { Deployable } from "./deployables.ts";
import { writeOutputFolder } from "./output-folder.ts";
import type { Destination, Written } from "./written.ts";

/** A format for the deployable resources. */
export interface Format {
	/** What is applied together and must not have duplicate objects. */
	readonly applied: "all" | "package" | "nothing";
	readonly write: (
		items: readonly Deployable[],
		destination: Destination,
	) => Written;
}

/** The formats, by the values of `-o`. */
export const FORMATS = {
	yaml: {
		applied: "all",
		write: (items) => ({
			stdout: items.map(({ item }) => asDocument(item)).join("---\n"),
			summary: `${plural(items.length, "resource")} printed as YAML`,
		}),
	},
	json: { applied: "all", write: listAsJson },
	/** One file for each file of resources, in the package's layout. */
	dir: { applied: "package", write: writeOutputFolder },
	/** The plain values file for `helm -f`. */
	"helm-values": { applied: "nothing", write: helmValues },
} as const satisfies Readonly<Record<string, Format>>;

function listAsJson(items: readonly Deployable[]): Written {
	const values: unknown[] = [];
	for (const { item } of items) {
		const parsed = item.parsed();
		if ("problem" in parsed)
			return {
				problem: `${item.kind} ${item.name} (${filePath(item)}) can't be printed as JSON: ${parsed.problem}; or print YAML`,
			};
		values.push(parsed.value);
	}
	return {
		stdout: printJson({ apiVersion: "v1", kind: "List", items: values }),
		summary: `${plural(values.length, "resource")} printed as JSON`,
	};
}

function helmValues(items: readonly Deployable[]): Written {
	const found = items.filter(
		({ item }) =>
			item.annotations[OWNER] !== undefined &&
			item.kind === "ConfigMap" &&
			item.name.endsWith("-ako-values"),
	);
	const [only, other] = found;
	if (only === undefined)
		return {
			problem:
				"no AKO values are emitted: AKO's settings are edited in place in this package",
		};
	if (other !== undefined)
		return {
			problem: `AKO values of ${found.length} clusters are emitted; pick one with --only CLUSTER`,
		};
	const parsed = only.item.parsed() as {
		value: { data: Record<string, string> };
	};
	return {
		stdout: parsed.value.data["values.yaml"] ?? "",
		summary: "AKO's values printed for helm -f",
	};
}
