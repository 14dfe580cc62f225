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
import type { Result, Severity } from "../krm/result.ts";
import { printJson } from "./print-json.ts";
import { printable } from "./printable.ts";
import type { Located, Report } from "./report.ts";

/** What SARIF calls the severities. */
const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/** The report as SARIF 2.1.0: a rule for each check (and for each of `more`), and fingerprints that stay when lines and other nodes move. */
export function reportSarif(
	{ results }: Pick<Report, "results">,
	version: string,
	more: readonly Explained[] = [],
): string {
	const rules = [...EXPLAINED, ...more];

	const log: SarifLog = {
		$schema:
			"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "avi-routes",
						semanticVersion: version,
						rules: rules.map(toRule),
					},
				},
				columnKind: "utf16CodeUnits",
				results: results.map((located) => toResult(located, rules)),
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
		level: levelOf(severity),
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

const levelOf = (severity: Severity) => LEVELS[severity];

/** Files are named relative to the root of the sources, with what a URI can't hold escaped. */
function physicalLocation({ file, position }: Located): {
	physicalLocation?: PhysicalLocation;
} {
	if (file === undefined || file === "-") return {};
	const uri = file.split("/").map(encodeURIComponent).join("/");
	const isRelative = !file.startsWith("/") && !file.startsWith("..");
	return {
		physicalLocation: {
			artifactLocation: {
				uri: file.startsWith("/") ? `file://${uri}` : uri,
				...(isRelative ? { uriBaseId: "%SRCROOT%" } : {}),
			},
			...(position === undefined
				? {}
				: {
						region: {
							startLine: position.line,
							startColumn: position.column,
						},
					}),
		},
	};
}

function logicalLocation(located: Located): LogicalLocation {
	const parts = subjectParts(located).filter((part) => part !== "");
	return { fullyQualifiedName: printable(parts.join("/")), kind: "resource" };
}

/** The cluster, the resource and the field, by name. */
function subjectParts({ result, subject }: Located): string[] {
	const { resourceRef: ref, field, tags }: Result = result;
	const { kind = "", namespace = "", name = "" } = ref ?? {};
	return [
		tags.cluster ?? "",
		kind,
		namespace,
		name,
		subject ?? field?.path ?? "",
	];
}

function fingerprint(located: Located): string {
	const parts = [located.result.tags.check, ...subjectParts(located)];
	return createHash("sha256").update(parts.join("\n")).digest("hex");
}
