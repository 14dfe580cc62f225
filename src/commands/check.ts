import type { Check } from "../check/check.ts";
import { CHECKS } from "../check/checks.ts";
import { runChecks } from "../check/run-checks.ts";
import { sortResults, type Transformation, transform } from "../function.ts";
import { PATH } from "../krm/annotations.ts";
import { filePath, type Head, type Item } from "../krm/item.ts";
import { type Lap, noLap } from "../krm/lap.ts";
import { compareText } from "../krm/order.ts";
import { hasErrors, type Result, SEVERITIES } from "../krm/result.ts";
import type { Plan } from "../plan/plan.ts";
import { reportGithub } from "../report/github.ts";
import { reportJson } from "../report/json.ts";
import { makeLocator } from "../report/locate.ts";
import { isFinding, type Report } from "../report/report.ts";
import { reportSarif } from "../report/sarif.ts";
import { screenOf } from "../report/screen.ts";
import { reportText } from "../report/text.ts";
import type { OptionValues } from "./command.ts";
import { outdatedOutputs } from "./outdated-outputs.ts";
import { parseCommand } from "./parse-command.ts";
import { type Run, refused, wrongUse } from "./run.ts";
import {
	type ReadSource,
	type ReadStdin,
	readSources,
	shownFiles,
	shownPath,
	withShownPath,
} from "./sources.ts";
import { CHECK } from "./table.ts";

declare const AVI_ROUTES_VERSION: string;

/** How the report is printed, by the names that `-o` takes. */
const FORMATS: Readonly<
	Record<OptionValues<typeof CHECK>["output"], (report: Report) => string>
> = {
	text: (report) => reportText(report, screenOf(process.stdout, process.env)),
	json: reportJson,
	sarif: (report) => reportSarif(report, AVI_ROUTES_VERSION),
	github: reportGithub,
};

/** Only the results: `check [-o FORMAT] [--fail-on SEVERITY] [PATH...|-]`. */
export async function checkCommand(
	args: readonly string[],
	readStdin: ReadStdin,
	lap = noLap,
): Promise<Run> {
	const parsed = parseCommand(CHECK, args);
	if ("problem" in parsed) return wrongUse(CHECK, parsed.problem);
	const { values, operands } = parsed;
	const format = FORMATS[values.output];
	const failOn = SEVERITIES.indexOf(values["fail-on"]);
	const sources = await readSources(
		operands.length === 0 ? ["."] : operands,
		readStdin,
		lap,
	);
	if ("problem" in sources) {
		// What reads the report shall not read nothing.
		const run = refused(sources.problem);
		return values.output === "text"
			? run
			: { ...run, stdout: format(unreadable(sources.problem)) };
	}
	const { report, isUnreadable } = check(sources, lap);
	const isFailed = report.results.some(
		({ result }) => SEVERITIES.indexOf(result.severity) <= failOn,
	);
	const exitCode = isUnreadable ? 2 : isFailed ? 1 : 0;
	return { exitCode, stdout: format(report), stderr: [] };
}

function unreadable(problem: string): Report {
	const tags = { check: "input-invalid" };
	const result = { message: problem, severity: "error", tags } as const;
	return {
		results: [{ result }],
		clusters: [],
		routes: undefined,
		anchor: "-",
	};
}

interface Checked {
	readonly report: Report;
	/** True when a document could not be read at all. */
	readonly isUnreadable: boolean;
}

/** Checks each source by itself, and the clusters of all against each other. */
function check(sources: readonly ReadSource[], lap: Lap): Checked {
	const runs = sources.map((read) => ({
		read,
		made: transform(read.source, read.results, lap),
	}));
	const isFleet = runs.length > 1;
	const results = runs.flatMap(({ read, made }) =>
		made.results
			.filter(isFinding)
			.filter(({ tags }) => !isFleet || !isFleetWide(tags.check))
			.map((result) => withShownPath(result, read)),
	);
	const all = [
		...results,
		...(isFleet ? fleetResults(runs) : []),
		...runs.flatMap(({ read, made }) => outdatedOutputs(read, made)),
	];
	const locate = makeLocator(sources.flatMap(shownFiles));
	const plans = runs.flatMap(({ made }) => made.plan ?? []);
	const clusters = plans.flatMap((plan) => plan.clusters);
	return {
		report: {
			results: sortResults(all).map(locate),
			anchor: anchorOf(runs),
			clusters: clusters.map(({ cluster }) => cluster.name).sort(compareText),
			routes:
				plans.length < runs.length
					? undefined
					: clusters.reduce((sum, { routes }) => sum + routes.length, 0),
		},
		isUnreadable: sources.some((read) => hasErrors(read.results)),
	};
}

const FLEET_CHECKS: readonly Check[] = (CHECKS as readonly Check[]).filter(
	({ isFleetWide }) => isFleetWide,
);

const isFleetWide = (id: string) => FLEET_CHECKS.some((one) => one.id === id);

/** The first AviRoutes' file, else the first file at all. */
function anchorOf(runs: readonly SourceRun[]): string | undefined {
	const files = runs.flatMap(({ read, made }) => {
		const own = made.config.source && filePath(made.config.source);
		return own === undefined ? [] : [shownPath(read, own)];
	});
	return (
		files[0] ?? runs.flatMap(({ read }) => shownFiles(read))[0]?.path ?? "-"
	);
}

interface SourceRun {
	readonly read: ReadSource;
	readonly made: Transformation;
}

/** What comparing the clusters of all sources gives; files are named relative to the working directory. */
function fleetResults(runs: readonly SourceRun[]): Result[] {
	const plans = runs.flatMap(({ made }) => made.plan ?? []);
	const [first] = plans;
	if (first === undefined) return [];
	const shown = new Map<Head, Head>();
	for (const { read, made } of runs) {
		const { source } = made.config;
		for (const item of read.source.items) shown.set(item, asShown(item, read));
		if (source !== undefined) shown.set(source, asShown(source, read));
	}
	const nameItem = (item: Head): Head => {
		const { container } = item as Partial<Item>;
		const file = filePath(shown.get(container ?? item) ?? item);
		return file === undefined ? item : inFile(item, file);
	};
	const clusters = plans
		.flatMap((plan) => plan.clusters)
		.map((plan) => ({
			...plan,
			cluster: { ...plan.cluster, source: nameItem(plan.cluster.source) },
		}));
	const merged: Plan = {
		config: first.config,
		clusters,
		vanished: [],
		notes: [],
		lookalikes: [],
		goesOn: undefined,
	};
	return runChecks(merged, { checks: FLEET_CHECKS, nameItem });
}

function asShown(item: Head, read: ReadSource): Head {
	const path = filePath(item);
	return path === undefined ? item : inFile(item, shownPath(read, path));
}

function inFile(item: Head, path: string): Head {
	const { apiVersion, kind, name, namespace, annotations } = item;
	return {
		apiVersion,
		kind,
		name,
		annotations: { ...annotations, [PATH]: path },
		...(namespace === undefined ? {} : { namespace }),
	};
}
