import { invalidInput } from "../krm/item-result.ts";
import type { Problem } from "../krm/problem.ts";
import { isAtLeast } from "../krm/result.ts";
import { type FleetRow, fleetMarkdown, fleetTable } from "../report/fleet.ts";
import { reportGithub } from "../report/github.ts";
import { reportJson } from "../report/json.ts";
import type { Report } from "../report/report.ts";
import { reportSarif } from "../report/sarif.ts";
import { PLAIN, screenOf } from "../report/screen.ts";
import { reportText, verdict } from "../report/text.ts";
import { checkSources } from "./check/check-sources.ts";
import type { OptionValues } from "./command-line/command.ts";
import { type Call, type Run, refused } from "./command-line/run.ts";
import type { CHECK } from "./command-line/table.ts";
import { repositoryPath } from "./files/repository.ts";
import { orHere, readSources } from "./files/sources.ts";
import { readSelection, transformOnce, unknownCluster } from "./selection.ts";

const FORMATS: Readonly<
	Record<
		OptionValues<typeof CHECK>["output"],
		(report: Report, fleet: () => readonly FleetRow[]) => string
	>
> = {
	text: (report) => reportText(report, screenOf(process.stdout, process.env)),
	json: reportJson,
	sarif: (report) => reportSarif(report, repositoryPath),
	github: (report) => reportGithub(report, repositoryPath),
	table(report, fleet) {
		const screen = screenOf(process.stdout, process.env);
		return `${fleetTable(fleet(), screen)}\n${verdict(report, screen.paint)}\n`;
	},
	"markdown-table": (report, fleet) =>
		`${fleetMarkdown(fleet())}\n${verdict(report, PLAIN.paint)}\n`,
};

/** Formats that people read, who also see the problem on standard error. */
const HUMAN_FORMATS: readonly string[] = ["text", "table", "markdown-table"];

/** Only the results: `check [-o FORMAT] [--fail-on SEVERITY] [PATH...|-]`. */
export async function check(call: Call<typeof CHECK>): Promise<Run> {
	const { output } = call.values;
	const run = await checked(call);
	if (!("problem" in run)) return run;
	// Always print a valid report, so that consumers of -o json never get empty input.
	const report = HUMAN_FORMATS.includes(output)
		? ""
		: FORMATS[output](unreadable(run.problem), () => []);
	return { ...refused(run.problem), stdout: report };
}

async function checked(call: Call<typeof CHECK>): Promise<Run | Problem> {
	const { values, operands, lap } = call;
	const selection = readSelection(values.only, values.set);
	if ("problem" in selection) return selection;
	const sources = await readSources(orHere(operands), call);
	if ("problem" in sources) return sources;
	const transform = transformOnce(selection, lap);
	const made = checkSources(sources, selection, transform);
	const { report, fleet, isUnreadable, clusterNames } = made;
	const unknown = unknownCluster(selection, clusterNames);
	if (unknown !== undefined) return unknown;
	const isFailed = report.results.some(({ result }) =>
		isAtLeast(result, values["fail-on"]),
	);
	const exitCode = isUnreadable ? 2 : isFailed ? 1 : 0;
	const stdout = FORMATS[values.output](report, fleet);
	return { exitCode, stdout, stderr: [] };
}

const unreadable = (problem: string): Report => ({
	results: [{ result: invalidInput(problem) }],
	clusters: [],
	routes: undefined,
	switchedOff: 0,
	anchor: "-",
});
