import { createHash } from "node:crypto";
import type {
	LogicalLocation,
	PhysicalLocation,
	ReportingDescriptor,
	Log as SarifLog,
	Result as SarifResult,
} from "sarif";
import type { Explained } from "../check/check.ts";
import { EXPLAINED } from "../check/explained.ts";
import { defined } from "../krm/defined.ts";
import { printable, printJson } from "./printable.ts";
import { identityOf, type Located, type Report } from "./report.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/**
 * The report as SARIF 2.1.0: a rule for each check (and for each of `more`), and fingerprints that do not change when
 * lines or other nodes move. `pathOf` makes the path from the root of the repository.
 */
export function reportSarif(
	{ results, anchor }: Pick<Report, "results" | "anchor">,
	pathOf: (file: string) => string,
	more: readonly Explained[] = [],
): string {
	const rules = [...EXPLAINED, ...more];
	const each = results.flatMap((located) => located.each?.() ?? [located]);
	const log: SarifLog = {
		$schema:
			"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "avi-routes",
						semanticVersion: AVI_ROUTES_VERSION,
						rules: rules.map(toRule),
					},
				},
				columnKind: "utf16CodeUnits",
				results: each.map((located) => {
					const file = located.file ?? anchor;
					const place = file === undefined ? {} : { file: pathOf(file) };
					return toResult({ ...located, ...place }, rules);
				}),
			},
		],
	};
	return printJson(log);
}

function toRule(check: Explained): ReportingDescriptor {
	const { id, severity, description, why, remediation } = check;
	return {
		id,
		name: id.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase()),
		shortDescription: { text: description },
		fullDescription: { text: `${description} ${why}` },
		help: { text: sentence(remediation) },
		defaultConfiguration: { level: LEVELS[severity] },
	};
}

const sentence = (text: string) =>
	`${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function toResult(located: Located, rules: readonly Explained[]): SarifResult {
	const { result } = located;
	const { severity, message, tags } = result;
	const ruleIndex = rules.findIndex(({ id }) => id === tags.check);
	return {
		ruleId: tags.check,
		...(ruleIndex < 0 ? {} : { ruleIndex }),
		level: LEVELS[severity],
		message: { text: printable(message).replaceAll("](", "\\](") },
		locations: [
			{
				...physicalLocation(located),
				logicalLocations: [logicalLocation(located)],
			},
		],
		partialFingerprints: { "aviRoutes/v1": fingerprint(located) },
	};
}

/** Files are named relative to the root of the sources, with chars escaped that a URI can't have. */
function physicalLocation({ file, position }: Located): {
	physicalLocation?: PhysicalLocation;
} {
	if (file === undefined) return {};
	if (file === "-")
		return { physicalLocation: { artifactLocation: { uri: "stdin" } } };
	const uri = file.split("/").map(encodeURIComponent).join("/");
	const isRelative = !file.startsWith("/") && !file.startsWith("..");
	return {
		physicalLocation: {
			artifactLocation: defined({
				uri: file.startsWith("/") ? `file://${uri}` : uri,
				uriBaseId: isRelative ? "%SRCROOT%" : undefined,
			}),
			...(position && {
				region: { startLine: position.line, startColumn: position.column },
			}),
		},
	};
}

/** The cluster, the resource and the field, by name. */
function logicalLocation({ result, subject }: Located): LogicalLocation {
	const { resourceRef: ref, field, tags } = result;
	const object = [tags.cluster, ref?.kind, ref?.namespace, ref?.name];
	const name = [...object, subject ?? field?.path].filter(Boolean).join("/");
	return {
		fullyQualifiedName: printable(name || tags.check),
		kind: "resource",
	};
}

const fingerprint = (located: Located) =>
	createHash("sha256").update(identityOf(located).join("\n")).digest("hex");
