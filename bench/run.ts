// Measures the function beside what it can be held against, in one run. Options: --runs N, --slack SHARE, and one of
// --small (for CI), --dump (the largest input alone, beside what is quick), --curve.
import { parseArgs } from "node:util";
import { printCurve } from "./curve.ts";
import { generated, type Input, rendered } from "./inputs.ts";
import {
	type Measured,
	measure,
	median,
	type Program,
	run,
	timeOf,
} from "./measure.ts";
import { kptProgram, PROGRAMS } from "./programs.ts";
import { TABLE_HEAD, tableRows } from "./table.ts";
import { isMissed, type Target, targetLines } from "./targets.ts";

const { values } = parseArgs({
	options: {
		runs: { type: "string", default: "11" },
		slack: { type: "string", default: "0" },
		small: { type: "boolean", default: false },
		dump: { type: "boolean", default: false },
		curve: { type: "boolean", default: false },
	},
});
const runs = Number(values.runs);
const slack = Number(values.slack);
const say = (line: string) => process.stdout.write(`${line}\n`);

const { nothing, function: ours, through, jsYaml, yaml } = PROGRAMS;
const PARSERS: readonly Program[] = [nothing, ours, through, jsYaml];
const ALL = values.small ? PARSERS : [...PARSERS, yaml, ...kptProgram()];
const nodes = values.small ? 2000 : 5000;

/** The ratio of two programs' medians. */
function ratio(all: readonly Measured[], one: Program, other: Program): number {
	const timeOf = ({ name }: Program) =>
		median(all.find(({ program }) => program === name)?.times ?? []);
	return timeOf(one) / timeOf(other);
}

function table(what: string, input: Input, programs: readonly Program[]) {
	const all = measure(programs, input.file, runs);
	for (const row of tableRows(what, input, all)) say(row);
	return all;
}

/** What resolve, plan and check took together, against a process that does nothing: the ratio of the medians. */
function planRatio({ file }: Input): number {
	const plans: number[] = [];
	const nothings: number[] = [];
	for (let i = 0; i < runs; i++) {
		const stderr = run([...ours.argv, "--timings"], file);
		const stage = (name: string) =>
			Number(new RegExp(`${name} ([\\d.]+)`).exec(stderr)?.[1]);
		plans.push(stage("plan") + stage("check"));
		nothings.push(timeOf(nothing.argv, file));
	}
	const [plan, none] = [plans, nothings].map((times) =>
		median(times.sort((a, b) => a - b)),
	);
	return (plan as number) / (none as number);
}

function bench(): Target[] {
	for (const line of TABLE_HEAD) say(line);
	const small = generated("small", { nodes: 5 });
	const raw = generated("raw", { nodes });
	const snapshot = generated("snapshot", { nodes, form: "snapshot" });
	const onSmall = table("5 nodes, raw", small, ALL);
	const onRaw = table(`${nodes} nodes, raw`, raw, ALL);
	const onSnapshot = table(`${nodes} nodes, snapshot`, snapshot, ALL);
	const again = { raw, snapshot };
	const targets: Target[] = [
		{
			what: "5 nodes against `node -e 0`",
			ratio: ratio(onSmall, ours, nothing),
			limit: 1.6,
			stretch: 1.3,
		},
		{
			what: "raw objects against js-yaml",
			ratio: ratio(onRaw, ours, jsYaml),
			limit: 0.5,
			stretch: 0.35,
		},
		{
			what: "a snapshot against `node -e 0`",
			ratio: ratio(onSnapshot, ours, nothing),
			limit: 4,
			stretch: 2.5,
		},
		{
			what: "resolve, plan and check of a snapshot against `node -e 0`",
			ratio: planRatio(snapshot),
			limit: 1.5,
		},
		...Object.entries(again).map(([form, input]) => secondRender(form, input)),
	];
	return values.small ? targets : [...targets, ...dumpTargets(ALL)];
}

/** The package as a run left it, beside the one that it found. */
function secondRender(form: string, first: Input): Target {
	const { file } = rendered(`second-${form}`, first);
	const second = { ...ours, name: "avi-routes, second render", file };
	const all = table(`${nodes} nodes, ${form}, two renders`, first, [
		ours,
		second,
	]);
	return {
		what: `second render against the first (${form})`,
		ratio: ratio(all, second, ours),
		limit: 1.3,
	};
}

/** The big one, and a snapshot with all that `import` writes. */
function dumpTargets(programs: readonly Program[]): Target[] {
	const whole = generated("whole-snapshot", { nodes, form: "whole-snapshot" });
	table(`${nodes} nodes, whole snapshot`, whole, PARSERS);
	const dump = generated("dump", { nodes, form: "dump", images: 50 });
	const all = table(`${nodes} nodes, full dump`, dump, programs);
	const peak = all.find(({ program }) => program === ours.name)?.peak ?? 0;
	return [
		{
			what: "a full dump against js-yaml",
			ratio: ratio(all, ours, jsYaml),
			limit: 0.3,
			stretch: 0.2,
		},
		{
			what: "peak memory of a full dump against its size",
			ratio: peak / dump.size,
			limit: 4,
		},
	];
}

const targets = values.curve
	? printCurve(say)
	: values.dump
		? dumpTargets(PARSERS)
		: bench();
say("");
for (const line of targetLines(targets, slack)) say(line);
const missed = targets.filter((target) => isMissed(target, slack)).length;
say(`bench: ${targets.length - missed} passed, ${missed} failed`);
process.exitCode = missed === 0 ? 0 : 1;
