import type { Check } from "../../check/check.ts";
import { CHECKS } from "../../check/checks.ts";
import { runChecks } from "../../check/run-checks.ts";
import { PATH } from "../../krm/annotations.ts";
import { filePath, type Head, type Item } from "../../krm/item.ts";
import { compareText } from "../../krm/order.ts";
import { hasErrors, type Result, sortResults } from "../../krm/result.ts";
import type { Transformation } from "../../pipeline.ts";
import type { Plan } from "../../plan/plan.ts";
import { type FleetRow, fleetRows } from "../../report/fleet.ts";
import { makeLocator } from "../../report/locate.ts";
import { isFinding, type Report } from "../../report/report.ts";
import type { ReadSource } from "../files/read-source.ts";
import { shownFiles, shownPath, withShownPath } from "../files/shown-paths.ts";
import {
	isSelected,
	type Selection,
	selectedOf,
	type Transform,
} from "../selection.ts";
import { outdatedOutputs } from "./outdated-outputs.ts";

/** Checks each source alone, and the clusters of all sources against each other. */
export function checkSources(
	sources: readonly ReadSource[],
	selection: Selection,
	transform: Transform,
) {
	const runs = sources.map((read) => ({ read, made: transform(read) }));
	const isFleet = runs.length > 1;
	// Fleet-wide checks run over the clusters of all sources instead.
	const isCounted = ({ check }: Result["tags"]) =>
		!isFleet || !isFleetWide(check);
	const results = runs.flatMap(({ read, made }) =>
		made.results
			.filter((result) => isFinding(result) && isCounted(result.tags))
			.map((result) => withShownPath(result, read)),
	);
	const off = runs.flatMap(({ made }) => made.switchedOff).filter(isCounted);
	const onSwitchedOff = (tags: Result["tags"]) => off.push(tags);
	const all = [
		...results,
		...(isFleet ? fleetResults(runs, onSwitchedOff) : []),
		...runs.flatMap(({ read, made }) =>
			outdatedOutputs(read, made, onSwitchedOff),
		),
	];
	const locate = makeLocator(sources.flatMap(shownFiles));
	const isPlanned = runs.every(({ made }) => made.plan !== undefined);
	const planned = runs.flatMap(({ made }) => made.plan?.clusters ?? []);
	const clusters = selectedOf(selection, planned).toSorted((a, b) =>
		compareText(a.cluster.name, b.cluster.name),
	);
	const shown = all.filter((result) => isSelected(selection, result));
	const located = sortResults(shown).map(locate);
	const unplanned = runs.flatMap(({ read, made }) =>
		made.plan !== undefined
			? []
			: [{ name: read.prefix || ".", worst: sortResults(made.results)[0] }],
	);
	return {
		report: {
			switchedOff: off.length,
			results: located,
			anchor: anchorOf(runs),
			clusters: clusters.map(({ cluster }) => cluster.name),
			routes: isPlanned
				? clusters.reduce((sum, { routes }) => sum + routes.length, 0)
				: undefined,
		} satisfies Report,
		// A row for each checked cluster; for a package that could not be planned, its folder. Computed on demand: it
		// compares the routes of each cluster with those of its running AKO.
		fleet: (): FleetRow[] => [...fleetRows(clusters, located), ...unplanned],
		// Of all clusters, the selected one or not; undefined when a package could not be planned.
		clusterNames: isPlanned
			? planned.map(({ cluster }) => cluster.name)
			: undefined,
		// True when a document could not be read at all.
		isUnreadable: sources.some((read) => hasErrors(read.results)),
	};
}

const FLEET_CHECKS = (CHECKS as readonly Check[]).filter(
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

/** The results of fleet-wide checks; files are named relative to the working directory. */
function fleetResults(
	runs: readonly SourceRun[],
	onSwitchedOff: (tags: Result["tags"]) => void,
): Result[] {
	const plans = runs.flatMap(({ made }) => made.plan ?? []);
	const [first] = plans;
	if (first === undefined) return [];
	const readFrom = new Map<Head, ReadSource>();
	for (const { read, made } of runs) {
		for (const item of read.source.items) readFrom.set(item, read);
		if (made.config.source !== undefined)
			readFrom.set(made.config.source, read);
	}
	const nameItem = (item: Head): Head => {
		const holder = (item as Partial<Item>).container ?? item;
		const [read, path] = [readFrom.get(holder), filePath(holder)];
		if (read === undefined || path === undefined) return item;
		const { apiVersion, kind, name, namespace } = item;
		const annotations = { ...item.annotations, [PATH]: shownPath(read, path) };
		return { apiVersion, kind, name, namespace, annotations };
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
		truncation: undefined,
	};
	return runChecks(merged, { checks: FLEET_CHECKS, nameItem, onSwitchedOff });
}
