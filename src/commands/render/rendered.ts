import type { Lap } from "../../krm/lap.ts";
import type { Problem } from "../../krm/problem.ts";
import {
	isAtLeast,
	type Result,
	type Severity,
	sortResults,
} from "../../krm/result.ts";
import type { Transformation } from "../../pipeline.ts";
import type { ClusterPlan } from "../../plan/plan.ts";
import { isFinding } from "../../report/report.ts";
import { relativePath } from "../files/paths.ts";
import type { ReadSource } from "../files/read-source.ts";
import {
	isSelected,
	type Selection,
	selectedOf,
	transformSource,
	unknownCluster,
} from "../selection.ts";
import { type Deployable, deployables, findDuplicate } from "./deployables.ts";
import type { Format } from "./formats.ts";

/** A package, rendered. */
export interface Rendered {
	readonly read: ReadSource;
	readonly made: Transformation;
	/** Worst first: those about the selection; all of them when there was an error. */
	readonly results: readonly Result[];
	/** The selected clusters. */
	readonly clusters: readonly ClusterPlan[];
}

/** Renders a package; `isPrinted` when all of it is printed, and not only its own files are written. */
export function renderPackage(
	read: ReadSource,
	{
		selection,
		isPrinted,
		lap,
	}: { selection: Selection; isPrinted: boolean; lap: Lap },
): Rendered {
	const { only } = selection;
	const source = { ...read.source, isPrinted };
	const made = transformSource({ ...read, source }, selection, lap, only);
	const clusters = selectedOf(selection, made.plan?.clusters);
	const results = sortResults(made.results).filter(
		(result) => made.applied === undefined || isSelected(selection, result),
	);
	return { read, made, results, clusters };
}

/** True when there is an error, or a finding of the `--fail-on` severity. */
export function isFailed(
	{ made, results }: Rendered,
	failOn: Severity,
): boolean {
	const fails = (result: Result) =>
		isFinding(result) && isAtLeast(result, failOn);
	return made.applied === undefined || results.some(fails);
}

/** The resources to apply of all packages in a folder, or why there are none, or why they can't be applied. */
export function allDeployables(
	all: readonly Rendered[],
	root: string,
	selection: Selection,
	format: Format,
):
	| { readonly items: readonly Deployable[] }
	| (Problem & { readonly exitCode?: 2 }) {
	const { only, onlyBy } = selection;
	const unknown = unknownCluster(
		selection,
		all.flatMap(({ made }) =>
			(made.plan?.clusters ?? []).map(({ cluster }) => cluster.name),
		),
	);
	if (unknown !== undefined) return { ...unknown, exitCode: 2 };
	const packages = all.map(({ read, made: { applied, config } }) => {
		const folder = relativePath(root, read.prefix || ".");
		const own =
			applied === undefined ? [] : deployables(applied, config, folder);
		return own.filter(
			({ cluster }) =>
				only === undefined || cluster === undefined || cluster === only,
		);
	});
	const items = packages.flat();
	const together = { all: [items], package: packages, nothing: [] };
	const problem = together[format.applied]
		.map((applied) => findDuplicate(applied, onlyBy))
		.find((found) => found !== undefined);
	return problem === undefined ? { items } : { problem };
}
