import { runChecks, unknownChecks } from "./check/run-checks.ts";
import type { Config } from "./config/config.ts";
import { type Overrides, withOverrides } from "./config/overrides.ts";
import { readConfig } from "./config/read-config.ts";
import { groupItems } from "./group/group.ts";
import { staleClusterName } from "./group/not-read.ts";
import { unreadTexts } from "./group/unread-texts.ts";
import { type Lap, noLap } from "./krm/lap.ts";
import { splitPackage } from "./krm/packages.ts";
import { addAll, hasErrors, type Result } from "./krm/result.ts";
import { shortResult } from "./krm/short-result.ts";
import { makePlan } from "./plan/make-plan.ts";
import { hasCluster, onlyCluster, type Plan } from "./plan/plan.ts";
import type { Unread } from "./read/charts.ts";
import type { Cut } from "./read/cut.ts";
import type { FileText } from "./read/read-files.ts";
import type { Input } from "./read/read-input.ts";
import { render } from "./render/render.ts";
import { type Applied, applyRendering } from "./write/apply.ts";
import { onlyOutputs } from "./write/only-outputs.ts";

/** The result of the pipeline: the new items, or undefined when there were errors. */
export interface Transformation {
	readonly applied: Applied | undefined;
	readonly results: readonly Result[];
	readonly config: Config;
	/** The plan; undefined when there were errors before it. */
	readonly plan: Plan | undefined;
	/** The findings that the configuration turns off. */
	readonly switchedOff: readonly Result["tags"][];
}

/** The input of the pipeline: a ResourceList as it was cut, or the items of files, without a list. */
export type Source = Omit<Input, "cut" | "lineEnd"> &
	Partial<Pick<Input, "cut">> & {
		readonly overrides?: Overrides;
		/** The cluster to check and render; all when absent. The others are read only to compare them with it. */
		readonly only?: string | undefined;
		/** What the files have that is not read. */
		readonly unread?: readonly Unread[];
		/** The files, for what is no item. */
		readonly files?: readonly FileText[];
		/** The folder of the package in its git repository; its root where that is not known. */
		readonly folder?: string | undefined;
		/** The URLs of that repository, as far as they are known. */
		readonly remotes?: readonly string[];
		/** True when all of it is printed, to be applied. */
		readonly isPrinted?: boolean;
	};

/** How items without a list are printed. */
const FILES: Cut = {
	form: "yaml",
	indent: 0,
	items: [],
	before: "",
	after: "",
	root: {},
};

/** The pipeline: config, group, resolve and plan, check, render, write. A stage with errors is the last one. */
export function transform(
	source: Source,
	readResults: readonly Result[],
	lap = noLap,
): Transformation {
	const run = runStages(source, readResults, lap);
	return { ...run, results: run.results.map(shortResult) };
}

function runStages(
	{
		items,
		functionConfig,
		truncation,
		cut,
		only,
		overrides = {},
		unread = [],
		files = [],
		folder = "",
		remotes = [],
		isPrinted = false,
	}: Source,
	readResults: readonly Result[],
	lap: Lap,
): Transformation {
	const read = readConfig(functionConfig, splitPackage(items).own);
	const config = withOverrides(read.value, overrides);
	const results = [...readResults, ...read.results, ...unknownChecks(config)];
	const switchedOff: Result["tags"][] = [];
	const stop = (plan?: Plan): Transformation => ({
		applied: undefined,
		results,
		config,
		plan,
		switchedOff,
	});
	if (hasErrors(read.results)) return stop();

	const sources = { files, folder, remotes };
	const groups = groupItems(items, config, lap, sources);
	const { clusters, unstamped } = groups.value;
	const known = groups.results;
	addAll(results, known);
	addAll(results, staleClusterName(config, clusters));
	const texts = { items, unstamped, unread, isPrinted, known };
	// The sender of a list has parsed its items.
	if (cut === undefined) addAll(results, unreadTexts(texts));
	lap("group");
	if (hasErrors(results)) return stop();

	const plan = makePlan(
		groups.value,
		config,
		truncation ?? groups.value.truncation,
	);
	lap("plan");
	const done = (applied: Applied) => ({ ...stop(plan.value), applied });
	if (only !== undefined && !hasCluster(plan.value, only)) return done(NOTHING);
	const onSwitchedOff = (tags: Result["tags"]) => switchedOff.push(tags);
	addAll(results, plan.results);
	addAll(results, runChecks(plan.value, { only, onSwitchedOff }));
	lap("check");
	if (hasErrors(results)) return stop(plan.value);

	const rendering = render(onlyCluster(plan.value, only));
	lap("render");
	const part = onlyOutputs({ items, ...groups.value }, only);
	const applied = applyRendering(part, rendering, cut ?? FILES);
	addAll(results, applied.results);
	if (hasErrors(results)) return stop(plan.value);
	addAll(results, rendering.results);
	return done(applied.value);
}

/** The outcome for a package without the selected cluster. */
const NOTHING: Applied = {
	items: [],
	clusterOf: new Map(),
	stamped: new Set(),
};
