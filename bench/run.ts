// Measures the tool beside what it can be held against, in one run. Options: --only SECTION[,SECTION], --runs N,
// --slack SHARE, and --small (for CI).
import { parseArgs } from "node:util";
import { type Bench, TABLE_HEAD } from "./bench.ts";
import { folderRows, importGrowthRows, importRows } from "./command-rows.ts";
import { fleetRows } from "./fleet-rows.ts";
import { dumpRows, functionRows, twistRows } from "./function-rows.ts";
import { growthRows } from "./growth-rows.ts";
import { lineRows } from "./lines.ts";
import { pictureRows } from "./picture-rows.ts";
import { snapshotRows } from "./snapshot-rows.ts";
import {
	noLongerPending,
	type Ratios,
	type TargetName,
	targetLines,
	verdictOf,
} from "./targets.ts";
import { troubleRows } from "./trouble-rows.ts";

/** What is measured, by the names that --only takes. */
const SECTIONS: Readonly<Record<string, (bench: Bench) => Ratios>> = {
	function: functionRows,
	twists: twistRows,
	dump: dumpRows,
	import: importRows,
	"import-growth": importGrowthRows,
	folders: folderRows,
	fleet: fleetRows,
	trouble: troubleRows,
	picture: pictureRows,
	live: snapshotRows,
	growth: growthRows,
	lines: lineRows,
};

const { values } = parseArgs({
	options: {
		runs: { type: "string", default: "11" },
		slack: { type: "string", default: "0" },
		only: { type: "string", default: Object.keys(SECTIONS).join(",") },
		small: { type: "boolean", default: false },
	},
});
const slack = Number(values.slack);
const say = (line: string) => process.stdout.write(`${line}\n`);
const bench: Bench = {
	runs: Number(values.runs),
	isSmall: values.small,
	say,
};

for (const line of TABLE_HEAD) say(line);
let ratios: Ratios = {};
for (const name of values.only.split(",")) {
	const section = SECTIONS[name];
	if (section === undefined)
		throw new Error(
			`unknown section ${name}; known: ${Object.keys(SECTIONS).join(", ")}`,
		);
	ratios = { ...ratios, ...section(bench) };
}
say("");
for (const line of targetLines(ratios, slack)) say(line);
const named = (verdict: string) =>
	(Object.entries(ratios) as [TargetName, number][])
		.filter(([name, ratio]) => verdictOf(name, ratio, slack) === verdict)
		.map(([name]) => name);
const [missed, pending] = [named("missed"), named("pending")];
if (pending.length > 0)
	say(
		`!!! ${pending.length} targets are missed and fail nothing, for they are PENDING in bench/targets.ts: ${pending.join(", ")}`,
	);
const reached = noLongerPending(ratios);
if (reached.length > 0)
	say(
		`!!! reached, so no longer PENDING; take them off the list in bench/targets.ts: ${reached.join(", ")}`,
	);
const passed = Object.keys(ratios).length - missed.length - pending.length;
say(`bench: ${passed} passed, ${missed.length} failed`);
process.exitCode = missed.length === 0 ? 0 : 1;
